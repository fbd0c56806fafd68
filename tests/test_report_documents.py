"""Word documents: the figures are the database's, the layout is Nghị định 30's, and LibreOffice shows it so."""

from __future__ import annotations

import io
import re
import shutil
import sqlite3
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Length, Pt
from filled_forms import AS_OF, SAMPLE, database

from tracker.exports.bodies import named
from tracker.exports.duties import Agency, Duties
from tracker.exports.letters import width
from tracker.exports.origin import read_origin
from tracker.exports.report import Span, progress_report
from tracker.exports.sheets import MANY, assignment_sheet, supervision_sheet
from tracker.exports.word import Paper, fitted
from tracker.vocabulary import State

SPAN = Span(date(2031, 7, 1), date(2031, 9, 30))


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    opened = database(tmp_path_factory.mktemp("database"))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def report(connection: sqlite3.Connection) -> bytes:
    return progress_report(connection, read_origin(connection), SPAN)


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """Give the database of the plan of 21 communes, none of which has reported anything."""
    opened = database(tmp_path_factory.mktemp("real"), SAMPLE.parent.parent / "plan", "2018-12-31")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def of_2018(real: sqlite3.Connection) -> bytes:
    return progress_report(real, read_origin(real), Span(date(2018, 1, 1), date(2018, 12, 31)))


def words(content: bytes) -> str:
    """Give everything that is written in a document, tables and the foot of its pages included."""
    document = Document(io.BytesIO(content))
    inner = (element.text or "" for element in document.element.body.iter(qn("w:t")))
    foot = (paragraph.text for paragraph in document.sections[0].footer.paragraphs)
    return " ".join((*inner, *foot))


def sheets(connection: sqlite3.Connection, day: str, body: str, topic: tuple[str, str]) -> list[bytes]:
    """Give the two sheets of a body and the sheet of a topic."""
    duties, origin = Duties(connection, day), read_origin(connection)
    one = agency(duties, body)
    return [
        assignment_sheet(one, duties, origin),
        supervision_sheet(connection, duties, origin, one, None),
        supervision_sheet(connection, duties, origin, None, topic),
    ]


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
    assert issuer.split("\n")[:-1] == [
        "UỶ BAN NHÂN DÂN",
        "THÀNH PHỐ MẪU",
        "SỞ NÔNG NGHIỆP",
        "VÀ MÔI TRƯỜNG",
        "THÀNH PHỐ MẪU",
    ]
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


def drawn(content: bytes) -> list[tuple[str, float]]:
    """Give each drawn line: the words above it, and its length in mm."""
    body = Document(io.BytesIO(content)).element.body
    found = []
    for paragraph in body.iter(qn("w:p")):
        if paragraph.find(f"{qn('w:pPr')}/{qn('w:pBdr')}") is not None:
            cell = paragraph.getparent()
            tcw = cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}")
            section = body.find(qn("w:sectPr"))
            size, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
            page = int(size.get(qn("w:w"))) - int(margins.get(qn("w:left"))) - int(margins.get(qn("w:right")))
            room = int(tcw.get(qn("w:w"))) if tcw is not None else page
            sides = paragraph.find(f"{qn('w:pPr')}/{qn('w:ind')}")
            length = room - int(sides.get(qn("w:left"))) - int(sides.get(qn("w:right")))
            above = "".join(element.text or "" for element in paragraph.getprevious().iter(qn("w:t")))
            found.append((above, length / 1440 * 25.4))
    return found


def test_rules_are_drawn_and_as_long_as_the_decree_says(report: bytes) -> None:
    issuer, motto, subject = drawn(report)
    assert "––" not in words(report)
    assert motto[0] == "Độc lập - Tự do - Hạnh phúc"
    assert motto[1] == pytest.approx(width(motto[0], 13, bold=True) / 72 * 25.4, abs=0.2)
    for line, size in ((issuer, 13), (subject, 14)):
        assert 1 / 3 <= line[1] / (width(line[0], size, bold=True) / 72 * 25.4) <= 1 / 2
    assert subject[0] == "(từ ngày 01/07/2031 đến ngày 30/09/2031)"


