"""Answers and data in the formats that people take away; one module each, pure."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from itertools import chain

from tracker.exports import links, tables
from tracker.exports.calendars import agency_calendar, plan_calendar
from tracker.exports.catalogue import catalogue
from tracker.exports.feeds import Feeds
from tracker.exports.workbook import agency_workbook, plan_workbook
from tracker.questions import Question


def files(connection: sqlite3.Connection, questions: Sequence[Question], site: str = "") -> Iterator[tuple[str, bytes]]:
    """Give every download but the database itself: path from the root of the site, and what is in it.

    site: the website's address with a slash at its end, where it is known; feeds then name their pages by it.
    """
    downloads = links.Downloads(connection)
    yield from _tables(connection, questions, downloads)
    yield from _drawn(connection, downloads, site)


def _tables(
    connection: sqlite3.Connection, questions: Sequence[Question], downloads: links.Downloads
) -> Iterator[tuple[str, bytes]]:
    described = []
    for table in chain(tables.tables(connection), tables.answers(connection, questions)):
        described.append(tables.resource(table))
        yield from tables.files(table, downloads.origin)
    yield links.DATA_PACKAGE, tables.data_package(described, downloads.origin)
    yield links.READ_ME, tables.read_me(downloads.origin)
    yield links.CATALOGUE, (json.dumps(catalogue(downloads, "../"), ensure_ascii=False, indent=1) + "\n").encode()


def _drawn(connection: sqlite3.Connection, downloads: links.Downloads, site: str) -> Iterator[tuple[str, bytes]]:
    duties, origin = downloads.duties, downloads.origin
    feeds = Feeds(connection, duties, origin)
    yield links.PLAN_WORKBOOK, plan_workbook(duties, origin)
    yield links.PLAN_CALENDAR, plan_calendar(duties, origin)
    yield links.PLAN_FEED, feeds.plan(site)
    for agency in duties.agencies:
        if downloads.has_workbook(agency.id):
            yield links.workbook_path(agency.id), agency_workbook(agency, duties, origin)
        if downloads.has_calendar(agency.id):
            yield links.calendar_path(agency.id), agency_calendar(agency, duties, origin)
        yield links.feed_path(agency.id), feeds.agency(agency, site)
