"""Returned forms: what is right is recorded once, every fault is told by its cell, and then nothing is written."""

from __future__ import annotations

import csv
import io
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from filled_forms import GOOD, RECORDED, SAMPLE, cells, database, filled, form_of, loaded_plan
from openpyxl.workbook import Workbook

from tracker import receiving
from tracker.exports.form import form_csv
from tracker.exports.form_workbook import MARKS_SHEET, SHEET
from tracker.records import Claim, Evidence
from tracker.vocabulary import ClaimState

ROOT = Path(__file__).parent.parent


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    opened = database(tmp_path)
    yield opened
    opened.close()


def received(connection: sqlite3.Connection, *paths: Path) -> receiving.Desk:
    desk = receiving.Desk(connection, RECORDED)
    for path in paths:
        desk.receive(path)
    return desk


def said(connection: sqlite3.Connection, path: Path) -> list[str]:
    return [str(fault) for fault in received(connection, path).faults]


# --- what is right ---


def test_a_good_form_becomes_a_record_that_passes_the_check(connection: sqlite3.Connection, tmp_path: Path) -> None:
    plan = Path(shutil.copytree(SAMPLE, tmp_path / "mau"))
    desk = received(connection, filled(form_of(connection), tmp_path / "tra-loi.xlsx", GOOD))
    assert desk.faults == []
    before = loaded_plan(plan)
    written, nothing = receiving.write_records(desk.reports, before.records, RECORDED, None)
    assert nothing == []
    assert receiving.faults_of_records(before, written) == ([], [])
    receiving.save(plan, written)
    (record,) = set(loaded_plan(plan).records) - set(before.records)
    assert record.provided_by == "phuong-mau-bac"
    assert record.document is not None
    assert (record.document.number, record.document.issued) == ("50/BC-UBND", date(2031, 9, 30))
    claim, evidence = record.entries
    assert isinstance(claim, Claim)
    assert (claim.task, claim.state, claim.effective) == ("TC-11-3", ClaimState.DONE, date(2031, 9, 20))
    assert isinstance(evidence, Evidence)
    assert (evidence.number, evidence.issued) == ("45/BC-UBND", date(2031, 9, 21))


def test_the_record_file_is_pleasant_to_read(connection: sqlite3.Connection, tmp_path: Path) -> None:
    long = (
        "Đã vận động các hộ phân loại rác tại nguồn; tổ chức kiểm tra hằng tuần tại từng khu phố và công khai kết quả."
    )
    desk = received(connection, filled(form_of(connection), tmp_path / "a.xlsx", GOOD, cells(I12=long)))
    ((item,), _) = receiving.write_records(desk.reports, (), RECORDED, "../../../plan/schema/record.schema.json")
    assert item.text == (Path(__file__).parent / "office" / "2031-10-02-bieu-mau-phuong-mau-bac.yaml").read_text(
        "utf-8"
    )


def test_received_twice_recorded_once(connection: sqlite3.Connection, tmp_path: Path) -> None:
    plan = Path(shutil.copytree(SAMPLE, tmp_path / "mau"))
    path = filled(form_of(connection), tmp_path / "a.xlsx", GOOD)
    desk = received(connection, path, path)
    written, nothing = receiving.write_records(desk.reports, loaded_plan(plan).records, RECORDED, None)
    assert (len(written), len(nothing)) == (1, 1)
    receiving.save(plan, written)
    again, nothing = receiving.write_records(
        received(connection, path).reports, loaded_plan(plan).records, RECORDED, None
    )
    assert (list(again), len(nothing)) == ([], 1)


def test_what_is_new_in_a_second_form_is_recorded_beside_the_first(
    connection: sqlite3.Connection, tmp_path: Path
) -> None:
    first = filled(form_of(connection), tmp_path / "a.xlsx", GOOD)
    more = cells(G13="Đang thực hiện", H13=date(2031, 9, 30))
    second = filled(form_of(connection), tmp_path / "b.xlsx", GOOD, more)
    written, _ = receiving.write_records(received(connection, first, second).reports, (), RECORDED, None)
    assert [item.id for item in written] == [
        "2031-10-02-bieu-mau-phuong-mau-bac",
        "2031-10-02-bieu-mau-phuong-mau-bac-2",
    ]
    assert [told.fields["task"] for told in written[1].told] == ["TC-11-4"]


