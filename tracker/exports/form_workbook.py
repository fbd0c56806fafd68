"""The report form of one body as an Excel workbook: only the cells to fill in are open."""

from __future__ import annotations

import io
from datetime import date, datetime

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from tracker.exports.form import ENTERED, GIVEN, REPORT_DAY, REPORT_NUMBER, Column, Form
from tracker.text import show_date
from tracker.vocabulary import ClaimState

SHEET = "Báo cáo"
MARKS_SHEET = "ro-viec"
#: Rows and columns from 0: where the report's own number and day stand, and where the table's headings do.
NUMBER_AT, DAY_AT = (4, 2), (5, 2)
HEAD_ROW = 7

_FONT = {"font_name": "Times New Roman", "font_size": 12, "text_wrap": True, "valign": "top"}
_CELL = {**_FONT, "border": 1, "border_color": "#7F7F7F"}
_OPEN = {**_CELL, "locked": False, "bg_color": "#FFFBE6"}
_DAY = {"num_format": "dd/mm/yyyy", "align": "center"}
_A4 = 9
_FIRST, _LAST = date(2000, 1, 1), date(2099, 12, 31)

_GUIDE = (
    "1. Chỉ điền vào các ô nền vàng. Các ô khác đã khoá: không sửa, không xoá hàng, không thêm hay đổi chỗ cột.",
    "2. Việc nào kỳ này không có gì mới thì để trống cả hàng.",
    "3. «Tình trạng báo cáo»: chọn trong danh sách của ô (Đã hoàn thành, Đang thực hiện, Chưa hoàn thành).",
    "4. «Ngày đạt tình trạng»: ngày hoàn thành, nếu chưa xong thì ngày chốt số liệu. Nhập như 30/09/2031.",
    "5. «Kết quả», «Khó khăn»: viết ngắn gọn; không ghi họ tên, số điện thoại, số định danh của cá nhân.",
    "6. Báo «Đã hoàn thành» thì nêu tài liệu chứng minh: tên, số, ký hiệu, ngày và địa chỉ công khai (nếu có).",
    "7. Có thể chỉ bổ sung tài liệu chứng minh cho việc đã báo cáo: để trống «Tình trạng báo cáo», điền tên tài liệu.",
    "8. Lưu đúng dạng .xlsx rồi gửi lại cơ quan đầu mối. Mẫu có mã riêng: dùng đúng tệp đã nhận, mỗi kỳ một tệp mới.",
)


def form_workbook(form: Form) -> bytes:
    """Give the form as a workbook: the table, how to fill it in, and what tells it from other forms (hidden)."""
    data = io.BytesIO()
    with Workbook(data, {"in_memory": True, "default_date_format": "dd/mm/yyyy"}) as book:
        title = f"Biểu mẫu báo cáo của {form.agency_name}"
        book.set_properties({"title": title, "created": datetime.fromisoformat(form.as_of)})
        sheet = book.add_worksheet(SHEET)
        _top(sheet, book, form)
        _table(sheet, book, form)
        _printing(sheet, form)
        _guide(book)
        _marks(book, form)
    return data.getvalue()


def _top(sheet: Worksheet, book: Workbook, form: Form) -> None:
    big = book.add_format({**_FONT, "bold": True, "font_size": 14, "align": "center"})
    middle = book.add_format({**_FONT, "align": "center"})
    label, plain = book.add_format({**_FONT, "bold": True, "align": "right"}), book.add_format(_FONT)
    last = len(GIVEN) + len(ENTERED) - 1
    sheet.merge_range(0, 0, 0, last, "BÁO CÁO TÌNH HÌNH THỰC HIỆN NHIỆM VỤ", big)
    sheet.merge_range(1, 0, 1, last, f"{form.agency_name} – {form.plan_title}", middle)
    day = f"Các việc phải thực hiện, tính đến ngày {show_date(form.as_of)}. {form.notice}".strip()
    sheet.merge_range(2, 0, 2, last, day, middle)
    sheet.merge_range(3, 0, 3, last, "Chỉ điền vào các ô nền vàng; cách điền xem trang «Cách điền».", plain)
    for (row, column), words, entry in ((NUMBER_AT, REPORT_NUMBER, "text"), (DAY_AT, REPORT_DAY, "day")):
        sheet.write_string(row, column - 1, words, label)
        _open(sheet, book, row, column, entry)


def _table(sheet: Worksheet, book: Workbook, form: Form) -> None:
    head = book.add_format({**_CELL, "bold": True, "align": "center", "valign": "vcenter", "bg_color": "#E7ECF2"})
    given = book.add_format(_CELL)
    for number, column in enumerate((*GIVEN, *ENTERED)):
        sheet.set_column(number, number, column.width)
        sheet.write_string(HEAD_ROW, number, column.heading, head)
    sheet.set_row(HEAD_ROW, 36)
    sheet.freeze_panes(HEAD_ROW + 1, 2)
    for number, row in enumerate(form.rows, HEAD_ROW + 1):
        sheet.set_row(number, 16 * max(2, *(_lines(row[column.key], column) for column in GIVEN)))
        for place, column in enumerate(GIVEN):
            sheet.write_string(number, place, row[column.key], given)
        for place, column in enumerate(ENTERED, len(GIVEN)):
            _open(sheet, book, number, place, column.entry)
    sheet.protect("", {"format_columns": True, "format_rows": True})


def _lines(text: str, column: Column) -> int:
    return -(-len(text) // column.width)


def _open(sheet: Worksheet, book: Workbook, row: int, column: int, entry: str) -> None:
    """Open a cell for what may be entered there."""
    sheet.write_blank(row, column, None, _open_format(book, entry))
    if entry == "state":
        rule: dict[str, object] = {
            "validate": "list",
            "source": [state.label for state in ClaimState],
            "error_title": "Tình trạng báo cáo",
            "error_message": "Chọn một tình trạng trong danh sách của ô.",
        }
        sheet.data_validation(row, column, row, column, rule)
    elif entry == "day":
        rule = {
            "validate": "date",
            "criteria": "between",
            "minimum": _FIRST,
            "maximum": _LAST,
            "error_title": "Ngày",
            "error_message": "Nhập một ngày, ví dụ 30/09/2031.",
        }
        sheet.data_validation(row, column, row, column, rule)


def _open_format(book: Workbook, entry: str) -> Format:
    # A number such as 12/BC-UBND or 3-2031 must not become a day, nor 0045 lose its noughts.
    return book.add_format({**_OPEN, **(_DAY if entry == "day" else {"num_format": "@"})})


def _printing(sheet: Worksheet, form: Form) -> None:
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD_ROW)
    sheet.set_footer(f"&L&8{form.agency_name.replace('&', '&&')[:120]}; mẫu {form.version}&R&8Trang &P/&N")


def _guide(book: Workbook) -> None:
    sheet = book.add_worksheet("Cách điền")
    plain = book.add_format(_FONT)
    sheet.set_column(0, 0, 110)
    for row, line in enumerate(("CÁCH ĐIỀN BIỂU MẪU", *_GUIDE)):
        sheet.write_string(row, 0, line, plain)
    sheet.protect("")


def _marks(book: Workbook, form: Form) -> None:
    sheet = book.add_worksheet(MARKS_SHEET)
    for row, (key, value) in enumerate(form.marks.items()):
        sheet.write_string(row, 0, key)
        sheet.write_string(row, 1, value)
    sheet.protect("")
    sheet.very_hidden()
