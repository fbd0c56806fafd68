"""Where the points, the lines and the words of a chart of one figure over time stand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

WIDTH, HEIGHT = 420, 260
_LEFT, _RIGHT, _TOP, _BOTTOM = 56, 14, 26, 40
_TICKS = 4
#: Words beside points need so much room.
_APART = 56


class Point(NamedTuple):
    """A figure on a day, and where it stands on the drawing (units of the viewBox)."""

    x: float
    y: float
    day: str
    value: float
    decimals: int
    labelled: bool
    """Whether there is room to write the figure beside it."""
    label: float
    """How low its words stand: below the point, or above it where the target's line would cross them."""


class Chart(NamedTuple):
    """All that a template needs to draw results over time beside the target."""

    width: int
    height: int
    left: int
    right: int
    bottom: int
    points: Sequence[Point]
    target: float
    """The height of the target's line."""
    ticks: Sequence[tuple[float, float]]
    """(y, value) of the scale."""
    first: str
    last: str
    """First and last day of the time axis."""


class Measured(NamedTuple):
    """A figure with its day (ISO) and the number of decimals its source wrote."""

    day: str
    value: float
    decimals: int


def chart(results: Sequence[Measured], target: float, first: str, last: str) -> Chart:
    """Give the drawing of dated results; the axis runs at least from `first` to `last` (ISO days)."""
    days = sorted({first, last, *(result.day for result in results)})
    top = _round_up(max([target, *(result.value for result in results)]))
    scale = _TOP, HEIGHT - _BOTTOM
    places = [_place(result.day, days[0], days[-1]) for result in results]

    def height(value: float) -> float:
        return round(scale[1] - (scale[1] - scale[0]) * value / top, 1)

    return Chart(
        WIDTH,
        HEIGHT,
        _LEFT,
        WIDTH - _RIGHT,
        HEIGHT - _BOTTOM,
        [
            Point(x, height(r.value), *r, shown, _label(height(r.value), height(target)))
            for r, x, shown in zip(results, places, _labelled(places), strict=True)
        ],
        height(target),
        [(height(top * n / _TICKS), top * n / _TICKS) for n in range(_TICKS + 1)],
        days[0],
        days[-1],
    )


def _place(day: str, first: str, last: str) -> float:
    length = (date.fromisoformat(last) - date.fromisoformat(first)).days or 1
    passed = (date.fromisoformat(day) - date.fromisoformat(first)).days
    return round(_LEFT + (WIDTH - _RIGHT - _LEFT) * passed / length, 1)


def _label(point: float, target: float) -> float:
    below = point + 24
    return point - 12 if abs(below - 5 - target) < 14 else below


def _labelled(places: Sequence[float]) -> list[bool]:
    """Tell which points have room for words: the last one always, then each that is far enough from the next."""
    shown: list[bool] = []
    nearest = float("inf")
    for place in reversed(places):
        shown.append(nearest - place >= _APART)
        nearest = place if shown[-1] else nearest
    return shown[::-1]


def _round_up(value: float) -> float:
    """Give the next round number for the top of a scale: 1, 2, 4 or 8 times a power of ten; 100 for a share."""
    power = 1.0
    while power * 10 <= value:
        power *= 10
    while value < power and value > 0:
        power /= 10
    return next(power * step for step in (1, 2, 4, 8, 10) if power * step >= value)
