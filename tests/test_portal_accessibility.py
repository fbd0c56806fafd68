"""Every kind of page under axe-core: WCAG 2.2 A and AA and best practices, light and dark, on a phone and wide."""

from __future__ import annotations

import pytest
from built_sites import Site, visitor
from made_pages import ROOT
from playwright.sync_api import Browser, Page, ViewportSize

pytestmark = pytest.mark.browser

AXE = (ROOT / "tests" / "vendor" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
ALL = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """async ([kind, values]) => (await axe.run({runOnly: {type: kind, values}, resultTypes: ["violations"]}))
  .violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.target} ${node.failureSummary}`))"""
#: What the colours of a page can break; all else is the same in the dark.
COLOURS = ["color-contrast", "link-in-text-block"]

PHONE: ViewportSize = {"width": 390, "height": 844}
WIDE: ViewportSize = {"width": 1280, "height": 900}


def faults(page: Page) -> list[str]:
    """Give what axe finds on the page: by all rules in light, by those of colour in dark."""
    page.evaluate(f"{AXE}; 0")
    found: list[str] = page.evaluate(RUN, ["tag", ALL])
    page.emulate_media(color_scheme="dark")
    found += [f"dark {fault}" for fault in page.evaluate(RUN, ["rule", COLOURS])]
    page.emulate_media(color_scheme="light")
    return found


@pytest.mark.parametrize("window", [PHONE, WIDE], ids=["phone", "wide"])
def test_no_kind_of_page_breaks_a_rule(browser: Browser, site: Site, window: ViewportSize) -> None:
    with visitor(browser, site, viewport=window, color_scheme="light") as guest:
        found = {name: faults(guest.open(name)) for name in site.kinds()}
    assert {name: told for name, told in found.items() if told} == {}


def test_the_dark_page_is_dark_and_axe_sees_a_fault(browser: Browser, sites: dict[str, Site]) -> None:
    """The two tests above can fail: the scheme is another one, and grey on grey is found."""
    with visitor(browser, sites["sample"], viewport=WIDE, color_scheme="light") as guest:
        page = guest.open("")
        light = page.evaluate("getComputedStyle(document.body).backgroundColor")
        page.emulate_media(color_scheme="dark")
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light
        page.emulate_media(color_scheme="light")
        page.evaluate("document.querySelector('h1').style.color = '#aaa'")
        assert [fault for fault in faults(page) if fault.startswith("color-contrast") and "h1" in fault]


def test_menu_opened_on_a_phone_breaks_no_rule(browser: Browser, site: Site) -> None:
    with visitor(browser, site, viewport=PHONE) as guest:
        page = guest.open("co-quan/")
        page.get_by_role("button", name="Danh mục").click()
        page.locator("#menu a").first.wait_for()
        assert faults(page) == []
