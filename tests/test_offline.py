"""The copy for a USB stick: everything works from a folder, without a server and without a word to any host."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from plan_sites import build_site
from playwright.sync_api import Browser, Page, expect

from tracker.offline import make_offline, to_file

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the offline copy of the real plan."""
    folder = tmp_path_factory.mktemp("offline")
    build_site("plan", date(2018, 6, 30), folder)
    make_offline(folder / "site")
    return folder / "site"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Give a page on the day of the build that fails the test for a word in the console or a request elsewhere."""
    told: list[str] = []
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.clock.set_fixed_time("2018-06-30T05:00:00Z")
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith("file:") else told.append(request.url))
    yield page
    context.close()
    assert told == []


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("../", "../index.html"),
        ("./", "./index.html"),
        ("..", "../index.html"),
        ("../lich/?thang=3#d-1", "../lich/index.html?thang=3#d-1"),
        ("#noi-dung", "#noi-dung"),
        ("?ngay=2018-06-30", "?ngay=2018-06-30"),
        ("../du-lieu/plan.db", "../du-lieu/plan.db"),
        ("https://example.org/", "https://example.org/"),
        ("mailto:a@example.org", "mailto:a@example.org"),
    ],
)
def test_a_folder_is_named_by_its_page(address: str, file: str) -> None:
    assert to_file(address) == file


def test_every_link_of_every_page_is_a_file(page: Page, site: Path) -> None:
    """Looked at as the browser reads it: no link ends in a folder or in nothing."""
    page.goto((site / "index.html").as_uri())
    read = """([html, base]) => [
      ...new DOMParser().parseFromString(html, "text/html").querySelectorAll("a[href], form[action]")
    ]
      .map(one => new URL(one.getAttribute("href") ?? one.getAttribute("action"), base))
      .filter(url => url.protocol === "file:")
      .map(url => decodeURIComponent(url.pathname))"""
    wrong = set()
    for path in site.rglob("*.html"):
        for target in page.evaluate(read, [path.read_text(encoding="utf-8"), path.as_uri()]):
            if not Path(target).is_file():
                wrong.add((str(path.relative_to(site)), target))
    assert wrong == set()


@pytest.mark.parametrize("typed", ["giam ngheo", "dao tao nghe", "dak bla", "LĐTBXH", "giảm ngh"])
def test_search_finds(page: Page, site: Path, typed: str) -> None:
    page.goto((site / "tim-kiem" / "index.html").as_uri())
    page.locator("#tim").fill(typed)
    first = page.locator("[data-search-results] a").first
    first.wait_for()
    assert "kết quả" in page.locator("[data-search-status]").inner_text()
    first.click()
    page.wait_for_url("**/index.html*")
    expect(page.locator("h1")).to_be_visible()
    assert "/tim-kiem/" not in page.url


def test_the_header_searches(page: Page, site: Path) -> None:
    page.goto((site / "co-quan" / "phong-noi-vu" / "index.html").as_uri())
    page.locator("#site-search").fill("giam ngheo")
    page.locator("#site-search").press("Enter")
    page.locator("[data-search-results] a").first.wait_for()


def test_the_matrix_filters_and_shows_another_day(page: Page, site: Path) -> None:
    """From the home page by the menu; the filter and the day stand in the address and go along."""
    page.goto((site / "index.html").as_uri())
    page.locator(".site-menu a", has_text="Ma trận").click()
    page.locator("#f-tt").select_option("khong-xac-dinh")
    page.wait_for_url("**/index.html?tinh-trang=khong-xac-dinh")
    expect(page.locator("[data-count]")).not_to_have_text("Hiện 47 trên 47 nhiệm vụ")
    page.locator("#ngay").fill("2018-03-10")
    page.locator("[data-as-of] button").click()
    expect(page.locator("[data-as-of-told]")).to_contain_text("Đang xem tình trạng ngày 10/03/2018")
    page.locator("#matrix tbody tr:not([hidden]) th a").first.click()
    page.wait_for_url("**/nhiem-vu/*/index.html?ngay=2018-03-10")
    expect(page.locator("[data-as-of-told]")).to_contain_text("Đang xem tình trạng ngày 10/03/2018")


def test_asking_says_why_not(page: Page, site: Path) -> None:
    """No browser lets a page read a database from a disk; the built answer stays."""
    name = next(path.name for path in sorted((site / "giam-sat").iterdir()) if path.is_dir())
    page.goto((site / "giam-sat" / name / "index.html").as_uri())
    expect(page.locator("[data-ask-status]")).to_contain_text("đang mở từ tệp")
    assert not page.locator("[data-ask-form]").is_visible()
    assert page.locator("[data-ask-result]").inner_html() != ""
