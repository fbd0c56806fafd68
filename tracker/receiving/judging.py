"""A returned form beside the form that was sent → what it reports, or every fault by cell."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from hashlib import sha256
from typing import NamedTuple

from tracker.exports.form import ENTERED, FIRST_DAY, FIXED, GIVEN, Form
from tracker.receiving.figures import Figure
from tracker.receiving.returned import Cell, FormFault, Returned
from tracker.receiving.workbook import Formula
from tracker.text import read_date, show_date, show_number, squeeze
from tracker.vocabulary import ClaimState, EntryKind

_HEADINGS = {column.key: column.heading for column in (*GIVEN, *ENTERED)}
_CLAIM = ("claim", "effective", "text", "obstacles")
_EVIDENCE = ("evidence", "number", "issued", "url")
_LONGEST = {column.key: column.longest for column in ENTERED}
_CHOOSE = f"chọn {', '.join(f'«{state.label}»' for state in ClaimState)}"
_STATES = {squeeze(state.label).casefold(): state for state in ClaimState}


class Told(NamedTuple):
    """One entry of a record as text by key, with the cell from which each key comes."""

    fields: Mapping[str, str]
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Report:
    """What a returned form says: the report's own number and day with their cells, its entries in the form's order."""

    form: Form
    file: str
    number: str | None
    issued: str | None
    told: Sequence[Told]
    cells: Mapping[str, str]

    @cached_property
    def fingerprint(self) -> str:
        """What is the same when the same form comes again, in whichever file: twelve hexadecimal digits."""
        said = [self.form.marks, self.number, self.issued, [item.fields for item in self.told]]
        return sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:12]


class _Reading:
    """One form being read: collects the faults of its cells."""

    def __init__(self, returned: Returned, form: Form, recorded: date) -> None:
        self.faults: list[FormFault] = []
        self.begun = date.fromisoformat(form.begun)
        self._returned = returned
        self._recorded = recorded
        self._written = returned.file.lower().endswith(".csv")

    def fault(self, cell: Cell, message: str) -> None:
        self.faults.append(FormFault(self._returned.file, cell.at, message))

    def missing(self, number: int, key: str) -> None:
        """Tell of a row that is no longer where it was sent."""
        at = self._returned.place(number)
        self.faults.append(FormFault(self._returned.file, at, f"mất hàng {key}; dùng lại tệp gốc"))

    def text(self, cell: Cell, longest: int) -> str | None:
        """Give the text of a cell; None for an empty one or a faulty one."""
        if message := _not_words(cell.value):
            self.fault(cell, message)
            return None
        words = squeeze(str(cell.value)) if cell.value is not None else ""
        if len(words) > longest:
            self.fault(cell, f"dài {show_number(len(words))} ký tự, quá {show_number(longest)}; viết gọn lại")
            return None
        return words or None

    def day(self, cell: Cell, first: date = FIRST_DAY) -> str | None:
        """Give the day of a cell as ISO text; None for an empty one or a faulty one, as one before the first day."""
        value = cell.value
        if isinstance(value, Formula) or not (value is None or isinstance(value, str | date)):
            self.fault(cell, f"«{_shown(value)}» không phải ngày; nhập như 30/09/2031")
            return None
        if isinstance(value, str):
            value = self._written_day(cell, squeeze(value))
        if value is None:
            return None
        day = value.date() if isinstance(value, datetime) else value
        if message := self._impossible(day, first):
            self.fault(cell, f"ngày {show_date(day)} {message}")
            return None
        return day.isoformat()

    def _impossible(self, day: date, first: date) -> str:
        if day > self._recorded:
            return f"sau ngày ghi nhận {show_date(self._recorded)}"
        if day < first:
            known = "khi có kế hoạch" if first == self.begun else "ngày đầu mà mẫu nhận"
            return f"trước {known} ({show_date(first)}); kiểm tra lại năm"
        return ""

    def _written_day(self, cell: Cell, value: str) -> date | None:
        if value and not self._written:
            self.fault(cell, f"ngày «{value}» đang là chữ; định dạng ô là ngày rồi nhập lại, ví dụ 30/09/2031")
            return None
        day = read_date(value)
        if value and day is None:
            self.fault(cell, f"«{value}» không phải ngày có trong lịch; viết như 30/09/2031")
        return day


def _not_words(value: object) -> str:
    """Give why what stands in a cell cannot be recorded as words; nothing when it can."""
    if isinstance(value, Formula):
        return "ô chứa công thức hoặc lỗi tính; thay bằng chữ"
    if isinstance(value, date):
        return f"Excel đã đổi nội dung thành ngày {value:%d/%m/%Y}; gõ lại dạng chữ"
    if isinstance(value, Figure) and value.shown is None:
        return f"ô chứa số {value.value} theo định dạng riêng; gõ lại thành chữ, đúng như cần công bố"
    if value is None or isinstance(value, str | Figure):
        return ""
    return f"ô chứa giá trị {_shown(value)}, không phải chữ; gõ lại thành chữ"


def _shown(value: object) -> str:
    return str(value).upper() if isinstance(value, bool) else str(value)


def judge(
    returned: Returned, form: Form, owners: Mapping[str, str], recorded: date
) -> tuple[Report | None, Sequence[FormFault]]:
    """Give what a returned form reports, and every fault of its cells; no report when there is a fault.

    owners: for each obligation of the plan, the name of the body that owes it.
    """
    reading = _Reading(returned, form, recorded)
    rows = _identified(returned, form, owners, reading)
    told = [entry for key, given in rows.items() for entry in _told(key, given, form, reading)]
    number = reading.text(returned.number, _LONGEST["number"])
    issued = reading.day(returned.issued, reading.begun)
    if reading.faults:
        return None, reading.faults
    cells = {"number": returned.number.at, "issued": returned.issued.at}
    return Report(form, returned.file, number, issued, told, cells), ()


def _identified(
    returned: Returned, form: Form, owners: Mapping[str, str], reading: _Reading
) -> Mapping[str, Mapping[str, Cell]]:
    """Give the rows of a returned form by obligation, in the form's order."""
    known = {row["id"]: row for row in form.rows}
    found: dict[str, Mapping[str, Cell]] = {}
    for row in returned.rows:
        key = squeeze(str(row["id"].value or ""))
        if key not in known:
            reading.fault(row["id"], _unknown(key, owners))
        elif key in found:
            reading.fault(row["id"], f"mã {key} lặp lại; mỗi việc một hàng")
        else:
            found[key] = row
            _altered(row, known[key], reading)
    for number, key in enumerate(known):
        if key not in found:
            reading.missing(number, key)
    return {key: found[key] for key in known if key in found}


