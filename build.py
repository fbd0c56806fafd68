"""The door: the command line. It holds the order of the steps, and no rules.

.venv/bin/python build.py                  check the plan, build the database and the website
.venv/bin/python build.py check            only say what is wrong with the files
.venv/bin/python build.py query NAME       answer one of the questions in queries/
.venv/bin/python build.py serve            serve the website and Datasette, and rebuild when a file is saved
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

try:
    import click
    from click.core import ParameterSource

    from tracker import commands, terminal
    from tracker.collector import no_collection
    from tracker.problems import NotPublishedError, Problem, Severity, nearest
except ModuleNotFoundError as missing:
    if missing.name and missing.name.startswith("tracker"):
        raise
    sys.exit(
        f"Python này không có gói '{missing.name}' của chương trình: chạy «make check» một lần để cài, "
        "rồi gọi bằng .venv/bin/python build.py"
    )

# What only some commands need is imported where they begin: whoever checks a plan does not wait for Excel, and the
# process that waits for the website to be built stays small.
if TYPE_CHECKING:
    from tracker.loaded import Loaded
    from tracker.serving import Datasette

ROOT = Path(__file__).resolve().parent
#: The official time of Viet Nam, without summer time (QĐ 134/2002/QĐ-TTg).
TIME_ZONE = timezone(timedelta(hours=7))
PORT = click.IntRange(1, 65535)

Command = TypeVar("Command", bound=Callable[..., Any])


@dataclass(frozen=True)
class Place:
    """Which plan is built, of which day it speaks, and where the results go."""

    plan: Path
    as_of: date
    work: Path
    site: Path

    @property
    def database(self) -> Path:
        """The finished database."""
        return self.work / "plan.db"


def place_options(command: Command) -> Command:
    """Add the options that say which plan, which day and where to."""

    def folder(default: Path) -> dict[str, Any]:
        return {"type": terminal.Place(folder=True), "default": default, "show_default": str(default.relative_to(ROOT))}

    day = terminal.Day()
    options = [
        click.option("--plan", help="Folder of the plan's YAML files.", **folder(ROOT / "plan")),
        click.option("--as-of", type=day, metavar="DATE", help="The day to speak of, as 10/03/2018; today if absent."),
        click.option("--work", help="Folder for all that is in between.", **folder(ROOT / "build")),
        click.option("--site", help="Folder of the finished website.", **folder(ROOT / "site")),
    ]
    for option in reversed(options):
        command = option(command)
    return command


def place(plan: Path, as_of: date | None, work: Path, site: Path) -> Place:
    """Give the place that the options name; the day is today in Vietnam unless given."""
    day = as_of or datetime.now(TIME_ZONE).date()
    return Place(shown(plan), day, work.absolute(), site.absolute())


def shown(path: Path) -> Path:
    """Give a path as short as it can be named from here: messages are to be clicked on."""
    try:
        return path.absolute().relative_to(Path.cwd())
    except ValueError:
        return path


def step(name: str) -> None:
    """Say on a terminal what is being done; keep quiet in a pipe."""
    if sys.stderr.isatty():
        click.secho(f"› {name}", fg="cyan", err=True)


def checked(where: Place, *, aloud: bool = True) -> tuple[Loaded, list[Problem]]:
    """Read and check the plan; leave with exit code 1 when there is an error.

    aloud: print every problem and their count; otherwise only what stops, as messages of failure.
    """
    step("Kiểm tra dữ liệu")
    with no_collection():
        from tracker.checks import check as check_plan  # noqa: PLC0415
        from tracker.reader import read  # noqa: PLC0415

        loaded, problems = read(where.plan)
        if loaded is not None:
            problems = sorted(set(problems) | set(check_plan(loaded)))
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    for problem in problems if aloud else errors:
        click.echo(str(problem), err=not aloud)
    if aloud or errors:
        click.echo(f"{where.plan}: {len(errors)} lỗi, {len(problems) - len(errors)} cảnh báo.", err=not aloud)
    if errors or loaded is None:
        sys.exit(1)
    return loaded, problems


def build_database(where: Place, target: Path, *, aloud: bool = True) -> None:
    """Check the plan and write its database."""
    from tracker.database import write as write_database  # noqa: PLC0415

    loaded, problems = checked(where, aloud=aloud)
    step("Nạp cơ sở dữ liệu")
    write_database(target, loaded, problems, where.as_of)


def build_database_apart(where: Place, target: Path) -> None:
    """Build the database in a process of its own: the memory that a large plan takes is given back when it ends."""
    import subprocess  # noqa: PLC0415

    options = ("--plan", where.plan, "--as-of", where.as_of.isoformat(), "--out", target)
    done = subprocess.run([sys.executable, __file__, "database", *map(str, options)], check=False)
    if done.returncode:
        sys.exit(done.returncode)


class Door(click.Group):
    """The command line, which says in Vietnamese what is wrong with a command."""

    def main(self, *arguments: Any, **extra: Any) -> NoReturn:
        """Run a command and leave: exit code 0 when all went well, 1 when not."""
        try:
            ended = super().main(*arguments, **{**extra, "standalone_mode": False})
        except click.ClickException as error:
            click.echo(terminal.complaint(error), err=True)
            sys.exit(1)
        except click.Abort:
            click.echo("Đã dừng.", err=True)
            sys.exit(1)
        sys.exit(ended if isinstance(ended, int) else 0)


@click.group(cls=Door, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@place_options
@click.pass_context
def door(context: click.Context, /, **options: Any) -> None:
    """Turn a plan into a checked database and a public website. Without a command: everything.

    \b
    Example:
    .venv/bin/python build.py --plan examples/thanh-pho-mau --as-of 30/09/2031 --work build/mau --site build/mau/site
    """
    context.obj = commands.Tools(ROOT, place, checked)
    if context.invoked_subcommand is None:
        context.invoke(site, **options)
    else:  # what was said before the command's name counts as well as what is said after it
        said = {
            key: options[key] for key in options if context.get_parameter_source(key) is ParameterSource.COMMANDLINE
        }
        context.default_map = dict.fromkeys(door.commands, said)


@door.command()
@place_options
def check(**options: Any) -> object:
    """Say what is wrong with a plan's files; exit code 1 when something must be mended.

    \b
    Example:
    .venv/bin/python build.py check --plan plan
    """
    return checked(place(**options))  # kept until `run` ends: it need not be freed


@door.command()
@click.option("--out", type=terminal.Place(), help="File to write; build/plan.db if absent.")
@place_options
def database(out: Path | None, **options: Any) -> None:
    """Check a plan and write its SQLite database.

    \b
    Example:
    .venv/bin/python build.py database --as-of 31/03/2018
    """
    where = place(**options)
    build_database(where, out.absolute() if out else where.database)


@door.command()
@click.option("--offline", is_flag=True, help="A copy that works from a folder, as on a USB stick, without a server.")
@place_options
def site(*, offline: bool, **options: Any) -> None:
    """Check a plan, write its database and build its website; the old ones stay until all is done.

    \b
    Example:
    .venv/bin/python build.py site --as-of 31/12/2018
    """
    build_site(place(**options), offline=offline)


def build_site(where: Place, *, offline: bool = False) -> None:
    """Build database and website to one side, then put both in place; offline: as a copy that needs no server."""
    import shutil  # noqa: PLC0415

    from tracker import publish, website  # noqa: PLC0415
    from tracker.listing import lay_out_files  # noqa: PLC0415
    from tracker.offline import make_offline  # noqa: PLC0415
    from tracker.pages import make_pages  # noqa: PLC0415

    refuse_to_overwrite(where)
    fresh = where.work / "next"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    build_database_apart(where, fresh / "plan.db")
    processes = website.hands(fresh / "plan.db")
    with commands.stages("Dựng trang web", 2 + len(website.STAGES)) as begin:
        begin("viết các trang")
        try:
            kept = website.lay_out(ROOT / "docs", fresh / "plan.db", where.work / "docs")
            kept |= lay_out_files(where.plan, ROOT / "docs" / "templates", where.work)
            make_pages(fresh / "plan.db", ROOT / "docs" / "templates", where.work, kept, processes)
            for stage in website.build(ROOT, where.work, fresh / "plan.db", fresh / "site", processes):
                begin(stage)
        except NotPublishedError as problem:
            raise click.ClickException(f"trang web chưa được công bố:\n{problem}") from None
        begin("thay bản cũ")
        if offline:
            make_offline(fresh / "site")
        publish.exchange(fresh / "site", where.site)
    (fresh / "plan.db").replace(where.database)


def refuse_to_overwrite(where: Place) -> None:
    """End with a message when a folder for results holds what build.py did not make, or a folder it reads."""
    from tracker.exports.links import DATABASE  # noqa: PLC0415

    for folder, sign in ((where.site, where.site / DATABASE), (where.work / "docs", where.work / "next")):
        strange = [path for path in folder.glob("*") if path.name != ".gitignore"]
        if strange and not sign.exists():
            raise click.ClickException(f"{folder} có tệp không do build.py làm ra; chọn thư mục khác, hoặc dọn nó đi")
    for source in (ROOT, where.plan.absolute(), where.work):
        if source.is_relative_to(where.site):
            raise click.ClickException(f"--site {where.site}: thư mục này chứa {source}; chọn thư mục khác")


@door.command()
@click.argument("name", required=False)
@click.option("--param", "-p", multiple=True, metavar="KEY=VALUE", help="A parameter of the question; repeatable.")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
@place_options
def query(name: str | None, param: tuple[str, ...], form: str, **options: Any) -> None:
    """Answer one of the questions in queries/; without NAME, list them.

    \b
    Example:
    .venv/bin/python build.py query viec-qua-han --as-of 31/03/2018 --format csv
    """
    import sqlite3  # noqa: PLC0415
    from tempfile import TemporaryDirectory  # noqa: PLC0415

    from tracker.exports import tabular  # noqa: PLC0415
    from tracker.questions import read_questions, run  # noqa: PLC0415

    try:
        questions = {question.name: question for question in read_questions(ROOT / "queries")}
    except NotPublishedError as error:
        raise click.ClickException(str(error)) from None
    if name is None:
        for question in questions.values():
            click.echo(f"{question.name:45} {question.title}")
        return
    if name not in questions:
        raise click.ClickException(f"không có câu hỏi '{name}'{nearest(name, questions)}")
    with TemporaryDirectory() as folder:
        build_database(place(**options), Path(folder) / "plan.db", aloud=False)
        connection = sqlite3.connect(Path(folder) / "plan.db")
        try:
            answer = run(connection, questions[name], dict(pair.partition("=")[::2] for pair in param))
        except ValueError as error:
            raise click.ClickException(str(error)) from None
        finally:
            connection.close()
    shapes = {"table": tabular.as_table, "json": tabular.as_json, "csv": tabular.as_csv}
    click.echo(shapes[form](answer), nl=False)


@door.command()
@click.option("--port", type=PORT, default=8000, show_default=True, help="Port of the website.")
@click.option("--datasette-port", type=PORT, default=8001, show_default=True, help="Port of Datasette.")
@click.option("--public", is_flag=True, help="Datasette as the public gets it: named questions and tables only.")
@place_options
def serve(port: int, datasette_port: int, *, public: bool, **options: Any) -> None:
    """Serve the website and Datasette on this machine only; rebuild and reload when a file is saved.

    \b
    Example:
    .venv/bin/python build.py serve --plan examples/thanh-pho-mau --as-of 30/09/2031
    """
    from tracker.serving import Datasette, PortTakenError, Watch, Website, free  # noqa: PLC0415

    where = place(**options)
    try:
        website = Website(where.site, port)
        free(datasette_port)
    except PortTakenError as taken:
        raise click.ClickException(str(taken)) from None
    build_site(where)
    datasette = Datasette(where.work / "serve", ROOT / "queries", website.address, datasette_port, public=public)
    sources = [where.plan, ROOT / "queries", ROOT / "docs", ROOT / "mkdocs.yml"]
    watch = Watch(sources)
    try:
        website.start()
        datasette.start(where.database)
        click.echo(f"Trang web: {website.address}\nDatasette: {datasette.address}\nCtrl+C để dừng.")
        while True:
            watch.wait()
            rebuild(where, website.changed, datasette)
    except KeyboardInterrupt:
        click.echo("Đã dừng.")
    except PortTakenError as taken:
        raise click.ClickException(str(taken)) from None
    finally:
        watch.stop()
        datasette.stop()
        website.stop()


def rebuild(where: Place, reload: Callable[[], None], datasette: Datasette) -> None:
    """Build once more; on a fault keep serving what there was."""
    try:
        build_site(where)
    except (SystemExit, click.ClickException) as stopped:
        if isinstance(stopped, click.ClickException):
            click.echo(terminal.complaint(stopped), err=True)
        click.echo("Vẫn phục vụ bản cũ.")
        return
    datasette.start(where.database)
    reload()


@door.command()
def schema() -> None:
    """Write the JSON Schemas in plan/schema/, by which editors check a file while it is typed.

    \b
    Example:
    .venv/bin/python build.py schema
    """
    from tracker.schemas import write_schemas  # noqa: PLC0415

    write_schemas(ROOT / "plan" / "schema")


for office in commands.OFFICE:
    door.add_command(place_options(office))
door.add_command(commands.import_table)


def run() -> None:
    """Run a command and end the process at once: the memory of a large plan goes back whole, not object by object."""
    try:
        door()
    except SystemExit as ended:
        for stream in filter(None, (sys.stdout, sys.stderr)):  # a closed one is None
            stream.flush()
        os._exit(ended.code if isinstance(ended.code, int) else 0)


if __name__ == "__main__":
    run()
