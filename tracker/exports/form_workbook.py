"""The report form of one body as an Excel workbook: only the cells to fill in are open."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from tracker.exports.form import ENTERED, FIRST_DAY, GIVEN, REPORT_DAY, REPORT_NUMBER, Form
from tracker.text import show_date, show_number
from tracker.vocabulary import ClaimState

SHEET = "Báo cáo"
MARKS_SHEET = "ro-viec"
#: Rows and columns from 0: where the report's own number and day stand, and where the table's headings do.
NUMBER_AT, DAY_AT = (4, 2), (5, 2)
HEAD_ROW = 7
#: What stands above the headings, over how many columns each.
_BANDS = (("NHIỆM VỤ ĐƯỢC GIAO", 6), ("CƠ QUAN BÁO CÁO", 4), ("TÀI LIỆU CHỨNG MINH", 4))
#: The height of a line in points, and how many lines of typing a row has room for before it grows.
_LINE, _ROOM = 16, 7

_COLUMNS = (*GIVEN, *ENTERED)
#: The workbook's own font: columns are as wide as so many of its digits, on every machine that has it or its like.
_OWN = {"font_name": "Times New Roman", "font_size": 12}
_FONT = {**_OWN, "text_wrap": True, "valign": "top"}
_CELL = {**_FONT, "border": 1, "border_color": "#7F7F7F"}
_OPEN = {**_CELL, "locked": False, "bg_color": "#FFFBE6"}
_DAY = {"num_format": "dd/mm/yyyy", "align": "center"}
_A4 = 9
_GUIDE_WIDTH = 78
_LAST_DAY = date(2099, 12, 31)

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


class _Growing(Worksheet):  # type: ignore[misc]
    """A sheet whose table rows have a height to begin with and grow with what is typed into them.

    xlsxwriter marks every height that it is told as fixed by hand, at which spreadsheets cut longer text.
    """

    def _xml_start_tag_unencoded(self, tag: str, attributes: Iterable[tuple[str, object]] = ()) -> None:
        grows = tag == "row" and int(str(dict(attributes)["r"])) > HEAD_ROW + 1
        super()._xml_start_tag_unencoded(tag, [one for one in attributes if not (grows and one[0] == "customHeight")])


def form_workbook(form: Form) -> bytes:
    """Give the form as a workbook: the table, how to fill it in, and what tells it from other forms (hidden)."""
    data = io.BytesIO()
    with Workbook(data, {"in_memory": True, "default_format_properties": _OWN}) as book:
        title = f"Biểu mẫu báo cáo của {form.agency_name}"
        book.set_properties({"title": title, "created": datetime.fromisoformat(form.as_of)})
        sheet = book.add_worksheet(SHEET, _Growing)
        _top(sheet, book, form)
        _table(sheet, book, form)
        _printing(sheet, form)
        _guide(book)
        _marks(book, form)
    return data.getvalue()


def _top(sheet: Worksheet, book: Workbook, form: Form) -> None:
    """Write the heading of an official document, in rows that hold all of their words."""
    plain = {**_FONT, "align": "center", "valign": "vcenter"}
    bold = book.add_format({**plain, "bold": True})
    italic, left = book.add_format({**plain, "italic": True}), book.add_format({**plain, "align": "left"})
    day = f"({form.plan_title}; các việc phải thực hiện tính đến ngày {show_date(form.as_of)})"
    half, last = _BANDS[0][1], len(_COLUMNS) - 1
    for row, first, final, words, style in (
        (0, 0, half - 1, form.agency_name.upper(), bold),
        (0, half, last, "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold),
        (1, half, last, "Độc lập - Tự do - Hạnh phúc", bold),
        (2, 0, last, "BÁO CÁO TÌNH HÌNH THỰC HIỆN NHIỆM VỤ", book.add_format({**plain, "bold": True, "font_size": 14})),
        (3, 0, last, f"{day} {form.notice}".strip(), italic),
        (4, 3, last, "   Chỉ điền vào các ô nền vàng; cách điền xem trang «Cách điền».", left),
    ):
        sheet.merge_range(row, first, row, final, words, style)
        lines = _lines(words, sum(column.width for column in _COLUMNS[first : final + 1]))
        sheet.set_row(row, _LINE * max(lines, 1.5 if row == 2 else 1.2))
    label = book.add_format({**_FONT, "bold": True, "align": "right", "valign": "vcenter"})
    opened = _open_formats(book)
    for (row, column), words, entry in ((NUMBER_AT, REPORT_NUMBER, "text"), (DAY_AT, REPORT_DAY, "day")):
        sheet.merge_range(row, 0, row, column - 1, words, label)
        sheet.write_blank(row, column, None, opened[entry])
        sheet.data_validation(row, column, row, column, _RULES[entry](date.fromisoformat(form.begun), 100))


def _lines(words: str, width: int) -> int:
    """Give how many lines words take in a cell so wide, rather one too many than one too few."""
    return len(textwrap.wrap(words, max(1, int(width * 0.95))))


def _table(sheet: Worksheet, book: Workbook, form: Form) -> None:
    _headings(sheet, book)
    given, opened = book.add_format(_CELL), _open_formats(book)
    for number, row in enumerate(form.rows, HEAD_ROW + 1):
        sheet.set_row(number, _LINE * max(_ROOM, *(_lines(row[column.key], column.width) for column in GIVEN)))
        for place, column in enumerate(GIVEN):
            sheet.write_string(number, place, row[column.key], given)
        for place, column in enumerate(ENTERED, len(GIVEN)):
            sheet.write_blank(number, place, None, opened[column.entry])
    for place, column in enumerate(ENTERED, len(GIVEN)):
        first = date.fromisoformat(form.begun) if column.key == "effective" else FIRST_DAY
        rule = _RULES[column.entry](first, column.longest)
        sheet.data_validation(HEAD_ROW + 1, place, HEAD_ROW + len(form.rows), place, rule)
    sheet.protect("", {"format_columns": True, "format_rows": True})


def _headings(sheet: Worksheet, book: Workbook) -> None:
    head = book.add_format({**_CELL, "bold": True, "align": "center", "valign": "vcenter", "bg_color": "#E7ECF2"})
    first = 0
    for words, wide in _BANDS:
        sheet.merge_range(HEAD_ROW - 1, first, HEAD_ROW - 1, first + wide - 1, words, head)
        first += wide
    for number, column in enumerate(_COLUMNS):
        sheet.set_column(number, number, column.width)
        sheet.write_string(HEAD_ROW, number, column.heading, head)
    sheet.set_row(HEAD_ROW - 1, 1.2 * _LINE)
    sheet.set_row(HEAD_ROW, _LINE * max(_lines(column.heading, column.width - 1) for column in _COLUMNS))
    sheet.freeze_panes(HEAD_ROW + 1, 2)


def _open_formats(book: Workbook) -> Mapping[str, Format]:
    """Give the formats of the cells to fill in, by what is entered there."""
    # A number such as 12/BC-UBND or 3-2031 must not become a day, nor 0045 lose its noughts.
    words = book.add_format({**_OPEN, "num_format": "@"})
    return {"text": words, "state": words, "day": book.add_format({**_OPEN, **_DAY})}


def _a_state(_first: date, _longest: int) -> dict[str, object]:
    return {
        "validate": "list",
        "source": [state.label for state in ClaimState],
        "error_title": "Tình trạng báo cáo",
        "error_message": "Chọn một tình trạng trong danh sách của ô.",
    }


def _a_day(first: date, _longest: int) -> dict[str, object]:
    return {
        "validate": "date",
        "criteria": "between",
        "minimum": first,
        "maximum": _LAST_DAY,
        "error_title": "Ngày",
        "error_message": f"Nhập một ngày từ {show_date(first)} trở đi, ví dụ 30/09/2031.",
    }


def _words(_first: date, longest: int) -> dict[str, object]:
    return {
        "validate": "length",
        "criteria": "<=",
        "value": longest,
        "error_title": "Quá dài",
        "error_message": f"Viết gọn trong {show_number(longest)} ký tự.",
    }


#: What a spreadsheet takes in a cell, from its first day and its longest text.
_RULES: Mapping[str, Callable[[date, int], dict[str, object]]] = {"state": _a_state, "day": _a_day, "text": _words}


def _printing(sheet: Worksheet, form: Form) -> None:
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.25, right=0.25, top=0.4, bottom=0.5)
    sheet.fit_to_pages(1, 0)
    sheet.print_area(0, 0, HEAD_ROW + len(form.rows), len(_COLUMNS) - 1)
    sheet.repeat_rows(HEAD_ROW - 1, HEAD_ROW)
    named = f"{form.agency_name.replace('&', '&&')[:120]}; mẫu {form.version}"
    sheet.set_footer(f"&L&10{named}&R&10Trang &P/&N", {"scale_with_doc": False})


def _guide(book: Workbook) -> None:
    sheet = book.add_worksheet("Cách điền")
    head, plain = book.add_format({**_FONT, "bold": True, "align": "center"}), book.add_format(_FONT)
    sheet.set_column(0, 0, _GUIDE_WIDTH)
    sheet.write_string(0, 0, "CÁCH ĐIỀN BIỂU MẪU", head)
    for row, line in enumerate(_GUIDE, 1):
        sheet.write_string(row, 0, line, plain)
        sheet.set_row(row, _LINE * _lines(line, _GUIDE_WIDTH))
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.protect("")


def _marks(book: Workbook, form: Form) -> None:
    sheet = book.add_worksheet(MARKS_SHEET)
    for row, (key, value) in enumerate(form.marks.items()):
        sheet.write_string(row, 0, key)
        sheet.write_string(row, 1, value)
    sheet.protect("")
    sheet.very_hidden()