def test_a_claim_said_again_after_it_was_taken_back_is_new(connection: sqlite3.Connection, tmp_path: Path) -> None:
    back = cells(G12="Chưa hoàn thành", H12=date(2031, 9, 30), I12=None, K12=None, L12=None, M12=None, N12=None)
    paths = [
        filled(form_of(connection), tmp_path / f"{name}.xlsx", *edits)
        for name, edits in (("a", [GOOD]), ("b", [GOOD, back]), ("c", [GOOD, cells(C5="51/BC-UBND")]))
    ]
    written, _ = receiving.write_records(received(connection, *paths).reports, (), RECORDED, None)
    assert [item.told[0].fields["state"] for item in written] == ["done", "not_done", "done"]


def test_a_form_that_is_not_filled_in_records_nothing(connection: sqlite3.Connection, tmp_path: Path) -> None:
    desk = received(connection, filled(form_of(connection), tmp_path / "a.xlsx"))
    written, nothing = receiving.write_records(desk.reports, (), RECORDED, None)
    assert (list(written), len(nothing), desk.faults) == ([], 1, [])


def test_forms_received_again_in_any_order_are_recorded_once(connection: sqlite3.Connection, tmp_path: Path) -> None:
    plan = Path(shutil.copytree(SAMPLE, tmp_path / "mau"))
    before = len(loaded_plan(plan).records)
    other = cells(G12="Đang thực hiện", H12=date(2031, 9, 29))
    paths = [filled(form_of(connection), tmp_path / "a.xlsx", GOOD)]
    paths.append(filled(form_of(connection), tmp_path / "b.xlsx", GOOD, other))
    for path in [*paths, *paths, *reversed(paths)]:
        reports = received(connection, path).reports
        written, _ = receiving.write_records(reports, loaded_plan(plan).records, RECORDED, None)
        receiving.save(plan, written)
    assert len(loaded_plan(plan).records) == before + 2


def test_forms_that_contradict_each_other_are_told_with_both_cells(
    connection: sqlite3.Connection, tmp_path: Path
) -> None:
    other = cells(G12="Chưa hoàn thành", H12=date(2031, 9, 30))
    reworded = cells(I12="Đã kiểm tra 13 điểm tập kết.")
    one, two, three = (
        filled(form_of(connection), tmp_path / f"{name}.xlsx", GOOD, *edits)
        for name, edits in (("a", []), ("b", [other]), ("c", [reworded]))
    )
    different = "xlsx: trang «Báo cáo», ô G12: hai biểu mẫu của cùng cơ quan nói khác nhau về TC-11-3"
    told = [str(fault) for fault in receiving.disagreements(received(connection, one, two, three).reports)]
    assert told == [
        (
            f"b.{different}: ô này nói «Chưa hoàn thành» ngày 30/09/2031, "
            "còn a.xlsx, trang «Báo cáo», ô G12 nói «Đã hoàn thành» ngày 20/09/2031; hỏi lại cơ quan, chỉ nhận tệp đúng"
        ),
        (f"c.{different}: ô này khác lời trong a.xlsx, trang «Báo cáo», ô G12; hỏi lại cơ quan, chỉ nhận tệp đúng"),
    ]
    assert list(receiving.disagreements(received(connection, one, one).reports)) == []


