"""The commands of the office: forms out and back, reports, sheets, and tables of others. They speak to people.

The door gives them its own tools (which plan, which day, checking, the database) as click's object.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import click

from tracker import terminal
from tracker.problems import Problem, nearest
from tracker.text import show_date

# What a command needs is imported where it begins: whoever only checks a plan does not wait for Excel and Word.
if TYPE_CHECKING:
    import sqlite3

    from tracker import receiving
    from tracker.exports.duties import Duties
    from tracker.exports.form import Form
    from tracker.loaded import Loaded

Item = TypeVar("Item")

_FOLDER, _FILE, _DAY = terminal.Place(folder=True), terminal.Place(), terminal.Day()


class Place(Protocol):
    """Which plan, and of which day it speaks."""

    @property
    def plan(self) -> Path:
        """Folder of the plan's YAML files."""

    @property
    def as_of(self) -> date:
        """The day spoken of."""

    @property
    def work(self) -> Path:
        """Folder for all that is in between."""


@dataclass(frozen=True)
class Tools:
    """What the door lends its commands."""

    root: Path
    place: Callable[..., Place]
    checked: Callable[..., tuple[Loaded, list[Problem]]]


@contextmanager
def _opened(tools: Tools, where: Place) -> Iterator[tuple[Loaded, sqlite3.Connection]]:
    """Check the plan and open its database, which lives only as long as the command."""
    import sqlite3  # noqa: PLC0415
    from tempfile import TemporaryDirectory  # noqa: PLC0415

    from tracker.database import write as write_database  # noqa: PLC0415

    loaded, problems = tools.checked(where, aloud=False)
    with TemporaryDirectory() as folder:
        write_database(Path(folder) / "plan.db", loaded, problems, where.as_of)
        connection = sqlite3.connect(Path(folder) / "plan.db")
        try:
            yield loaded, connection
        finally:
            connection.close()


