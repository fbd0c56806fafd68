"""The pages of the real plan and of the fictional city, made once for the tests that read them."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory

from tracker.database import write
from tracker.pages.portal import Page, Portal
from tracker.reader import read

ROOT = Path(__file__).parent.parent
PLANS = {
    "real": (ROOT / "plan", date(2026, 11, 24)),
    "sample": (ROOT / "examples" / "thanh-pho-mau", date(2031, 9, 30)),
}


@cache
def connection(plan: str) -> sqlite3.Connection:
    """Give the database of one of the plans, in memory."""
    folder, as_of = PLANS[plan]
    loaded, problems = read(folder)
    assert loaded is not None, problems
    found = sqlite3.connect(":memory:")
    with TemporaryDirectory() as place:
        target = Path(place) / "plan.db"
        write(target, loaded, [], as_of)
        source = sqlite3.connect(target)
        source.backup(found)
        source.close()
    return found


@cache
def portal(plan: str) -> Portal:
    """Give the portal on the database of one of the plans."""
    return Portal(connection(plan), ROOT / "docs" / "templates")


@cache
def made(make: Callable[[Portal], Iterator[Page]], plan: str) -> dict[str, Page]:
    """Give the pages of one kind of one of the plans, by address."""
    return {page.address: page for page in make(portal(plan))}


def rows(plan: str, sql: str, *values: object) -> list[sqlite3.Row]:
    """Give the rows of a query on the database of one of the plans."""
    return portal(plan).connection.execute(sql, values).fetchall()


def text(html: str) -> str:
    """Give what a reader sees of HTML, white space squeezed."""
    html = re.sub(r"<span[^>]* hidden>[^<]*</span>", "", html)
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", re.sub(r"</?(b|mark|time|span|code)\b[^>]*>", "", html))).split())


def section(html: str, anchor: str) -> str:
    """Give the part of a page from the heading with this id to the next `<h2>`."""
    found = re.search(rf'<h2 id="{anchor}">.*?(?=<h2|\Z)', html, re.DOTALL)
    assert found, f"no section {anchor}"
    return found[0]


def links(page: Page) -> set[str]:
    """Give the addresses that a page links to, from the root of the site, without parameters and anchors."""
    found = set()
    for href in re.findall(r'href="([^"#?]+)', page.body):
        if ":" not in href:
            here = [part for part in page.address.split("/") if part]
            for part in href.strip("/").split("/"):
                if part == "..":
                    here.pop()
                elif part != ".":
                    here.append(part)
            found.add("/".join(here))
    return found