def test_signatures_stand_with_what_comes_before_them(connection: sqlite3.Connection, report: bytes) -> None:
    for content in (report, *sheets(connection, AS_OF, "so-tai-chinh", ("von", "Vốn và kinh phí"))):
        *_, before, _signatures, _end, _section = Document(io.BytesIO(content)).element.body
        assert before.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None
    assert "Trên đây là báo cáo tình hình thực hiện Kế hoạch" in Document(io.BytesIO(report)).paragraphs[-2].text


def test_no_column_is_narrower_than_its_widest_word(of_2018: bytes, report: bytes) -> None:
    for content in (report, of_2018):
        for table in Document(io.BytesIO(content)).tables[1:-1]:
            for n, cell in enumerate(table.rows[0].cells):
                word = max(cell.text.split(), key=len)
                room = table.columns[n].width
                assert room is not None
                assert room.pt - 6 >= width(word, 11, bold=True), (word, room.pt)
    assert fitted([1, 1, 2], [30, 5, 5], 60) == [30, 10, 20]
    assert fitted([1, 1], [60, 60], 60) == [30, 30]


def test_any_words_make_a_document_that_opens(connection: sqlite3.Connection) -> None:
    paper = Paper("Tên <&> \x07", read_origin(connection))
    paper.say('a < b & c\x00\uffff > "d"\n\tdòng hai')
    paper.table(["Cột"], [1], [["x" * 400], [""]])
    document = Document(io.BytesIO(paper.sign("<trái>", "phải & trái")))
    assert document.paragraphs[0].text == 'a < b & c > "d"\n\tdòng hai'
    assert document.tables[-1].rows[0].cells[0].text.startswith("<TRÁI>")
    assert document.core_properties.title == "Tên <&> "


# --- what every document says of itself ---


def test_every_document_says_its_day_its_source_and_its_licence(connection: sqlite3.Connection, report: bytes) -> None:
    for content in (report, *sheets(connection, AS_OF, "so-tai-chinh", ("von", "Vốn và kinh phí"))):
        facts = Document(io.BytesIO(content)).core_properties
        for told in (words(content), facts.comments):
            assert "30/09/2031" in told
            assert "Rõ Việc" in told
            assert "CC BY 4.0" in told
            assert "Kế hoạch số 245/KH-UBND ngày 27/12/2030 của Uỷ ban nhân dân thành phố Mẫu về phân loại" in told
        assert facts.author == "Rõ Việc"
        assert facts.modified is not None
        assert facts.modified.date() == date(2031, 9, 30)
        assert Document(io.BytesIO(content)).sections[0].first_page_footer.paragraphs[0].text != ""


def test_the_plan_is_cited_as_a_document_is_cited(connection: sqlite3.Connection, real: sqlite3.Connection) -> None:
    sample = read_origin(connection)
    assert sample.source == (
        "Kế hoạch số 245/KH-UBND ngày 27/12/2030 của Uỷ ban nhân dân thành phố Mẫu "
        "về phân loại, thu gom và giảm rác thải sinh hoạt năm 2031 trên địa bàn thành phố Mẫu"
    )
    assert read_origin(real).source == (
        "Kế hoạch của Uỷ ban nhân dân thành phố Kon Tum "
        "triển khai chương trình giảm nghèo bền vững năm 2018 trên địa bàn thành phố Kon Tum"
    )
    own = replace(sample, title="Kế hoạch của Bộ Y tế triển khai Chỉ thị số 1", issuer="Bộ Y tế", issued=None)
    assert own.source == "Kế hoạch số 245/KH-UBND của Bộ Y tế triển khai Chỉ thị số 1"
    other = replace(sample, title="Lịch công tác năm", issuer="Bộ Y tế")
    assert other.source == "Lịch công tác năm, số 245/KH-UBND ngày 27/12/2030 của Bộ Y tế"
    assert replace(other, number=None, issued=None).source == "Lịch công tác năm, Bộ Y tế"