def _write(target: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_name(f".{target.name}.new")
    fresh.write_bytes(content)
    fresh.replace(target)


def _progress(items: Sequence[Any], label: str) -> Any:
    """Give the items one by one behind a bar on a terminal; in a pipe without a word."""
    return click.progressbar(items, label=label, file=sys.stderr, hidden=not sys.stderr.isatty())


@contextmanager
def stages(label: str, count: int) -> Iterator[Callable[[str], None]]:
    """Give what tells the next stage of long work by its name: a bar on a terminal; in a pipe not a word."""
    hidden, begun = not sys.stderr.isatty(), False
    stages: Any = click.progressbar(
        length=count, label=label, file=sys.stderr, hidden=hidden, show_eta=False, item_show_func=lambda name: name
    )
    with stages as bar:

        def begin(name: str) -> None:
            nonlocal begun
            bar.update(int(begun))
            begun, bar.current_item = True, name
            bar.render_progress()

        yield begin
        bar.update(1)


@click.command()
@click.argument("agencies", nargs=-1, metavar="[AGENCY]...")
@click.option("--all", "everybody", is_flag=True, help="A form for every body that owes something.")
@click.option("--csv", "as_csv", is_flag=True, help="CSV instead of Excel.")
@click.option("--out", type=_FOLDER, help="Folder to write to; build/bieu-mau if absent.")
@click.pass_obj
def form(
    tools: Tools, /, agencies: tuple[str, ...], everybody: bool, as_csv: bool, out: Path | None, **options: Any
) -> None:
    """Make the report form of AGENCY; of every member for a collective, one file each.

    \b
    Example:
    .venv/bin/python build.py form ubnd-cac-xa-phuong --plan examples/thanh-pho-mau --as-of 30/09/2031
    """
    from tracker.exports.duties import Duties  # noqa: PLC0415
    from tracker.exports.form import agency_form, reporting_bodies  # noqa: PLC0415
    from tracker.exports.origin import read_origin  # noqa: PLC0415

    where = tools.place(**options)
    with _opened(tools, where) as (_, connection):
        duties = Duties(connection, where.as_of.isoformat())
        if not (agencies or everybody):
            raise terminal.Misuse("nêu mã cơ quan, hoặc --all")
        bodies = reporting_bodies(duties) if everybody else list(_bodies(agencies, duties, connection))
        origin = read_origin(connection)
        forms = [agency_form(body, duties, origin, where.as_of.isoformat()) for body in bodies]
    folder = out or where.work / "bieu-mau"
    with _progress([made for made in forms if made], "Lập biểu mẫu") as made_forms:
        saved = [_save_form(made, folder, as_csv) for made in made_forms]
    for path, count in saved:
        click.echo(f"{path}: {count} việc")
    for body in (body for body, made in zip(bodies, forms, strict=True) if made is None):
        click.echo(f"{body}: không có việc nào đến ngày này", err=True)


def _bodies(agencies: Iterable[str], duties: Duties, connection: sqlite3.Connection) -> Iterator[str]:
    known = {body.id: body for body in duties.agencies}
    for agency in agencies:
        if agency not in known:
            raise click.ClickException(f"không có cơ quan '{agency}'{nearest(agency, known)}")
        yield from _members(agency, duties, connection) if known[agency].collective else [agency]


def _members(collective: str, duties: Duties, connection: sqlite3.Connection) -> Sequence[str]:
    from tracker.exports.form import reporting_bodies  # noqa: PLC0415

    bodies = reporting_bodies(duties, collective)
    if not bodies:
        named = connection.execute("select 1 from agency_members where collective = ?", (collective,)).fetchone()
        why = (
            "không được giao việc nào; nêu mã từng cơ quan"
            if named
            else "không nêu gồm những ai, nên không lập được biểu mẫu"
        )
        raise click.ClickException(f"{collective}: nhóm này {why}")
    return bodies


def _save_form(made: Form, folder: Path, as_csv: bool) -> tuple[Path, int]:
    from tracker.exports.form import form_csv  # noqa: PLC0415
    from tracker.exports.form_workbook import form_workbook  # noqa: PLC0415

    target = folder / f"{made.name}.{'csv' if as_csv else 'xlsx'}"
    _write(target, form_csv(made) if as_csv else form_workbook(made))
    return target, len(made.rows)


@click.command()
@click.argument("files", nargs=-1, required=True, type=terminal.Place(exists=True))
@click.option(
    "--recorded", type=_DAY, metavar="DATE", help="The day from which it counts as known; the day spoken of if absent."
)
@click.option("--yes", is_flag=True, help="Do not ask before writing.")
@click.pass_obj
def receive(tools: Tools, /, files: tuple[Path, ...], recorded: date | None, yes: bool, **options: Any) -> None:
    """Read returned forms (.xlsx, .csv) into the plan's records; writes nothing until everything is right.

    \b
    Example:
    .venv/bin/python build.py form phuong-mau-bac --plan examples/thanh-pho-mau --as-of 30/09/2031 --out build/thu
    .venv/bin/python build.py receive build/thu/*.xlsx --plan examples/thanh-pho-mau --recorded 02/10/2031
    """
    from tracker import receiving  # noqa: PLC0415

    where = tools.place(**options)
    day = recorded or where.as_of
    with _opened(tools, where) as (loaded, connection):
        desk = receiving.Desk(connection, day)
        with _progress(list(_called(files)), "Đọc biểu mẫu") as called:
            for path, name in called:
                desk.receive(path, name)
        with stages("Đối chiếu", 2) as begin:
            begin("các ghi nhận đã có")
            written, nothing = receiving.write_records(desk.reports, loaded.records, day, _schema(tools, where.plan))
            begin("quy tắc của kế hoạch")
            faults, warnings = receiving.faults_of_records(loaded, written)
    _refuse([*desk.faults, *receiving.disagreements(desk.reports), *faults])
    for report in nothing:
        said = "đã ghi nhận trước đây, không có gì mới" if report.told else "không điền gì"
        click.echo(f"{report.file}: {said}")
    _record(where.plan, written, warnings, yes)


def _called(files: Sequence[Path]) -> Iterator[tuple[Path, str]]:
    """Give each file with its name; with its whole path where two files of that name came."""
    counts = Counter(path.name for path in dict.fromkeys(files))
    yield from ((path, path.name if counts[path.name] == 1 else str(path)) for path in files)


def _schema(tools: Tools, plan: Path) -> str | None:
    """Give where editors find the schema of records, for a plan within the project."""
    from tracker.loaded import RECORDS  # noqa: PLC0415

    records = plan.absolute() / RECORDS
    if not records.is_relative_to(tools.root):
        return None
    return Path(os.path.relpath(tools.root / "plan" / "schema" / "record.schema.json", records)).as_posix()


def _refuse(faults: Sequence[object]) -> None:
    for fault in faults:
        click.echo(str(fault), err=True)
    if faults:
        raise click.ClickException(f"{len(faults)} lỗi; chưa ghi nhận gì.")


def _record(plan: Path, written: Sequence[receiving.Written], warnings: Sequence[Problem], yes: bool) -> None:
    from tracker import receiving  # noqa: PLC0415

    if not written:
        return
    for line in receiving.summary(written):
        click.echo(line)
    for warning in warnings:
        click.echo(f"cảnh báo: {warning.message}  [{warning.rule}]")
    if yes or _agreed("Ghi nhận?"):
        for path in receiving.save(plan, written):
            click.echo(f"đã ghi {path}")
    else:
        click.echo("Chưa ghi nhận gì.")


def _agreed(question: str) -> bool:
    """Ask until the answer is a yes or a no; no answer is a no."""
    while (said := terminal.answer(click.prompt(f"{question} [c/K]", default="", show_default=False))) is None:
        click.echo("Trả lời «c» (có) hoặc «k» (không).")
    return said


@click.command()
@click.option("--from", "first", type=_DAY, required=True, metavar="DATE", help="First day of the period.")
@click.option("--to", "last", type=_DAY, required=True, metavar="DATE", help="Last day of the period.")
@click.option("--out", type=_FILE, help="File to write; build/bao-cao/bao-cao-FROM-TO.docx if absent.")
@click.pass_obj
def report(tools: Tools, /, first: date, last: date, out: Path | None, **options: Any) -> None:
    """Write the report on a period as a Word document, with room for prose.

    \b
    Example:
    .venv/bin/python build.py report --from 01/07/2031 --to 30/09/2031 --plan examples/thanh-pho-mau --as-of 30/09/2031
    """
    from tracker.exports.origin import read_origin  # noqa: PLC0415
    from tracker.exports.report import Span, progress_report  # noqa: PLC0415

    span = Span(first, last)
    if span.last < span.first:
        raise terminal.Misuse("--to đứng trước --from")
    where = tools.place(**options)
    if span.last > where.as_of:
        raise terminal.Misuse(
            f"chưa đến ngày {show_date(span.last)}: dữ liệu nói về ngày {show_date(where.as_of)} (--as-of)"
        )
    with _opened(tools, where) as (_, connection), stages("Lập báo cáo", 3) as begin:
        begin("đọc kế hoạch")
        origin = read_origin(connection)
        begin("tính số liệu, viết văn bản")
        content = progress_report(connection, origin, span)
        begin("ghi tệp")
        target = out or where.work / "bao-cao" / f"bao-cao-{span.first}-{span.last}.docx"
        _write(target, content)
    click.echo(str(target))


@click.command()
@click.argument("agency", required=False)
@click.option("--supervision", is_flag=True, help="The supervisor's sheet instead of the sheet of duties.")
@click.option("--topic", help="The supervisor's sheet of a topic; of AGENCY's part in it when both are given.")
@click.option("--out", type=_FILE, help="File to write; in build/phieu if absent.")
@click.pass_obj
def sheet(
    tools: Tools, /, agency: str | None, supervision: bool, topic: str | None, out: Path | None, **options: Any
) -> None:
    """Write the sheet of AGENCY's duties (phiếu giao việc), or a supervisor's sheet (phiếu giám sát), for Word.

    \b
    Example:
    .venv/bin/python build.py sheet so-tai-chinh --supervision --plan examples/thanh-pho-mau --as-of 30/09/2031
    """
    from tracker.exports.duties import Duties  # noqa: PLC0415
    from tracker.exports.origin import read_origin, rows  # noqa: PLC0415
    from tracker.exports.sheets import assignment_sheet, supervision_sheet  # noqa: PLC0415

    where = tools.place(**options)
    with _opened(tools, where) as (_, connection):
        duties, origin = Duties(connection, where.as_of.isoformat()), read_origin(connection)
        body = _one(agency, {known.id: known for known in duties.agencies}, "cơ quan")
        chosen = _one(topic, {row["id"]: (row["id"], row["name"]) for row in rows(connection, _TOPICS)}, "chủ đề")
        if chosen or (body and supervision):
            content, kind = supervision_sheet(connection, duties, origin, body, chosen), "giam-sat"
        elif body:
            content, kind = assignment_sheet(body, duties, origin), "giao-viec"
        else:
            raise terminal.Misuse("nêu mã cơ quan hoặc --topic")
    name = "-".join(filter(None, ("phieu", kind, agency, topic)))
    target = out or where.work / "phieu" / f"{name}.docx"
    _write(target, content)
    click.echo(str(target))


_TOPICS = "select id, name from topics order by position"


def _one(name: str | None, known: Mapping[str, Item], noun: str) -> Item | None:
    """Give what a name stands for, None for no name; an unknown one ends the command."""
    if name is not None and name not in known:
        raise click.ClickException(f"không có {noun} '{name}'{nearest(name, known)}")
    return known[name] if name is not None else None


@click.command("import")
@click.argument("table", type=terminal.Place(exists=True))
@click.option("--out", type=_FOLDER, required=True, help="Folder for the draft; must be new or empty.")
@click.option("--issuer", required=True, help="Who issued the plan: a table does not say.")
@click.option("--place", required=True, help="Where the plan applies: «thành phố Kon Tum».")
@click.option("--title", help="Title of the plan; the lines above the table if absent.")
@click.option(
    "--first", type=_DAY, metavar="DATE", help="First day of the plan; by the years of the deadlines if absent."
)
@click.option(
    "--last", type=_DAY, metavar="DATE", help="Last day of the plan; by the years of the deadlines if absent."
)
def import_table(table: Path, out: Path, first: date | None, last: date | None, **about: Any) -> None:
    """Turn an assignment TABLE (.xlsx, .csv: STT, nhiệm vụ, chủ trì, phối hợp, thời hạn…) into a draft plan.

    Writes the draft and says what a person must decide; exit code 1 when it does not pass the check yet.

    \b
    Example:
    .venv/bin/python build.py import examples/bang-giao-viec.csv --out build/moi --issuer "UBND tỉnh" --place "tỉnh Mẫu"
    """
    from tracker import importing  # noqa: PLC0415

    if out.exists() and any(out.iterdir()):
        raise click.ClickException(f"thư mục {out} đã có tệp; chọn thư mục mới")
    told = importing.About(about["issuer"], about["place"], about["title"], first, last)
    try:
        with stages("Lập bản nháp", 3) as begin:
            begin("đọc bảng")
            draft = importing.draft(table, told)
            begin("ghi bản nháp")
            for name, text in draft.files.items():
                _write(out / name, text.encode())
            begin("kiểm tra bản nháp")
            errors = importing.faults(draft, out)
    except importing.Refused as refused:
        _refuse(refused.faults)
        return
    for question in draft.questions:
        click.echo(f"{table.name}: {question}")
    for error in errors:
        click.echo(f"{table.name}: {error}")
    click.echo(f"{out}: {len(draft.cells)} nhiệm vụ; {len(draft.questions)} điều cần quyết định, {len(errors)} lỗi.")
    if errors:
        raise click.exceptions.Exit(1)


#: The commands of the office that speak of one plan; the door adds the options that say which plan and which day.
OFFICE: tuple[click.Command, ...] = (form, receive, report, sheet)
