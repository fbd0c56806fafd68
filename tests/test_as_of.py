"""Any day in the browser: a page as of a day is the page that the build makes of that day, word for word."""

from __future__ import annotations

import re
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
from built_sites import Site, visitor
from made_pages import PLANS, ROOT, portal, rows
from plan_sites import build_site
from playwright.sync_api import Browser, Page, expect

from tracker.pages import agencies, home, matrix, plan_text, schedule, solutions, targets, tasks, topics
from tracker.pages.portal import Portal
from tracker.periods import Periods
from tracker.text import show_date

pytestmark = pytest.mark.browser

#: What a reader sees of a part of a page: its text without white space, states as coded, links by their path.
#: Files to take away are those of the build.
SEEN = """
root => {
  const out = [];
  const walk = (node) => {
    if (node.nodeType === Node.TEXT_NODE) out.push(node.data);
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    if (node.hidden || node.matches("script, [data-as-of], [data-as-of-told], [data-later]")) return;
    if (node.matches(".fold, a[download]")) return;
    if (node.matches(".state")) out.push(`[${node.className}]`);
    if (node.matches("time")) out.push(`[${node.getAttribute("datetime")}]`);
    if (node.matches("a")) out.push(`[${new URL(node.getAttribute("href"), document.baseURI).pathname}]`);
    if (node.matches("td")) out.push(`[${["r", "n", "s", "c", "label"].map((name) => node.dataset[name])}]`);
    if (node.dataset.mark) out.push(`[${node.getAttribute("aria-label")}]`);
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
    page.locator("#ngay").fill(show_date(day))
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


def told(page: Page) -> str:
    """Give what is said of the day."""
    return page.locator("[data-as-of-told]").inner_text()


@pytest.mark.parametrize("plan", PLANS)
def test_the_states_of_every_obligation_are_those_of_the_database(page: Page, plan: str) -> None:
    """The view `states`, column by column, on the first and last day of every period and on the days beside them."""
    columns = ("state", "extended_state", "due", "extended", "claimed", "evidence", "finding")
    dates = [row[0] for row in rows(plan, "select distinct first from periods order by first")]
    days = [*dates[:: max(1, len(dates) // 60)], "1999-12-31", "2018-03-01", "2018-12-31", "2031-12-31", "2040-01-01"]
    page.add_script_tag(path=ROOT / "docs" / "assets" / "js" / "periods.js")
    read = """([data, days]) => {
      const periods = new Periods(JSON.parse(data));
      const told = ({ state, extendedState, due, extended, claimed, evidence, finding }) =>
        [state, extendedState, due, Number(extended), claimed, evidence, finding];
      const on = (day) => periods.on(day).filter(row => row.state).map(row => [row.id, told(row)]);
      return days.map(day => Object.fromEntries(on(day)));
    }"""
    found = page.evaluate(read, [Periods(portal(plan).connection).whole(), days])
    asked = f"select obligation, {', '.join(columns)} from states where first <= ? and ? < until"
    for day, shown in zip(days, found, strict=True):
        assert shown == {row[0]: list(row)[1:] for row in rows(plan, asked, day, day)}, day


def test_the_day_stands_in_the_address_and_goes_along(page: Page, sample: Built) -> None:
    """From the matrix to a duty, to its body, to a link that can be sent, and back to the day of the page."""
    page.goto(f"{sample.address}ma-tran/?tinh-trang=chua-co-bao-cao")
    choose(page, "2031-05-20")
    assert page.url.endswith("/ma-tran/?tinh-trang=chua-co-bao-cao&ngay=2031-05-20")
    page.locator("#f-vt").select_option("C")
    page.wait_for_url("**&ngay=2031-05-20")
    page.locator("#matrix tbody tr:not(.group):visible th a").first.click()
    page.wait_for_url("**/nhiem-vu/*/?ngay=2031-05-20")
    expect(page.locator("[data-as-of-told]")).to_contain_text(
        "Đang xem tình trạng ngày 20/05/2031 – về ngày 31/12/2031"
    )
    expect(page.get_by_role("status")).to_contain_text("Đang xem tình trạng ngày 20/05/2031")
    page.locator(".facts a[href*='co-quan/']").first.click()
    page.wait_for_url("**/co-quan/*/?ngay=2031-05-20")
    page.get_by_role("link", name="về ngày 31/12/2031").click()
    page.wait_for_function("document.querySelector('time[data-day]').dateTime === '2031-12-31'")
    assert "ngay=" not in page.url
    assert told(page) == ""
    assert page.locator("main a[href*='ngay=']").count() == 0
    page.go_back()
    expect(page.locator("[data-as-of-told]")).to_contain_text("20/05/2031")


def test_the_matrix_filters_by_the_state_of_the_day(page: Page, sample: Built) -> None:
    """As many rows as the database has duties with such an obligation on that day."""
    connection = sqlite3.connect(sample.database)
    asked = "select count(distinct task) from states where state = 'chua-co-bao-cao' and first <= ?1 and ?1 < until"
    counts = {}
    for day in ("2031-02-28", "2031-07-31", "2031-11-27"):
        page.goto(f"{sample.address}ma-tran/?tinh-trang=chua-co-bao-cao&ngay={day}")
        page.wait_for_function("day => document.querySelector('time[data-day]').dateTime === day", arg=day)
        counts[day] = connection.execute(asked, (day,)).fetchone()[0]
        assert page.locator("#matrix tbody tr:not(.group):visible").count() == counts[day]
    assert len(set(counts.values())) > 1


def test_what_was_recorded_later_is_left_out_and_said_to_be(page: Page, sample: Built) -> None:
    """TC-1-4 was extended twice, the second time on 02/10/2031."""
    page.goto(f"{sample.address}nhiem-vu/tc-1-4/")
    assert page.get_by_text("126/TB-UBND").first.is_visible()
    choose(page, "2031-09-30")
    assert page.locator("[data-any='dien-bien']").inner_text().count("126/TB-UBND") == 0
    assert "ghi nhận sau ngày 30/09/2031 không hiện ở đây" in page.locator("[data-later]").inner_text()


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2029-01-01", "trước khi kế hoạch bắt đầu"),
        ("2035-01-01", "sau ngày cuối của giai đoạn thực hiện (31/12/2031)"),
        ("2031-02-30", "không phải một ngày có thật"),
        ("hom-nay", "không phải một ngày có thật"),
    ],
)
def test_a_day_that_is_none_or_out_of_the_plan_is_told(page: Page, sample: Built, day: str, words: str) -> None:
    page.goto(f"{sample.address}nhiem-vu/tc-1-4/?ngay={day}")
    expect(page.locator("[data-as-of-told]")).to_contain_text(words)


#: What was known when the page was built does not age: how many documents, of which day the figures are.
KNOWN = re.compile(r"Tínhtừ\d+tàiliệuđãnhận,mớinhấtngày\[[-\d]+\][/\d]+|đãcôngbốtínhđếnngày\[[-\d]+\][/\d]+")
#: Every kind of page that shows states.
KINDS = (tasks, agencies, matrix, home, schedule, plan_text, solutions, targets, topics)
OF_EVERY_KIND = (
    "nhiem-vu/tc-8-1",
    "co-quan/ubnd-thanh-pho-mau",
    "ma-tran",
    "nhiem-vu",
    "",
    "lich",
    "van-ban",
    "giai-phap/gp-1",
    "chi-tieu/mt-1",
    "chu-de/phan-loai",
)


@pytest.mark.parametrize("address", OF_EVERY_KIND)
def test_a_page_opened_later_speaks_of_today_in_vietnam(page: Page, sample: Built, address: str) -> None:
    """At 18:00 UTC on the 7th it is the 8th in Vietnam; the records are still those of the build."""
    page.clock.set_fixed_time("2032-01-07T18:00:00Z")
    page.goto(f"{sample.address}{address}/")
    expect(page.locator("[data-as-of-told]")).to_contain_text("Tình trạng tính cho hôm nay, 08/01/2032.")
    assert "Hồ sơ trên trang này cập nhật đến ngày 31/12/2031." in told(page)
    portal_then = as_of(sample.database, "2032-01-08")
    made = {one.address: one for kind in KINDS for one in kind.pages(portal_then)}
    here, expected = page.evaluate(SEEN_HERE), page.evaluate(SEEN_OF_HTML, made[address].body)
    assert KNOWN.sub("", here) == KNOWN.sub("", expected)


def test_a_clock_that_is_behind_leaves_the_day_of_the_build(page: Page, sample: Built) -> None:
    page.clock.set_fixed_time("2026-11-24T05:00:00Z")
    page.goto(f"{sample.address}nhiem-vu/tc-8-1/")
    expect(page.locator("#ngay")).to_have_value("31/12/2031")
    assert told(page) == ""


def test_without_a_script_the_built_day_shows(browser: Browser, sample: Built) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{sample.address}nhiem-vu/tc-8-1/?ngay=2031-05-20")
    assert not page.locator("[data-as-of]").is_visible()
    assert page.locator("time[data-day]").first.get_attribute("datetime") == "2031-12-31"
    context.close()


def test_periods_that_cannot_be_loaded_are_said_to_be(browser: Browser, sample: Built) -> None:
    """The page keeps the day it shows."""
    context = browser.new_context()
    page = context.new_page()
    page.clock.set_fixed_time("2031-12-31T05:00:00Z")
    page.route("**/tinh-trang.json", lambda route: route.abort())
    page.goto(f"{sample.address}ma-tran/?ngay=2031-05-20")
    expect(page.locator("[data-as-of-told]")).to_contain_text("Chưa tải được tình trạng theo ngày")
    assert page.locator("time[data-day]").first.get_attribute("datetime") == "2031-12-31"
    context.close()


def test_a_page_that_has_not_aged_loads_nothing_for_it(page: Page, sample: Built) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    page.goto(sample.address)
    page.wait_for_load_state("networkidle")
    assert [name for name in asked if name.startswith(("periods", "drawing", "as-of", "tinh-trang"))] == []
    page.clock.set_fixed_time("2032-01-07T18:00:00Z")
    page.reload()
    expect(page.locator("[data-as-of-told]")).to_contain_text("hôm nay, 08/01/2032")
    assert "tinh-trang.json" in asked


@pytest.mark.parametrize("address", ["", "lich", "van-ban", "giai-phap/gp-1", "chu-de/phan-loai", "ma-tran"])
def test_a_page_built_in_the_year_ages_through_it(browser: Browser, sites: dict[str, Site], address: str) -> None:
    """Built on 30/09/2031, read on 20/10/2031: what is due next, what is late, which months there are."""
    day = "2031-10-20"
    site = sites["sample"]
    with visitor(browser, site, viewport={"width": 1280, "height": 900}) as guest:
        guest.page.clock.set_fixed_time(f"{day}T05:00:00Z")
        page = guest.open(f"{address}/" if address else "")
        expect(page.locator("[data-as-of-told]")).to_contain_text("Tình trạng tính cho hôm nay, 20/10/2031.")
        here = page.evaluate(SEEN_HERE)
        portal_then = as_of(site.folder / "du-lieu" / "plan.db", day)
        made = {one.address: one for kind in KINDS for one in kind.pages(portal_then)}
        expected = page.evaluate(SEEN_OF_HTML, made[address].body)
    assert KNOWN.sub("", here) == KNOWN.sub("", expected)


def test_a_question_says_that_its_answer_has_aged_and_asks_of_today(browser: Browser, sites: dict[str, Site]) -> None:
    with visitor(browser, sites["sample"]) as guest:
        guest.page.clock.set_fixed_time("2031-09-30T05:00:00Z")
        page = guest.open("giam-sat/viec-qua-han/")
        assert page.locator("[data-ask-aged]").is_hidden()
        guest.page.clock.set_fixed_time("2031-10-20T05:00:00Z")
        page = guest.open("giam-sat/viec-qua-han/")
        expect(page.locator("[data-ask-aged]")).to_contain_text("tính đến ngày 30/09/2031")
        page.get_by_role("link", name="Hỏi lại tính đến hôm nay, 20/10/2031").click()
        page.wait_for_url("**/?as_of=2031-10-20")
        expect(page.locator("[data-ask-status]")).to_have_text(
            re.compile(r"^Tính đến ngày 20/10/2031: \d+ dòng\.$"), timeout=60_000
        )
        assert page.locator("[data-ask-aged]").is_hidden()
        expect(page.get_by_label("Tính đến ngày")).to_have_value("20/10/2031")


@pytest.mark.parametrize("address", ["ma-tran", "co-quan/ubnd-thanh-pho-mau", "nhiem-vu/tc-8-1", "nhiem-vu"])
def test_a_day_is_written_day_month_year_whatever_the_language(browser: Browser, sample: Built, address: str) -> None:
    """Shown so, read in several ways, kept as an ISO day in the address; what is no day is refused in words."""
    context = browser.new_context(locale="en-US")
    page = context.new_page()
    page.clock.set_fixed_time("2031-12-31T05:00:00Z")
    page.goto(f"{sample.address}{address}/")
    field = page.get_by_label("Xem tình trạng ngày")
    expect(field).to_have_value("31/12/2031")
    for written in ("20/05/2031", "20-5-2031", "2031-05-20", "20052031"):
        field.fill(written)
        field.press("Enter")
        page.wait_for_url("**/?ngay=2031-05-20")
        expect(field).to_have_value("20/05/2031")
        page.goto(f"{sample.address}{address}/")
    field.fill("")
    field.press_sequentially("30022031")
    assert field.input_value() == "30/02/2031"
    page.get_by_role("button", name="Xem", exact=True).click()
    assert "ngày/tháng/năm" in field.evaluate("field => field.validationMessage")
    assert "ngay=" not in page.url
    context.close()


def test_without_a_script_no_page_speaks_of_today(browser: Browser, sites: dict[str, Site]) -> None:
    """Words that are true on one day only are not in the pages: each names the day of which it speaks."""
    site = sites["sample"]
    with visitor(browser, site, java_script_enabled=False) as guest:
        for name in site.pages():
            words = guest.open(name).locator("main").inner_text()
            if name.split("/")[0] not in ("huong-dan", "cach-tinh"):
                assert re.findall(r"hôm nay|ngày mai|[Cc]òn \d+ ngày", words) == [], name
            if guest.page.locator("main [data-tally]").count():
                assert re.search(r"tính đến ngày\s30/09/2031", words), name
