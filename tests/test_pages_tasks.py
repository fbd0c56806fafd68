"""The page of a duty: its sentence, who, until when, how each obligation stands, and what was said of it."""

from __future__ import annotations

import re

import pytest
from made_pages import PLANS, made, portal, rows, section, text

from tracker.pages import tasks


def body(plan: str, task: str) -> str:
    """Give the HTML of the page of one duty."""
    return made(tasks.pages, plan)[f"nhiem-vu/{task.lower()}"].body


@pytest.mark.parametrize("plan", PLANS)
def test_every_duty_is_marked_in_its_sentence(plan: str) -> None:
    """What is marked holds the quote; words elsewhere that tell a role are marked too."""
    for row in rows(plan, "select id, quote from tasks"):
        marked = re.findall(r"<mark>(.*?)</mark>", section(body(plan, row["id"]), "nguyen-van"), re.DOTALL)
        assert " ".join(row["quote"].split()) in text(" ".join(marked)), row["id"]


@pytest.mark.parametrize("plan", PLANS)
def test_every_role_says_whether_it_is_explicit(plan: str) -> None:
    """Each body of a duty stands in its facts with the basis of its role."""
    for row in rows(plan, "select r.*, a.name from task_roles r join agencies a on a.id = r.agency"):
        facts = text(section(body(plan, row["task"]), "ai-lam"))
        assert row["name"] in facts
        assert ("suy ra" if row["basis"] == "inferred" else "văn bản nêu rõ") in facts


@pytest.mark.parametrize("plan", PLANS)
def test_every_duty_shows_the_six_points_with_their_grounds(plan: str) -> None:
    """Clear and unclear ones, as the database has them."""
    for row in rows(
        plan, "select task, count(*) filter (where clear) as clear, count(*) as n from clarity group by task"
    ):
        html = section(body(plan, row["task"]), "sau-ro")
        assert (html.count('<li class="clear">'), html.count("<li class=")) == (row["clear"], row["n"])
        assert f"{row['clear']}/6 điều rõ" in html


def test_the_one_dated_duty_of_the_real_plan_calls_the_roll_of_21() -> None:
    """Nobody has reported; that is said of each, and is not called a failure."""
    html = body("real", "TC-15-1")
    assert "Chậm nhất ngày 10/03/2018 (tính đến hết ngày 10/03/2018)" in text(html)
    roll = section(html, "tung-phan")
    assert "0/21 đã báo cáo hoàn thành" in text(roll)
    assert roll.count("state-chua-co-bao-cao") == roll.count("<li>") == 21
    assert "Không có thông tin không có nghĩa là không làm" in section(html, "dien-bien")


def test_the_last_day_is_worked_out_from_the_word_before_the_date() -> None:
    """«trước ngày» ends the day before, «sau ngày» never; an event has no day."""
    assert "Trước ngày 01/03/2031, hạn cuối là 28/02/2031" in text(body("sample", "TC-1-1"))
    assert "Đúng ngày 05/06/2031" in text(body("sample", "TC-5-2"))
    assert "Sau ngày 30/09/2031; văn bản không nêu ngày cuối cùng" in text(body("sample", "TC-8-2"))
    assert "Theo sự kiện, không có ngày cụ thể" in text(body("sample", "TC-4-1"))
    assert "Văn bản không nêu thời hạn" in text(body("sample", "TC-2-2"))


@pytest.mark.parametrize("plan", PLANS)
def test_a_request_is_never_shown_as_an_order(plan: str) -> None:
    """«Đề nghị» stands on the pages of requests and of no other duty."""
    for row in rows(plan, "select id, binding from tasks"):
        assert ('<span class="tag">Đề nghị</span>' in body(plan, row["id"])) == (row["binding"] == "request")


def test_a_finding_and_its_reply_stand_together() -> None:
    """The reply follows at once; where there is none, that is said with its day."""
    said = re.findall(r'<li class="(\w+)"[^>]*>(.*?)</li>', section(body("sample", "TC-11-1"), "dien-bien"), re.DOTALL)
    disputed = next(place for place, (_, html) in enumerate(said) if "kết luận" in html and "không đồng ý" in html)
    assert said[disputed + 1][0] == "reply"
    assert "Lịch thu gom nằm ở phụ lục" in said[disputed + 1][1]
    doubted = next(place for place, (_, html) in enumerate(said) if "chưa đủ căn cứ" in html)
    assert "Chưa có ý kiến nào được công bố tính đến ngày 30/09/2031" in text(said[doubted + 1][1])


def test_an_extension_keeps_the_original_day_and_its_document() -> None:
    """The first extension was known on the day of the pages, the second not yet."""
    html = body("sample", "TC-1-4")
    assert "Hạn ban đầu 31/07/2031, hạn mới 30/09/2031" in text(html)
    assert "91/TB-UBND" in html
    assert "126/TB-UBND" not in html


@pytest.mark.parametrize("plan", PLANS)
def test_the_timeline_is_all_that_was_known_on_the_day(plan: str) -> None:
    """As many dated entries as the database has for the duty, answers included, and none from later."""
    asked = """
        select count(*)
        from entries e
        left join replies p on p.entry = e.id
        left join requests q on q.answer = e.id
        left join entries f on f.id = coalesce(p.answers, q.entry)
        where coalesce(e.task, f.task) = ? and e.recorded <= ? and e.kind <> 'measurement'
    """
    as_of = portal(plan).as_of
    for row in rows(plan, "select id from tasks"):
        html = section(body(plan, row["id"]), "dien-bien")
        shown = len(re.findall(r'<li class="\w+"[^>]*><time', html))
        assert shown == rows(plan, asked, row["id"], as_of)[0][0], row["id"]


def test_a_recurring_duty_shows_every_period_even_those_to_come() -> None:
    """Twelve monthly reports: May was not reported, October has not begun."""
    html = section(body("sample", "TC-8-1"), "tung-phan")
    assert html.count('<tr><th scope="row">') == 12
    assert "Tháng 5/2031 19/05/2031 Đến hạn, chưa có báo cáo" in text(html)
    assert "Tháng 10/2031 19/10/2031 chưa đến kỳ, bắt đầu ngày 01/10/2031" in text(html)
    assert "Quý II/2031" in text(section(body("sample", "TC-1-3"), "tung-phan"))


@pytest.mark.parametrize("plan", PLANS)
def test_the_page_can_be_cited_and_checked(plan: str) -> None:
    """Title, address, day, and the line of data it comes from."""
    for row in rows(plan, "select id, title, line from tasks"):
        cited = text(section(body(plan, row["id"]), "trich-dan"))
        assert f"«{row['title']}»" in cited
        assert f"nhiem-vu/{row['id'].lower()}/" in cited
        assert f"tasks.yaml, dòng {row['line']}" in cited.replace(" ,", ",")


@pytest.mark.parametrize("plan", PLANS)
def test_the_list_holds_every_duty_under_a_heading(plan: str) -> None:
    """As many rows as duties, all linked."""
    html = made(tasks.pages, plan)["nhiem-vu"].body
    linked = re.findall(r'<th scope="row"><a href="\.\./nhiem-vu/([^"]+)/"', html)
    assert linked == [row["id"].lower() for row in rows(plan, "select id from tasks order by position")]
