"""The rows of a table → its duties: group rows named, sub-rows with what they inherit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from tracker.importing.columns import Head
from tracker.importing.grid import Grid, TextCell

_GROUP = re.compile(r"([IVX]+|[A-HK-UĐ])[.)]?")
_SUB = re.compile(r"([a-zđ]\)?|[-–+•]|\d+(\.\d+)+\.?)")
_SUB_WORDS = re.compile(r"(?P<mark>[a-zđ]\)|[-–+•])\s+(?P<words>.+)")
INHERITED = ("lead", "coordinate", "due", "deliverable")


class Row(NamedTuple):
    """A duty of the table: its row from 0, its number as written, its cells, and the group above it."""

    row: int
    number: str
    cells: Mapping[str, TextCell]
    group: str


def duties(grid: Grid, head: Head) -> Iterator[Row]:
    """Give the duties of a table; a row with sub-rows is no duty of its own but gives them what they leave out."""
    rows = list(_rows(grid, head))
    group = ""
    parent: Row | None = None
    for n, row in enumerate(rows):
        if _is_group(row):
            group, parent = row.cells["task"].text, None
        elif _is_sub(row) and parent is not None:
            yield row._replace(number=f"{parent.number} {row.number}", cells=_inherited(row, parent), group=group)
        else:
            parent = row
            if n + 1 == len(rows) or not _is_sub(rows[n + 1]):
                yield row._replace(group=group)


def _rows(grid: Grid, head: Head) -> Iterator[Row]:
    for number, cells in enumerate(grid[head.first_row :], head.first_row):
        own = {kind: cells[place] for kind, place in head.columns.items() if place < len(cells)}
        title = own.get("task")
        if title is None or not title.text:
            title = next((cell for cell in cells if cell.text and not cell.text.rstrip(".").isdigit()), None)
            if title is None or _ends(title.text):
                continue
        mark = own["number"].text if "number" in own else ""
        words = _SUB_WORDS.fullmatch(title.text)
        if words and not mark:
            mark = words["mark"]
        yield Row(number, "" if mark == title.text else mark, {**own, "task": title}, "")


def _ends(words: str) -> bool:
    """Tell a line below the table («Ghi chú: …») from a row of it."""
    return words.lower().startswith(("ghi chú", "nơi nhận", "tổng"))


def _is_group(row: Row) -> bool:
    """Tell a row that only names those below it: nobody leads it, and it is merged across or numbered as a part."""
    empty = all(
        cell is None or not cell.text or cell.text == row.cells["task"].text for cell in map(row.cells.get, INHERITED)
    )
    return empty and (
        bool(_GROUP.fullmatch(row.number))
        or any(row.cells[k].spread for k in INHERITED if k in row.cells)
        or row.number == ""
    )


def _is_sub(row: Row) -> bool:
    return bool(_SUB.fullmatch(row.number))


def _inherited(row: Row, parent: Row) -> Mapping[str, TextCell]:
    given = {kind: cell for kind, cell in parent.cells.items() if kind in INHERITED and cell.text}
    return {**given, **{kind: cell for kind, cell in row.cells.items() if cell.text or kind not in given}}


def numbered(rows: Sequence[Row]) -> Mapping[int, str]:
    """Give for each duty's row a stable id made of its number: NV-3, NV-3-a; counted where numbers repeat."""
    ids: dict[int, str] = {}
    taken: set[str] = set()
    for count, row in enumerate(rows, 1):
        parts = re.findall(r"[0-9]+|[a-z]+", row.number.replace("đ", "dd").lower())
        wanted = "-".join(["NV", *(parts or [str(count)])])[:26]
        name, extra = wanted, 1
        while name in taken:
            extra += 1
            name = f"{wanted}-{extra}"
        taken.add(name)
        ids[row.row] = name
    return ids
