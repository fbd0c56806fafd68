"""The pages in a real browser: nothing on the console, accessible in light and dark, usable on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from datasette_portal import Portal, serving
from playwright.sync_api import Browser, Page, expect

from tracker.datasette.configuration import Profile

AXE = (Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")

#: kind of page → its address
PAGES = {
    "home": "/",
    "database": "/plan",
    "table": "/plan/tasks",
    "filtered table": "/plan/tasks?_search=ngheo&kind=one_off&_sort_desc=id&_facet=due",
    "view": "/plan/states",
    "row": "/plan/tasks/1",
    "question": "/plan/tinh-trang-tung-viec",
    "question without parameters": "/plan/chi-tieu-khong-ai-chiu-trach-nhiem",
    "statement": "/plan?sql=select+*+from+tasks+where+id+=+:id",
}

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    with serving(Profile.OWN, tmp_path_factory.mktemp("browser")) as portal:
        yield portal


@pytest.fixture(params=[("light", 1280), ("dark", 1280), ("light", 390), ("dark", 390)], ids=str)
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    scheme, width = request.param
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 800}, locale="vi-VN")
    yield context.new_page()
    context.close()


def violations(page: Page) -> list[tuple[str, list[str]]]:
    """Give what axe finds: rule and the elements that break it."""
    found: dict[str, Any] = page.evaluate(f"{AXE}; axe.run()")
    return [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found["violations"]]


@pytest.mark.parametrize("kind", PAGES)
def test_a_page_is_accessible_and_silent(portal: Portal, page: Page, kind: str) -> None:
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(portal.address + PAGES[kind])
    assert violations(page) == []
    assert said == []
    assert [url for url in asked if not url.startswith(portal.address)] == []
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")


@pytest.mark.parametrize("kind", PAGES)
def test_headings_labels_and_table_headers(portal: Portal, browser: Browser, kind: str) -> None:
    page = browser.new_page()
    page.goto(portal.address + PAGES[kind])
    levels: list[int] = page.eval_on_selector_all("h1, h2, h3, h4", "all => all.map(h => Number(h.tagName[1]))")
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    fields = "all => all.filter(f => !f.labels.length).map(f => f.outerHTML)"
    assert page.eval_on_selector_all("input:not([type=hidden]), select, textarea", fields) == []
    headers = "all => all.filter(t => [...t.rows].some(r => r.cells.length != t.tHead.rows[0].cells.length)).length"
    assert page.eval_on_selector_all("table", headers) == 0
    assert page.locator("table th:not([scope])").count() == 0
    page.close()


def test_a_question_is_asked_again_with_a_day_and_an_agency(portal: Portal, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(portal.address + "/plan/tinh-trang-tung-viec")
    expect(page.locator("main")).to_contain_text("3 dòng")
    page.get_by_label("Tính đến ngày").fill("2018-03-31")
    page.get_by_label("Cơ quan", exact=True).select_option(label="Mặt trận")
    page.get_by_role("button", name="Hỏi lại").click()
    expect(page.locator("main")).to_contain_text("0 dòng")
    assert page.url.endswith("?as_of=2018-03-31&agency=mat-tran")
    expect(page.get_by_label("Tính đến ngày")).to_have_value("2018-03-31")
    page.get_by_label("Cơ quan", exact=True).select_option("phong-lao-dong")
    page.get_by_role("button", name="Hỏi lại").click()
    expect(page.locator("main")).to_contain_text("3 dòng")
    page.close()


def test_a_search_from_home_and_a_filter(portal: Portal, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(portal.address)
    page.get_by_label("Tìm trong kế hoạch").fill("dao tao")
    page.get_by_role("button", name="Tìm").click()
    expect(page.locator("h2").first).to_have_text("1 dòng có «dao tao»")
    page.goto(portal.address + "/plan/tasks")
    page.get_by_text("Lọc và sắp xếp").click()
    page.get_by_label("Cột").select_option("title")
    page.get_by_label("Giá trị").fill("nghèo")
    page.get_by_role("button", name="Áp dụng").click()
    expect(page.locator("h2").first).to_have_text("2 dòng")
    assert "title__contains=" in page.url
    assert "_filter" not in page.url
    page.close()


def test_a_script_without_the_nonce_does_not_run(portal: Portal, browser: Browser) -> None:
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(portal.address)
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.ran = 1'}))"
    )
    assert page.evaluate("window.ran") is None
    assert any("Content Security Policy" in text for text in said)
    page.close()
