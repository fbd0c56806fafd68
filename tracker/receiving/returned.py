"""What a returned form is, whichever file it came in: cells that know where they stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

#: More rows than any body has duties; a file of more is none of ours, or was filled by mistake.
MOST_ROWS = 2000


class Cell(NamedTuple):
    """What stands in a cell (text, a day, a figure or None), and where: «trang «Báo cáo», ô G9»."""

    value: object
    at: str


class FormFault(NamedTuple):
    """Something wrong in a returned form: which file, which cell, and how to mend it."""

    file: str
    at: str
    message: str

    def __str__(self) -> str:
        place = f"{self.at}: " if self.at else ""
        return f"{self.file}: {place}{self.message}"


@dataclass(frozen=True)
class Returned:
    """A form as it came back; rows give their cells by the key of the column.

    sheet: what people call the sheet, before a row is named; empty for a file without sheets.
    first_row: the number of the table's first row, as people count.
    """

    file: str
    marks: Mapping[str, str]
    number: Cell
    issued: Cell
    rows: Sequence[Mapping[str, Cell]]
    sheet: str
    first_row: int

    def place(self, number: int) -> str:
        """Give how people call the place of the table's row with that number, from 0."""
        return ", ".join(filter(None, (self.sheet, f"hàng {self.first_row + number}")))


class Refused(Exception):
    """A file that cannot be read as a form; `faults` say why, all at once."""

    def __init__(self, faults: Sequence[FormFault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults
