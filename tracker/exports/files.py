"""Every download of a website."""

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

    site: the website's address with a slash at its end, where it is known; feeds and catalogue name their pages by it.
    """
    downloads = links.Downloads(connection)
    feeds = Feeds(connection, downloads.duties, downloads.origin)
    for agency in downloads.duties.agencies:
        yield from _of_agency(connection, downloads, agency)
        yield links.feed_path(agency.id), feeds.agency(agency, site)
    for topic in downloads.topics:
        sheet = supervision_sheet(connection, downloads.duties, downloads.origin, None, topic)
        yield links.topic_sheet_path(topic[0]), sheet
    yield links.PLAN_FEED, feeds.plan(site)
    # Last what takes most memory: by then MkDocs, which runs beside it, has given back its own.
    yield from _of_plan(downloads)
    yield from _of_tables(connection, questions, downloads, site)


def _of_tables(
    connection: sqlite3.Connection, questions: Sequence[Question], downloads: links.Downloads, site: str
) -> Iterator[tuple[str, bytes]]:
    origin = downloads.origin
    described: list[dict[str, Any]] = []
    for table in chain(tables.tables(connection), tables.answers(connection, questions)):
        described.extend(tables.resources(table))
        yield from tables.files(table, origin)
    yield links.DATA_PACKAGE, tables.data_package(described, origin)
    yield links.READ_ME, tables.read_me(origin)
    found = catalogue(downloads, site or "../")
    yield links.CATALOGUE, (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode()


def _of_plan(downloads: links.Downloads) -> Iterator[tuple[str, bytes]]:
    yield links.PLAN_WORKBOOK, plan_workbook(downloads.duties, downloads.origin)
    yield links.PLAN_CALENDAR, plan_calendar(downloads.duties, downloads.origin)


def _of_agency(
    connection: sqlite3.Connection, downloads: links.Downloads, agency: Agency
) -> Iterator[tuple[str, bytes]]:
    duties, origin = downloads.duties, downloads.origin
    if downloads.has_workbook(agency.id):
        yield links.workbook_path(agency.id), agency_workbook(agency, duties, origin)
    if downloads.has_sheet(agency.id):
        yield links.sheet_path(agency.id), assignment_sheet(agency, duties, origin)
    if downloads.has_supervision(agency.id):
        yield links.supervision_path(agency.id), supervision_sheet(connection, duties, origin, agency, None)
    if downloads.has_calendar(agency.id):
        yield links.calendar_path(agency.id), agency_calendar(agency, duties, origin)
