"""The words of the column «thời hạn» → a deadline or a recurrence as a plan stores it."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from tracker.text import fold
from tracker.vocabulary import DeadlineType, Every, Operator, TaskKind
from tracker.yamltext import Value

_FULL = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})|(\d{1,2}) thang (\d{1,2}) nam (\d{4})")
_NO_YEAR = re.compile(r"ngay (\d{1,2})\s*/\s*(\d{1,2})(?![\d/])|ngay (\d{1,2}) thang (\d{1,2})(?! nam)")
_MONTH = re.compile(r"(?:thang )?(?<!\d)(\d{1,2})\s*(?:/|nam )\s*(\d{4})")
_QUARTER = re.compile(r"quy (i{1,3}|iv|[1-4])\s*(?:/|-|nam|,)?\s*(?:nam )?(\d{4})")
_HALF = re.compile(r"6 thang (dau|cuoi) nam (\d{4})")
_YEARS = re.compile(r"(?:tu |giai doan |nam |den |het |trong )*(?:(\d{4})\s*[-–]\s*)?(\d{4})")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_EVERY = (
    (re.compile(r"h[aà]ng tuan"), Every.WEEK),
    (re.compile(r"hang thang"), Every.MONTH),
    (re.compile(r"hang quy"), Every.QUARTER),
    (re.compile(r"(dinh ky |moi )?6 thang( mot lan|/lan)?"), Every.HALF_YEAR),
    (re.compile(r"hang nam"), Every.YEAR),
    (re.compile(r"dinh ky"), Every.UNSTATED),
)
_STANDING = re.compile(r"(thuong xuyen|lien tuc)[ ,.]*(trong nam|hang nam)?")
_AFTER_DAY = re.compile(r"truoc ngay|truoc")


class When(NamedTuple):
    """What the words say: the kind of duty, its `deadline` or `recurrence` as YAML fields, and a question if any."""

    kind: TaskKind
    fields: Mapping[str, Value]
    question: str = ""


def read_time(words: str, year: int | None) -> When:
    """Give what the words of a deadline say.

    year: that of a day without a year; None when the plan runs over several.
    """
    folded = fold(words)
    if not folded or _STANDING.fullmatch(folded):
        return When(TaskKind.STANDING, {})
    for pattern, every in _EVERY:
        if pattern.fullmatch(folded.strip(" .")):
            return When(TaskKind.RECURRING, {"recurrence": {"every": every.value, "quote": words}})
    return _dated(words, folded, year)


def _dated(words: str, folded: str, year: int | None) -> When:
    try:
        day, kind = _day(folded, year)
    except ValueError:
        return _event(words, f"«{words}» không phải ngày có trong lịch")
    if day is None:
        return _event(words, f"không đọc được thời hạn «{words}»")
    operator = (
        Operator.BEFORE if _AFTER_DAY.match(folded) else Operator.BY if kind is DeadlineType.DATE else Operator.IN
    )
    if operator is Operator.BEFORE and kind is DeadlineType.PERIOD:
        return _event(words, f"«{words}»: trước ngày đầu hay ngày cuối của khoảng thời gian?")
    deadline: dict[str, Value] = {"type": kind.value} if kind is not DeadlineType.DATE else {}
    deadline |= {"date": day.isoformat(), "operator": operator.value, "quote": words}
    return When(TaskKind.ONE_OFF, {"deadline": deadline})


def _event(words: str, question: str) -> When:
    deadline = {"type": DeadlineType.EVENT.value, "quote": words}
    return When(TaskKind.ONE_OFF, {"deadline": deadline}, f"{question}; tạm ghi là hạn theo sự kiện (không có ngày)")


def _day(folded: str, year: int | None) -> tuple[date | None, DeadlineType]:
    """Give the day that the words name, or the last day of the span of time that they name; raises ValueError."""
    if match := _FULL.search(folded):
        day, month, full = (int(part) for part in match.groups() if part)
        return date(full, month, day), DeadlineType.DATE
    if (match := _NO_YEAR.search(folded)) and year:
        day, month = (int(part) for part in match.groups() if part)
        return date(year, month, day), DeadlineType.DATE
    return _last_day(folded), DeadlineType.PERIOD


def _last_day(folded: str) -> date | None:
    if match := _QUARTER.search(folded):
        month = 3 * (_ROMAN.get(match[1]) or int(match[1]))
        return _end_of(int(match[2]), month)
    if match := _HALF.search(folded):
        return _end_of(int(match[2]), 6 if match[1] == "dau" else 12)
    if match := _MONTH.search(folded):
        return _end_of(int(match[2]), int(match[1]))
    if match := _YEARS.fullmatch(folded.strip(" .")):
        return date(int(match[2]), 12, 31)
    return None


def _end_of(year: int, month: int) -> date:
    if not 1 <= month <= 12:
        raise ValueError
    return date(year, month, monthrange(year, month)[1])
