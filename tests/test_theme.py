"""The theme, looked at in Chromium: a small site of every component, its search, and its matrix."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import Browser, Page

from tracker.linkcheck import check_links
from tracker.publish import finish, put_together
from tracker.vocabulary import EntryKind, State

ROOT = Path(__file__).parent.parent
THEME = ROOT / "docs" / "theme"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::PendingDeprecationWarning"),
]

CONFIG = """\
INHERIT: {root}/mkdocs.yml
docs_dir: docs
site_dir: site
site_url: https://example.org/
theme: {{custom_dir: {root}/docs/theme}}
extra:
  plan_title: Kế hoạch giảm nghèo bền vững năm 2031
  issuer: Uỷ ban nhân dân thành phố Mẫu
  as_of: "2031-11-24"
  as_of_text: 24/11/2031
  fictional: true
nav:
  - Trang chủ: index.md
  - Ma trận: ma-tran/index.md
  - Cơ quan: co-quan/index.md
  - Nhiệm vụ: nhiem-vu/index.md
  - Giải pháp: giai-phap/index.md
  - Chỉ tiêu: chi-tieu/index.md
  - Văn bản: van-ban/index.md
  - Chất lượng dữ liệu: chat-luong/index.md
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the sample site as the real one is built."""
    root = tmp_path_factory.mktemp("theme")
    shutil.copytree(ROOT / "tests" / "sample_site", root / "docs")
    shutil.copytree(ROOT / "docs" / "assets", root / "docs" / "assets")
    shutil.copy(ROOT / "docs" / "tim-kiem.md", root / "docs")
    (root / "mkdocs.yml").write_text(CONFIG.format(root=ROOT), encoding="utf-8")
    config = load_config(str(root / "mkdocs.yml"))
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    finish(root / "site")
    return root / "site"


class Quiet(SimpleHTTPRequestHandler):
    """A server that keeps its log to itself."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """Serve the sample site on loopback."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """Give an empty page that fails the test for any message in the console and any request to another host."""
    told: list[str] = []
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith(address) else told.append(request.url))
    yield page
    context.close()
    assert told == []


def pages(site: Path) -> list[str]:
    return sorted(str(p.parent.relative_to(site)).removeprefix(".") for p in site.rglob("index.html"))


def test_every_page_written_is_built_and_sound(site: Path) -> None:
    written = len([*(ROOT / "tests" / "sample_site").rglob("*.md")]) + 1
    assert len(pages(site)) == written
    assert [str(fault) for fault in check_links(site, put_together(site, site))] == []


def test_the_search_worker_is_the_one_the_theme_has(site: Path) -> None:
    script = (site / "assets" / "js" / "search.js").read_text(encoding="utf-8")
    [name] = re.findall(r'WORKER = "([^"]+)"', script)
    assert (site / name).exists()


def test_the_contract_and_the_style_sheets_name_the_same_classes() -> None:
    sheets = "".join(path.read_text(encoding="utf-8") for path in sorted((THEME / "css").glob("*.css")))
    styled = set(
        re.findall(r"\.([a-z][a-z-]*[a-z]|m)\b(?=[^{}]*\{)", re.sub(r"/\*.*?\*/", "", sheets, flags=re.DOTALL))
    )
    frame = set(re.findall(r'class="([^"{]+)"', (THEME / "main.html").read_text(encoding="utf-8")))
    scripts = {"fold", "results", "where"}
    told = (THEME / "README.md").read_text(encoding="utf-8")
    known = {one for names in frame for one in names.split()} | scripts | {"reading", "wide", "full", "css"}
    missing = {
        name
        for name in styled - known
        if not re.search(rf"[\w`. \"-]\b{re.escape(name.removeprefix('state-'))}\b", told)
    }
    assert missing == set()


def test_each_state_and_each_kind_of_entry_has_its_look() -> None:
    marks = (THEME / "css" / "marks.css").read_text(encoding="utf-8")
    lists = (THEME / "css" / "lists.css").read_text(encoding="utf-8")
    assert [s for s in State if f".state-{s}::before" not in marks] == []
    assert [k for k in EntryKind if k.value not in lists] == []


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_no_page_is_wider_than_the_window(page: Page, address: str, site: Path, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    wide = []
    for name in pages(site):
        page.goto(f"{address}{name}/")
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide.append(name)
    assert wide == []


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("giam ngheo", None),
        ("giảm nghèo", None),
        ("dao tao nghe", "Mở lớp đào tạo nghề"),
        ("đào tạo ngh", "Mở lớp đào tạo nghề"),
        ("dak bla", "Mở lớp đào tạo nghề"),
        ("hoà bình", "Mở lớp đào tạo nghề"),
        ("hòa bình", "Mở lớp đào tạo nghề"),
        ("LĐTBXH", "Tham mưu phân bổ kinh phí giảm nghèo trước ngày 20/11/2031"),
        ("LĐ-TB&XH", "Tham mưu phân bổ kinh phí giảm nghèo trước ngày 20/11/2031"),
        ("ldtb", "Tham mưu phân bổ kinh phí giảm nghèo trước ngày 20/11/2031"),
    ],
)
def test_search_finds_with_and_without_accents(page: Page, address: str, typed: str, first: str | None) -> None:
    page.goto(f"{address}tim-kiem/")
    page.locator("#tim").fill(typed)
    result = page.locator("[data-search-results] h2 a").first
    result.wait_for()
    assert page.locator("[data-search-status]").inner_text().endswith("kết quả")
    assert first is None or result.inner_text() == first
    assert page.locator("[data-search-results] mark").count() > 0


def test_accents_typed_are_accents_meant(page: Page, address: str) -> None:
    page.goto(f"{address}tim-kiem/?tu=dao")
    page.locator("[data-search-results] li").nth(1).wait_for()
    page.locator("#tim").fill("đào")
    page.wait_for_url("**/?tu=%C4%91%C3%A0o")
    page.wait_for_function("document.querySelectorAll('[data-search-results] li').length === 1")


def test_the_header_leads_to_the_search(page: Page, address: str) -> None:
    page.goto(f"{address}nhiem-vu/tc-2-1/")
    page.locator("#site-search").fill("dak bla")
    page.locator("#site-search").press("Enter")
    page.locator("[data-search-results] h2").first.wait_for()
    assert page.url.endswith("/tim-kiem/?tu=dak+bla") or page.url.endswith("/tim-kiem/?tu=dak%20bla")


def shown(page: Page) -> int:
    return page.locator("#matrix tbody tr:not(.group):visible").count()


def test_the_matrix_filters_and_keeps_the_filter_in_the_address(page: Page, address: str) -> None:
    page.goto(f"{address}ma-tran/")
    assert shown(page) == 10
    page.locator("#f-tu").fill("nong thon")
    page.wait_for_url("**/?tu=nong+thon")
    assert shown(page) == 1
    assert page.locator("[data-count]").inner_text() == "Hiện 1 trên 10 nhiệm vụ"
    page.reload()
    assert shown(page) == 1
    page.locator("#matrix .group").nth(1).wait_for(state="hidden")
    page.get_by_role("button", name="Xoá bộ lọc").click()
    page.wait_for_url("**/ma-tran/")
    assert shown(page) == 10


def test_an_agency_keeps_its_column_only(page: Page, address: str) -> None:
    page.goto(f"{address}ma-tran/?co-quan=mat-tran&vai-tro=P")
    heads = page.locator("#matrix thead th:visible")
    assert heads.first.inner_text().strip() == "Nhiệm vụ"
    assert heads.count() == 2
    cells = page.locator("#matrix tbody tr:not(.group):visible td:visible")
    assert cells.count() == shown(page) > 0
    assert {cell.get_attribute("data-r") for cell in cells.all()} == {"P"}


def test_a_collective_opens_into_its_members(page: Page, address: str) -> None:
    page.goto(f"{address}ma-tran/")
    members = page.locator("#matrix thead th.m:visible")
    assert members.count() == 0
    button = page.get_by_role("button", name="UBND các xã, phường: 6 thành viên")
    button.click()
    page.wait_for_url("**/?mo=ubnd-xa-phuong")
    assert members.count() == 6
    assert button.get_attribute("aria-expanded") == "true"


def test_columns_stand_below_their_heads(page: Page, address: str) -> None:
    page.goto(f"{address}ma-tran/?mo=ubnd-xa-phuong")
    lefts = "row => [...row.cells].map(cell => Math.round(cell.getBoundingClientRect().left))"
    head = page.locator("#matrix thead tr").evaluate(lefts)
    assert page.locator("#matrix tbody tr:not(.group)").nth(4).evaluate(lefts) == head


def test_the_matrix_stays_a_table_to_a_screen_reader(page: Page, address: str) -> None:
    page.goto(f"{address}ma-tran/")
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    roles = [node["role"]["value"] for node in nodes if not node["ignored"]]
    cells = {node["name"]["value"] for node in nodes if not node["ignored"] and node["role"]["value"] == "cell"}
    assert {"table", "row", "rowheader", "columnheader", "cell"} <= set(roles)
    assert {"Phối hợp", "Phối hợp (suy ra)"} <= cells
    assert [cell for cell in cells if cell.startswith("Chủ trì") and "Hoàn thành đúng hạn" in cell] != []


def test_on_a_phone_the_matrix_is_a_list(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{address}ma-tran/")
    assert page.locator("#matrix td:visible").count() == 0
    shows = "all => all.filter((one) => getComputedStyle(one).display === 'block').length"
    assert page.eval_on_selector_all("#matrix .row-who", shows) == 10
    page.goto(f"{address}ma-tran/?co-quan=mat-tran")
    assert page.locator("#matrix td:visible").count() == shown(page) > 0


def test_without_a_script_everything_is_there(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{address}ma-tran/")
    assert page.locator("#matrix thead th.m").count() == page.locator("#matrix thead th.m:visible").count() == 6
    assert page.locator(".filters:visible").count() == 0
    context.close()


def test_light_or_dark_is_the_readers_choice_and_is_kept(page: Page, address: str) -> None:
    page.goto(address)
    colour = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(colour)
    page.get_by_role("button", name="Giao diện tối").click()
    assert (dark := page.evaluate(colour)) != light
    page.reload()
    assert page.evaluate(colour) == dark
    page.emulate_media(media="print")
    assert page.evaluate(colour) == light


def test_the_first_tab_leads_past_the_header(page: Page, address: str) -> None:
    page.goto(f"{address}nhiem-vu/tc-15-1/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "noi-dung"
