"""Whatever one reads and works with: a keyboard only, no JavaScript, paper."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from built_sites import Site, visitor
from made_pages import rows
from playwright.sync_api import Browser, Page, ViewportSize, expect

pytestmark = pytest.mark.browser

WIDE: ViewportSize = {"width": 1280, "height": 900}

#: Where the keyboard is: in order of the page? seen on the screen? with a mark round it, and not below a sticky bar?
FOCUS = """() => {
  const one = document.activeElement, box = one.getClientRects()[0] ?? new DOMRect(), style = getComputedStyle(one);
  const [x, y] = [box.left + Math.min(box.width, innerWidth) / 2, Math.max(box.top + Math.min(box.height, 40) / 2, 0)];
  const top = document.elementFromPoint(x, y);
  return {
    id: one.id, tag: one.localName, text: one.textContent.trim().slice(0, 40), end: one === document.body,
    marked: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    bare: Boolean(top) && (one.contains(top) || top.contains(one)),
  };
}"""


def steps(page: Page, most: int) -> list[dict[str, object]]:
    """Press Tab until the page is left, at most so often; gives where the keyboard was."""
    found = []
    for _ in range(most):
        page.keyboard.press("Tab")
        found.append(where := page.evaluate(FOCUS))
        if where["end"]:
            return found[:-1]
    return found


@pytest.mark.parametrize("name", ["", "ma-tran/", "co-quan/ubnd-cac-xa-phuong/", "giam-sat/viec-qua-han/", "van-ban/"])
def test_the_keyboard_is_always_seen(browser: Browser, site: Site, name: str) -> None:
    """WCAG 2.2, 2.4.7 and 2.4.11: what has the focus is marked, and nothing covers it."""
    with visitor(browser, site, viewport=WIDE, reduced_motion="reduce") as guest:
        seen = steps(guest.open(name), 60)
    assert len(seen) > 15
    assert seen[0]["text"] == "Đến nội dung chính"
    assert [step for step in seen if not (step["marked"] and step["bare"])] == []


def test_the_skip_link_leads_past_the_menu(browser: Browser, site: Site) -> None:
    with visitor(browser, site, viewport=WIDE) as guest:
        page = guest.open("co-quan/")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_the_menu_of_a_phone_opens_and_closes_by_keyboard(browser: Browser, site: Site) -> None:
    with visitor(browser, site, viewport={"width": 390, "height": 844}) as guest:
        page = guest.open("")
        page.get_by_role("button", name="Danh mục").focus()
        page.keyboard.press("Enter")
        expect(page.locator("#menu a").first).to_be_visible()
        page.keyboard.press("Tab")
        assert page.evaluate("document.querySelector('#menu').contains(document.activeElement)")
        page.keyboard.press("Escape")
        expect(page.locator("#menu a").first).to_be_hidden()


def test_the_matrix_is_filtered_and_a_duty_opened_by_keyboard(browser: Browser, site: Site) -> None:
    with visitor(browser, site, viewport=WIDE) as guest:
        page = guest.open("ma-tran/")
        page.locator("#f-tu").focus()
        page.keyboard.type("bao cao")
        page.wait_for_url("**/?*tu=bao+cao*")
        left = page.locator("#matrix tbody tr:not(.group):visible")
        assert 0 < left.count() < page.locator("#matrix tbody tr:not(.group)").count()
        title = left.first.locator("th a").first.text_content() or ""
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.textContent") == title:
                break
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_have_text(title)


def test_without_javascript_all_is_there_and_what_cannot_work_is_hidden(browser: Browser, site: Site) -> None:
    with visitor(browser, site, viewport=WIDE, java_script_enabled=False) as guest:
        page = guest.open("ma-tran/")
        table = page.locator("#matrix tbody tr:not(.group)")
        name = "real" if "kon-tum" in page.content() else "sample"
        assert table.count() == page.locator("#matrix tbody tr:not(.group):visible").count()
        assert table.count() == rows(name, "select count(*) as n from tasks")[0]["n"]
        for kind in site.kinds():
            page = guest.open(kind)
            assert page.locator("h1").is_visible(), kind
            assert page.locator("form:visible").count() == 0, kind
            assert page.locator("main button:visible").count() == 0, kind
            assert len(page.locator("main").inner_text()) > 100, kind


def paper(page: Page, target: Path) -> list[str]:
    """Print a page to PDF; gives the text of every sheet of paper, white space squeezed."""
    page.pdf(path=target, prefer_css_page_size=True)
    done = subprocess.run(["pdftotext", "-layout", target, "-"], check=True, capture_output=True, encoding="utf-8")
    return [" ".join(sheet.split()) for sheet in done.stdout.removesuffix("\f").split("\f")]


def test_every_kind_of_page_prints(browser: Browser, site: Site, tmp_path: Path) -> None:
    """Its title stands on the first sheet, no sheet is empty, and nothing that only a screen can do is printed."""
    with visitor(browser, site, viewport=WIDE) as guest:
        for kind in site.kinds():
            page = guest.open(kind)
            title = page.locator("h1").inner_text()
            sheets = paper(page, tmp_path / "page.pdf")
            assert " ".join(title.split()) in sheets[0], kind
            assert all(len(sheet) > 40 for sheet in sheets), (kind, [len(sheet) for sheet in sheets])
            told = " ".join(sheets)
            assert [word for word in ("Xoá bộ lọc", "Giao diện tối", "Hỏi lại") if word in told] == [], kind
