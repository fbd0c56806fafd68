"""Every download of a website, in parts that can be made side by side."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

from tracker.exports import links, tables
from tracker.exports.calendars import agency_calendar, plan_calendar
from tracker.exports.catalogue import catalogue
from tracker.exports.duties import Agency
from tracker.exports.feeds import Feeds
from tracker.exports.sheets import assignment_sheet, supervision_sheet
from tracker.exports.workbook import agency_workbook, plan_workbook
from tracker.questions import Question

#: Some of the downloads: one of the names below, or those of the bodies with these ids.
Part = str | tuple[str, ...]
PLAN, TABLES = "plan", "tables"


def parts(connection: sqlite3.Connection, shares: int = 1) -> list[Part]:
    """Give all downloads in parts, which can be made side by side; the bodies' in as many shares."""
    agencies = [row[0] for row in connection.execute("select id from agencies order by position")]
    return [PLAN, TABLES, *(tuple(agencies[first::shares]) for first in range(shares))]


class Files:
    """Every download but the database itself: path from the root of the site, and what is in it."""

    def __init__(self, connection: sqlite3.Connection, questions: Sequence[Question], site: str = "") -> None:
        """Read what all of them need.

        site: the website's address with a slash at its end, where it is known; feeds then name their pages by it.
        """
        self._connection = connection
        self._questions = questions
        self._site = site
        self._downloads = links.Downloads(connection)
        self._feeds = Feeds(connection, self._downloads.duties, self._downloads.origin)

    def of(self, part: Part) -> Iterator[tuple[str, bytes]]:
        """Give the downloads of a part."""
        if part == TABLES:
            yield from self._of_tables()
        elif part == PLAN:
            yield from self._of_plan()
        else:
            known = {agency.id: agency for agency in self._downloads.duties.agencies}
            for agency in part:
                yield from self._of_agency(known[agency])

    def _of_tables(self) -> Iterator[tuple[str, bytes]]:
        origin = self._downloads.origin
        described: list[dict[str, Any]] = []
        for table in chain(tables.tables(self._connection), tables.answers(self._connection, self._questions)):
            described.extend(tables.resources(table))
            yield from tables.files(table, origin)
        yield links.DATA_PACKAGE, tables.data_package(described, origin)
        yield links.READ_ME, tables.read_me(origin)
        found = catalogue(self._downloads, self._site or "../")
        yield links.CATALOGUE, (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode()

    def _of_plan(self) -> Iterator[tuple[str, bytes]]:
        duties, origin = self._downloads.duties, self._downloads.origin
        yield links.PLAN_WORKBOOK, plan_workbook(duties, origin)
        yield links.PLAN_CALENDAR, plan_calendar(duties, origin)
        yield links.PLAN_FEED, self._feeds.plan(self._site)
        for topic in self._downloads.topics:
            path = links.topic_sheet_path(topic[0])
            yield path, supervision_sheet(self._connection, duties, origin, None, topic)

    def _of_agency(self, agency: Agency) -> Iterator[tuple[str, bytes]]:
        duties, origin = self._downloads.duties, self._downloads.origin
        if self._downloads.has_workbook(agency.id):
            yield links.workbook_path(agency.id), agency_workbook(agency, duties, origin)
        if self._downloads.has_sheet(agency.id):
            yield links.sheet_path(agency.id), assignment_sheet(agency, duties, origin)
        if self._downloads.has_supervision(agency.id):
            sheet = supervision_sheet(self._connection, duties, origin, agency, None)
            yield links.supervision_path(agency.id), sheet
        if self._downloads.has_calendar(agency.id):
            yield links.calendar_path(agency.id), agency_calendar(agency, duties, origin)
        yield links.feed_path(agency.id), self._feeds.agency(agency, self._site)
