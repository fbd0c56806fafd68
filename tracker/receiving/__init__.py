"""Returned report forms → record files of the plan; nothing is right until all is right."""

from __future__ import annotations

import shutil
import sqlite3
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from tracker.checks import check
from tracker.exports.duties import Duties
from tracker.exports.form import KIND, Form, agency_form
from tracker.exports.origin import Origin, read_origin
from tracker.loaded import RECORDS, Loaded
from tracker.problems import Problem, Severity
from tracker.reader import read
from tracker.receiving.agreeing import disagreements
from tracker.receiving.csvfile import read_csv
from tracker.receiving.judging import Report, judge
from tracker.receiving.returned import FormFault, Refused, Returned
from tracker.receiving.workbook import read_workbook
from tracker.receiving.writing import Written, summary, write_records
from tracker.text import show_date

__all__ = ["Desk", "Written", "disagreements", "faults_of_records", "save", "summary", "write_records"]


@dataclass
class Desk:
    """Where forms are received: the plan's database, and the day on which what they say becomes known."""

    connection: sqlite3.Connection
    recorded: date
    reports: list[Report] = field(default_factory=list)
    faults: list[FormFault] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Read once what every form is compared with."""
        self._origin: Origin = read_origin(self.connection)
        self._duties: dict[str, Duties] = {}
        sql = "select o.id, a.name from obligations o join agencies a on a.id = o.agency"
        self._owners: Mapping[str, str] = dict(self.connection.execute(sql).fetchall())

    def receive(self, path: Path, name: str = "") -> None:
        """Read one returned form, .xlsx or .csv; keeps what it reports, or every fault that it has.

        name: how the file is called in what is said of it; its own name if absent.
        """
        try:
            returned = read_csv(path) if path.suffix.lower() == ".csv" else read_workbook(path)
            returned = replace(returned, file=name or path.name)
            form = self._sent(returned)
        except Refused as refused:
            self.faults += [fault._replace(file=name or path.name) for fault in refused.faults]
            return
        report, faults = judge(returned, form, self._owners, self.recorded)
        self.faults += faults
        if report:
            self.reports.append(report)

    def _sent(self, returned: Returned) -> Form:
        """Give the form as it was sent; raises Refused for another plan's, an older one or one not known."""
        marks = returned.marks
        message, form = self._unfit(marks), None
        if not message:
            form = self._made_anew(marks.get("agency", ""), marks["as_of"])
            message = _outdated(marks, form)
        if form is None or message:
            raise Refused([FormFault(returned.file, "", message)])
        return form

    def _unfit(self, marks: Mapping[str, str]) -> str:
        """Give why no form of this plan and of a day that has come bears these marks; nothing when one may."""
        plan, day = marks.get("plan"), marks.get("as_of", "")
        if marks.get("kind") != KIND:
            return "không phải biểu mẫu do chương trình này lập, hoặc mẫu đời cũ; lập mẫu mới"
        if plan != self._origin.id:
            return f"biểu mẫu của kế hoạch khác: '{plan}', không phải '{self._origin.id}'"
        if not _is_day(day):
            return f"ngày lập mẫu '{day}' không hợp lệ; lập mẫu mới"
        if day > self.recorded.isoformat():
            words = f"biểu mẫu nói về ngày {show_date(day)}, sau ngày ghi nhận {show_date(self.recorded)}"
            return f"{words}; nêu ngày nhận biểu mẫu bằng --recorded, từ {show_date(day)} trở đi"
        return ""

    def _made_anew(self, agency: str, day: str) -> Form | None:
        duties = self._duties.setdefault(day, Duties(self.connection, day))
        return agency_form(agency, duties, self._origin, day)


def _outdated(marks: Mapping[str, str], form: Form | None) -> str:
    if form is None:
        agency, day = marks.get("agency", ""), show_date(marks["as_of"])
        return f"cơ quan '{agency}' không có việc nào tính đến ngày {day}; lập mẫu mới"
    if form.version != marks.get("version"):
        return f"biểu mẫu cũ: kế hoạch đã thay đổi từ khi lập mẫu; lập mẫu mới cho '{form.agency}' rồi điền lại"
    return ""


def _is_day(words: str) -> bool:
    try:
        return date.fromisoformat(words).isoformat() == words
    except ValueError:
        return False


def faults_of_records(loaded: Loaded, written: Sequence[Written]) -> tuple[Sequence[FormFault], Sequence[Problem]]:
    """Check the whole plan with the new records in it; gives the faults by cell, and the warnings about the records."""
    if not written:
        return (), ()
    with TemporaryDirectory() as folder:
        plan = Path(shutil.copytree(loaded.folder, Path(folder) / loaded.folder.name))
        (plan / RECORDS).mkdir(exist_ok=True)
        for item in written:
            (plan / RECORDS / f"{item.id}.yaml").write_text(item.text, encoding="utf-8")
        grown, problems = read(plan)
        if grown is None:
            return [FormFault(p.path, f"dòng {p.line}", p.message) for p in problems], ()
        problems = sorted(set(problems) | set(check(grown)))
        new = {f"{RECORDS}/{item.id}": item for item in written}
        told = [(new.get(f"{RECORDS}/{Path(p.path).stem}"), p) for p in problems]
    errors = [_by_cell(grown, item, problem) for item, problem in told if problem.severity is Severity.ERROR]
    return errors, [problem for item, problem in told if item and problem.severity is Severity.WARNING]


def _by_cell(grown: Loaded, item: Written | None, problem: Problem) -> FormFault:
    """Give a fault of the plan as one of a cell, when it stands in a record that came from a form."""
    message = f"{problem.message}  [{problem.rule}]"
    if item is None:
        return FormFault(problem.path, f"dòng {problem.line}", message)
    places = sorted(_places(grown, item))
    number = bisect_right([line for line, _ in places], problem.line) - 1
    return FormFault(item.report.file, places[number][1] if number >= 0 else "", message)


def _places(grown: Loaded, item: Written) -> Iterator[tuple[int, str]]:
    record = grown.documents[f"{RECORDS}/{item.id}"].value
    document, entries = record["document"], record["entries"]
    yield from ((document.line_of(key), at) for key, at in item.report.cells.items() if key in document)
    for told, entry in zip(item.told, entries, strict=True):
        for key, at in told.cells.items():
            yield entry.line_of(key), at


def save(folder: Path, written: Iterable[Written]) -> Sequence[Path]:
    """Write the record files into a plan's folder: all of them beside their places first, then into place."""
    target = folder / RECORDS
    target.mkdir(exist_ok=True)
    pairs = []
    for item in written:
        fresh = target / f".{item.id}.new"
        fresh.write_text(item.text, encoding="utf-8")
        pairs.append((fresh, target / f"{item.id}.yaml"))
    return [fresh.replace(final) for fresh, final in pairs]
