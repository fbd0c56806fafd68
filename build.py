"""The door: the command line. It holds the order of the steps, and no rules.

python build.py                  check the plan, build the database and the website
python build.py check            only say what is wrong with the files
python build.py query NAME       answer one of the questions in queries/
python build.py serve            serve the website and Datasette, and rebuild when a file is saved
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import click

from tracker.checks import check as check_plan
from tracker.database import write as write_database
from tracker.problems import Problem, Severity
from tracker.reader import Loaded, read

ROOT = Path(__file__).resolve().parent
TIME_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")

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
        kind = click.Path(path_type=Path, file_okay=False)
        return {"type": kind, "default": default, "show_default": str(default.relative_to(ROOT))}

    day = click.DateTime(["%Y-%m-%d"])
    options = [
        click.option("--plan", help="Folder of the plan's YAML files.", **folder(ROOT / "plan")),
        click.option("--as-of", type=day, metavar="DATE", help="The day to speak of, as 2018-03-10; today if absent."),
        click.option("--work", help="Folder for all that is in between.", **folder(ROOT / "build")),
        click.option("--site", help="Folder of the finished website.", **folder(ROOT / "site")),
    ]
    for option in reversed(options):
        command = option(command)
    return command


def place(plan: Path, as_of: datetime | None, work: Path, site: Path) -> Place:
    """Give the place that the options name; the day is today in Vietnam unless given."""
    day = as_of.date() if as_of else datetime.now(TIME_ZONE).date()
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


def checked(where: Place) -> tuple[Loaded, list[Problem]]:
    """Read and check the plan; print every problem; leave with exit code 1 when there is an error."""
    step("Kiểm tra dữ liệu")
    loaded, problems = read(where.plan)
    if loaded is not None:
        problems = sorted(set(problems) | set(check_plan(loaded)))
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    for problem in problems:
        click.echo(str(problem))
    click.echo(f"{where.plan}: {len(errors)} lỗi, {len(problems) - len(errors)} cảnh báo.")
    if errors or loaded is None:
        sys.exit(1)
    return loaded, problems


def build_database(where: Place, target: Path) -> None:
    """Check the plan and write its database."""
    loaded, warnings = checked(where)
    step("Nạp cơ sở dữ liệu")
    write_database(target, loaded, warnings, where.as_of)


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@place_options
@click.pass_context
def door(context: click.Context, /, **options: Any) -> None:
    """Turn a plan into a checked database and a public website. Without a command: everything.

    Example: python build.py --plan examples/thanh-pho-mau --as-of 2031-09-30 --site build/mau
    """
    if context.invoked_subcommand is None:
        context.invoke(site, **options)


@door.command()
@place_options
def check(**options: Any) -> None:
    """Say what is wrong with a plan's files; exit code 1 when something must be mended.

    Example: python build.py check --plan plan
    """
    checked(place(**options))


@door.command()
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="File to write; build/plan.db if absent.")
@place_options
def database(out: Path | None, **options: Any) -> None:
    """Check a plan and write its SQLite database.

    Example: python build.py database --as-of 2018-03-31
    """
    where = place(**options)
    build_database(where, out.absolute() if out else where.database)


@door.command()
@place_options
def site(**options: Any) -> None:
    """Check a plan, write its database and build its website; the old ones stay until all is done.

    Example: python build.py site --as-of 2018-12-31
    """
    build_site(place(**options))


def build_site(where: Place) -> None:
    """Build database and website to one side, then put both in place."""
    from tracker.pages import make_pages
    from tracker.publish import exchange, publish

    fresh = where.work / "next"
    shutil.rmtree(fresh, ignore_errors=True)
    build_database(where, fresh / "plan.db")
    step("Viết các trang")
    make_pages(fresh / "plan.db", ROOT / "docs" / "templates", where.work / "docs")
    step("Dựng trang web")
    os.environ["SOURCE_DATE_EPOCH"] = str(int(datetime.combine(where.as_of, time(), UTC).timestamp()))
    publish(ROOT, where.work, fresh / "plan.db", fresh / "site")
    exchange(fresh / "site", where.site)
    (fresh / "plan.db").replace(where.database)


if __name__ == "__main__":
    door()
