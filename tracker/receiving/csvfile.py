"""A .csv file → the form as it came back, for those without a spreadsheet."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

from tracker.exports.form import ENTERED, GIVEN, MARKS, csv_headings
from tracker.receiving.returned import Cell, FormFault, Refused, Returned
from tracker.text import squeeze

_KEYS = (*(column.key for column in (*GIVEN, *ENTERED)), "report_number", "report_day", *MARKS)
#: Excel writes semicolons where the comma stands in numbers, as in Vietnam.
_DELIMITERS = ",;\t"


def read_csv(path: Path) -> Returned:
    """Give the form in a .csv file; raises Refused with every fault of its shape."""
    lines = read_lines(path)
    if faults := [FormFault(path.name, "hàng 1", message) for message in _misplaced(lines[0] if lines else [])]:
        raise Refused(faults)
    rows = [
        {key: _cell(value, number, key) for key, value in zip(_KEYS, [*line, *[""] * len(_KEYS)], strict=False)}
        for number, line in enumerate(lines[1:], 2)
        if any(value.strip() for value in line)
    ]
    if not rows:
        raise Refused([FormFault(path.name, "", "không có hàng nào; dùng lại tệp gốc")])
    faults = [fault for key in MARKS for fault in _differing(path.name, rows, key)]
    if faults:
        raise Refused(faults)
    marks = {key: str(rows[0][key].value) for key in MARKS}
    return Returned(path.name, marks, _first(rows, "report_number"), _first(rows, "report_day"), rows)


def read_lines(path: Path) -> Sequence[Sequence[str]]:
    """Give the cells of a CSV file, line by line; raises Refused for a file that is not UTF-8 or UTF-16 text."""
    try:
        raw = path.read_bytes()
        wide = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        text = raw.decode("utf-16" if wide else "utf-8-sig")
        head = text.partition("\n")[0]
        delimiter = max(_DELIMITERS, key=head.count)
        return list(csv.reader(text.splitlines(keepends=True), delimiter=delimiter, strict=True))
    except (OSError, UnicodeError, csv.Error):
        message = "không đọc được tệp; lưu lại dạng «CSV UTF-8» rồi gửi lại"
        raise Refused([FormFault(path.name, "", message)]) from None


def _misplaced(found: Sequence[str]) -> Sequence[str]:
    wanted = csv_headings()
    headings = [squeeze(heading) for heading in found]
    while headings and not headings[-1]:
        headings.pop()
    lost = [f"mất cột «{heading}»; dùng lại tệp gốc" for heading in wanted if heading not in headings]
    added = [f"cột «{heading}» không có trong mẫu; bỏ cột này" for heading in headings if heading not in wanted]
    if lost or added or headings == list(wanted):
        return lost + added
    first = next(n for n, pair in enumerate(zip(headings, wanted, strict=False)) if pair[0] != pair[1])
    return [f"các cột đã bị đổi chỗ, từ cột «{wanted[first]}»; dùng lại tệp gốc"]


def _cell(value: str, number: int, key: str) -> Cell:
    text = value[1:] if value[:1] == "'" and value[1:2] in ("=", "+", "-", "@") else value
    return Cell(text, f"hàng {number}, cột «{csv_headings()[_KEYS.index(key)]}»")


def _differing(file: str, rows: Sequence[Mapping[str, Cell]], key: str) -> list[FormFault]:
    first = rows[0][key].value
    return [
        FormFault(file, row[key].at, f"«{row[key].value}» khác các hàng trên («{first}»); mỗi tệp là một biểu mẫu")
        for row in rows
        if row[key].value != first
    ]


def _first(rows: Sequence[Mapping[str, Cell]], key: str) -> Cell:
    return next((row[key] for row in rows if row[key].value), rows[0][key])
