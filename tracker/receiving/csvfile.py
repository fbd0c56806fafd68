"""A .csv file → the form as it came back, for those without a spreadsheet."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from tracker.exports.form import ENTERED, GIVEN, MARKS, csv_headings
from tracker.receiving.returned import MOST_ROWS, Cell, FormFault, Refused, Returned
from tracker.text import squeeze

_REPORT = ("report_number", "report_day")
_KEYS = (*(column.key for column in (*GIVEN, *ENTERED)), *_REPORT, *MARKS)
#: Excel writes semicolons where the comma stands in numbers, as in Vietnam.
_DELIMITERS = ",;\t"
#: A table of duties holds some hundred kilobytes of text.
_MOST_BYTES = 20_000_000


def read_csv(path: Path) -> Returned:
    """Give the form in a .csv file; raises Refused with every fault of its shape."""
    lines = read_lines(path)
    if not any(value.strip() for line in lines for value in line):
        raise Refused([FormFault(path.name, "", "tệp trống; dùng lại tệp gốc")])
    if faults := [FormFault(path.name, "hàng 1", message) for message in _misplaced(lines[0])]:
        raise Refused(faults)
    rows = [
        {key: _cell(value, number, key) for key, value in zip(_KEYS, [*line, *[""] * len(_KEYS)], strict=False)}
        for number, line in enumerate(lines[1:], 2)
        if any(value.strip() for value in line)
    ]
    if faults := [FormFault(path.name, at, message) for at, message in _unlike_one_form(rows)]:
        raise Refused(faults)
    marks = {key: str(_of_the_form(rows)[0][key].value) for key in MARKS}
    return Returned(path.name, marks, _first(rows, "report_number"), _first(rows, "report_day"), rows, "", 2)


def read_lines(path: Path) -> Sequence[Sequence[str]]:
    """Give the cells of a CSV file, line by line; raises Refused for a file that is not UTF-8 or UTF-16 text."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise Refused([FormFault(path.name, "", "tệp quá lớn so với một bảng giao việc; dùng lại tệp gốc")])
        raw = path.read_bytes()
        wide = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        text = raw.decode("utf-16" if wide else "utf-8-sig")
        head = text.partition("\n")[0]
        delimiter = max(_DELIMITERS, key=head.count)
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except (OSError, UnicodeError, csv.Error):
        message = "không đọc được tệp; lưu lại dạng «CSV UTF-8» rồi gửi lại"
        raise Refused([FormFault(path.name, "", message)]) from None


def _misplaced(found: Sequence[str]) -> Sequence[str]:
    wanted = csv_headings()
    headings = [squeeze(heading) for heading in found]
    while headings and not headings[-1]:
        headings.pop()
    if not set(headings) & set(wanted):
        return ["không phải biểu mẫu do chương trình này lập: không có cột nào của mẫu; dùng lại tệp gốc"]
    lost = [f"mất cột «{heading}»; dùng lại tệp gốc" for heading in wanted if heading not in headings]
    added = [f"cột «{heading}» không có trong mẫu; bỏ cột này" for heading in headings if heading not in wanted]
    if lost or added or headings == list(wanted):
        return lost + added
    first = next(n for n, pair in enumerate(zip(headings, wanted, strict=False)) if pair[0] != pair[1])
    return [f"các cột đã bị đổi chỗ, từ cột «{wanted[first]}»; dùng lại tệp gốc"]


def _cell(value: str, number: int, key: str) -> Cell:
    text = value[1:] if value[:1] == "'" and value[1:2] in ("=", "+", "-", "@") else value
    return Cell(text, f"hàng {number}, cột «{csv_headings()[_KEYS.index(key)]}»")


def _unlike_one_form(rows: Sequence[Mapping[str, Cell]]) -> Iterator[tuple[str, str]]:
    """Give where a file is not one form: no rows or far too many, rows of other forms, two reports."""
    if not rows:
        yield "", "không có hàng nào; dùng lại tệp gốc"
    elif len(rows) > MOST_ROWS:
        yield "", f"có quá {MOST_ROWS} hàng; dùng lại tệp gốc"
    else:
        first, *others = _of_the_form(rows)
        for row in others:
            yield from _first_difference(row, first, MARKS, "mỗi tệp là một biểu mẫu")
        for key in _REPORT:
            first, *others = [row for row in rows if str(row[key].value).strip()] or rows[:1]
            for row in others:
                yield from _first_difference(row, first, (key,), "mỗi tệp là một báo cáo")


def _of_the_form(rows: Sequence[Mapping[str, Cell]]) -> Sequence[Mapping[str, Cell]]:
    """Give the rows that name a duty; one without is told as a stray row when the rows are identified."""
    return [row for row in rows if str(row["id"].value).strip()] or rows[:1]


def _first_difference(
    row: Mapping[str, Cell], first: Mapping[str, Cell], keys: Iterable[str], why: str
) -> Iterator[tuple[str, str]]:
    for key in keys:
        if squeeze(str(row[key].value)) != squeeze(str(first[key].value)):
            yield row[key].at, f"«{row[key].value}» khác các hàng trên («{first[key].value}»); {why}"
            return


def _first(rows: Sequence[Mapping[str, Cell]], key: str) -> Cell:
    return next((row[key] for row in rows if row[key].value), rows[0][key])
