"""How wide words are in Times New Roman: lines broken well, rules as long as words, rows as high."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache

#: Advance widths in thousandths of the size → letters; the common figures of Times New Roman and Liberation Serif.
_REGULAR = {
    180: "'",
    200: "|",
    250: " ,.",
    278: "/:;\\ijlt",
    333: "!()-I[]`fr‘’",
    389: "Js",
    408: '"',
    444: "?acez“”",
    480: "{}",
    500: "#$*0123456789_bdghknopquvxyđ–«»",
    556: "FPS",
    564: "+<=>−",
    611: "ELTZ",
    667: "BCR",
    722: "ADGHKNOQUVXYwĐ",
    778: "&m",
    833: "%",
    889: "M",
    921: "@",
    944: "W",
    1000: "—…",
}
_BOLD = {
    220: "|",
    250: " ,.",
    278: "'/\\il",
    333: "!()-:;[]`fjt‘’",
    389: "Is",
    394: "{}",
    444: "cerz",
    500: "#$*0123456789?J_agovxy–«»“”",
    555: '"',
    556: "Sbdhknpquđ",
    570: "+<=>−",
    611: "FP",
    667: "BELTZ",
    722: "ACDNRUVXYwĐ",
    778: "GHKOQ",
    833: "&m",
    930: "@",
    944: "M",
    1000: "%W—…",
}
#: A letter that is in neither table is as wide as most are.
_OTHER = 600
_WIDTHS = tuple({letter: width for width, own in table.items() for letter in own} for table in (_REGULAR, _BOLD))
#: Words before which the name of a body is best broken.
_BREAK_BEFORE = ("THÀNH PHỐ ", "TỈNH ", "HUYỆN ", "QUẬN ", "PHƯỜNG ", "XÃ ", "VÀ ")
#: Words that are not the last of a line.
_LEADS_ON = {"SỐ", "NGÀY"}
#: What a break elsewhere costs: as much as a line that is this many letters short, squared.
_BAD_BREAK = 150.0
#: What one more line costs, likewise.
_LINE = 30.0


@cache
def _thousandths(word: str, bold: bool) -> int:
    widths = _WIDTHS[bold]
    letters = unicodedata.normalize("NFD", word)
    return sum(widths.get(letter, _OTHER) for letter in letters if not unicodedata.combining(letter))


def width(words: str, size: float, *, bold: bool = False) -> float:
    """Give how wide words are in points, set in letters of a size in points."""
    found = words.split(" ")
    spaces = 250 * (len(found) - 1)
    return size / 1000 * (spaces + sum(_thousandths(word, bold) for word in found))


def line_count(text: str, size: float, room: float, *, bold: bool = False) -> int:
    """Give how many lines a text takes in a column of `room` points, filled word by word as programs do."""
    return sum(_lines_of(paragraph, size, room, bold) for paragraph in text.split("\n"))


@lru_cache(1 << 16)  # the same duty stands in the workbooks of many bodies
def _lines_of(paragraph: str, size: float, room: float, bold: bool) -> int:
    lines, taken, space = 1, 0.0, size / 4
    for word in paragraph.split(" "):
        own = _thousandths(word, bold) * size / 1000
        if taken and taken + space + own > room:
            lines, taken = lines + 1, 0.0
        taken += own + (space if taken else 0)
        if taken > room:  # a word longer than the column is cut
            lines, taken = lines + int(taken // room), taken % room
    return lines


def longest_word(texts: Iterable[str], size: float, *, bold: bool = False) -> float:
    """Give the width in points of the widest word of some texts."""
    words = {word for text in texts for word in text.split()}
    return max((_thousandths(word, bold) for word in words), default=0) * size / 1000


def broken(words: str, size: float, room: float, *, bold: bool = False) -> Sequence[str]:
    """Give words in few lines of at most `room` points and of like length, broken where a name is best broken."""
    parts = words.split()
    best: dict[int, tuple[float, int]] = {len(parts): (0.0, 0)}
    for first in reversed(range(len(parts))):
        found: list[tuple[float, int]] = []
        for last in range(first + 1, len(parts) + 1):
            free = (room - width(" ".join(parts[first:last]), size, bold=bold)) / size
            if free < 0 and found:
                break
            found.append((best[last][0] + _LINE + free * free + _bad_break(parts, last), last))
        best[first] = min(found)
    return list(_cut(parts, best))


def _bad_break(parts: Sequence[str], last: int) -> float:
    """Give what it costs to break words before the one numbered `last`."""
    if last == len(parts):
        return 0
    well = f"{' '.join(parts[last : last + 2]).upper()} ".startswith(_BREAK_BEFORE)
    return (0 if well else _BAD_BREAK) + (_BAD_BREAK if parts[last - 1].upper() in _LEADS_ON else 0)


def _cut(parts: Sequence[str], best: Mapping[int, tuple[float, int]]) -> Iterator[str]:
    first = 0
    while first < len(parts):
        last = best[first][1]
        yield " ".join(parts[first:last])
        first = last
