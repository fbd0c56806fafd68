"""Which downloads there are and where they stand, for the pages that link them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tracker.exports.duties import Duties
from tracker.exports.origin import Origin, read_origin, rows

#: The published database: what the visitor's browser asks.
DATABASE = "du-lieu/plan.db"
PLAN_WORKBOOK = "du-lieu/ke-hoach.xlsx"
PLAN_CALENDAR = "lich/ke-hoach.ics"
PLAN_FEED = "nguon-tin/ke-hoach.atom"
DATA_PACKAGE = "du-lieu/datapackage.json"
CATALOGUE = "du-lieu/dcat.jsonld"
READ_ME = "du-lieu/doc-truoc.txt"

_TABLES = """select relation from dictionary where kind = 'table' and "column" is null order by position"""
#: Topics that hold a duty.
_TOPICS = """
select t.id, t.name
from topics t
where exists (select * from task_topics x where x.topic = t.id)
order by t.position
"""


class Download(NamedTuple):
    """A file to take away: what a reader is told it is, and its path from the root of the site."""

    title: str
    path: str


class Downloads:
    """The downloads of one plan; a file is named here exactly when it is written."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Read which bodies and topics have what."""
        self.origin: Origin = read_origin(connection)
        self.duties = Duties(connection, self.origin.as_of)
        self.tables: Sequence[str] = [row["relation"] for row in rows(connection, _TABLES)]
        self.topics: Sequence[tuple[str, str]] = [(row["id"], row["name"]) for row in rows(connection, _TOPICS)]

    def links_for(self, kind: str, item: str = "") -> list[Download]:
        """Give what there is to take away about a thing, most wanted first.

        kind: «agency», «topic», «question» or «table», with its id or name; «plan» for the whole.
        Raises ValueError for another kind.
        """
        match kind:
            case "plan":
                return list(self._of_plan())
            case "agency":
                return list(self._of_agency(item))
            case "topic":
                return [Download("Phiếu giám sát (Word)", topic_sheet_path(item))] if item in dict(self.topics) else []
            case "question":
                return list(_both(f"du-lieu/cau-hoi/{item}"))
            case "table":
                return list(_both(f"du-lieu/{item}"))
        raise ValueError(f"no downloads for {kind!r}")

    def has_workbook(self, agency: str) -> bool:
        """Tell whether a body has any part in the plan, and hence a workbook."""
        return agency in self.duties.roles or agency in self.duties.by_agency

    def has_sheet(self, agency: str) -> bool:
        """Tell whether a body has any part in a duty, and hence a sheet of its duties."""
        return agency in self.duties.roles

    def has_supervision(self, agency: str) -> bool:
        """Tell whether anything that a body owes has begun, and hence a supervisor's sheet."""
        return any(item.state for item in self.duties.by_agency.get(agency, ()))

    def has_calendar(self, agency: str) -> bool:
        """Tell whether a body owes anything by a certain day, and hence has a calendar."""
        return any(item.due for item in self.duties.by_agency.get(agency, ()))

    @property
    def undated(self) -> int:
        """How many obligations of the whole plan stand in no calendar: no due day, done or not."""
        return sum(1 for item in self.duties.owed if item.due is None)

    def _of_plan(self) -> Iterator[Download]:
        yield Download("Bảng tính Excel", PLAN_WORKBOOK)
        yield Download("Lịch thời hạn (.ics)", PLAN_CALENDAR)
        yield Download("Nguồn tin Atom", PLAN_FEED)
        yield Download("Cơ sở dữ liệu SQLite", DATABASE)
        yield Download("Mô tả dữ liệu (Data Package)", DATA_PACKAGE)
        yield Download("Mô tả danh mục (DCAT)", CATALOGUE)
        yield Download("Nguồn và giấy phép", READ_ME)

    def _of_agency(self, agency: str) -> Iterator[Download]:
        if self.has_workbook(agency):
            yield Download("Bảng tính Excel", workbook_path(agency))
        if self.has_sheet(agency):
            yield Download("Phiếu giao việc (Word)", sheet_path(agency))
        if self.has_supervision(agency):
            yield Download("Phiếu giám sát (Word)", supervision_path(agency))
        if self.has_calendar(agency):
            yield Download("Lịch thời hạn (.ics)", calendar_path(agency))
        yield Download("Nguồn tin Atom", feed_path(agency))


def _both(path: str) -> Iterator[Download]:
    yield Download("CSV", f"{path}.csv")
    yield Download("JSON", f"{path}.json")


def workbook_path(agency: str) -> str:
    """Give where a body's workbook stands."""
    return f"co-quan/{agency}/nghia-vu.xlsx"


def sheet_path(agency: str) -> str:
    """Give where the sheet of a body's duties stands."""
    return f"co-quan/{agency}/phieu-giao-viec.docx"


def supervision_path(agency: str) -> str:
    """Give where a supervisor's sheet about a body stands."""
    return f"co-quan/{agency}/phieu-giam-sat.docx"


def topic_sheet_path(topic: str) -> str:
    """Give where a supervisor's sheet about a topic stands."""
    return f"chu-de/{topic}/phieu-giam-sat.docx"


def calendar_path(agency: str) -> str:
    """Give where a body's calendar stands."""
    return f"lich/{agency}.ics"


def feed_path(agency: str) -> str:
    """Give where a body's feed stands."""
    return f"nguon-tin/{agency}.atom"
