"""What a phone shows before anybody scrolls, and what paper needs no second sheet for."""

from __future__ import annotations

from pathlib import Path

import pytest
from built_sites import Site, visitor
from made_pages import rows
from playwright.sync_api import Browser, ViewportSize
from test_portal_journeys import printed

pytestmark = pytest.mark.browser

PHONES: list[ViewportSize] = [{"width": 360, "height": 640}, {"width": 390, "height": 664}]
TOPS = "(found) => found.map((one) => one.getBoundingClientRect().bottom)"


@pytest.mark.parametrize("phone", PHONES, ids=lambda phone: f"{phone['width']}x{phone['height']}")
def test_one_screen_of_a_phone_answers_what_is_asked_first(browser: Browser, site: Site, phone: ViewportSize) -> None:
    """Which plan, of whom, of which day; where one's commune is; the aim; the figures; what is due; what is unclear."""
    with visitor(browser, site, viewport=phone, has_touch=True, is_mobile=True) as guest:
        page = guest.open("")
        wanted = "h1, main [type=search], main .find + .hint, .brief dt, .sums li"
        bottoms = page.eval_on_selector_all(wanted, TOPS)
        search = page.locator("main [type=search]").bounding_box()
    assert len(bottoms) > 8
    assert max(bottoms) <= phone["height"]
    assert search is not None
    assert search["y"] < 260


@pytest.mark.parametrize("name", ["", "co-quan/", "van-ban/"])
@pytest.mark.parametrize("width", [320, 360])
def test_the_header_of_a_phone_is_one_row_with_search(browser: Browser, site: Site, name: str, width: int) -> None:
    with visitor(browser, site, viewport={"width": width, "height": 640}) as guest:
        page = guest.open(name)
        box = page.locator(".site-header").bounding_box()
        page.locator("header").get_by_role("link", name="Tìm", exact=True).click()
        assert page.url.endswith("/tim-kiem/")
    assert box is not None
    assert box["height"] < 80


@pytest.mark.parametrize(
    ("plan", "agency", "most"), [("real", "phong-ld-tbxh", 900), ("sample", "so-nong-nghiep-moi-truong", 600)]
)
def test_what_is_due_stands_at_the_head(
    browser: Browser, sites: dict[str, Site], plan: str, agency: str, most: int
) -> None:
    """Only what must be known before it is above: another day, and that the body has ended."""
    with visitor(browser, sites[plan], viewport={"width": 390, "height": 664}) as head:
        box = head.open(f"co-quan/{agency}/").locator("#sap-den-han").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < most


@pytest.mark.parametrize("plan", ["real", "sample"])
def test_the_sheet_of_every_body_is_one_page(
    browser: Browser, sites: dict[str, Site], tmp_path: Path, plan: str
) -> None:
    """Of each commune, and of the collective; the site's footer is no part of it."""
    found = rows(plan, "select agency, count(distinct task) as n from agency_duties group by agency having n <= 12")
    assert len(found) > 10
    with visitor(browser, sites[plan]) as head:
        for row in found:
            sheets = printed(head.open(f"co-quan/{row['agency'].lower()}/"), tmp_path / "sheet.pdf")
            assert len(sheets) == 1, (row["agency"], sheets[1:])
            assert "Phiếu giao việc" in sheets[0]
            assert "Nguồn: văn bản kế hoạch và các báo cáo" not in sheets[0]


def test_a_pack_of_seven_duties_takes_two_sheets(browser: Browser, sites: dict[str, Site], tmp_path: Path) -> None:
    with visitor(browser, sites["sample"]) as supervisor:
        sheets = printed(supervisor.open("chu-de/von/"), tmp_path / "pack.pdf")
    assert len(sheets) == 2
    assert "ĐẠI DIỆN ĐOÀN GIÁM SÁT" in sheets[-1]
    assert "Nguồn: văn bản kế hoạch" not in sheets[-1]
