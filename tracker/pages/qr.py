"""The QR code of an address, for paper: ISO/IEC 18004, as the outline of its dark squares."""

from __future__ import annotations

from typing import NamedTuple

import segno

#: The quiet zone that readers need around the code, in squares.
_QUIET = 4


class Code(NamedTuple):
    """A code to draw: the side of its square and the path of its dark parts, in squares."""

    side: int
    path: str


def code(address: str) -> Code:
    """Give the code of an address with error correction M; each run of dark squares is one rectangle."""
    matrix = segno.make(address, error="m", micro=False, boost_error=False).matrix
    runs = [
        f"M{first + _QUIET} {row + _QUIET}h{length}v1h-{length}z"
        for row, cells in enumerate(matrix)
        for first, length in _runs(cells)
    ]
    return Code(len(matrix) + 2 * _QUIET, "".join(runs))


def _runs(cells: bytearray) -> list[tuple[int, int]]:
    """Give start and length of each run of dark squares in a row."""
    runs: list[tuple[int, int]] = []
    for place, dark in enumerate(cells):
        if dark and runs and sum(runs[-1]) == place:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        elif dark:
            runs.append((place, 1))
    return runs
