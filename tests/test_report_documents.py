"""Word documents: the figures are the database's, the layout is Nghị định 30's, and LibreOffice shows it so."""

from __future__ import annotations

import io
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from docx.shared import Length, Pt
from filled_forms import AS_OF, database

from tracker.exports.duties import Agency, Duties
from tracker.exports.origin import read_origin
from tracker.exports.report import Span, progress_report
from tracker.exports.sheets import assignment_sheet, supervision_sheet

SPAN = Span(date(2031, 7, 1), date(2031, 9, 30))


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    opened = database(tmp_path_factory.mktemp("database"))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def report(connection: sqlite3.Connection) -> bytes:
    return progress_report(connection, read_origin(connection), SPAN)


def agency(duties: Duties, name: str) -> Agency:
    return next(body for body in duties.agencies if body.id == name)


def tables(content: bytes) -> list[list[list[str]]]:
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in Document(io.BytesIO(content)).tables]


def table_with(content: bytes, heading: str) -> list[list[str]]:
    return next(rows for rows in tables(content) if heading in rows[0])


def millimetres(length: Length | None) -> int:
    assert length is not None
    return round(float(length.mm))


# --- the layout of Nghị định 30/2020/NĐ-CP, Phụ lục I ---


def test_paper_margins_and_letters_are_those_of_the_decree(report: bytes) -> None:
    document = Document(io.BytesIO(report))
    section = document.sections[0]
    assert (millimetres(section.page_width), millimetres(section.page_height)) == (210, 297)
    assert 20 <= millimetres(section.top_margin) <= 25
    assert 20 <= millimetres(section.bottom_margin) <= 25
    assert 30 <= millimetres(section.left_margin) <= 35
    assert 15 <= millimetres(section.right_margin) <= 20
    assert document.styles["Normal"].font.name == "Times New Roman"
    assert document.styles["Normal"].font.size == Pt(14)


def test_the_heading_block_and_the_end_are_there(report: bytes) -> None:
    document = Document(io.BytesIO(report))
    issuer, state = (cell.text for cell in document.tables[0].rows[0].cells)
    assert state.startswith("CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc")
    assert issuer.startswith("UỶ BAN NHÂN DÂN THÀNH PHỐ MẪU\nSỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG")
    assert [cell.text for cell in document.tables[0].rows[1].cells] == [
        "Số: ……/BC-……",
        "…………, ngày …… tháng …… năm ……",
    ]
    left, right = document.tables[-1].rows[0].cells
    assert left.text.startswith("Nơi nhận:\n- Uỷ ban nhân dân thành phố Mẫu;")
    assert right.text.startswith("THỦ TRƯỞNG CƠ QUAN")


def test_the_page_number_stands_at_the_top_from_the_second_page_on(report: bytes) -> None:
    section = Document(io.BytesIO(report)).sections[0]
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header.paragraphs[0]._p.xml
    assert section.first_page_header.paragraphs[0].text == ""


# --- the figures ---


def test_the_sums_of_every_table_are_those_of_the_database(connection: sqlite3.Connection, report: bytes) -> None:
    sql = "select count(*), sum(state = 'hoan-thanh-dung-han') from states where first <= ? and ? < until"
    total, on_time = connection.execute(sql, (AS_OF, AS_OF)).fetchone()
    by_agency = table_with(report, "Tổng số")
    assert by_agency[-1][2:4] == [str(total), str(on_time)]
    for row in by_agency[1:]:
        assert int(row[2]) == sum(map(int, row[3:])), row
    for column in range(2, len(by_agency[0])):
        assert int(by_agency[-1][column]) == sum(int(row[column]) for row in by_agency[1:-1])
    overall = table_with(report, "Thay đổi")
    assert [row[2] for row in overall[1:-1]] == by_agency[-1][3:]
    before = sqlite_total(connection, "2031-06-30")
    assert overall[-1][1:] == [str(before), str(total), f"+{total - before}"]


def sqlite_total(connection: sqlite3.Connection, day: str) -> int:
    sql = "select count(*) from states where first <= ? and ? < until"
    return int(connection.execute(sql, (day, day)).fetchone()[0])


