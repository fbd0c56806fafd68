"""The report form of one body: which rows it has, how they are told apart, and its CSV."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import NamedTuple

from tracker.exports.duties import Duties, Duty, Owed
from tracker.exports.origin import Origin
from tracker.exports.tabular import as_csv
from tracker.questions import Answer
from tracker.text import show_date

#: What a form says it is; raised when its columns change.
KIND = "ro-viec/bieu-mau/1"


class Column(NamedTuple):
    """A column of the form: its key, its heading, its width in digits, and what may be entered."""

    key: str
    heading: str
    width: int
    entry: str = ""
    """text, day or state; empty for a column that the body does not fill in."""
    longest: int = 100
    """How many characters of text are taken at most."""


GIVEN = (
    Column("id", "Mã", 9),
    Column("title", "Nhiệm vụ", 16),
    Column("quote", "Nguyên văn giao việc", 20),
    Column("label", "Kỳ", 8),
    Column("due", "Thời hạn", 10),
    Column("state", "Tình trạng đang công bố", 10),
)
ENTERED = (
    Column("claim", "Tình trạng báo cáo", 10, "state"),
    Column("effective", "Ngày đạt tình trạng", 10, "day"),
    Column("text", "Kết quả thực hiện", 20, "text", 2000),
    Column("obstacles", "Khó khăn, vướng mắc", 13, "text", 2000),
    Column("evidence", "Tên tài liệu chứng minh", 12, "text", 300),
    Column("number", "Số, ký hiệu tài liệu", 9, "text"),
    Column("issued", "Ngày tài liệu", 10, "day"),
    Column("url", "Địa chỉ công khai", 9, "text", 500),
)
#: No day is taken before this one: it was mistyped, or stands for an empty cell.
FIRST_DAY = date(2000, 1, 1)
#: What must come back as it was sent; the published state may have moved on meanwhile.
FIXED = ("title", "quote", "label", "due")
REPORT_NUMBER = "Số, ký hiệu báo cáo"
REPORT_DAY = "Ngày báo cáo"
#: What tells one form from another, with the heading it has in a CSV.
MARKS = {
    "kind": "Loại biểu mẫu",
    "plan": "Mã kế hoạch",
    "agency": "Mã cơ quan",
    "as_of": "Tính đến ngày",
    "version": "Phiên bản",
}


@dataclass(frozen=True)
class Form:
    """The form of one body on a day; each row gives by key the columns in `GIVEN`, its task and its period.

    begun: the day before which nothing can have been done, since there was no plan.
    """

    plan: str
    plan_title: str
    agency: str
    agency_name: str
    as_of: str
    begun: str
    notice: str
    rows: Sequence[Mapping[str, str]]

    @cached_property
    def version(self) -> str:
        """What changes when the plan, the body, a row or its words change: twelve hexadecimal digits."""
        identity = [KIND, self.plan, self.agency, [[row["id"], *(row[key] for key in FIXED)] for row in self.rows]]
        return sha256(json.dumps(identity, ensure_ascii=False).encode()).hexdigest()[:12]

    @property
    def marks(self) -> Mapping[str, str]:
        """What tells this form from another, by key of `MARKS`."""
        return {
            "kind": KIND,
            "plan": self.plan,
            "agency": self.agency,
            "as_of": self.as_of,
            "version": self.version,
        }

    @property
    def name(self) -> str:
        """The name of its file, without an ending."""
        return f"bieu-mau-{self.agency}-{self.as_of}"


def agency_form(agency: str, duties: Duties, origin: Origin, as_of: str) -> Form | None:
    """Give the form of a single body: what it owes on a day, of which the duties must speak; None for nothing."""
    names = {body.id: body.name for body in duties.agencies}
    rows = [
        _row(item, duties.tasks[item.task])
        for item in duties.by_agency.get(agency, ())
        if item.agency == agency and item.state and not item.withdrawn
    ]
    if not rows:
        return None
    begun = min(origin.issued or origin.first, origin.first)
    return Form(origin.id, origin.title, agency, names[agency], as_of, begun, origin.notice, rows)


def reporting_bodies(duties: Duties, collective: str | None = None) -> Sequence[str]:
    """Give every single body that owes something, or those of a collective, in the plan's order."""
    groups = {body.id for body in duties.agencies if body.collective}
    owing = {item.agency for item in duties.owed if item.agency not in groups and collective in (None, item.collective)}
    return [body.id for body in duties.agencies if body.id in owing]


def _row(item: Owed, task: Duty) -> Mapping[str, str]:
    return {
        "id": item.id,
        "title": task.title,
        "quote": " ".join(task.quote.split()),
        "label": item.label or "",
        "due": _due(item, task),
        "state": item.state_label,
        "task": item.task,
        "period": item.occurrence or "",
    }


def _due(item: Owed, task: Duty) -> str:
    if not item.due:
        return task.due_words
    first = show_date(item.original_due)
    return f"{first}, gia hạn đến {show_date(item.due)}" if item.extensions else first


def form_csv(form: Form) -> bytes:
    """Give the form as CSV for those without a spreadsheet: UTF-8 with a byte order mark, marks in every row."""
    empty = ("",) * (len(ENTERED) + 2)
    marks = tuple(form.marks.values())
    rows = [(*(row[column.key] for column in GIVEN), *empty, *marks) for row in form.rows]
    return as_csv(Answer(tuple(csv_headings()), tuple(rows)))


def csv_headings() -> Sequence[str]:
    """Give the first line of the form as CSV."""
    return list(_csv_headings())


def _csv_headings() -> Iterator[str]:
    yield from (column.heading for column in (*GIVEN, *ENTERED))
    yield from (REPORT_NUMBER, REPORT_DAY)
    yield from MARKS.values()
