"""An .xlsx file → the form as it came back, or every fault of its shape."""

from __future__ import annotations

import warnings
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.cell import Cell as ExcelCell
from openpyxl.cell import MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tracker.exports.form import ENTERED, GIVEN
from tracker.exports.form_workbook import DAY_AT, HEAD_ROW, MARKS_SHEET, NUMBER_AT, SHEET
from tracker.receiving.figures import figure
from tracker.receiving.returned import MOST_ROWS, Cell, FormFault, Refused, Returned
from tracker.text import squeeze

_COLUMNS = (*GIVEN, *ENTERED)
#: A form holds some hundred kilobytes of XML; a file that unfolds to this is an attack.
_MOST_BYTES = 50_000_000
#: What openpyxl and zipfile raise for files that are broken, encrypted or none of theirs.
_UNREADABLE = (
    OSError,
    SyntaxError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    RuntimeError,
    EOFError,
    zipfile.BadZipFile,
    zlib.error,
)


def read_workbook(path: Path) -> Returned:
    """Give the form in an .xlsx file; raises Refused with every fault of its shape."""
    book = open_workbook(path)
    if SHEET not in book.sheetnames or MARKS_SHEET not in book.sheetnames:
        message = (
            f"không phải biểu mẫu do chương trình lập: thiếu trang «{SHEET}» hoặc trang ẩn kèm theo; dùng lại tệp gốc"
        )
        raise Refused([FormFault(path.name, "", message)])
    sheet = book[SHEET]
    faults = [FormFault(path.name, at, message) for at, message in _misshapen(sheet)]
    if faults:
        raise Refused(faults)
    number, issued = (_cell(sheet.cell(row + 1, column + 1)) for row, column in (NUMBER_AT, DAY_AT))
    return Returned(path.name, _marks(book), number, issued, list(_rows(sheet)), f"trang «{SHEET}»", HEAD_ROW + 2)


def open_workbook(path: Path) -> Workbook:
    """Give the workbook in an .xlsx file; raises Refused for any other file, a broken one and one with macros."""
    refused = _not_opened(path)
    if not refused:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # what openpyxl warns of is told by cell, or does not matter here
                return load_workbook(path)
        except _UNREADABLE:
            refused = "tệp hỏng hoặc không phải Excel; mở bằng Excel, lưu lại dạng .xlsx rồi gửi lại"
    raise Refused([FormFault(path.name, "", refused)])


def _not_opened(path: Path) -> str:
    """Give why a file is not even opened; nothing when it may be."""
    if path.suffix.lower() != ".xlsx":
        return "chỉ nhận tệp .xlsx hoặc .csv; mở bằng Excel, lưu lại dạng .xlsx (không có macro) rồi gửi lại"
    try:
        with zipfile.ZipFile(path) as packed:
            entries = packed.infolist()
    except _UNREADABLE:
        return "tệp hỏng, có mật khẩu hoặc không phải Excel; mở bằng Excel, lưu lại dạng .xlsx rồi gửi lại"
    if any("vbaproject" in entry.filename.lower() for entry in entries):
        return "tệp có macro nên không nhận; lưu lại dạng .xlsx không có macro rồi gửi lại"
    if sum(entry.file_size for entry in entries) > _MOST_BYTES:
        return "tệp quá lớn so với một biểu mẫu; dùng lại tệp gốc"
    return ""


def place(cell: ExcelCell | MergedCell) -> str:
    """Give how people call a cell."""
    return f"trang «{cell.parent.title}», ô {cell.coordinate}"


def _misshapen(sheet: Worksheet) -> Iterator[tuple[str, str]]:
    """Give what has been merged, moved, added or removed, each with its place."""
    at = f"trang «{sheet.title}»"
    for area in sheet.merged_cells.ranges:
        if area.max_row > HEAD_ROW:
            yield f"{at}, ô {area.coord}", "các ô đã bị gộp; bỏ gộp ô rồi điền lại"
    if sheet.max_row > HEAD_ROW + 1 + MOST_ROWS:
        yield at, f"có quá {MOST_ROWS} hàng; dùng lại tệp gốc"
        return
    found = {squeeze(str(cell.value)): cell.column_letter for cell in sheet[HEAD_ROW + 1] if cell.value is not None}
    for number, column in enumerate(_COLUMNS, 1):
        letter = get_column_letter(number)
        now = found.pop(column.heading, None)
        if now is None:
            yield f"{at}, ô {letter}{HEAD_ROW + 1}", f"mất tiêu đề cột «{column.heading}»; dùng lại tệp gốc"
        elif now != letter:
            yield f"{at}, ô {now}{HEAD_ROW + 1}", f"cột «{column.heading}» đã bị chuyển từ cột {letter} sang cột {now}"
    for heading, letter in found.items():
        yield f"{at}, ô {letter}{HEAD_ROW + 1}", f"cột «{heading}» không có trong mẫu; bỏ cột này"


def _marks(book: Workbook) -> Mapping[str, str]:
    return {str(key): str(value) for key, value, *_ in book[MARKS_SHEET].iter_rows(max_col=2, values_only=True)}


def _rows(sheet: Worksheet) -> Iterator[Mapping[str, Cell]]:
    for cells in sheet.iter_rows(min_row=HEAD_ROW + 2, max_col=len(_COLUMNS)):
        row = {column.key: _cell(cell) for column, cell in zip(_COLUMNS, cells, strict=True)}
        if any(cell.value not in (None, "") for cell in row.values()):
            yield row


class Formula(str):
    """What a cell computes instead of holding."""

    __slots__ = ()


def _cell(cell: ExcelCell | MergedCell) -> Cell:
    value = cell.value
    if cell.data_type in ("f", "e"):
        value = Formula(value)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        return Cell(figure(value, cell.number_format), place(cell))
    return Cell(value, place(cell))