def _unknown(key: str, owners: Mapping[str, str]) -> str:
    if not key:
        return "hàng không có mã; không thêm hàng vào mẫu"
    if key in owners:
        return f"việc {key} là của {owners[key]}, hoặc chưa đến kỳ; bỏ hàng này"
    return f"không có việc mang mã «{key}»; dùng lại tệp gốc"


def _altered(row: Mapping[str, Cell], known: Mapping[str, str], reading: _Reading) -> None:
    for key in FIXED:
        if squeeze(str(row[key].value or "")) != squeeze(known[key]):
            reading.fault(row[key], f"cột «{_HEADINGS[key]}» đã bị sửa; nội dung gốc: «{known[key][:80]}»")


def _told(key: str, row: Mapping[str, Cell], form: Form, reading: _Reading) -> Iterator[Told]:
    """Give the claim and the evidence of a row, as far as they are filled in."""
    given = next(item for item in form.rows if item["id"] == key)
    about = {"task": given["task"], **({"period": given["period"]} if given["period"] else {})}
    if any(_filled(row[name]) for name in _CLAIM):
        yield from _claim(row, about, reading)
    if any(_filled(row[name]) for name in _EVIDENCE):
        yield from _evidence(row, about, reading)


def _filled(cell: Cell) -> bool:
    return cell.value is not None and bool(str(cell.value).strip())


def _words(row: Mapping[str, Cell], key: str, reading: _Reading) -> str | None:
    return reading.text(row[key], _LONGEST[key])


def _claim(row: Mapping[str, Cell], about: Mapping[str, str], reading: _Reading) -> Iterator[Told]:
    state, effective = _state(row["claim"], reading), reading.day(row["effective"], reading.begun)
    if not _filled(row["effective"]):
        reading.fault(row["effective"], "thiếu ngày đạt tình trạng")
    words = {key: _words(row, key, reading) for key in ("text", "obstacles")}
    if state and effective:
        fields = {"kind": EntryKind.CLAIM.value, **about, "state": state.value, "effective": effective}
        yield _entry({**fields, **words}, row, {"state": "claim", "kind": "claim"})


def _state(cell: Cell, reading: _Reading) -> ClaimState | None:
    words = reading.text(cell, _LONGEST["claim"])
    state = _STATES.get(words.casefold()) if words else None
    if words and state is None:
        reading.fault(cell, f"«{words}» không có trong danh sách; {_CHOOSE}")
    elif not _filled(cell):
        reading.fault(cell, f"thiếu tình trạng báo cáo; {_CHOOSE}")
    return state


def _evidence(row: Mapping[str, Cell], about: Mapping[str, str], reading: _Reading) -> Iterator[Told]:
    title = _words(row, "evidence", reading)
    if not _filled(row["evidence"]):
        reading.fault(row["evidence"], "thiếu tên tài liệu chứng minh")
    fields = {
        "number": _words(row, "number", reading),
        "issued": reading.day(row["issued"]),
        "url": _words(row, "url", reading),
    }
    if title:
        told = {"kind": EntryKind.EVIDENCE.value, **about, "title": title, **fields}
        yield _entry(told, row, {"title": "evidence", "kind": "evidence"})


def _entry(fields: Mapping[str, str | None], row: Mapping[str, Cell], columns: Mapping[str, str]) -> Told:
    kept = {key: value for key, value in fields.items() if value}
    cells = {key: row[columns.get(key, key)].at for key in kept if columns.get(key, key) in row}
    return Told(kept, cells)
