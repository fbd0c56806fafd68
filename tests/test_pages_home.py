"""The home page says what a citizen asks first, in figures that are those of the database."""

from __future__ import annotations

import re

import pytest
from made_pages import PLANS, ROOT, links, made, portal, rows, section, text

from tracker.pages import agencies, home, matrix, tasks
from tracker.questions import read_questions, run

STATES = "select count(*) from states, meta where key = 'as_of' and first <= value and value < until"


def test_the_real_plan_says_whose_it_is_of_which_day_and_that_nothing_was_reported() -> None:
    """A plan without records: its period, its aim, and that there is no result yet."""
    shown = text(made(home.pages, "real")[""].body)
    for words in (
        "Uỷ ban nhân dân thành phố Kon Tum ban hành",
        "tính đến ngày 24/11/2026; kế hoạch đã hết ngày 31/12/2018",
        "5,63% → phải đạt 4,63%; kết quả: chưa có số liệu",
        "Tình hình 173 phần việc 0 đã hoàn thành 21 đến hạn, chưa có báo cáo 152 không nêu hạn",
        "Không có báo cáo không có nghĩa là không làm",
        "Số, ký hiệu chưa có trong bản nguồn Ngày ban hành chưa có trong bản nguồn",
    ):
        assert words in shown


def test_the_sample_shows_its_latest_result_and_what_falls_due_next() -> None:
    """A result as of the day, not a later one; a period that has not begun is due all the same."""
    body = made(home.pages, "sample")[""].body
    assert "39% → phải đạt 60%; kết quả: 47,6% (30/06/2031)" in text(body)
    due = text(section(body, "sap-den-han"))
    assert "Xoá các điểm tập kết rác tự phát" in due
    assert "tháng 10/2031" in due
    assert "hạn 19/10/2031" in due


@pytest.mark.parametrize("plan", PLANS)
def test_states_add_up_to_all_obligations(plan: str) -> None:
    """The figures beside the states are the database's, and their sum is the total above them."""
    html = section(made(home.pages, plan)[""].body, "tinh-trang")
    shown = {state: int(number) for state, number in re.findall(r"tinh-trang=([\w-]+)\".*?<b>(\d+)</b>", html)}
    asked = rows(plan, f"{STATES.replace('count(*)', 'state, count(*)')} group by state")
    assert shown == {row[0]: row[1] for row in asked}
    assert f"{sum(shown.values())} phần việc" in text(html)


@pytest.mark.parametrize("plan", PLANS)
def test_the_short_figures_add_up(plan: str) -> None:
    """What is seen first sums up to what is told in full below."""
    html = made(home.pages, plan)[""].body
    short = [int(number) for number in re.findall(r"<li><b>(\d+)</b> <span>", html)]
    assert sum(short) == rows(plan, STATES)[0][0]


@pytest.mark.parametrize("plan", PLANS)
def test_what_is_unclear_is_what_the_questions_list(plan: str) -> None:
    """Each number leads to the question that lists just as many."""
    html = section(made(home.pages, plan)[""].body, "chua-ro")
    shown = dict(re.findall(r'giam-sat/([\w-]+)/">.*?<b>(\d+)/', html))
    questions = {question.name: question for question in read_questions(ROOT / "queries")}
    assert shown
    for name, number in shown.items():
        answer = run(portal(plan).connection, questions[name])
        assert len({row[0] for row in answer.rows}) == int(number), name


@pytest.mark.parametrize("plan", PLANS)
def test_each_dimension_counts_what_the_matrix_filters(plan: str) -> None:
    """The six figures are those of the duties that leave the dimension unclear."""
    html = section(made(home.pages, plan)[""].body, "chua-ro")
    shown = {code: int(number) for code, number in re.findall(r"chua-ro=(\w+)\".*?<b>(\d+)/", html)}
    asked = rows(plan, "select dimension, count(*) from clarity where not clear group by dimension")
    assert shown == {row[0]: row[1] for row in asked}


@pytest.mark.parametrize("plan", PLANS)
def test_every_commune_is_a_tap_away(plan: str) -> None:
    """A citizen finds her commune on the home page."""
    members = rows(plan, "select distinct member from agency_members")
    assert {f"co-quan/{row[0]}" for row in members} <= links(made(home.pages, plan)[""])


@pytest.mark.parametrize("plan", PLANS)
def test_links_between_these_pages_resolve(plan: str) -> None:
    """What these four kinds of page say of one another exists."""
    pages = {
        address: page for kind in (home, matrix, agencies, tasks) for address, page in made(kind.pages, plan).items()
    }
    for page in pages.values():
        kinds = ("", "nhiem-vu", "co-quan", "ma-tran")
        ours = {link for link in links(page) if link.split("/")[0] in kinds and not link.endswith((".xlsx", ".docx"))}
        assert ours <= pages.keys(), page.address


@pytest.mark.parametrize("plan", PLANS)
def test_an_id_stands_once_on_a_page_and_anchors_lead_somewhere(plan: str) -> None:
    """Links within a page find their place, and only one."""
    for kind in (home, matrix, agencies, tasks):
        for page in made(kind.pages, plan).values():
            ids = re.findall(r'\bid="([^"]+)"', page.body)
            assert len(ids) == len(set(ids)), page.address
            assert set(re.findall(r'href="#([^"]+)"', page.body)) <= set(ids), page.address
