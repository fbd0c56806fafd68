"""Which column of a table holds what: offices call them by many names, in headings of one row or several."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from tracker.importing.grid import Grid, TextCell
from tracker.text import fold

#: What a column holds, by its folded heading: the first kind that matches counts, its better names first.
_HEADINGS = tuple(
    (kind, tuple(map(re.compile, patterns)))
    for kind, patterns in (
        ("number", (r"(s?tt|so tt|so thu tu|muc)\.?",)),
        ("coordinate", (r".*phoi hop.*",)),
        (
            "lead",
            (
                r".*chu tri.*",
                r".*(chiu trach nhiem|dau moi).*",
                r".*(don vi|co quan|bo phan|ca nhan).*(thuc hien|phu trach|duoc giao).*",
                r"don vi|co quan",
            ),
        ),
        (
            "due",
            (
                r".*(thoi (gian|diem|han)|tien do|ngay|den).*(hoan thanh|ket thuc).*|(den|hoan thanh|ket thuc)( ngay)?",
                r".*thoi han.*|ky han|han( (hoan thanh|cuoi|cuoi cung|chot|nop|xong|thuc hien|trinh|xu ly|bao cao))?",
                r"(?!.*bat dau).*(thoi gian|tien do|thoi diem).*",
            ),
        ),
        ("deliverable", (r".*san pham.*", r".*ket qua.*")),
        (
            "task",
            (r".*(nhiem vu|cong viec|ten viec|dau viec).*", r".*noi dung.*", r".*(chi tiet|hoat dong|hang muc).*"),
        ),
        ("note", (r"ghi chu.*",)),
    )
)
_BEGINNING = re.compile(r"(.* )?bat dau|tu( ngay)?")
Names = tuple[TextCell, ...]
_REQUIRED = ("task", "lead")
_HEAD_WITHIN = 40
_MARK = re.compile(r"(\d{1,3}(\.\d{1,3})*|[a-zđ]|[IVX]+)[.)]?")
_COUNTERS = re.compile(r"\(?(\d{1,2}|[a-zA-Z])\)?")


class Head(NamedTuple):
    """The heading of a table: in which column each thing stands, and the first row below the heading."""

    columns: Mapping[str, int]
    """By kind; besides «number» there may be «number 2» and so on, with the marks of sub-rows."""
    headings: Mapping[str, str]
    """What the table calls each thing."""
    first_row: int
    head_row: int
    unknown: Sequence[TextCell]
    """The headings of columns that hold words and are not used."""


def find_head(grid: Grid) -> Head | None:
    """Give the heading of a table, None when no row names at least the task and who leads it."""
    for number, row in enumerate(grid[:_HEAD_WITHIN]):
        if len({_kind([cell])[0] for cell in row} - {""}) > 1:
            head = _head(grid, number)
            if all(kind in head.columns for kind in _REQUIRED):
                return head
    return None


def counts_columns(row: Sequence[TextCell]) -> bool:
    """Tell a row that only counts the columns: «(1) (2) (3)»."""
    words = [cell.text for cell in row if cell.text]
    return len(words) > 1 and all(map(_COUNTERS.fullmatch, words))


def _head(grid: Grid, number: int) -> Head:
    """Give each thing the column whose heading names it best; columns that are left over are told."""
    names, below = _names(grid, number)
    kinds = [_kind(cells) for cells in names]
    columns: dict[str, int] = {}
    for _, place, kind in sorted((rank, place, kind) for place, (kind, rank) in enumerate(kinds) if kind):
        columns.setdefault(kind, place)
    marks = [place for place in range(columns.get("task", 0)) if _holds_marks(grid[below:], place)]
    columns |= {f"number {place}": place for place in marks if place not in columns.values()}
    columns = dict(sorted(columns.items(), key=lambda column: column[1]))
    called = [": ".join(cell.text for cell in cells) for cells in names]
    unknown = [
        cells[-1]._replace(text=called[place])
        for place, cells in enumerate(names)
        if cells and place not in columns.values() and _holds_words(grid[below:], place)
    ]
    return Head(columns, {kind: called[place] for kind, place in columns.items()}, below, number, unknown)


def _kind(names: Sequence[TextCell]) -> tuple[str, int]:
    """Give what a column holds and how well its heading says so: by its lowest name, else by all of them."""
    folded = [fold(cell.text) for cell in names]
    if not folded or _BEGINNING.fullmatch(folded[-1]):
        return "", 0
    for words in dict.fromkeys((folded[-1], " ".join(folded))):
        for kind, patterns in _HEADINGS:
            for rank, pattern in enumerate(patterns):
                if pattern.fullmatch(words):
                    return kind, rank
    return "", 0


def _holds_words(rows: Grid, place: int) -> bool:
    return any(row[place].text and not row[place].spread for row in rows if place < len(row))


def _holds_marks(rows: Grid, place: int) -> bool:
    """Tell a column of numbers and letters: «Stt» and «Chi tiết» beside «TT»."""
    words = [row[place].text for row in rows if place < len(row) and row[place].text and not row[place].spread]
    return bool(words) and all(map(_MARK.fullmatch, words))


def _names(grid: Grid, number: int) -> tuple[Sequence[Names], int]:
    """Give the names of each column, the highest first, and the first row below the heading."""
    names = list(_over(grid[number]))
    below = number + 1
    while below < len(grid) and (lower := _lower(names, grid[below])) is not None:
        names = lower
        below += 1
    while below < len(grid) and counts_columns(grid[below]):
        below += 1
    return names, below


def _over(row: Sequence[TextCell]) -> Iterator[Names]:
    """Give the heading over each column; one with nothing beside it stands over that column too, as in a .csv."""
    name: Names = ()
    for cell in row:
        name = (cell,) if cell.text else name
        yield name


def _lower(names: Sequence[Names], row: Sequence[TextCell]) -> list[Names] | None:
    """Give the names with those of a further heading row; None for a row of the table.

    Such a row divides a wide heading («Chủ trì», «Phối hợp» below «Cơ quan thực hiện»), or headings are merged down
    into it; it says nothing else.
    """
    lower: list[Names] = []
    further = False
    cells = [*row, *[TextCell("", "")] * (len(names) - len(row))]
    for name, group in groupby(zip(names, cells, strict=False), key=lambda pair: pair[0][-1].text if pair[0] else ""):
        columns = list(group)
        words = {cell.text for _, cell in columns if cell.text}
        divided = len(words) > 1
        if not divided and not words <= {name}:
            return None
        further = further or divided or any(cell.text and cell.spread for _, cell in columns)
        lower += [(*own, cell) if divided and cell.text else own for own, cell in columns]
    return lower if further else None