@pytest.mark.parametrize(
    ("value", "number_format", "expected"),
    [
        (0.955, "0.0%", "95,5%"),
        (0.955, "0.0 %", "95,5 %"),
        (0.5, "0%", "50%"),
        (1234567.5, "#,##0.0", "1.234.567,5"),
        (1234567.5, "General", "1234567,5"),
        (2135, "General", "2135"),
        (2135, "#,##0", "2.135"),
        (2.005, "0.00", "2,01"),
        (0.1 + 0.2, "@", "0,3"),
        (0, "General", "0"),
        (-3, "General", "-3"),
        (100000, "General", "100000"),
    ],
)
def test_a_pasted_number_is_recorded_as_the_office_saw_it(
    connection: sqlite3.Connection, tmp_path: Path, value: float, number_format: str, expected: str
) -> None:
    path = filled(form_of(connection), tmp_path / "a.xlsx", GOOD, number("I12", value, number_format))
    (report,) = received(connection, path).reports
    assert report.told[0].fields["text"] == expected


@pytest.mark.parametrize("value", [123456789012, 1e-12, 1e300])
def test_a_number_shown_in_powers_of_ten_is_not_guessed(
    connection: sqlite3.Connection, tmp_path: Path, value: float
) -> None:
    path = filled(form_of(connection), tmp_path / "a.xlsx", GOOD, number("I12", value, "General"))
    assert AS_WORDS in said(connection, path)[0]


def test_everything_that_will_be_recorded_is_shown(connection: sqlite3.Connection, tmp_path: Path) -> None:
    path = filled(form_of(connection), tmp_path / "a.xlsx", GOOD, cells(J12="Thiếu xe chuyên dùng."))
    written, _ = receiving.write_records(received(connection, path).reports, (), RECORDED, None)
    title = form_title(connection)
    assert list(receiving.summary(written)) == [
        "Uỷ ban nhân dân phường Mẫu Bắc (a.xlsx) → 2031-10-02-bieu-mau-phuong-mau-bac.yaml",
        "  Báo cáo số 50/BC-UBND ngày 30/09/2031",
        f"  TC-11-3: {title}: Đã hoàn thành ngày 20/09/2031",
        "    Kết quả thực hiện: Đã kiểm tra 12 điểm tập kết; xử lý 7 trường hợp.",
        "    Khó khăn, vướng mắc: Thiếu xe chuyên dùng.",
        f"  TC-11-3: {title}: tài liệu «Báo cáo kết quả kiểm tra» số 45/BC-UBND ngày 21/09/2031",
        "    Địa chỉ công khai: https://mau-bac.example/45-bc-ubnd",
    ]


def test_evidence_older_than_the_plan_is_warned_of(connection: sqlite3.Connection, tmp_path: Path) -> None:
    path = filled(form_of(connection), tmp_path / "a.xlsx", GOOD, cells(M12=date(2013, 9, 21)))
    written, _ = receiving.write_records(received(connection, path).reports, (), RECORDED, None)
    _, warnings = receiving.faults_of_records(loaded_plan(), written)
    assert [warning.rule for warning in warnings] == ["evidence_before_plan"]


def test_evidence_alone_may_be_added(connection: sqlite3.Connection, tmp_path: Path) -> None:
    path = filled(form_of(connection), tmp_path / "a.xlsx", cells(K9="Kế hoạch đã ban hành", L9=11))
    (report,) = received(connection, path).reports
    assert [told.fields for told in report.told] == [
        {"kind": "evidence", "task": "TC-11-1", "title": "Kế hoạch đã ban hành", "number": "11"}
    ]


def form_title(connection: sqlite3.Connection) -> str:
    return next(row["title"] for row in form_of(connection).rows if row["task"] == "TC-11-3")


def csv_with(form_bytes: bytes, **changes: str) -> list[dict[str, str]]:
    rows = list(csv.DictReader(io.StringIO(form_bytes.decode("utf-8-sig"))))
    rows[3].update(changes)
    return rows


def csv_bytes(rows: list[dict[str, str]], delimiter: str = ",") -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


