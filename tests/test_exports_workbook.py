"""Workbooks: read back with openpyxl, opened by LibreOffice."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections import Counter
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from exported import PLANS, connect, downloads
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tracker.exports.letters import line_count

WHOLE = "du-lieu/ke-hoach.xlsx"
HEAD = 5
OFFICIAL = ["STT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời hạn", "Sản phẩm", "Tình trạng"]


def book(plan: str, path: str) -> Workbook:
    return load_workbook(io.BytesIO(downloads(plan)[path]))


def rows(sheet: Worksheet) -> list[dict[str, Any]]:
    """Give the rows of a table under their headings."""
    heads = [str(cell.value) for cell in sheet[HEAD]]
    return [
        dict(zip(heads, row, strict=True)) for row in sheet.iter_rows(min_row=HEAD + 1, values_only=True)
    ]  # fmt: skip


def of_agency(plan: str, agency: str) -> list[dict[str, Any]]:
    return rows(book(plan, f"co-quan/{agency}/nghia-vu.xlsx")["Nhiệm vụ"])


@pytest.mark.parametrize("plan", PLANS)
def test_the_whole_plan_is_an_official_table_of_every_task_in_order(plan: str) -> None:
    with closing(connect(plan)) as connection:
        tasks = [row[0] for row in connection.execute("select id from tasks order by position")]
        (owed,) = connection.execute("select count(*) from obligations").fetchone()
    whole = book(plan, WHOLE)
    found = rows(whole["Nhiệm vụ"])
    assert list(found[0])[:7] == OFFICIAL
    assert [row["Mã nhiệm vụ"] for row in found] == tasks
    assert [row["STT"] for row in found] == list(range(1, len(tasks) + 1))
    assert len(rows(whole["Từng cơ quan"])) == owed


def test_states_are_those_of_the_database() -> None:
    with closing(connect("sample")) as connection:
        sql = "select state_label, count(*) from states where first <= '2031-09-30' and '2031-09-30' < until group by 1"
        expected = Counter(dict(connection.execute(sql)))
        later = "select count(*) from obligations where first > '2031-09-30'"
        (waiting,) = connection.execute(later).fetchone()
    found = Counter(row["Tình trạng"] for row in rows(book("sample", WHOLE)["Từng cơ quan"]))
    assert found.pop("Chưa đến kỳ") + found.pop("Không còn áp dụng") == waiting + expected.pop("Không còn áp dụng", 0)
    assert found == expected


def test_days_are_days_and_what_has_no_day_says_what_the_plan_says() -> None:
    found = {row["Mã nhiệm vụ"]: row for row in rows(book("sample", WHOLE)["Nhiệm vụ"])}
    assert found["TC-1-1"]["Thời hạn"] == datetime(2031, 2, 28)  # noqa: DTZ001
    assert found["TC-1-3"]["Thời hạn"].startswith("hằng quý")
    assert found["TC-2-2"]["Thời hạn"] == "Văn bản không nêu hạn"
    assert found["TC-1-1"]["Trích nguyên văn"].endswith("trước ngày 01/3/2031")


def test_a_body_finds_its_own_obligations_and_its_other_parts() -> None:
    found = of_agency("sample", "so-nong-nghiep-moi-truong")
    own = [row for row in found if row["Vai trò"].startswith("Chủ trì")]
    with closing(connect("sample")) as connection:
        sql = "select count(*) from obligations where agency = 'so-nong-nghiep-moi-truong'"
        assert len(own) == connection.execute(sql).fetchone()[0]
    (moved,) = [row for row in own if row["Mã nhiệm vụ"] == "TC-1-4"]
    assert (moved["Thời hạn"].isoformat()[:10], moved["Gia hạn đến"].isoformat()[:10]) == ("2031-07-31", "2031-09-30")
    assert "Nơi nhận báo cáo" in {row["Vai trò"] for row in found}
    assert "Phối hợp" in {row["Vai trò"] for row in found}


def test_a_collective_sees_how_many_of_its_members_stand_where() -> None:
    found = {row["Mã nhiệm vụ"]: row["Tình trạng"] for row in of_agency("real", "ubnd-cac-xa-phuong")}
    assert "Đến hạn, chưa có báo cáo: 21" in found.values()


def test_what_the_plan_leaves_unclear_is_named() -> None:
    with closing(connect("real")) as connection:
        sql = "select task, count(*) from clarity where not clear group by task"
        expected = dict(connection.execute(sql))
    for row in rows(book("real", WHOLE)["Nhiệm vụ"]):
        assert len((row["Điều chưa rõ"] or "").split("; ")) == max(expected.get(row["Mã nhiệm vụ"], 0), 1)


@pytest.mark.parametrize("plan", PLANS)
def test_every_table_can_be_filtered_read_while_scrolling_and_printed(plan: str) -> None:
    for path in (path for path in downloads(plan) if path.endswith(".xlsx")):
        opened = book(plan, path)
        assert opened.sheetnames[-1] == "Nguồn và cách đọc"
        assert "CC BY 4.0" in " ".join(str(row[0]) for row in opened["Nguồn và cách đọc"].values if row[0])
        for sheet in opened.worksheets[:-1]:
            assert sheet.freeze_panes == "C6"
            assert sheet.auto_filter.ref.startswith("A5:")
            assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
            assert sheet.print_title_rows == "$5:$5"
            assert sheet.sheet_properties.pageSetUpPr is not None
            assert sheet.sheet_properties.pageSetUpPr.fitToPage
            assert sheet.page_setup.fitToHeight == 0
            assert sheet.conditional_formatting
            assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_rows_are_as_high_as_their_text() -> None:
    """What is counted here is what Times New Roman takes; a row is no more than a line higher."""
    for name in book("sample", WHOLE).sheetnames:
        sheet = book("sample", WHOLE)[name]
        spans = sheet.column_dimensions.values()
        wide = {n: span.width for span in spans for n in range(span.min or 0, (span.max or 0) + 1)}
        first = 2 if name == "Nguồn và cách đọc" else HEAD + 1
        for row in range(first, sheet.max_row + 1):
            needed = max(
                line_count(str(cell.value or ""), 11, wide[n] * 5.25 - 2)
                for n, cell in enumerate(sheet[row], 1)
                if not isinstance(cell.value, datetime)
            )
            height = sheet.row_dimensions[row].height
            assert needed * 12.7 <= height <= (needed + 1) * 14 + 6, (name, row, needed, height)


def test_the_page_of_sources_fits_an_upright_page() -> None:
    sheet = book("sample", WHOLE)["Nguồn và cách đọc"]
    assert sheet.column_dimensions["A"].width < 90
    assert sheet.print_area == f"'Nguồn và cách đọc'!$A$1:$A${sheet.max_row}"


def test_bodies_are_named_in_full() -> None:
    whole = book("sample", WHOLE)
    cells = {str(cell) for sheet in whole.worksheets for row in sheet.values for cell in row}
    assert "Sở Nông nghiệp và Môi trường thành phố Mẫu" in cells
    assert not any("Sở NN và MT" in cell or "BQL" in cell for cell in cells)


def test_libreoffice_opens_it_and_prints_the_official_columns(tmp_path: Path) -> None:
    program = shutil.which("soffice")
    assert program, "LibreOffice is missing. On Debian: sudo apt-get install libreoffice-calc poppler-utils"
    (tmp_path / "ke-hoach.xlsx").write_bytes(downloads("sample")[WHOLE])
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [program, "--headless", profile, "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "ke-hoach.xlsx")], check=True, capture_output=True)
    reader = ["pdftotext", "-layout", str(tmp_path / "ke-hoach.pdf"), "-"]
    text = subprocess.run(reader, check=True, capture_output=True, text=True).stdout
    pages = text.split("\f")
    assert "DANH MỤC NHIỆM VỤ" in pages[0]
    assert all(head in pages[0] and head in pages[1] for head in OFFICIAL)
    assert "Trích nguyên văn" not in pages[0]
    assert "###" not in text
    last = "".join(pages[-2].split())  # letters borrowed from another font come with spaces between them
    assert "khidùnglại,ghinguồn«RõViệc»vànóirõnếucósửađổi." in last
    assert "rácthảisinhhoạtnăm2031trênđịabànthànhphốMẫu." in last
