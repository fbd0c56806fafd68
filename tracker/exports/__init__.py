"""Answers and data in the formats that people take away; one module each, pure."""

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


def files(connection: sqlite3.Connection, questions: Sequence[Question], site: str = "") -> Iterator[tuple[str, bytes]]:
    """Give every download but the database itself: path from the root of the site, and what is in it.

    site: the website's address with a slash at its end, where it is known; feeds then name their pages by it.
    """
    downloads = links.Downloads(connection)
    yield from _tables(connection, questions, downloads)
    yield (
        links.CATALOGUE,
        (json.dumps(catalogue(downloads, site or "../"), ensure_ascii=False, indent=1) + "\n").encode(),
    )
    yield from _drawn(connection, downloads, site)


def _tables(
    connection: sqlite3.Connection, questions: Sequence[Question], downloads: links.Downloads
) -> Iterator[tuple[str, bytes]]:
    described: list[dict[str, Any]] = []
    for table in chain(tables.tables(connection), tables.answers(connection, questions)):
        described.extend(tables.resources(table))
        yield from tables.files(table, downloads.origin)
    yield links.DATA_PACKAGE, tables.data_package(described, downloads.origin)
    yield links.READ_ME, tables.read_me(downloads.origin)


def _drawn(connection: sqlite3.Connection, downloads: links.Downloads, site: str) -> Iterator[tuple[str, bytes]]:
    duties, origin = downloads.duties, downloads.origin
    feeds = Feeds(connection, duties, origin)
    yield links.PLAN_WORKBOOK, plan_workbook(duties, origin)
    yield links.PLAN_CALENDAR, plan_calendar(duties, origin)
    yield links.PLAN_FEED, feeds.plan(site)
    for agency in duties.agencies:
        if downloads.has_workbook(agency.id):
            yield links.workbook_path(agency.id), agency_workbook(agency, duties, origin)
        yield from _sheets(connection, agency, downloads)
        if downloads.has_calendar(agency.id):
            yield links.calendar_path(agency.id), agency_calendar(agency, duties, origin)
        yield links.feed_path(agency.id), feeds.agency(agency, site)
    for topic in downloads.topics:
        yield links.topic_sheet_path(topic[0]), supervision_sheet(connection, duties, origin, None, topic)


def _sheets(connection: sqlite3.Connection, agency: Agency, downloads: links.Downloads) -> Iterator[tuple[str, bytes]]:
    duties, origin = downloads.duties, downloads.origin
    if downloads.has_sheet(agency.id):
        yield links.sheet_path(agency.id), assignment_sheet(agency, duties, origin)
    if downloads.has_supervision(agency.id):
        yield links.supervision_path(agency.id), supervision_sheet(connection, duties, origin, agency, None)
