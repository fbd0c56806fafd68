"""The sentences of a text: the pieces that a reader sees one by one, each of which must be accounted for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tracker.outline import Paragraph, Place

#: A semicolon always ends a piece; a full stop or dots only before what can begin a sentence.
_CAPITALS = "".join(filter(str.isupper, map(chr, range(0x1EFA))))
_END = re.compile(rf"[;.…](?:(?<=;)(?=\s)|(?<!;)\.*[”\"’)]*(?=\s+[\"“‘(\[*\d]*[{_CAPITALS}]))")
#: After these a full stop ends no sentence.
_ABBREVIATED = re.compile(r"(?:\b(?:TP|Tp|tp|TX|TT|P|Q|ThS|TS|PGS|GS|BS|KS|CN|Ths|St|Tr|tr|Nxb|v\.v|số \d{1,3}))\.$")
_WORD = re.compile(r"[^\W_]")


class Sentence(NamedTuple):
    """A piece of the text; `heading` is true for a heading with its number."""

    start: int
    end: int
    text: str
    locator: str
    paragraph: int
    """Number of its paragraph in the text, from 1."""
    heading: bool


def sentences(text: str, places: Sequence[Place], paragraphs: Sequence[Paragraph]) -> Iterator[Sentence]:
    """Give the pieces of every paragraph in order; those without a letter or digit (rules, debris) are left out."""
    for number, paragraph in enumerate(paragraphs, 1):
        place = places[paragraph.place]
        start = paragraph.start
        if start == place.start and place.heading_end > start:
            start = min(place.heading_end, paragraph.end)
            yield Sentence(paragraph.start, start, text[paragraph.start : start], place.locator, number, True)
        for first, last in _pieces(text, start, paragraph.end):
            piece = text[first:last]
            if _WORD.search(piece):
                yield Sentence(first, last, piece, place.locator, number, False)


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    first = start + (text[start : start + 1] == " ")
    for match in _END.finditer(text, start, end):
        last = match.end()
        if _ABBREVIATED.search(text, max(start, last - 12), last) or not _WORD.search(text, first, last):
            continue
        yield first, last
        first = last + 1
    if first < end:
        yield first, end
