"""The page «Dữ liệu mở»: everything there is to take away, where it stands, and how to use it."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.exports.catalogue import catalogue
from tracker.exports.links import Downloads
from tracker.exports.origin import LICENCE, LICENCE_URL
from tracker.pages.portal import Page, Portal, Row
from tracker.pages.supervision import QUERIES
from tracker.questions import read_questions

ADDRESS = "du-lieu-mo"


def pages(portal: Portal) -> Iterator[Page]:
    """Give the page on open data."""
    downloads = Downloads(portal.connection)
    body = portal.render(
        "open_data.html",
        ADDRESS,
        downloads=downloads,
        questions=read_questions(QUERIES),
        tables=_tables(portal),
        catalogue=catalogue(downloads, portal.meta.get("site_url") or "../"),
        licence=LICENCE,
        licence_url=LICENCE_URL,
    )
    yield Page(
        ADDRESS,
        "Dữ liệu mở",
        f"Tải toàn bộ dữ liệu của {portal.plan['short_title']}: bảng tính, lịch, nguồn tin, CSV, JSON và SQLite.",
        body,
        words="Dữ liệu mở, tải về, Excel, CSV, JSON, SQLite, lịch, iCalendar, nguồn tin, Atom, giấy phép, API",
        template="wide.html",
    )


def _tables(portal: Portal) -> list[tuple[Row, int]]:
    """Give what the dictionary says of each table, and how many rows the table has."""
    sql = """select relation, description from dictionary where kind = 'table' and "column" is null order by position"""
    count = 'select count(*) as n from "{}"'
    return [(row, portal.rows(count.format(row["relation"]))[0]["n"]) for row in portal.rows(sql)]
