"""A plan of a ministry, of another shape: periods, lettered points, a table, no targets. Nothing is tied to a city."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from tracker.checks import check
from tracker.loaded import Loaded
from tracker.problems import Severity
from tracker.reader import read
from tracker.timeline import condition_on, obligations

ROOT = Path(__file__).parent.parent
PLAN = ROOT / "examples" / "bo-tai-nguyen-moi-truong-2024"
#: The one place where the text itself names cities: bodies below the provinces and cities.
OF_THE_TEXT = "tỉnh, thành phố trực thuộc trung ương"
#: An example on the page that says how things are worked out.
EXAMPLE = "(ví dụ Uỷ ban nhân dân các xã, phường)"


@pytest.fixture(scope="module")
def plan() -> Loaded:
    loaded, problems = read(PLAN)
    assert loaded is not None, problems
    assert problems == []
    return loaded


def test_it_passes_the_check(plan: Loaded) -> None:
    """What remains are remarks: it says no place for corrections, and gives seven duties to several bodies at once."""
    found = list(check(plan))
    assert [problem for problem in found if problem.severity is Severity.ERROR] == []
    assert [problem.rule for problem in found] == ["correction_url_missing", *["several_leads"] * 7]


def test_every_sentence_is_accounted_for(plan: Loaded) -> None:
    statuses = [covered.status for covered in plan.coverage()]
    assert set(statuses) == {"covered", "passage", "heading"}
    assert len(statuses) == 46


def test_the_number_of_an_item_or_a_row_need_not_be_quoted(plan: Loaded) -> None:
    """«a)», «2.» and «| 1. |» are accounted for by themselves; the words «Trên đây là» are not."""
    text = plan.source.text
    markers = {text[place.start : place.marker_end].strip() for place in plan.source.places}
    assert {"a)", "đ)", "2.", "| 1. |", "PHỤ LỤC"} <= markers
    assert not any("Trên đây" in marker for marker in markers)


@pytest.mark.parametrize(
    ("task", "quote", "due"),
    [
        ("PL-1", "Tháng 8/2024", "2024-08-31"),
        ("PL-2", "Tháng 8/2024", "2024-08-31"),
        ("PL-3", "2024 - 2025", "2025-12-31"),
        ("PL-4", "2026 - 2027", "2027-12-31"),
        ("PL-5", "2025 - 2030", "2030-12-31"),
        ("PL-6", "2024 - 2030", "2030-12-31"),
        ("PL-7", "2024 - 2030", "2030-12-31"),
        ("PL-8", "2024 - 2025", "2025-12-31"),
        ("PL-9", "2024 - 2030", "2030-12-31"),
    ],
)
def test_a_period_ends_on_its_last_day(task: str, quote: str, due: str, plan: Loaded) -> None:
    (duty,) = (item for item in plan.files.tasks if item.id == task)
    assert duty.deadline is not None
    assert duty.deadline.quote == quote
    assert {owed.due for owed in obligations(plan.files) if owed.task == task} == {date.fromisoformat(due)}


@pytest.mark.parametrize(
    ("task", "day", "state"),
    [
        ("PL-1", "2024-08-20", "trong-han"),
        ("PL-1", "2024-08-24", "sap-den-han"),
        ("PL-1", "2024-08-31", "sap-den-han"),
        ("PL-1", "2024-09-01", "chua-co-bao-cao"),
        ("PL-3", "2024-12-31", "trong-han"),
        ("PL-8", "2026-01-01", "chua-co-bao-cao"),
        ("PL-9", "2030-12-31", "sap-den-han"),
        ("TC-1-a", "2024-09-01", "khong-xac-dinh"),
        ("TC-kt-1", "2031-01-01", "khong-xac-dinh"),
    ],
)
def test_the_state_follows_from_the_day(task: str, day: str, state: str, plan: Loaded) -> None:
    """Without any report: in time, then unreported, never overdue; undated when the text gives no time."""
    owed = [item for item in obligations(plan.files) if item.task == task]
    assert {condition_on(item, (), date.fromisoformat(day)).state for item in owed} == {state}


def test_nine_of_thirty_one_duties_are_dated_and_the_closing_words_bind_eight_units(plan: Loaded) -> None:
    owed = obligations(plan.files)
    assert len(plan.files.tasks) == 31
    assert len({item.task for item in owed if item.due}) == 9
    assert len([item for item in owed if item.task == "TC-kt-1"]) == 8


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Give every page of the plan's website, by address."""
    place = tmp_path_factory.mktemp("second")
    options = ["--plan", PLAN, "--as-of", "2024-12-31", "--work", place / "work", "--site", place / "site"]
    command = [sys.executable, str(ROOT / "build.py"), *map(str, options)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    pages = (place / "site").rglob("*.html")
    return {page.relative_to(place / "site").as_posix(): page.read_text(encoding="utf-8") for page in pages}


@pytest.mark.slow
def test_its_site_is_built_and_says_what_the_plan_lacks(site: dict[str, str]) -> None:
    assert {f"nhiem-vu/pl-{row}/index.html" for row in range(1, 10)} <= set(site)
    assert "Kế hoạch này không nêu chỉ tiêu nào" in site["chi-tieu/index.html"]
    assert "Kế hoạch này không có phần giải pháp" in site["giai-phap/index.html"]


@pytest.mark.slow
def test_no_page_speaks_of_a_city(site: dict[str, str]) -> None:
    """Apart from guide and tests of the site, which tell of the invented city and say so, and from the plan's files."""
    for name, html in site.items():
        words = unescape(html).replace(OF_THE_TEXT, "")
        assert not re.search("kon tum|đắk|giảm nghèo", words, re.IGNORECASE), name
        if not name.startswith(("huong-dan/", "tro-nang/", "du-lieu/ke-hoach/")):
            assert not re.search("thành phố|xã, phường", words.replace(EXAMPLE, ""), re.IGNORECASE), name


@pytest.mark.slow
def test_an_ampersand_in_a_name_is_escaped_once(site: dict[str, str]) -> None:
    assert [name for name, html in site.items() if "&amp;amp;" in html] == []
    assert "<h1>Quản lý tín chỉ các-bon, Bộ TN&amp;MT 2024</h1>" in site["index.html"]


@pytest.mark.slow
def test_a_duty_quoted_cell_by_cell_is_named_once_in_its_row(site: dict[str, str]) -> None:
    """The row's cells are underlined each; the mark that leads to the margin stands once, at the last of them."""
    html = site["van-ban/index.html"]
    assert len(re.findall(r'<a class="mark"[^>]*>PL-1<', html)) == 1
    assert len(re.findall(r'<span class="is-task">Tháng 8/2024</span> <a class="mark"', html)) == 2
