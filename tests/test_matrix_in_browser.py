"""The matrix in Chromium: what it says of one body is true of that body, and it is seen when the page opens."""

from __future__ import annotations

import pytest
from built_sites import Site, Visitor, visitor
from made_pages import PLANS, rows
from playwright.sync_api import Browser, Page, ViewportSize, expect

pytestmark = pytest.mark.browser

PHONE: ViewportSize = {"width": 390, "height": 844}
WIDE: ViewportSize = {"width": 1366, "height": 768}

#: The duties that show for a body and a state; the filter answers at once.
SHOWN = """([body, state]) => {
  const form = document.querySelector("[data-filters]");
  form.elements["co-quan"].value = body;
  form.elements["tinh-trang"].value = state;
  form.elements["tinh-trang"].dispatchEvent(new Event("input", { bubbles: true }));
  const rows = [...document.querySelectorAll("#matrix tbody tr:not(.group)")];
  return rows.filter((row) => !row.hidden).map((row) => row.id);
}"""
#: Duties in which a body's own obligations, or those of its members, are in a state on a day.
OWN = """select distinct lower(task) as id from states
  where (agency = ?1 or collective = ?1) and state = ?2 and first <= ?3 and ?3 < until"""
WHO = """select distinct a.short from states s join agencies a on a.id = s.agency
  where lower(s.task) = ?1 and s.state = ?2 and s.first <= ?3 and ?3 < s.until"""


def open_as_of(page: Page, day: str) -> None:
    """Wait until the page speaks of a day."""
    page.wait_for_function("day => document.querySelector('time[data-day]').dateTime === day", arg=day)


@pytest.mark.parametrize("day", ["2031-09-30", "2031-05-20", "2031-11-30"])
def test_a_body_and_a_state_give_the_duties_of_which_its_own_part_is_in_that_state(
    browser: Browser, sites: dict[str, Site], day: str
) -> None:
    """Every body with every state, on the day of the build and on others: as the view `states` has it."""
    bodies = [row["agency"] for row in rows("sample", "select distinct agency from matrix")]
    states = [row["code"] for row in rows("sample", "select code from vocabulary where name = 'state'")]
    with visitor(browser, sites["sample"], viewport=WIDE) as guest:
        guest.page.clock.set_fixed_time("2031-09-30T05:00:00Z")
        page = guest.open(f"ma-tran/?ngay={day}")
        open_as_of(page, day)
        asked = [(body, state) for body in bodies for state in states]
        found = {pair: set(page.evaluate(SHOWN, list(pair))) for pair in asked}
    assert found == {pair: {row["id"] for row in rows("sample", OWN, *pair, day)} for pair in asked}
    assert sum(map(len, found.values())) > len(bodies)


@pytest.mark.parametrize("window", [PHONE, WIDE], ids=["phone", "wide"])
def test_a_chosen_body_shows_its_own_state_in_place_of_the_tally(
    browser: Browser, sites: dict[str, Site], window: ViewportSize
) -> None:
    """Xã Mẫu Nội reported on both duties of the communes, though not that the first is done."""
    with visitor(browser, sites["sample"], viewport=window) as guest:
        guest.page.clock.set_fixed_time("2031-09-30T05:00:00Z")
        page = guest.open("ma-tran/?co-quan=xa-mau-noi&tinh-trang=chua-co-bao-cao")
        expect(page.locator("[data-count]")).to_have_text("Hiện 0 trên 31 nhiệm vụ")
        page = guest.open("ma-tran/?co-quan=xa-mau-noi")
        facts = page.locator("#tc-11-1 .row-facts")
        expect(facts).to_have_text("Chưa hoàn thành, quá hạn · hạn 20/03/2031", use_inner_text=True)
        assert page.locator("#tc-11-1 [data-tally]").is_hidden()
        page.locator("[form=loc]").click()
        expect(facts).to_contain_text("Hoàn thành đúng hạn 5/8")


@pytest.mark.parametrize("window", [PHONE, WIDE], ids=["phone", "wide"])
def test_of_a_state_each_duty_names_who_of_several_is_in_it(
    browser: Browser, sites: dict[str, Site], window: ViewportSize
) -> None:
    """Which communes did not report is read without choosing one; an opened column marks them too."""
    with visitor(browser, sites["sample"], viewport=window) as guest:
        guest.page.clock.set_fixed_time("2031-09-30T05:00:00Z")
        page = guest.open("ma-tran/?tinh-trang=chua-co-bao-cao&mo=ubnd-cac-xa-phuong")
        named = {
            row.get_attribute("id"): row.locator(".row-names").inner_text()
            for row in page.locator("#matrix tbody tr:visible:has(.row-names)").all()
        }
        assert {"tc-11-1", "tc-11-2"} <= named.keys()
        for task, words in named.items():
            head, _, names = words.partition(": ")
            who = {row["short"] for row in rows("sample", WHO, task, "chua-co-bao-cao", "2031-09-30")}
            assert set(names.split(", ")) == who
            assert head == f"Đến hạn, chưa có báo cáo ({len(who)})"
        look = "cell => getComputedStyle(cell).boxShadow"
        cells = page.locator("#tc-11-1 td.m")
        marked = [cell.evaluate(look) != "none" for cell in cells.all()]
        assert marked == ["chua-co-bao-cao" in (cell.get_attribute("data-s") or "") for cell in cells.all()]
        assert any(marked)


