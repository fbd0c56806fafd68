"""The page of a body tells its head what is due, what is its duty and where that is said."""

from __future__ import annotations

import re

import pytest
from made_pages import PLANS, made, rows, section, text

from tracker.pages import agencies


def body(plan: str, agency: str) -> str:
    """Give the HTML of the page of one body."""
    return made(agencies.pages, plan)[f"co-quan/{agency}"].body


@pytest.mark.parametrize("plan", PLANS)
def test_every_body_has_a_page_with_all_its_duties(plan: str) -> None:
    """Roles by name and through a collective count once, as in the database."""
    for row in rows(plan, "select id from agencies"):
        shown = re.findall(r'<li class="card" id="(\w+)-([^"]+)"', body(plan, row["id"]))
        held = rows(plan, "select distinct role, lower(task) as task from agency_duties where agency = ?", row["id"])
        assert sorted(shown) == sorted((one["role"], one["task"]) for one in held), row["id"]


@pytest.mark.parametrize("plan", PLANS)
def test_every_duty_quotes_the_plan(plan: str) -> None:
    """A head need not believe us: the words and their place stand beside each duty."""
    quotes = {
        row["id"]: row
        for row in rows(plan, "select t.id, t.quote, o.label from tasks t join outline o using (locator)")
    }
    for row in rows(plan, "select distinct agency, task from agency_duties"):
        page = text(body(plan, row["agency"]))
        assert " ".join(quotes[row["task"]]["quote"].split()) in page
        assert quotes[row["task"]]["label"] in page


def test_a_body_that_has_ended_names_its_successor_and_the_basis() -> None:
    """Known successors with the document; unknown ones are said to be unknown."""
    assert (
        "kết thúc hoạt động ngày 30/06/2025. Việc đã giao vẫn ghi theo tên cơ quan được giao khi đó. "
        "Cơ quan kế thừa: UBND phường Đăk Cấm (từ 01/07/2025)"
    ) in text(body("real", "phuong-duy-tan"))
    assert "Căn cứ: Nghị quyết số 1677/NQ-UBTVQH15 ngày 16/06/2025" in text(body("real", "phuong-duy-tan"))
    assert "Cơ quan kế thừa: chưa xác định" in text(body("real", "phong-noi-vu"))


def test_a_successor_leads_back_and_has_no_duty_of_its_own() -> None:
    """A duty stays with the body that was given it."""
    page = text(body("real", "phuong-dak-cam-2025"))
    assert "Kế thừa UBND phường Duy Tân" in page
    assert "Kế hoạch không giao vai trò nào cho cơ quan này" in page


def test_who_carries_out_and_supervises_is_flagged() -> None:
    """The Front of the real plan is asked to do both; an office only does."""
    assert "Vừa thực hiện, vừa giám sát" in body("real", "mat-tran-thanh-pho")
    assert "Vừa thực hiện, vừa giám sát" not in body("real", "phong-noi-vu")


def test_what_is_due_is_told_by_horizon_with_periods_to_come() -> None:
    """From 30/09/2031: the report of October is due in 19 days, that of November in 50."""
    due = text(section(body("sample", "ban-quan-ly-khu-xu-ly"), "sap-den-han"))
    assert "tháng 10/2031 19/10/2031 19 ngày trong 30 ngày" in due
    assert "tháng 11/2031" not in due


def test_nothing_due_says_why() -> None:
    """The real plan is over and most of its duties have no day."""
    due = text(section(body("real", "phuong-duy-tan"), "sap-den-han"))
    assert "Không có việc nào của cơ quan này đến hạn từ ngày 24/11/2026" in due
    assert "5 phần việc không xác định thời hạn" in due
    assert "Giai đoạn thực hiện của kế hoạch đã hết ngày 31/12/2018" in due


def test_whoever_receives_sees_who_has_not_sent() -> None:
    """Plans of the communes go through the department: two of eight are missing."""
    awaited = section(body("sample", "so-nong-nghiep-moi-truong"), "cho-gui")
    found = re.search(r"tc-11-1/.*?(?=<h3|\Z)", awaited, re.DOTALL)
    assert found
    assert "2/8 phần việc chưa có báo cáo hoàn thành" in text(found[0])
    assert re.findall(r'co-quan/([\w-]+)/"', found[0]) == ["xa-mau-noi", "xa-mau-ngoai"]


@pytest.mark.parametrize("plan", PLANS)
def test_the_sheet_lists_every_duty_to_be_done(plan: str) -> None:
    """«Phiếu giao việc» is whole: each duty of the body once, under its foremost role."""
    for row in rows(plan, "select distinct agency from agency_duties"):
        page = body(plan, row["agency"])
        _, _, sheet = page.partition('<div class="sheet print-only">')
        asked = "select distinct task from agency_duties where agency = ? and role <> 'receive'"
        assert sheet.count("<tr><td>") == len(rows(plan, asked, row["agency"]))


def test_an_undefined_group_is_a_finding() -> None:
    """«Các ban, ngành liên quan» cannot be asked one by one."""
    assert "Văn bản không nói nhóm này gồm những ai" in body("real", "cac-ban-nganh-lien-quan")


@pytest.mark.parametrize("plan", PLANS)
def test_the_list_names_every_body_once_as_a_card(plan: str) -> None:
    """Bodies by kind, none left out."""
    cards = re.findall(
        r'<h3><a href="([\w-]+)/"', made(agencies.pages, plan)["co-quan"].body.replace("../co-quan/", "")
    )
    assert sorted(cards) == sorted(row["id"] for row in rows(plan, "select id from agencies"))
