"""Which downloads there are and where they stand, for the pages that link them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from tracker.exports.duties import Duties
from tracker.exports.origin import Origin, read_origin

#: The published database: what the visitor's browser asks.
DATABASE = "du-lieu/plan.db"
PLAN_WORKBOOK = "du-lieu/ke-hoach.xlsx"
PLAN_CALENDAR = "lich/ke-hoach.ics"
PLAN_FEED = "nguon-tin/ke-hoach.atom"
DATA_PACKAGE = "du-lieu/datapackage.json"
CATALOGUE = "du-lieu/dcat.jsonld"
READ_ME = "du-lieu/doc-truoc.txt"


class Download(NamedTuple):
    """A file to take away: what a reader is told it is, and its path from the root of the site."""

    title: str
    path: str


class Downloads:
    """The downloads of one plan; a file is named here exactly when it is written."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Read which bodies have what."""
        self.origin: Origin = read_origin(connection)
        self.duties = Duties(connection, self.origin.as_of)

    def links_for(self, kind: str, item: str = "") -> list[Download]:
        """Give what there is to take away about a thing, most wanted first.

        kind: «agency», «question» or «table», with its id or name; «plan» for the whole.
        Raises ValueError for another kind.
        """
        match kind:
            case "plan":
                return list(self._of_plan())
            case "agency":
                return list(self._of_agency(item))
            case "question":
                return list(_both(f"du-lieu/cau-hoi/{item}"))
            case "table":
                return list(_both(f"du-lieu/{item}"))
        raise ValueError(f"no downloads for {kind!r}")

    def has_workbook(self, agency: str) -> bool:
        """Tell whether a body has any part in the plan, and hence a workbook."""
        return agency in self.duties.roles or agency in self.duties.by_agency

    def has_calendar(self, agency: str) -> bool:
        """Tell whether a body owes anything by a certain day, and hence has a calendar."""
        return any(item.due for item in self.duties.by_agency.get(agency, ()))

    @property
    def undated(self) -> int:
        """How many obligations of the whole plan stand in no calendar, having no due day."""
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
        if self.has_calendar(agency):
            yield Download("Lịch thời hạn (.ics)", calendar_path(agency))
        yield Download("Nguồn tin Atom", feed_path(agency))


def _both(path: str) -> Iterator[Download]:
    yield Download("CSV", f"{path}.csv")
    yield Download("JSON", f"{path}.json")


def workbook_path(agency: str) -> str:
    """Give where a body's workbook stands."""
    return f"co-quan/{agency}/nghia-vu.xlsx"


def calendar_path(agency: str) -> str:
    """Give where a body's calendar stands."""
    return f"lich/{agency}.ics"


def feed_path(agency: str) -> str:
    """Give where a body's feed stands."""
    return f"nguon-tin/{agency}.atom"
