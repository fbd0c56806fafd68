"""A point or a span of time in words → its first and last day: «30/6», «Quý III/2026», «tháng 3-6/2026».

Only words that are wholly understood count: anything left over gives None, for a person to read.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from tracker.text import fold
from tracker.vocabulary import Operator


class NoYearError(ValueError):
    """The words name no year, and the plan does not give one."""


class Span(NamedTuple):
    """A stretch of time, both days included; `exact` when the words name one day."""

    first: date
    last: date
    exact: bool = False


_YEAR = r"(?P<year>(?:19|20)\d\d)"
_OF_YEAR = rf"(?:(?:[/,-] ?| )(?:nam )?{_YEAR})?"
_POINTS = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("day", rf"(?:ngay )?(?P<day>\d{{1,2}})(?P<sep>[/.-])(?P<month>\d{{1,2}})(?P=sep){_YEAR}"),
        ("day", r"(?:ngay )?(?P<day>\d{1,2})/(?P<month>\d{1,2})"),
        ("day", rf"(?:ngay )?(?P<day>\d{{1,2}}) thang (?P<month>\d{{1,2}}){_OF_YEAR}"),
        ("month", rf"(?:cuoi )?(?:thang |t)(?P<month>\d{{1,2}}){_OF_YEAR}"),
        ("month", rf"(?P<month>\d{{1,2}})(?:[/-]| nam ){_YEAR}"),
        ("quarter", rf"(?:cuoi )?q(?:uy )?(?P<quarter>iv|i{{1,3}}|0?[1-4]){_OF_YEAR}"),
        ("half", rf"0?6 thang (?P<half>dau|cuoi)(?: cua)?(?: nam)?(?: {_YEAR})?"),
        ("year", rf"(?:(?:cuoi )?nam )?{_YEAR}|(?:cuoi )?nam"),
    )
)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_FROM = re.compile(r"(?:(?:giai doan|bat dau|ke|tu) )+")
_BETWEEN = re.compile(r"-| den (?:het )?")
_UNIT = re.compile(r"(?:thang|quy|nam|ngay) ")
_BARE_DAY = re.compile(r"(?:ngay )?\d{1,2}")

#: The words before a time, with the operator that they stand for.
_WORDS = (
    (Operator.BEFORE, r"truoc"),
    (Operator.AFTER, r"sau"),
    (
        Operator.BY,
        r"(?:(?:cham|muon) nhat|khong (?:qua|muon hon)|han cuoi|den het|den|het)(?: (?:la|vao|trong|den|het))*",
    ),
    (Operator.IN, r"trong"),
    (Operator.ON, r"vao"),
)
_LED = tuple((operator, re.compile(rf"{words} (?P<rest>.+)")) for operator, words in _WORDS)


def plain(words: str) -> str:
    """Give words folded and tidied for reading a time: one sort of dash, no brackets, no closing punctuation."""
    folded = re.sub(r"[–—−]", "-", fold(words))
    folded = re.sub(r" ?([/-]) ?", r"\1", re.sub(r"[()]", " ", folded))
    return re.sub(r" +([,;:])", r"\1", " ".join(folded.split())).strip(" .,;:-")


def led(words: str) -> tuple[Operator | None, str]:
    """Give the operator that the first of the plain words stand for, None when there is none, and the words after."""
    for operator, pattern in _LED:
        if match := pattern.fullmatch(words):
            return operator, match["rest"]
    return None, words


def span(words: str, year: int | None) -> Span | None:
    """Give the time that plain words name, None when they are not wholly understood.

    year: that of words which name none; None when the plan does not lie within one year.
    Raises NoYearError without a year, ValueError for a day that is not in the calendar.
    """
    if whole := _point(words, year):
        return whole
    bare = _FROM.sub("", words, count=1) if _FROM.match(words) else words
    pairs = ((bare[: dash.start()], bare[dash.end() :]) for dash in _BETWEEN.finditer(bare))
    return next(filter(None, (_between(left, right, year) for left, right in pairs)), None)


def _between(left: str, right: str, year: int | None) -> Span | None:
    """Read «tháng 3» and «6/2026» as March to June of 2026: each side lends the other what it leaves out."""
    unit = _UNIT.match(left)
    end = (_point(f"{unit[0]}{right}", year) if unit else None) or _point(right, year)
    if end is None:
        return None
    day = end.exact and _BARE_DAY.fullmatch(left)
    begin = _point(f"{left}/{end.last.month}" if day else left, end.last.year)
    return Span(begin.first, end.last) if begin and begin.first <= end.last else None


def _point(words: str, year: int | None) -> Span | None:
    for kind, pattern in _POINTS:
        if match := pattern.fullmatch(words):
            said = match.groupdict().get("year") or year
            if said is None:
                raise NoYearError
            return _stretch(kind, match, int(said))
    return None


def _stretch(kind: str, match: re.Match[str], year: int) -> Span:
    if kind == "day":
        day = date(year, int(match["month"]), int(match["day"]))
        return Span(day, day, exact=True)
    first, last = _months(kind, match)
    if not 1 <= last <= 12:
        raise ValueError
    return Span(date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def _months(kind: str, match: re.Match[str]) -> tuple[int, int]:
    if kind == "month":
        return int(match["month"]), int(match["month"])
    if kind == "quarter":
        last = 3 * (_ROMAN.get(match["quarter"]) or int(match["quarter"]))
        return last - 2, last
    if kind == "half":
        return (1, 6) if match["half"] == "dau" else (7, 12)
    return 1, 12


_TIME = re.compile(r"\d{1,2}[/.]\d{1,2}(?:[/.]\d{4})?|\d{1,2}[/-]\d{4}|ngay \d|thang \d|quy [iv\d]|(?:19|20)\d\d")


def times_in(words: str) -> Iterator[str]:
    """Give whatever in plain words looks like a time: to tell whether there is one at all, or several."""
    return (match[0] for match in _TIME.finditer(words))