CSV_GOOD = {
    "Tình trạng báo cáo": "đã hoàn thành",
    "Ngày đạt tình trạng": "20/9/2031",
    "Kết quả thực hiện": "Đã kiểm tra 12 điểm tập kết; xử lý 7 trường hợp.",
    "Tên tài liệu chứng minh": "Báo cáo kết quả kiểm tra",
    "Số, ký hiệu tài liệu": "45/BC-UBND",
    "Ngày tài liệu": "2031-09-21",
    "Địa chỉ công khai": "https://mau-bac.example/45-bc-ubnd",
    "Số, ký hiệu báo cáo": "50/BC-UBND",
    "Ngày báo cáo": "30/09/2031",
}


@pytest.mark.parametrize(("delimiter", "encoding"), [(",", "utf-8-sig"), (";", "utf-8"), ("\t", "utf-16")])
def test_csv_and_excel_say_the_same(
    connection: sqlite3.Connection, tmp_path: Path, delimiter: str, encoding: str
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        csv_bytes(csv_with(form_csv(form_of(connection)), **CSV_GOOD), delimiter), encoding=encoding, newline=""
    )
    excel = filled(form_of(connection), tmp_path / "a.xlsx", GOOD)
    desk = received(connection, path, excel)
    assert desk.faults == []
    one, other = desk.reports
    assert [told.fields for told in one.told] == [told.fields for told in other.told]
    assert (one.number, one.issued) == (other.number, other.issued)


# --- what is wrong ---


def moved(book: Workbook) -> None:
    book[SHEET].move_range("H8:H13", cols=8)


def renamed(book: Workbook) -> None:
    book[SHEET]["P8"] = "Ghi chú"


def merged(book: Workbook) -> None:
    book[SHEET].merge_cells("I12:I13")


def removed(book: Workbook) -> None:
    book[SHEET].delete_rows(13)


def mark(key: str, value: str) -> Callable[[Workbook], None]:
    def edit(book: Workbook) -> None:
        for row in book[MARKS_SHEET].iter_rows():
            if row[0].value == key:
                row[1].value = value

    return edit


def without_marks(book: Workbook) -> None:
    del book[MARKS_SHEET]


def number(name: str, value: float, number_format: str) -> Callable[[Workbook], None]:
    """Give the edit that pastes a number as another table shows it."""

    def edit(book: Workbook) -> None:
        book[SHEET][name] = value
        book[SHEET][name].number_format = number_format

    return edit


