"""What a spreadsheet shows for a number: 0.955 as «95,5%», the way the office that typed it saw it."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from tracker.text import show_number

#: The formats of numbers that say all by themselves; what currencies, fractions and colours show is not guessed.
_PLAIN = re.compile(r"(?P<grouped>#,##)?0(?:\.(?P<decimals>0+))?(?P<percent> ?%)?")
_GENERAL = ("General", "@", "")
#: As many digits as a spreadsheet shows of a number that has no format of its own.
_MOST_DIGITS = 11


class Figure(NamedTuple):
    """The number in a cell, and what the cell shows for it the Vietnamese way; None where it cannot be told."""

    value: float
    shown: str | None

    def __str__(self) -> str:
        """Give what is shown, or the number itself."""
        return self.shown or str(self.value)


def figure(value: float, number_format: str) -> Figure:
    """Give a number as a cell of that format shows it."""
    exact = Decimal(repr(value))
    if number_format in _GENERAL:
        return Figure(value, _general(exact))
    match = _PLAIN.fullmatch(number_format)
    if match is None or not exact.is_finite():
        return Figure(value, None)
    decimals = len(match["decimals"] or "")
    scaled = exact * 100 if match["percent"] else exact
    words = show_number(scaled.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP), decimals)
    return Figure(value, (words if match["grouped"] else words.replace(".", "")) + (match["percent"] or ""))


def _general(exact: Decimal) -> str | None:
    if not exact.is_finite() or exact.adjusted() >= _MOST_DIGITS:
        return None
    whole = max(exact.adjusted() + 1, 1)
    rounded = exact.quantize(Decimal(1).scaleb(whole - _MOST_DIGITS), ROUND_HALF_UP).normalize()
    return show_number(rounded or Decimal(0)).replace(".", "") if rounded or not exact else None
