"""Solutions and targets: every commitment with who carries it out, every target with its figures and their source."""

from __future__ import annotations

import re

import pytest
from made_pages import PLANS, made, rows, section, text

from tracker.pages import chart, solutions, targets
from tracker.pages.chart import Measured


@pytest.mark.parametrize("plan", PLANS)
def test_every_commitment_is_quoted_with_its_duties_or_none(plan: str) -> None:
    """The words of the plan, then the duties that carry it out, or that there are none."""
    for row in rows(plan, "select * from commitments"):
        page = made(solutions.pages, plan)[f"giai-phap/{row['solution_group'].lower()}"].body
        own = section(page, row["id"].lower())
        assert " ".join(row["quote"].split()) in text(own)
        served = {found["task"].lower() for found in rows(plan, _SERVED, row["id"])}
        assert set(re.findall(r"nhiem-vu/([^/]+)/", own)) == served
        assert ("Chưa có nhiệm vụ nào thực hiện" in own) == (not served)


_SERVED = 'select task from task_commitments where "commitment" = ?'


@pytest.mark.parametrize("plan", PLANS)
def test_the_sums_of_the_groups_are_those_of_the_database(plan: str) -> None:
    """All commitments, and those that nobody carries out."""
    everything = len(rows(plan, "select id from commitments"))
    without = len(rows(plan, "select id from commitments_without_task"))
    total = text(re.findall(r"<tfoot>.*?</tfoot>", made(solutions.pages, plan)["giai-phap"].body, re.DOTALL)[0])
    assert total == f"Cộng {everything} {everything - without} {without}"


@pytest.mark.parametrize("plan", PLANS)
def test_every_target_says_who_works_for_it(plan: str) -> None:
    """Or that no body was told to."""
    for row in rows(plan, "select * from targets"):
        page = made(targets.pages, plan)[f"chi-tieu/{row['id'].lower()}"].body
        served = rows(plan, "select task from task_targets where target = ?", row["id"])
        assert ("Không cơ quan nào được giao" in section(page, "nhiem-vu")) == (not served)
        assert " ".join(row["quote"].split()) in text(page)


def test_a_plan_without_results_says_that_there_are_none() -> None:
    """No chart, no zero, no verdict."""
    for address, page in made(targets.pages, "real").items():
        if address != "chi-tieu":
            assert "Chưa có số liệu công bố tính đến ngày 24/11/2026" in text(page.body)
            assert "<svg" not in page.body
            assert "đạt chỉ tiêu" not in page.body


def test_results_are_those_known_on_the_day_with_their_source() -> None:
    """A figure recorded later is not there yet; the page of its document is one link away."""
    page = made(targets.pages, "sample")["chi-tieu/mt-2"].body
    results = text(section(page, "ket-qua"))
    for value in ("73,6%", "71,0%", "66,0%"):
        assert value in results
    assert "60,4%" not in page
    assert "Báo cáo số 34/BC-BQL của Ban Quản lý Khu xử lý chất thải Mẫu" in results
    assert 'href="../../ho-so/2031-09-18-bao-cao-thang-khu-xu-ly/"' in page
    assert "Kết quả mới nhất: 66,0% (ngày 15/09/2031), chưa đạt chỉ tiêu" in text(page)


def test_the_chart_shows_the_figures_of_the_table() -> None:
    """The same values in the drawing's description and in the table below it."""
    page = made(targets.pages, "sample")["chi-tieu/mt-1"].body
    described = re.findall(r"Ngày (\S+): (\S+)\.", re.findall(r"<desc.*?</desc>", page, re.DOTALL)[0])
    table = text(page.split('id="t-results"')[1].split("</table>")[0])
    assert described == [("31/12/2030", "39%"), ("30/06/2031", "47,6%")]
    assert all(day in table and value in table for day, value in described)


def test_places_show_their_latest_figure_in_the_order_of_the_plan() -> None:
    """Not by rank."""
    page = section(made(targets.pages, "sample")["chi-tieu/mt-1"].body, "dia-ban")
    places = re.findall(r"co-quan/([^/]+)/", page)
    ordered = [row["id"] for row in rows("sample", "select id from agencies order by position") if row["id"] in places]
    assert places == ordered
    assert "55,1%" in page  # the second of two figures of one ward
    assert "46,0%" not in page


def test_points_stand_where_their_day_and_value_say() -> None:
    """Half the time, half the height; the target's line at its own value."""
    drawn = chart.chart([Measured("2031-01-01", 0, 0), Measured("2031-12-31", 80, 0)], 40, "2031-01-01", "2031-12-31")
    first, last = drawn.points
    assert (first.x, first.y) == (drawn.left, drawn.bottom)
    assert last.x == drawn.right
    assert drawn.target == (first.y + last.y) / 2


def test_words_of_crowded_points_are_left_out() -> None:
    """The last figure is always written; no two stand on each other."""
    days = [Measured(f"2031-06-{day:02}", 50, 0) for day in range(1, 31)]
    drawn = chart.chart(days, 40, "2031-01-01", "2031-12-31")
    assert [point.day for point in drawn.points if point.labelled] == ["2031-06-30"]


def test_the_scale_reaches_above_the_greatest_figure() -> None:
    """In round numbers, also for figures below one and for nought."""
    for value, top in ((60.0, 80.0), (100.0, 100.0), (0.3, 0.4), (14.0, 20.0), (0.0, 1.0)):
        assert chart.chart([Measured("2031-01-01", value, 0)], value, "2031-01-01", "2031-12-31").ticks[-1][1] == (
            pytest.approx(top)
        )
