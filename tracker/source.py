"""The plan's own text: its outline, its sentences, and where a quote stands in it.

Positions count characters of `Source.text`: the whole text in NFC with each run of white space as one space.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from tracker.outline import Paragraph, Place, outline
from tracker.text import either_tone, same_tone, squeeze

if TYPE_CHECKING:
    from tracker.sentences import Sentence


class Span(NamedTuple):
    """A stretch of the text, from `start` up to but not including `end`."""

    start: int
    end: int


class Source:
    """A text that has been read: its places by locator, its sentences in order, and a search for quotes."""

    def __init__(
        self, text: str, places: tuple[Place, ...], paragraphs: tuple[Paragraph, ...], lines: list[int]
    ) -> None:
        """Take what `read_source` has worked out."""
        self.text = text
        self.places = places
        self.paragraphs = paragraphs
        self._lines = lines
        self._starts = [place.start for place in places]
        self._places = {place.locator: place for place in places}

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Every piece of the text that holds a letter or digit, in order."""
        from tracker.sentences import sentences  # noqa: PLC0415  # a plan that quotes all is checked without them

        return tuple(sentences(self.text, self.places, self.paragraphs))

    @cached_property
    def _toned(self) -> str:
        return same_tone(self.text)

    @cached_property
    def _triples(self) -> dict[tuple[str, str, str], list[int]]:
        """Give where each run of three words begins, so that a quote need not be looked for everywhere."""
        words = self.text.split(" ")
        found: dict[tuple[str, str, str], list[int]] = {}
        position = 0
        for triple in zip(words, words[1:], words[2:], strict=False):
            found.setdefault(triple, []).append(position)
            position += len(triple[0]) + 1
        return found

    def names(self, name: str) -> bool:
        """Tell whether the text names something, in whichever case and tone placement."""
        same, wanted = either_tone(squeeze(name).lower())
        held = all(piece in self._lower for piece in same)  # which is found out sooner
        return held and re.search(rf"(?<!\w){wanted}(?!\w)", self._lower) is not None

    @cached_property
    def _lower(self) -> str:
        return self.text.lower()

    def place(self, locator: str) -> Place | None:
        """Give the place at a locator, or None."""
        return self._places.get(locator)

    def place_of(self, span: Span) -> Place:
        """Give the innermost place that holds all of a span."""
        place = self.places[bisect_right(self._starts, span.start) - 1]
        while place.end < span.end and place.parent is not None:
            place = self._places[place.parent]
        return place

    def ancestors(self, locator: str) -> Iterator[Place]:
        """Give the place at a locator, then what is around it, outward."""
        place = self._places.get(locator)
        while place is not None:
            yield place
            place = self._places[place.parent] if place.parent is not None else None

    def label(self, locator: str) -> str:
        """Give what people call a place: «Phần «TỔ CHỨC THỰC HIỆN», mục 15, gạch đầu dòng 1»; nothing for no place."""
        words = ", ".join(reversed([place.name for place in self.ancestors(locator)]))
        return words[:1].upper() + words[1:]

    def line(self, position: int) -> int:
        """Give the line of the source file, from 1, in which a position stands."""
        return bisect_right(self._lines, position)

    def find(self, quote: str, locator: str | None = None) -> list[Span]:
        """Give every place where a quote stands: within the locator's place, or anywhere when there is none.

        White space, normalisation form and tone placement (hòa, hoà) make no difference; all else does.
        """
        place = self.place(locator) if locator is not None else None
        if locator is not None and place is None:
            return []
        found = _scan(self.text, quote, place) if place else self._everywhere(quote)
        return found or _scan(self._toned, same_tone(squeeze(quote)), place)

    def _everywhere(self, wanted: str) -> list[Span]:
        words = wanted.split(" ", 4)
        if len(words) < 5:  # the first and the last word may be cut, so three whole ones need five
            return _scan(self.text, wanted)
        offset = len(words[0]) + 1
        starts = [at - offset for at in self._triples.get((words[1], words[2], words[3]), []) if at >= offset]
        return [Span(start, start + len(wanted)) for start in starts if self.text.startswith(wanted, start)]


def _scan(text: str, wanted: str, place: Place | None = None) -> list[Span]:
    start, end = (place.start, place.end) if place else (0, len(text))
    found: list[Span] = []
    at = text.find(wanted, start, end) if wanted else -1
    while at >= 0:
        found.append(Span(at, at + len(wanted)))
        at = text.find(wanted, at + 1, end)
    return found


def read_source(raw: str) -> Source:
    """Give the text of a plan, read: outline, sentences and search."""
    text, lines, places, paragraphs = outline(raw)
    return Source(text, places, paragraphs, lines)