AT = "a.xlsx: trang «Báo cáo», ô "
YEAR = "kiểm tra lại năm"
AS_WORDS = "gõ lại thành chữ, đúng như cần công bố"
CHOOSE = "chọn «Đã hoàn thành», «Đang thực hiện», «Chưa hoàn thành»"
ROW = "a.csv: hàng 5, cột"


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (cells(G12="Xong"), [f"{AT}G12: «Xong» không có trong danh sách; {CHOOSE}"]),
        (cells(G12=None), [f"{AT}G12: thiếu tình trạng báo cáo; {CHOOSE}"]),
        (cells(H12=None), [f"{AT}H12: thiếu ngày đạt tình trạng"]),
        (
            cells(H12="20/9/2031"),
            [f"{AT}H12: ngày «20/9/2031» đang là chữ; định dạng ô là ngày rồi nhập lại, ví dụ 30/09/2031"],
        ),
        (cells(H12=20310920), [f"{AT}H12: «#VALUE!» không phải ngày; nhập như 30/09/2031"]),
        (cells(H12=date(2031, 10, 3)), [f"{AT}H12: ngày 03/10/2031 sau ngày ghi nhận 02/10/2031"]),
        (cells(C6=date(2031, 12, 1)), [f"{AT}C6: ngày 01/12/2031 sau ngày ghi nhận 02/10/2031"]),
        (cells(H12=date(2013, 9, 20)), [f"{AT}H12: ngày 20/09/2013 trước khi có kế hoạch (27/12/2030); {YEAR}"]),
        (cells(H12=date(1931, 1, 1)), [f"{AT}H12: ngày 01/01/1931 trước khi có kế hoạch (27/12/2030); {YEAR}"]),
        (cells(C6=date(2013, 9, 30)), [f"{AT}C6: ngày 30/09/2013 trước khi có kế hoạch (27/12/2030); {YEAR}"]),
        (cells(M12=date(1931, 9, 21)), [f"{AT}M12: ngày 21/09/1931 trước ngày đầu mà mẫu nhận (01/01/2000); {YEAR}"]),
        (cells(I12=True), [f"{AT}I12: ô chứa giá trị TRUE, không phải chữ; gõ lại thành chữ"]),
        (cells(H12=True), [f"{AT}H12: «TRUE» không phải ngày; nhập như 30/09/2031"]),
        (number("H12", 0.5, "0%"), [f"{AT}H12: «50%» không phải ngày; nhập như 30/09/2031"]),
        (cells(G12=True), [f"{AT}G12: ô chứa giá trị TRUE, không phải chữ; gõ lại thành chữ"]),
        (number("I12", 95.5, '#,##0 "hộ"'), [f"{AT}I12: ô chứa số 95.5 theo định dạng riêng; {AS_WORDS}"]),
        (cells(I12="a" * 2001), [f"{AT}I12: dài 2.001 ký tự, quá 2.000; viết gọn lại"]),
        (cells(J12="a" * 32_000), [f"{AT}J12: dài 32.000 ký tự, quá 2.000; viết gọn lại"]),
        (cells(I12="=1+1"), [f"{AT}I12: ô chứa công thức hoặc lỗi tính; thay bằng chữ"]),
        (cells(L12=date(2031, 3, 12)), [f"{AT}L12: Excel đã đổi nội dung thành ngày 12/03/2031; gõ lại dạng chữ"]),
        (cells(K12=None), [f"{AT}K12: thiếu tên tài liệu chứng minh"]),
        (
            cells(A12="TC-99-1.phuong-mau-bac"),
            [
                f"{AT}A12: không có việc mang mã «TC-99-1.phuong-mau-bac»; dùng lại tệp gốc",
                "a.xlsx: trang «Báo cáo», hàng 12: mất hàng TC-11-3.phuong-mau-bac; dùng lại tệp gốc",
            ],
        ),
        (
            cells(A14="TC-11-3.phuong-mau-nam"),
            [
                (
                    f"{AT}A14: việc TC-11-3.phuong-mau-nam là của Uỷ ban nhân dân phường Mẫu Nam, hoặc "
                    f"chưa đến kỳ; bỏ hàng này"
                )
            ],
        ),
        (cells(A14="TC-11-3.phuong-mau-bac"), [f"{AT}A14: mã TC-11-3.phuong-mau-bac lặp lại; mỗi việc một hàng"]),
        (cells(B14="Việc khác"), [f"{AT}A14: hàng không có mã; không thêm hàng vào mẫu"]),
        (cells(E9="31/12/2031"), [f"{AT}E9: cột «Thời hạn» đã bị sửa; nội dung gốc: «20/03/2031»"]),
        (merged, [f"{AT}I12:I13: các ô đã bị gộp; bỏ gộp ô rồi điền lại"]),
        (moved, [f"{AT}P8: cột «Ngày đạt tình trạng» đã bị chuyển từ cột H sang cột P"]),
        (renamed, [f"{AT}P8: cột «Ghi chú» không có trong mẫu; bỏ cột này"]),
        (removed, ["a.xlsx: trang «Báo cáo», hàng 13: mất hàng TC-11-4.phuong-mau-bac; dùng lại tệp gốc"]),
        (
            without_marks,
            [
                (
                    "a.xlsx: không phải biểu mẫu do chương trình lập: thiếu trang «Báo cáo» hoặc trang "
                    "ẩn kèm theo; dùng lại tệp gốc"
                )
            ],
        ),
        (
            mark("plan", "ke-hoach-khac"),
            ["a.xlsx: biểu mẫu của kế hoạch khác: 'ke-hoach-khac', không phải 'thanh-pho-mau-rac-thai-2031'"],
        ),
        (
            mark("version", "000000000000"),
            ["a.xlsx: biểu mẫu cũ: kế hoạch đã thay đổi từ khi lập mẫu; lập mẫu mới cho 'phuong-mau-bac' rồi điền lại"],
        ),
        (
            mark("agency", "khong-co"),
            ["a.xlsx: cơ quan 'khong-co' không có việc nào tính đến ngày 30/09/2031; lập mẫu mới"],
        ),
        (mark("as_of", "30/9/2031"), ["a.xlsx: ngày lập mẫu '30/9/2031' không hợp lệ; lập mẫu mới"]),
        (
            mark("as_of", "2031-12-30"),
            [
                (
                    "a.xlsx: biểu mẫu nói về ngày 30/12/2031, sau ngày ghi nhận 02/10/2031; nêu ngày nhận biểu mẫu "
                    "bằng --recorded, từ 30/12/2031 trở đi"
                )
            ],
        ),
        (mark("kind", "khac"), ["a.xlsx: không phải biểu mẫu do chương trình này lập, hoặc mẫu đời cũ; lập mẫu mới"]),
    ],
)
def test_each_fault_is_told_by_its_cell(
    connection: sqlite3.Connection, tmp_path: Path, edit: Callable[[Workbook], None], expected: list[str]
) -> None:
    path = filled(form_of(connection), tmp_path / "a.xlsx", GOOD, edit)
    assert said(connection, path)[: len(expected)] == expected
    assert received(connection, path).reports == []


