"""Any day in the browser: a page as of a day is the page that the build makes of that day, word for word."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import zip_longest
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import pytest
from made_pages import ROOT
from playwright.sync_api import Browser, Page

from tracker import website
from tracker.database import write
from tracker.pages import agencies, make_pages, matrix, tasks
from tracker.pages.portal import Portal
from tracker.reader import read

pytestmark = pytest.mark.browser

#: What a reader sees of a part of a page: its text without white space, states as coded, links by their path.
SEEN = """
root => {
  const out = [];
  const walk = (node) => {
    if (node.nodeType === Node.TEXT_NODE) out.push(node.data);
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    if (node.hidden || node.matches("script, [data-as-of], [data-as-of-told], [data-later], .fold")) return;
    if (node.matches(".state")) out.push(`[${node.className}]`);
    if (node.matches("time")) out.push(`[${node.getAttribute("datetime")}]`);
    if (node.matches("a")) out.push(`[${new URL(node.getAttribute("href"), document.baseURI).pathname}]`);
    if (node.matches("td")) out.push(`[${node.dataset.r ?? ""}${node.dataset.n ?? ""}${node.dataset.label ?? ""}]`);
    if (node.dataset.states) out.push(`[${node.dataset.states}]`);
    node.childNodes.forEach(walk);
  };
  walk(root);
  return out.join("").replace(/\\s+/g, "");
}
"""
SEEN_OF_HTML = f"html => ({SEEN})(new DOMParser().parseFromString(`<div>${{html}}</div>`, 'text/html').body.firstChild)"
SEEN_HERE = f"""
() => {{
  const main = document.querySelector("main");
  const body = document.createElement("div");
  for (const node of main.childNodes) if (!node.matches?.(".head")) body.append(node.cloneNode(true));
  return ({SEEN})(body);
}}
"""


class Built(NamedTuple):
    """A website built of one day, where it is served, and its database."""

    address: str
    database: Path
    folder: Path


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


def build_site(plan: str, as_of: date, folder: Path) -> Path:
    """Build the website of a plan as of a day; gives its database."""
    loaded, problems = read(ROOT / plan)
    assert loaded is not None
    write(folder / "plan.db", loaded, problems, as_of)
    kept = website.lay_out(ROOT / "docs", folder / "plan.db", folder / "docs")
    make_pages(folder / "plan.db", ROOT / "docs" / "templates", folder / "docs", kept)
    website.build(ROOT, folder, folder / "plan.db", folder / "site", as_of)
    return folder / "plan.db"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    """Serve the fictional city as of the end of its year, when all is known."""
    folder = tmp_path_factory.mktemp("sample")
    database = build_site("examples/thanh-pho-mau", date(2031, 12, 31), folder)
    handler = partial(_Quiet, directory=str(folder / "site"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield Built(f"http://127.0.0.1:{server.server_port}/", database, folder / "site")
        server.shutdown()


@pytest.fixture
def page(browser: Browser, sample: Built) -> Iterator[Page]:
    """Give a page on the last day of the fictional year that fails the test for any word in the console."""
    told: list[str] = []
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.clock.set_fixed_time("2031-12-31T05:00:00Z")
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith(sample.address) else told.append(request.url))
    yield page
    context.close()
    assert told == []


def as_of(database: Path, day: str) -> Portal:
    """Give the portal on a database as it would have been built of another day."""
    connection = sqlite3.connect(":memory:")
    source = sqlite3.connect(database)
    source.backup(connection)
    source.close()
    connection.execute("update meta set value = ? where key = 'as_of'", (day,))
    return Portal(connection, ROOT / "docs" / "templates")


#: Another day first, so that nothing is right only because nothing was redrawn.
DAYS = ("2031-06-15", "2030-06-30", "2031-01-01", "2031-02-28", "2031-05-20", "2031-07-31", "2031-11-27", "2031-12-31")


def choose(page: Page, day: str) -> None:
    """Ask for a day as a reader does."""
    page.locator("#ngay").fill(day)
    page.locator("[data-as-of] button").click()
    page.wait_for_function("day => document.querySelector('time[data-day]').dateTime === day", arg=day)


@pytest.mark.parametrize("kind", [tasks, agencies, matrix], ids=["tasks", "agencies", "matrix"])
def test_a_page_as_of_a_day_is_the_page_built_of_that_day(page: Page, sample: Built, kind: ModuleType) -> None:
    """Every page of the kind, for days before, within and at the end of the plan."""
    built = {day: {made.address: made for made in kind.pages(as_of(sample.database, day))} for day in DAYS}
    wrong = []
    for address in [address for address, made in built[DAYS[0]].items() if made.scripts]:
        page.goto(f"{sample.address}{address}/")
        for day in DAYS:
            choose(page, day)
            here, expected = page.evaluate(SEEN_HERE), page.evaluate(SEEN_OF_HTML, built[day][address].body)
            if here != expected:
                same = next(i for i, (one, other) in enumerate(zip_longest(here, expected)) if one != other)
                wrong.append((address, day, here[same - 40 : same + 80], expected[same - 40 : same + 80]))
    assert wrong == []