def test_words_are_the_official_ones(connection: sqlite3.Connection, report: bytes, of_2018: bytes) -> None:
    written = " ".join((words(report), words(of_2018)))
    loose = ("chưa xong", "không rõ thời hạn", "hoàn thành, không nêu hạn", "đến hạn, chưa báo cáo", "từ nay")
    assert [one for one in loose if one in written.lower()] == []
    assert "Tình hình thực hiện Kế hoạch phân loại" in written
    labels = {state.label for state in State}
    overall = [row[0] for row in table_with(report, "Thay đổi")[1:-1]]
    assert set(overall) <= labels
    assert set(table_with(report, "Tổng số")[0][3:]) <= labels
    shorts = {
        short
        for short, name in connection.execute("select short, name from agencies")
        if short not in name and not name.startswith(short)
    }
    shown = [report, *sheets(connection, AS_OF, "so-nong-nghiep-moi-truong", ("von", "Vốn và kinh phí"))]
    cells = {cell for content in shown for rows in tables(content) for row in rows for cell in row}
    assert {"Sở NN và MT", "BQL Khu xử lý chất thải"} <= shorts
    assert [(short, cell) for short in sorted(shorts) for cell in cells if short in cell and "«" not in cell] == []


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
    assert {row[0]: row[2] for row in overall[1:-1] if row[2] != "0"} == dict(
        zip(by_agency[0][3:], by_agency[-1][3:], strict=True)
    )
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
    body, due = "Sở Nông nghiệp và Môi trường thành phố Mẫu", "31/07/2031, gia hạn đến 30/09/2031"
    assert ["Thí điểm trạm ủ phân hữu cơ tại các xã", body, due] in [row[1:4] for row in late]


def test_what_falls_due_is_told_with_both_its_days(report: bytes, of_2018: bytes) -> None:
    """From the next day on; from the last day of the period when something is due that very day."""
    assert "2. Đến hạn từ ngày 30/09/2031 đến ngày 30/10/2031:" in words(report)
    assert "30/09/2031" in table_with(report, "Thời hạn")[1][3] or "30/09/2031" in words(report)
    assert "2. Đến hạn từ ngày 01/01/2019 đến ngày 30/01/2019: không có." in words(of_2018)


def test_a_period_before_the_plan_says_so_instead_of_counting_nothing(tmp_path: Path) -> None:
    opened = database(tmp_path, SAMPLE.parent / "bo-tai-nguyen-moi-truong-2024", "2025-06-30")
    early = progress_report(opened, read_origin(opened), Span(date(2024, 1, 1), date(2024, 6, 30)))
    opened.close()
    assert "Đến ngày 30/06/2024 chưa có việc nào phải theo dõi: kế hoạch được thực hiện từ ngày 06/08/2024." in words(
        early
    )
    assert "trong đó" not in words(early)
    assert not any("Tổng số" in rows[0] or "Thay đổi" in rows[0] for rows in tables(early))


def test_a_target_shows_from_where_and_which_way(of_2018: bytes) -> None:
    found = {row[1]: row[3:5] for row in table_with(of_2018, "Chỉ tiêu")[1:]}
    assert found["Giảm 1 điểm phần trăm tỷ lệ hộ nghèo trong năm 2018"] == ["5,63", "giảm còn không quá 4,63"]


def test_communes_that_are_alike_stand_together(of_2018: bytes) -> None:
    by_agency = table_with(of_2018, "Tổng số")
    group = "UBND các xã, phường thuộc thành phố Kon Tum (21 cơ quan)"
    assert [row[2] for row in by_agency if row[1] == group] == ["126"]
    assert not any("phường Quang Trung" in row[1] for row in by_agency)
    assert "«Hoàn thành quá hạn»" in words(of_2018).split("những tình trạng không có việc nào:")[1]
    assert not any(set(column[1:]) == {"0"} for column in zip(*by_agency, strict=True))
    late = next(rows for rows in tables(of_2018) if rows[0][-1] == "Tình trạng" and "Thời hạn" in rows[0])
    assert [row[2] for row in late[1:]] == [group]


