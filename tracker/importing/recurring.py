"""The words of what returns → a recurrence as a plan stores it: «Hằng quý», «Trước ngày 25 hằng tháng»."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from tracker.importing.points import led, span
from tracker.vocabulary import Every, Operator
from tracker.yamltext import Value


class Returning(NamedTuple):
    """How a duty returns, as YAML fields without the quote, and a question if any."""

    fields: Mapping[str, Value]
    question: str = ""


_UNITS = {
    "tuan": Every.WEEK,
    "thang": Every.MONTH,
    "quy": Every.QUARTER,
    "6 thang": Every.HALF_YEAR,
    "nam": Every.YEAR,
}
#: How many of a unit make another period that the model knows: «3 tháng một lần» is a quarter.
_MULTIPLES = {(3, "thang"): Every.QUARTER, (6, "thang"): Every.HALF_YEAR, (12, "thang"): Every.YEAR}
#: How many times in a unit: «02 lần/năm» is every half year.
_RATES = {(2, "nam"): Every.HALF_YEAR, (4, "nam"): Every.QUARTER, (12, "nam"): Every.MONTH}
_UNIT = r"(?:0?6 thang|tuan|thang|quy|nam)"
_EACH = r"(?:(?:hang|moi) )"
_PHRASE = rf"(?:dinh ky,? )?{_EACH}?{_UNIT}(?:(?:, ?(?:va )?| va |/){_EACH}?{_UNIT})*(?:(?: |/)(?:(?:0?1|mot) )?lan)?"
_COUNTED = re.compile(r"(?:dinh ky )?(?:(?:cu|moi) )?(\d{1,2}|mot) (tuan|thang|quy|nam)(?:/(?:0?1 )?| (?:0?1|mot) )lan")
_RATED = re.compile(r"(?:dinh ky )?(?:moi )?(\d{1,2}|mot) lan(?:/| (?:mot |moi |trong )?)(tuan|thang|quy|nam)")
_AGAIN = re.compile(r"\b(?:hang|moi|dinh ky|lan)\b")
_AFTER = re.compile(rf"(?P<every>{_PHRASE})(?:[,;:] ?| )(?P<rest>.+)")
_BEFORE = re.compile(rf"(?P<rest>.+?),?(?: cua)? (?P<every>(?=dinh ky|hang|moi){_PHRASE})")

_LAST_MONTH = re.compile(r"(?:ngay )?(\d{1,2}) (?:cua )?thang cuoi(?:(?: cua)?(?: moi| hang)? (quy|ky))?")
_DAY = re.compile(r"(?:ngay )?(\d{1,2})(?: cua thang)?")
_LAST_DAY = re.compile(r"ngay cuoi(?: cung)?(?: cua)?(?: thang)?")
_FULL_YEAR = re.compile(r"\d{4}")
#: A leap year, so that 29 February is a day of every year.
_ANY_YEAR = 2000
_WEEKDAYS = ("thu hai", "thu ba", "thu tu", "thu nam", "thu sau", "thu bay", "chu nhat")


def returning(words: str) -> Returning | None:
    """Give how often plain words say that a duty returns, None when they say nothing of the sort."""
    if found := _every(words):
        return found
    if (match := _LAST_MONTH.fullmatch(led(words)[1])) and match[2] == "quy":
        return Returning(_dated(Every.QUARTER, words) or {})
    for pattern in (_AFTER, _BEFORE):
        match = pattern.fullmatch(words)
        found = _every(match["every"]) if match else None
        if match and found:
            return _with_day(found, match["rest"])
    return None


def _every(words: str) -> Returning | None:
    if match := _COUNTED.fullmatch(words):
        return _known(_number(match[1]), match[2], _MULTIPLES)
    if match := _RATED.fullmatch(words):
        return _known(_number(match[1]), match[2], _RATES)
    if words == "dinh ky":
        return Returning({"every": Every.UNSTATED.value})
    units = [unit.lstrip("0") for unit in re.findall(_UNIT, words)]
    if not re.fullmatch(_PHRASE, words) or (len(units) < 2 and not _AGAIN.search(words)):
        return None
    shortest = min((_UNITS[unit] for unit in units), key=list(Every).index)
    several = f"nêu nhiều kỳ; tạm ghi kỳ ngắn nhất ({shortest.label.lower()}), hay tách thành nhiều nhiệm vụ?"
    return Returning({"every": shortest.value}, several if len(units) > 1 else "")


def _number(words: str) -> int:
    return 1 if words == "mot" else int(words)


def _known(number: int, unit: str, others: Mapping[tuple[int, str], Every]) -> Returning:
    every = _UNITS[unit] if number == 1 else others.get((number, unit))
    if every:
        return Returning({"every": every.value})
    return Returning({"every": Every.UNSTATED.value}, "chương trình chưa có kỳ này; tạm ghi là định kỳ, không nêu kỳ")


def _with_day(found: Returning, rest: str) -> Returning:
    fields = _dated(Every(str(found.fields["every"])), rest)
    if fields:
        return Returning(fields, found.question)
    return Returning(found.fields, found.question or "chỉ đọc được kỳ; ngày phải xong của mỗi kỳ là ngày nào?")


def _dated(every: Every, words: str) -> Mapping[str, Value] | None:
    """Give the recurrence with the day that words name within its period; None for a day that is not understood."""
    operator, rest = led(words)
    days = _days(every, rest)
    if days is None or operator is Operator.AFTER or ("months" in days and operator is Operator.BEFORE):
        return None
    if "months" in days:
        operator = operator or Operator.IN
    return {"every": every.value, **days, "operator": operator.value if operator else None}


def _days(every: Every, rest: str) -> Mapping[str, Value] | None:
    if every is Every.WEEK:
        return {"day": str(_WEEKDAYS.index(rest) + 1)} if rest in _WEEKDAYS else None
    if every is Every.MONTH and _LAST_DAY.fullmatch(rest):
        return {"day": "-1"}
    if match := (_DAY if every is Every.MONTH else _LAST_MONTH).fullmatch(rest):
        return {"day": str(int(match[1]))} if 1 <= int(match[1]) <= 31 else None
    return _in_the_year(rest) if every in (Every.YEAR, Every.HALF_YEAR) and not _FULL_YEAR.search(rest) else None


def _in_the_year(rest: str) -> Mapping[str, Value] | None:
    """Give the day of each year, the two days in its halves, or the month, that words name."""
    try:
        spans = [span(led(part)[1], _ANY_YEAR) for part in re.split(r", | va ", rest)]
    except ValueError:
        return None
    days = [found.last for found in spans if found]
    halves = {day.month > 6 for day in days}
    if len(days) != len(spans) or len(halves) != len(days):
        return None
    every = Every.YEAR.value if len(days) == 1 else Every.HALF_YEAR.value
    if all(found and found.exact for found in spans):
        return {"every": every, "dates": [f"{day:%m-%d}" for day in sorted(days)]}
    return {"every": every, "day": "-1", "months": [str(day.month) for day in days]} if len(days) == 1 else None
