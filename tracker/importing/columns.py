"""Which column of a table holds what: offices call them by many names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tracker.importing.grid import Grid, TextCell
from tracker.text import fold

#: What a column holds, by its folded heading; the first that matches counts.
_HEADINGS = (
    ("number", re.compile(r"(s?tt|so tt|so thu tu|muc)\.?")),
    ("coordinate", re.compile(r".*phoi hop.*")),
    ("lead", re.compile(r".*(chu tri|chiu trach nhiem|don vi thuc hien|co quan thuc hien).*")),
    ("due", re.compile(r".*(thoi gian|thoi han|tien do|han hoan thanh|thoi diem).*")),
    ("deliverable", re.compile(r".*(san pham|ket qua).*")),
    ("task", re.compile(r".*(nhiem vu|noi dung|cong viec|chi tiet|ten viec).*")),
    ("note", re.compile(r"ghi chu")),
)
_REQUIRED = ("task", "lead")
_HEAD_WITHIN = 40
_COUNTERS = re.compile(r"\(?(\d{1,2}|[a-zA-Z])\)?")


class Head(NamedTuple):
    """The heading of a table: in which column each thing stands, and the first row below the heading."""

    columns: Mapping[str, int]
    first_row: int
    head_row: int
    unknown: Sequence[TextCell]
    """Headings that say nothing the program knows."""


def find_head(grid: Grid) -> Head | None:
    """Give the heading of a table, None when no row names at least the task and who leads it."""
    for number, row in enumerate(grid[:_HEAD_WITHIN]):
        found: dict[str, int] = {}
        unknown: list[TextCell] = []
        for place, cell in enumerate(row):
            kind = _kind(cell.text)
            if kind is None and cell.text:
                unknown.append(cell)
            elif kind is not None:
                found.setdefault(kind, place)
        if all(kind in found for kind in _REQUIRED):
            return Head(found, _below(grid, number), number, unknown)
    return None


def _kind(heading: str) -> str | None:
    words = fold(heading)
    return next((kind for kind, pattern in _HEADINGS if pattern.fullmatch(words)), None)


def _below(grid: Grid, number: int) -> int:
    """Leave out further heading rows: merged downwards, or counting the columns «(1) (2) (3)»."""
    below = number + 1
    while below < len(grid):
        words = [cell for cell in grid[below] if cell.text]
        merged = (
            bool(words)
            and any(cell.spread for cell in words)
            and all(
                not cell.spread or cell.text == head.text for cell, head in zip(grid[below], grid[number], strict=False)
            )
        )
        counting = len(words) > 1 and all(_COUNTERS.fullmatch(cell.text) for cell in words)
        if not (merged and sum(cell.spread for cell in words) * 2 >= len(words)) and not counting:
            return below
        below += 1
    return below