def test_all_faults_of_all_forms_are_told_at_once(connection: sqlite3.Connection, tmp_path: Path) -> None:
    one = filled(form_of(connection), tmp_path / "a.xlsx", GOOD, cells(G12="Xong", H12="hôm qua"))
    other = filled(form_of(connection), tmp_path / "b.xlsx", GOOD, cells(K12=None))
    assert [fault.file for fault in received(connection, one, other).faults] == ["a.xlsx", "a.xlsx", "b.xlsx"]


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.xlsx", b"", "tệp hỏng, có mật khẩu hoặc không phải Excel"),
        ("a.xlsx", b"PK\x03\x04 nothing", "tệp hỏng, có mật khẩu hoặc không phải Excel"),
        ("a.xls", b"\xd0\xcf\x11\xe0", "chỉ nhận tệp .xlsx hoặc .csv"),
        ("a.xlsm", b"PK", "chỉ nhận tệp .xlsx hoặc .csv"),
        ("a.csv", b"\xff\x00", "không đọc được tệp"),
        ("a.csv", b"", "a.csv: tệp trống; dùng lại tệp gốc"),
        ("a.csv", b"STT,Ten\n1,x\n", "a.csv: hàng 1: không phải biểu mẫu do chương trình này lập"),
        ("a.csv", "Mã,Nhiệm vụ\n".encode(), "mất cột «Kỳ»"),
    ],
)
def test_a_file_of_another_kind_is_told_not_thrown(
    connection: sqlite3.Connection, tmp_path: Path, name: str, content: bytes, expected: str
) -> None:
    (tmp_path / name).write_bytes(content)
    assert any(expected in line for line in said(connection, tmp_path / name))


