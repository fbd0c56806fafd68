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
    assert "tháng 10/2031 19/10/2031 19 ngày (nhóm 30 ngày)" in due
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


def sheet(plan: str, agency: str) -> list[list[str]]:
    """Give the rows of a body's «Phiếu giao việc», cell by cell."""
    _, _, html = body(plan, agency).partition('<div class="sheet print-only">')
    lines = html.partition("<tbody>")[2].partition("</tbody>")[0].split("</tr>")[:-1]
    return [[text(cell) for cell in re.findall(r"<td>(.*?)</td>", line, re.DOTALL)] for line in lines]


@pytest.mark.parametrize("plan", PLANS)
def test_the_sheet_has_one_row_for_each_duty_with_all_its_roles(plan: str) -> None:
    """«Phiếu giao việc» is whole: a duty in which a body leads and coordinates says both."""
    labels = {row["code"]: row["label"] for row in rows(plan, "select code, label from vocabulary where name = 'role'")}
    for row in rows(plan, "select distinct agency from agency_duties"):
        shown = {line[0].partition(". ")[0]: line[1] for line in sheet(plan, row["agency"])}
        held = rows(plan, "select task, role from agency_duties where agency = ?", row["agency"])
        assert shown.keys() == {one["task"] for one in held}, row["agency"]
        assert all(labels[one["role"]] in shown[one["task"]] for one in held), row["agency"]


def test_the_sheet_of_a_commune_names_what_it_coordinates() -> None:
    """TC-15-3 is led and coordinated at once; names are written out."""
    [line] = [line for line in sheet("real", "xa-dak-bla") if line[0].startswith("TC-15-3.")]
    assert line[1] == "Chủ trì (suy ra), Phối hợp"
    assert "Chi nhánh Ngân hàng Chính sách xã hội tỉnh Kon Tum" in line[3]


def test_the_sheet_shows_the_original_and_the_later_day() -> None:
    """An extension stands beside the day it does not replace; a later one is not known yet."""
    [line] = [line for line in sheet("sample", "so-nong-nghiep-moi-truong") if line[0].startswith("TC-1-4.")]
    assert line[2] == "Hạn 31/07/2031, gia hạn đến 30/09/2031"


def test_the_sheet_names_its_whole_address_and_who_signs() -> None:
    """As published; without a published address the browser fills in where it was read."""
    shown = text(body("sample", "so-tai-chinh").partition('<div class="sheet print-only">')[2])
    assert "https://thanh-pho-mau.example/ro-viec/co-quan/so-tai-chinh/" in shown
    assert "Thành phố Mẫu, ngày …… tháng …… năm ……" in shown
    assert "(Ký, ghi rõ họ tên, đóng dấu)" in shown
    assert '<a href="../../co-quan/xa-dak-bla/" data-address>' in body("real", "xa-dak-bla")


@pytest.mark.parametrize("plan", PLANS)
def test_what_is_due_comes_before_counts_links_and_contents(plan: str) -> None:
    """It is the first thing that a head asks."""
    for row in rows(plan, "select distinct agency from agency_duties"):
        page = body(plan, row["agency"])
        later = (page.index(f'class="{part}"') for part in ("figures", "actions", "contents"))
        assert page.index('id="sap-den-han"') < min(later)


def test_why_is_told_by_what_was_reported_and_decided() -> None:
    """No guess: the day of the report, the later due day, or that there is no report."""
    late = text(body("sample", "so-nong-nghiep-moi-truong").partition('id="da-qua-han"')[2].partition("</table>")[0])
    assert "Hạn là ngày 31/07/2031, đã gia hạn đến ngày 30/09/2031; báo cáo gần nhất, tính đến ngày 30/06/2031" in late
    none = text(body("real", "xa-dak-bla").partition('id="da-qua-han"')[2].partition("</table>")[0])
    assert "Hạn là ngày 10/03/2018; chưa có báo cáo nào được công bố." in none
    assert "hoặc đã được gia hạn" not in late + none


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
