"""The page «Dữ liệu mở»: it links what exists, and its examples work as they stand there."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from html import unescape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from exported import PLANS, ROOT, connect, database, downloads
from playwright.sync_api import Browser

from tracker.pages import agencies, open_data
from tracker.pages.portal import Page, Portal

PLACEHOLDER = "https://dia-chi-trang-web"


def page(plan: str) -> Page:
    with closing(connect(plan)) as connection:
        (made,) = open_data.pages(Portal(connection, ROOT / "docs" / "templates"))
        return made


def example(name: str) -> str:
    found = re.search(rf'<code id="{name}">(.*?)</code>', page("sample").body, re.DOTALL)
    assert found
    return unescape(found[1])


class _Quiet(SimpleHTTPRequestHandler):
    """Serves files without a word on the terminal."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine; gives its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("site")
    for path, data in {**downloads("sample"), "du-lieu/plan.db": database("sample").read_bytes()}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    with served(folder) as found:
        yield found


def direct() -> dict[str, str]:
    """Give the surroundings without a proxy."""
    return {key: value for key, value in os.environ.items() if "proxy" not in key.lower()}


@pytest.mark.parametrize("plan", PLANS)
def test_every_file_is_linked_and_no_other(plan: str) -> None:
    linked = set(re.findall(r'href="\.\./([^"]+\.\w+)"', page(plan).body))
    assert linked == {*downloads(plan), "du-lieu/plan.db"}


def test_the_page_says_how_many_duties_no_calendar_holds() -> None:
    with closing(connect("real")) as connection:
        (undated,) = connection.execute("select count(*) from obligations where due is null").fetchone()
    told = f"{undated} phần việc của các cơ quan, kể cả việc đã hoàn thành, không có trong lịch"
    assert told in page("real").body


def test_the_page_of_a_body_says_at_its_calendar_what_is_not_in_it_and_the_two_pages_agree() -> None:
    """Of the two that Mẫu Bắc owes without a day one is done: it is «chưa hoàn thành» only once."""
    with closing(connect("sample")) as connection:
        portal = Portal(connection, ROOT / "docs" / "templates")
        bodies = {made.address: made.body for made in agencies.pages(portal)}
    own = " ".join(bodies["co-quan/phuong-mau-bac"].split())
    told = "Lịch thời hạn không có 2 phần việc văn bản không nêu ngày hạn, kể cả việc đã hoàn thành."
    assert re.search(rf"\(\.ics\)</a></li>.{{,200}}{told}", own)
    assert "</span> phần việc không xác định thời hạn vì văn bản không nêu, chưa có báo cáo hoàn thành." in own
    row = re.search(r'co-quan/phuong-mau-bac/">.*?</tr>', page("sample").body, re.DOTALL)
    assert row
    assert 'data-label="Ngoài lịch" class="number">2</td>' in row[0]
    without = " ".join(bodies["co-quan/ngan-hang-mau-xanh"].split())
    assert (
        "Không có lịch thời hạn vì văn bản không nêu ngày hạn cho phần việc nào của cơ quan này (1 phần việc)."
        in without
    )


def test_two_short_links_stay_on_one_line() -> None:
    assert '>CSV</a>&nbsp;·&nbsp;<a href="../du-lieu/tasks.json">' in page("sample").body


def test_the_curl_example_runs(address: str, tmp_path: Path) -> None:
    script = example("vi-du-curl").replace(PLACEHOLDER, address)
    done = subprocess.run(["bash", "-eu", "-c", script], cwd=tmp_path, env=direct(), capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert (tmp_path / "tasks.csv").read_bytes() == downloads("sample")["du-lieu/tasks.csv"]
    told = json.loads((tmp_path / "tinh-trang-tung-viec.json").read_text(encoding="utf-8"))
    assert told["rows"][0]["Mã nhiệm vụ"] == "TC-1-1"


def test_the_python_example_runs(address: str, tmp_path: Path) -> None:
    script = example("vi-du-python").replace(PLACEHOLDER, address)
    command = [sys.executable, "-X", "utf8", "-W", "error", "-c", script]
    done = subprocess.run(command, cwd=tmp_path, env=direct(), capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    with closing(connect("sample")) as connection:
        (tasks,) = connection.execute("select count(*) from tasks").fetchone()
        day = "'2031-09-30'"
        sql = f"select count(*) from states where first <= {day} and {day} < until and state = 'chua-co-bao-cao'"
        (unreported,) = connection.execute(sql).fetchone()
    assert done.stdout.splitlines()[0] == f"Số nhiệm vụ: {tasks}"
    assert f"Đến hạn, chưa có báo cáo: {unreported}" in done.stdout.splitlines()


@pytest.mark.browser
def test_the_strict_policy_lets_the_catalogue_stand(browser: Browser) -> None:
    policy = "default-src 'none'; style-src 'self'; script-src 'self'"
    opened = browser.new_page()
    said: list[str] = []
    opened.on("console", lambda message: said.append(message.text))
    head = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    opened.set_content(f"<!doctype html><html><head>{head}</head><body>{page('sample').body}</body></html>")
    block = opened.locator('script[type="application/ld+json"]').text_content()
    opened.close()
    assert block is not None
    assert json.loads(block)["@type"] == ["dcat:Dataset", "schema:Dataset"]
    assert said == []