def test_a_role_that_owes_nothing_is_told_from_ones_own_part(browser: Browser, sites: dict[str, Site]) -> None:
    """Of a duty that a body only receives, the states are said to be those of who leads."""
    with visitor(browser, sites["sample"], viewport=WIDE) as guest:
        guest.page.clock.set_fixed_time("2031-09-30T05:00:00Z")
        page = guest.open("ma-tran/?co-quan=ubnd-thanh-pho-mau&vai-tro=N&tinh-trang=chua-co-bao-cao")
        facts = page.locator("#tc-11-1 .row-facts")
        assert facts.inner_text().startswith("Cơ quan chủ trì: ")


def on_the_day_of_the_build(guest: Visitor) -> Page:
    """Open the matrix when it has not aged."""
    guest.page.clock.set_fixed_time("2018-01-01T05:00:00Z")
    return guest.open("ma-tran/")


TOP = "selector => document.querySelector(selector).getBoundingClientRect().top"
FIRST = "#matrix tbody tr:not(.group)"


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1366, 768), (1920, 1080)])
def test_the_matrix_is_seen_when_the_page_opens(browser: Browser, site: Site, width: int, height: int) -> None:
    """Its head and first duty, without scrolling; at the end of the page its head still."""
    with visitor(browser, site, viewport={"width": width, "height": height}) as guest:
        page = on_the_day_of_the_build(guest)
        assert page.evaluate(TOP, "#matrix") < 480
        assert page.locator(FIRST).first.evaluate("row => row.getBoundingClientRect().bottom") < height
        page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
        assert page.evaluate(TOP, "#matrix thead") >= 0
        page.locator(".matrix-scroll").evaluate("region => region.scrollTo(0, region.scrollHeight)")
        assert page.evaluate(TOP, "#matrix thead") >= 0


@pytest.mark.parametrize("width", [320, 390])
def test_on_a_phone_the_first_duty_is_on_the_first_screen(browser: Browser, site: Site, width: int) -> None:
    with visitor(browser, site, viewport={"width": width, "height": 844}) as guest:
        page = on_the_day_of_the_build(guest)
        assert page.evaluate(TOP, FIRST) < 740
        assert page.locator("#f-tt").is_hidden()
        page.get_by_role("button", name="Lọc thêm").click()
        page.locator("#f-tt").select_option("khong-xac-dinh")
        page.wait_for_url("**/?tinh-trang=khong-xac-dinh")
        page.reload()
        assert page.locator("#f-tt").is_visible()
        assert page.locator("#f-vt").is_hidden()
        assert page.evaluate(TOP, "#matrix tbody tr:not(.group, [hidden])") < 844


def test_a_heading_is_read_when_the_table_is_scrolled_sideways(browser: Browser, sites: dict[str, Site]) -> None:
    with visitor(browser, sites["real"], viewport={"width": 800, "height": 700}) as guest:
        page = guest.open("ma-tran/?mo=ubnd-xa-phuong")
        region = page.locator(".matrix-scroll")
        region.evaluate("region => region.scrollTo(region.scrollWidth, 0)")
        assert region.evaluate("region => region.scrollLeft") > 200
        box, text = region.bounding_box(), page.locator("#matrix .group span").first.bounding_box()
        assert box
        assert text
        assert text["x"] >= box["x"]


@pytest.mark.parametrize("name", PLANS)
def test_one_body_is_a_list_as_wide_as_the_page(browser: Browser, sites: dict[str, Site], name: str) -> None:
    """Its role in words, below a head that is one line and does not lie on its side."""
    asked = "select agency from task_roles where role = 'lead' group by agency order by count(*) desc limit 1"
    [(body,)] = rows(name, asked)
    with visitor(browser, sites[name], viewport=WIDE) as guest:
        page = guest.open(f"ma-tran/?co-quan={body}")
        width = page.locator("#matrix").evaluate("one => one.getBoundingClientRect().width")
        assert width > page.locator("main").evaluate("one => one.getBoundingClientRect().width") - 30
        assert page.locator("#matrix thead").evaluate("one => one.getBoundingClientRect().height") < 80
        cells = page.locator(f"{FIRST}:visible td:visible").all_inner_texts()
        assert [cell for cell in cells if cell.startswith("Chủ trì")] != []


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_phone_is_not_told_of_rows_and_columns(browser: Browser, site: Site, script: bool) -> None:
    with visitor(browser, site, viewport=PHONE, java_script_enabled=script) as guest:
        told = guest.open("ma-tran/").locator("main").inner_text()
    assert [word for word in ("theo hàng", "theo cột", "trong ô") if word in told] == []