def test_bodies_are_named_as_short_as_can_be() -> None:
    six = ("A", "B", "C", "Đ", "E", "G")
    assert named(["A", "A"]) == "A"
    assert named(["A", "X"]) == "A; X"
    assert named(six, "Các xã", six) == "Các xã (6 cơ quan)"
    assert named(["A", "B"], "Các xã", six) == "A; B"
    assert named(six[:5], "Các xã", six) == "5/6 cơ quan thuộc nhóm «Các xã», trừ: G"
    assert named(six[:4], "Các xã", [*six, "H", "I", "K"]) == "4/9 cơ quan thuộc nhóm «Các xã»: A; B; C; Đ"
    assert named(["A", "X"], "Các xã", six) == "A; X"


def test_a_reply_stands_beside_the_finding(report: bytes) -> None:
    rows = table_with(report, "Ý kiến của cơ quan được giám sát")[1:]
    assert any("không đồng ý" in row[3] and "mục sự nghiệp môi trường" in row[4] for row in rows)


def test_a_finding_says_about_whom_it_is(report: bytes) -> None:
    found = table_with(report, "Ý kiến của cơ quan được giám sát")
    assert found[0][2] == "Cơ quan được giám sát"
    assert [row[2] for row in found[1:]] == ["Sở Tài chính thành phố Mẫu", "Uỷ ban nhân dân xã Mẫu Hạ"]


def test_the_same_report_has_the_same_bytes(connection: sqlite3.Connection, report: bytes) -> None:
    assert progress_report(connection, read_origin(connection), SPAN) == report
    with zipfile.ZipFile(io.BytesIO(report)) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_sheet_of_duties_holds_every_part_of_the_body(connection: sqlite3.Connection) -> None:
    duties = Duties(connection, AS_OF)
    content = assignment_sheet(agency(duties, "so-tai-chinh"), duties, read_origin(connection))
    rows = [row for row in table_with(content, "Nguyên văn") if row[0].isdigit()]
    parts = "select task from agency_duties where agency = 'so-tai-chinh'"
    titles = connection.execute(f"select title from tasks where id in ({parts}) order by position")
    assert [row[1] for row in rows] == [title for (title,) in titles]
    assert rows[0][2].startswith("«Tham mưu Uỷ ban nhân dân thành phố bố trí kinh phí")
    assert rows[0][3:5] == ["Chủ trì (*); Tham mưu", "15/04/2031, gia hạn đến 15/06/2031"]
    assert "(*) Vai trò suy ra: văn bản không nêu vai trò này bằng lời" in words(content)
    assert "Dữ liệu tính đến ngày 30/09/2031" in words(content)


def test_duties_stand_under_the_part_that_the_body_has_in_them(connection: sqlite3.Connection) -> None:
    duties = Duties(connection, AS_OF)
    content = assignment_sheet(agency(duties, "so-nong-nghiep-moi-truong"), duties, read_origin(connection))
    rows = table_with(content, "Nguyên văn")[1:]
    assert [row[0] for row in rows if not row[0].isdigit()] == [
        "I. Chủ trì: 4 nhiệm vụ",
        "II. Phối hợp: 1 nhiệm vụ",
        "III. Nơi nhận báo cáo: 2 nhiệm vụ",
    ]
    assert [int(row[0]) for row in rows if row[0].isdigit()] == list(range(1, 8))


def test_a_body_with_very_many_duties_gets_a_list_and_not_a_book(connection: sqlite3.Connection) -> None:
    duties = Duties(connection, AS_OF)
    one, (id_, task) = agency(duties, "so-tai-chinh"), next(iter(duties.tasks.items()))
    many = [f"{id_}-{n}" for n in range(MANY + 1)]
    duties.tasks = {name: replace(task, id=name) for name in many}
    duties.roles = {one.id: dict.fromkeys(many, "Chủ trì")}
    content = assignment_sheet(one, duties, read_origin(connection))
    assert table_with(content, "Vị trí trong văn bản")[2][2] == task.place
    assert task.quote not in words(content)
    assert "Nguyên văn từng nhiệm vụ" in words(content)


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
