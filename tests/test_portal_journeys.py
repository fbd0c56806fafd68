"""What three readers come for, done as they do it, on both websites where both have it."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from built_sites import Site, visitor
from made_pages import rows
from playwright.sync_api import Browser, Page, ViewportSize, expect

pytestmark = pytest.mark.browser

PHONE: ViewportSize = {"width": 390, "height": 844}
WIDE: ViewportSize = {"width": 1280, "height": 900}

VISIBLE = "#matrix tbody tr:not(.group)"
SEEN = "rows => rows.filter((row) => row.offsetParent).map((row) => row.id)"
#: Duties in which a body has a part and some obligation is due and not reported on a day.
UNREPORTED = """select distinct lower(s.task) as id from states s join task_roles r on r.task = s.task and r.agency = ?1
  where s.state = 'chua-co-bao-cao' and s.first <= ?2 and ?2 < s.until"""
SESSION = "2031-07-31"


def printed(page: Page, target: Path) -> list[str]:
    """Print a page to PDF; gives the text of every sheet of paper, white space squeezed."""
    page.pdf(path=target, prefer_css_page_size=True)
    done = subprocess.run(["pdftotext", "-layout", target, "-"], check=True, capture_output=True, encoding="utf-8")
    return [" ".join(sheet.split()) for sheet in done.stdout.split("\f") if sheet.strip()]


def shown(page: Page) -> int:
    """Give how many duties the matrix shows."""
    return page.locator("#matrix tbody tr:not(.group):visible").count()


@pytest.mark.parametrize(
    ("name", "typed", "agency"),
    [("real", "dak bla", "xa-dak-bla"), ("sample", "mau thuong", "xa-mau-thuong")],
)
def test_a_citizen_on_a_phone_finds_what_her_commune_must_do(
    browser: Browser, sites: dict[str, Site], name: str, typed: str, agency: str
) -> None:
    """She types without accents on the home page, opens her commune, and reads a duty with the plan's own words."""
    with visitor(browser, sites[name], viewport=PHONE, has_touch=True, is_mobile=True) as citizen:
        page = citizen.open("")
        page.locator("main input[type=search]").fill(typed)
        page.locator("main").get_by_role("button", name="Tìm").tap()
        page.locator(f"[data-search-results] a[href*='co-quan/{agency}/']").first.tap()
        expect(page).to_have_url(re.compile(f"/co-quan/{agency}/"))
        duty = page.locator(".card h3 a").first
        title = duty.inner_text()
        duty.tap()
        expect(page.locator("h1")).to_have_text(title)
        quote = " ".join(page.locator(".quote blockquote").first.inner_text().split())
        identity = page.url.rstrip("/").rsplit("/", 1)[1]
    [(words,)] = rows(name, "select quote from tasks where lower(id) = ?", identity)
    assert " ".join(words.split()) in quote


@pytest.mark.parametrize(("name", "agency"), [("real", "phong-ld-tbxh"), ("sample", "so-nong-nghiep-moi-truong")])
def test_a_head_prints_the_sheet_of_her_agency_on_one_page(
    browser: Browser, sites: dict[str, Site], tmp_path: Path, name: str, agency: str
) -> None:
    """From the list of agencies to paper: one sheet, every duty that is led, its deadline, room to sign."""
    with visitor(browser, sites[name], viewport=WIDE) as head:
        page = head.open("co-quan/")
        page.locator(f"main a[href='{agency}/'], main a[href='../co-quan/{agency}/']").first.click()
        title = page.locator("h1").inner_text()
        sheets = printed(page, tmp_path / "sheet.pdf")
    led = rows(name, "select task as id from task_roles where agency = ? and role = 'lead'", agency)
    assert len(sheets) == 1, sheets
    assert title in sheets[0]
    assert "Phiếu giao việc" in sheets[0]
    assert "Thủ trưởng cơ quan" in sheets[0]
    assert led != []
    assert [task["id"] for task in led if task["id"] not in sheets[0]] == []


def test_a_supervisor_sends_what_communes_had_not_reported_on_a_day(browser: Browser, sites: dict[str, Site]) -> None:
    """She chooses the day of the session, filters the matrix, and whoever opens her address sees the same duties."""
    site = sites["sample"]
    with visitor(browser, site, viewport=WIDE) as supervisor:
        page = supervisor.open("ma-tran/")
        every = shown(page)
        page.get_by_label("Xem tình trạng ngày").fill(SESSION)
        page.get_by_role("button", name="Xem", exact=True).click()
        page.wait_for_url(f"**/ma-tran/?*ngay={SESSION}*")
        page.get_by_label("Cơ quan", exact=True).select_option("ubnd-cac-xa-phuong")
        page.get_by_label("Tình trạng", exact=True).select_option("chua-co-bao-cao")
        page.wait_for_url("**/ma-tran/?*tinh-trang=chua-co-bao-cao*")
        ids = page.eval_on_selector_all(VISIBLE, SEEN)
        count = page.locator("[data-count]").inner_text()
        link = page.url.removeprefix(site.address)
    assert 0 < len(ids) < every
    assert f"ngay={SESSION}" in link
    with visitor(browser, site, viewport=PHONE) as colleague:
        page = colleague.open(link)
        expect(page.locator("[data-count]")).to_have_text(count)
        expect(page.locator("[data-as-of-told]")).to_contain_text("31/07/2031")
        seen = page.eval_on_selector_all(VISIBLE, SEEN)
    assert seen == ids
    assert set(ids) == {row["id"] for row in rows("sample", UNREPORTED, "ubnd-cac-xa-phuong", SESSION)}