def test_macros_broken_xml_and_bombs_are_refused(connection: sqlite3.Connection, tmp_path: Path) -> None:
    good = filled(form_of(connection), tmp_path / "good.xlsx", GOOD)
    for name, entry, content, expected in (
        ("macro.xlsx", "xl/vbaProject.bin", b"x", "tệp có macro"),
        ("bomb.xlsx", "xl/media/image1.png", bytes(60_000_000), "tệp quá lớn"),
    ):
        shutil.copyfile(good, tmp_path / name)
        with zipfile.ZipFile(tmp_path / name, "a", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr(entry, content)
        assert expected in said(connection, tmp_path / name)[0]
    with zipfile.ZipFile(good) as old, zipfile.ZipFile(tmp_path / "broken.xlsx", "w") as new:
        for item in old.infolist():
            content = old.read(item)
            new.writestr(item, content[:200] if item.filename == "xl/worksheets/sheet1.xml" else content)
    assert "tệp hỏng" in said(connection, tmp_path / "broken.xlsx")[0]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"Ngày đạt tình trạng": "31/9/2031"},
            f"{ROW} «Ngày đạt tình trạng»: «31/9/2031» không phải ngày có trong lịch; viết như 30/09/2031",
        ),
        ({"Tình trạng báo cáo": "xong"}, f"{ROW} «Tình trạng báo cáo»: «xong» không có trong danh sách"),
        (
            {"Mã cơ quan": "phuong-mau-nam"},
            f"{ROW} «Mã cơ quan»: «phuong-mau-nam» khác các hàng trên («phuong-mau-bac»)",
        ),
        ({"Nguyên văn giao việc": "khác"}, f"{ROW} «Nguyên văn giao việc»: cột «Nguyên văn giao việc» đã bị sửa"),
    ],
)
def test_faults_of_a_csv_are_told_by_line_and_column(
    connection: sqlite3.Connection, tmp_path: Path, changes: dict[str, str], expected: str
) -> None:
    rows = csv_with(form_csv(form_of(connection)), **{**CSV_GOOD, **changes})
    (tmp_path / "a.csv").write_text(csv_bytes(rows), encoding="utf-8", newline="")
    assert said(connection, tmp_path / "a.csv")[0].startswith(expected)


def said_of_csv(connection: sqlite3.Connection, path: Path, rows: list[dict[str, str]]) -> list[str]:
    path.write_text(csv_bytes(rows), encoding="utf-8", newline="")
    return said(connection, path)


def test_a_csv_of_far_too_many_rows_is_told_in_one_line(connection: sqlite3.Connection, tmp_path: Path) -> None:
    rows = csv_with(form_csv(form_of(connection)), **CSV_GOOD)
    told = said_of_csv(connection, tmp_path / "a.csv", rows + [{**rows[0], "Mã": "x"}] * 3000)
    assert told == ["a.csv: có quá 2000 hàng; dùng lại tệp gốc"]
    with (tmp_path / "b.csv").open("wb") as file:
        file.truncate(30_000_000)
    assert said(connection, tmp_path / "b.csv") == ["b.csv: tệp quá lớn so với một bảng giao việc; dùng lại tệp gốc"]


def test_a_csv_holds_one_report(connection: sqlite3.Connection, tmp_path: Path) -> None:
    rows = csv_with(form_csv(form_of(connection)), **CSV_GOOD)
    rows[4]["Số, ký hiệu báo cáo"] = "51/BC-UBND"
    assert said_of_csv(connection, tmp_path / "a.csv", rows) == [
        (
            "a.csv: hàng 6, cột «Số, ký hiệu báo cáo»: «51/BC-UBND» khác các hàng trên («50/BC-UBND»); "
            "mỗi tệp là một báo cáo"
        )
    ]


def test_a_stray_row_of_a_csv_is_one_fault(connection: sqlite3.Connection, tmp_path: Path) -> None:
    rows = csv_with(form_csv(form_of(connection)), **CSV_GOOD)
    stray = {**dict.fromkeys(rows[0], ""), "Nhiệm vụ": "Việc khác"}
    assert said_of_csv(connection, tmp_path / "a.csv", [*rows, stray]) == [
        "a.csv: hàng 7, cột «Mã»: hàng không có mã; không thêm hàng vào mẫu"
    ]
    assert said_of_csv(connection, tmp_path / "b.csv", [stray, *rows])[0] == (
        "b.csv: hàng 2, cột «Mã»: hàng không có mã; không thêm hàng vào mẫu"
    )
    lost = said_of_csv(connection, tmp_path / "c.csv", rows[1:])
    assert lost == ["c.csv: hàng 2: mất hàng TC-11-1.phuong-mau-bac; dùng lại tệp gốc"]


