"""A table in .xlsx or .csv → its cells as text, merged cells spread over their area, each knowing its place."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from openpyxl import load_workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from tracker.receiving.csvfile import read_lines
from tracker.receiving.workbook import open_workbook, place
from tracker.text import show_date, squeeze

_MOST_ROWS, _MOST_COLUMNS = 5000, 40


class TextCell(NamedTuple):
    """The words of a cell, and where it stands; `lines` keeps the breaks within it."""

    text: str
    at: str
    lines: tuple[str, ...] = ()
    spread: bool = False
    """True for a cell that shows the words of a merged area's first cell."""


Grid = Sequence[Sequence[TextCell]]


def read_grids(path: Path) -> Sequence[Grid]:
    """Give the tables of a file: one for each sheet; raises Refused for a file that cannot be read."""
    if path.suffix.lower() == ".csv":
        lines = read_lines(path)
        return [
            [[_cell(value, f"hàng {n}, cột {m}") for m, value in enumerate(line, 1)] for n, line in enumerate(lines, 1)]
        ]
    open_workbook(path)  # which refuses what must not be opened
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(path, data_only=True)  # what formulas come to: «STT» is often counted by them
    return [list(_sheet(sheet)) for sheet in book.worksheets]


def _sheet(sheet: Worksheet) -> Iterator[Sequence[TextCell]]:
    merged = {
        (row, column): sheet.cell(area.min_row, area.min_col)
        for area in sheet.merged_cells.ranges
        if area.size["rows"] <= _MOST_ROWS and area.size["columns"] <= _MOST_COLUMNS
        for row in range(area.min_row, area.max_row + 1)
        for column in range(area.min_col, area.max_col + 1)
        if (row, column) != (area.min_row, area.min_col)
    }
    last, wide = min(sheet.max_row, _MOST_ROWS), min(sheet.max_column, _MOST_COLUMNS)
    for row, cells in enumerate(sheet.iter_rows(max_row=last, max_col=wide), 1):
        yield [
            _cell(_shown(merged.get((row, column), cell)), place(cell), (row, column) in merged)
            for column, cell in enumerate(cells, 1)
        ]


def _shown(cell: Cell | MergedCell) -> object:
    """Give what a cell shows: a month or a day typed without its year is a whole date to the spreadsheet."""
    if not isinstance(cell.value, date):
        return cell.value
    day, month, year = (letter in cell.number_format.lower() for letter in "dmy")
    if month and day != year:
        return f"{cell.value:%d/%m}" if day else f"{cell.value:%m/%Y}"
    return show_date(cell.value.isoformat()[:10])


def _cell(value: object, at: str, spread: bool = False) -> TextCell:
    whole = isinstance(value, float) and value.is_integer()
    text = "" if value is None else f"{value:.0f}" if whole else str(value)
    lines = tuple(filter(None, map(squeeze, text.replace("|", "/").splitlines())))
    return TextCell(" ".join(lines), at, lines, spread)