def test_a_report_knows_only_what_was_recorded_by_its_last_day(connection: sqlite3.Connection) -> None:
    early = progress_report(connection, read_origin(connection), Span(date(2031, 1, 1), date(2031, 2, 28)))
    assert {row[-1] for row in table_with(early, "Chỉ tiêu")[1:]} == {"chưa có số liệu"}
    assert not any("Kết luận giám sát" in rows[0] for rows in tables(early))


def test_what_is_late_stands_beside_its_first_deadline(report: bytes) -> None:
    late = next(rows for rows in tables(report) if rows[0][-1] == "Tình trạng" and "Thời hạn" in rows[0])
    assert ["Thí điểm trạm ủ phân hữu cơ tại các xã", "Sở NN và MT", "31/07/2031, gia hạn đến 30/09/2031"] in [
        row[1:4] for row in late
    ]


def test_a_reply_stands_beside_the_finding(report: bytes) -> None:
    rows = table_with(report, "Ý kiến của cơ quan được giám sát")[1:]
    assert any("Không đồng ý" in row[2] and "mục sự nghiệp môi trường" in row[3] for row in rows)


def test_the_same_report_has_the_same_bytes(connection: sqlite3.Connection, report: bytes) -> None:
    assert progress_report(connection, read_origin(connection), SPAN) == report


def test_the_sheet_of_duties_holds_every_part_of_the_body(connection: sqlite3.Connection) -> None:
    duties = Duties(connection, AS_OF)
    content = assignment_sheet(agency(duties, "so-tai-chinh"), duties, read_origin(connection))
    rows = table_with(content, "Nguyên văn")[1:]
    parts = "select task from agency_duties where agency = 'so-tai-chinh'"
    titles = connection.execute(f"select title from tasks where id in ({parts}) order by position")
    assert [row[1] for row in rows] == [title for (title,) in titles]
    assert rows[0][2].startswith("«Tham mưu Uỷ ban nhân dân thành phố bố trí kinh phí")


def test_the_supervisors_sheet_leaves_equal_room_for_both(connection: sqlite3.Connection) -> None:
    duties = Duties(connection, AS_OF)
    content = supervision_sheet(connection, duties, read_origin(connection), None, ("von", "Vốn và kinh phí"))
    rows = table_with(content, "Kết quả giám sát")
    assert rows[0][-2:] == ["Kết quả giám sát", "Ý kiến của cơ quan"]
    assert all(row[-2:] == ["", ""] for row in rows[1:])
    table = next(t for t in Document(io.BytesIO(content)).tables if t.rows[0].cells[-1].text == "Ý kiến của cơ quan")
    assert table.columns[4].width == table.columns[5].width
    wanted = {
        row[0]
        for row in connection.execute(
            "select t.title from tasks t join task_topics x on x.task = t.id where x.topic = 'von'"
        )
    }
    assert {row[1] for row in rows[1:]} == wanted


# --- as it is seen ---


def shown(content: bytes, folder: Path) -> list[str]:
    """Give the text of each page as LibreOffice lays it out."""
    for program in ("soffice", "pdftotext"):
        assert shutil.which(program), f"{program} is missing: sudo apt-get install libreoffice-writer poppler-utils"
    (folder / "a.docx").write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(folder / "a.docx")]
    subprocess.run(command, check=True, capture_output=True)
    text = subprocess.run(["pdftotext", "-layout", str(folder / "a.pdf"), "-"], check=True, capture_output=True)
    return text.stdout.decode().split("\f")[:-1]


@pytest.mark.slow
def test_libreoffice_shows_the_report_page_by_page(report: bytes, tmp_path: Path) -> None:
    pages = shown(report, tmp_path)
    assert len(pages) >= 3
    assert re.search(r"^\s*\S.*CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM$", pages[0], re.MULTILINE), (
        "the motto's line is broken"
    )
    assert pages[0].split("\n")[0].strip() != "1"
    assert [page.strip().split("\n")[0].strip() for page in pages[1:]] == [str(n) for n in range(2, len(pages) + 1)]
    assert "Nơi nhận:" in pages[-1]
    assert "THỦ TRƯỞNG CƠ QUAN" in pages[-1]
    assert not re.search(r"\d\d/\d\d/\d\d\d?\s", "".join(pages)), "a day is broken over two lines"