def test_columns_of_a_csv_may_not_change_places(connection: sqlite3.Connection, tmp_path: Path) -> None:
    rows = [dict(reversed(row.items())) for row in csv_with(form_csv(form_of(connection)), **CSV_GOOD)]
    (tmp_path / "a.csv").write_text(csv_bytes(rows), encoding="utf-8", newline="")
    assert said(connection, tmp_path / "a.csv") == [
        "a.csv: hàng 1: các cột đã bị đổi chỗ, từ cột «Mã»; dùng lại tệp gốc"
    ]


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (cells(N12="mau-bac.example/45"), "a.xlsx: trang «Báo cáo», ô N12: "),
        (cells(C5="Liên hệ 0912345678"), "a.xlsx: trang «Báo cáo», ô C5: "),
        (cells(I12="Liên hệ 0912345678"), "a.xlsx: trang «Báo cáo», ô I12: "),
    ],
)
def test_the_rules_of_the_plan_speak_of_cells_too(
    connection: sqlite3.Connection, tmp_path: Path, edit: Callable[[Workbook], None], expected: str
) -> None:
    desk = received(connection, filled(form_of(connection), tmp_path / "a.xlsx", GOOD, edit))
    loaded = loaded_plan()
    written, _ = receiving.write_records(desk.reports, loaded.records, RECORDED, None)
    faults, _ = receiving.faults_of_records(loaded, written)
    assert [str(fault)[: len(expected)] for fault in faults] == [expected]


# --- the command ---


def door(*arguments: str | Path, said_yes: str | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "build.py"), *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False, input=said_yes)


def records(plan: Path) -> set[str]:
    return {path.name for path in (plan / "records").iterdir()}


def test_the_command_asks_and_writes_nothing_until_all_is_right(connection: sqlite3.Connection, tmp_path: Path) -> None:
    plan = Path(shutil.copytree(SAMPLE, tmp_path / "mau"))
    before = records(plan)
    good = filled(form_of(connection), tmp_path / "a.xlsx", GOOD)
    bad = filled(form_of(connection, "xa-mau-ha"), tmp_path / "b.xlsx", cells(G9="Xong", H9=date(2031, 9, 1)))
    options: list[str | Path] = ["--plan", plan, "--recorded", "2031-10-02"]
    done = door("receive", good, bad, *options, "--yes")
    assert done.returncode == 1
    assert "b.xlsx: trang «Báo cáo», ô G9: «Xong»" in done.stderr
    assert records(plan) == before
    for answer in ("n\n", "\n", "gì?\nkhông\n"):
        refused = door("receive", good, *options, said_yes=answer)
        assert refused.returncode == 0
        assert "Ghi nhận? [c/K]" in refused.stdout
        assert "Chưa ghi nhận gì." in refused.stdout
        assert records(plan) == before
    assert door("receive", good, *options, said_yes="Có\n").returncode == 0
    assert records(plan) - before == {"2031-10-02-bieu-mau-phuong-mau-bac.yaml"}
    again = door("receive", good, *options, "--yes")
    assert "đã ghi nhận trước đây, không có gì mới" in again.stdout
    assert len(records(plan)) == len(before) + 1


def test_the_command_refuses_forms_that_contradict_each_other(connection: sqlite3.Connection, tmp_path: Path) -> None:
    plan = Path(shutil.copytree(SAMPLE, tmp_path / "mau"))
    before = records(plan)
    for folder in ("mot", "hai"):
        (tmp_path / folder).mkdir()
    one = filled(form_of(connection), tmp_path / "mot" / "a.xlsx", GOOD)
    other = filled(form_of(connection), tmp_path / "hai" / "a.xlsx", GOOD, cells(G12="Đang thực hiện"))
    done = door("receive", one, other, "--plan", plan, "--recorded", "02/10/2031", "--yes")
    assert done.returncode == 1
    assert f"{other}: trang «Báo cáo», ô G12: hai biểu mẫu của cùng cơ quan nói khác nhau" in done.stderr
    assert f"còn {one}, trang «Báo cáo», ô G12 nói" in done.stderr
    assert records(plan) == before
