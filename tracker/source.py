"""The plan's own text: its outline, its sentences, and where a quote stands in it.

Positions count characters of `Source.text`: the whole text in NFC with each run of white space as one space.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from tracker.outline import Node, Paragraph, outline
from tracker.sentences import Sentence, sentences
from tracker.text import same_tone, squeeze


class Span(NamedTuple):
    """A stretch of the text, from `start` up to but not including `end`."""

    start: int
    end: int


class Source:
    """A text that has been read: its nodes by locator, its sentences in order, and a search for quotes."""

    def __init__(self, text: str, nodes: tuple[Node, ...], paragraphs: tuple[Paragraph, ...], lines: list[int]) -> None:
        """Take what `read_source` has worked out."""
        self.text = text
        self.nodes = nodes
        self.paragraphs = paragraphs
        self._lines = lines
        self._nodes = {node.locator: node for node in nodes}

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Every piece of the text that holds a letter or digit, in order."""
        return tuple(sentences(self.text, self.nodes, self.paragraphs))

    @cached_property
    def _toned(self) -> str:
        return same_tone(self.text)

    @cached_property
    def _triples(self) -> dict[tuple[str, str, str], list[int]]:
        """Give where each run of three words begins, so that a quote need not be looked for everywhere."""
        words = self._toned.split(" ")
        found: dict[tuple[str, str, str], list[int]] = {}
        position = 0
        for triple in zip(words, words[1:], words[2:], strict=False):
            found.setdefault(triple, []).append(position)
            position += len(triple[0]) + 1
        return found

    def node(self, locator: str) -> Node | None:
        """Give the node at a locator, or None."""
        return self._nodes.get(locator)

    def line(self, position: int) -> int:
        """Give the line of the source file, from 1, in which a position stands."""
        return bisect_right(self._lines, position)

    def find(self, quote: str, locator: str | None = None) -> list[Span]:
        """Give every place where a quote stands: within the locator's node, or anywhere when there is none.

        White space, normalisation form and tone placement (hòa, hoà) make no difference; all else does.
        """
        node = self._nodes.get(locator) if locator is not None else None
        if locator is not None and node is None:
            return []
        if node is not None:
            at = self.text.find(quote, node.start, node.end)
            if at >= 0 and self.text.find(quote, at + 1, node.end) < 0:
                return [Span(at, at + len(quote))]
        wanted = same_tone(squeeze(quote))
        if not wanted:
            return []
        places = self._scan(wanted, node.start, node.end) if node else self._everywhere(wanted)
        return [Span(at, at + len(wanted)) for at in places]

    def _scan(self, wanted: str, start: int, end: int) -> Iterator[int]:
        at = self._toned.find(wanted, start, end)
        while at >= 0:
            yield at
            at = self._toned.find(wanted, at + 1, end)

    def _everywhere(self, wanted: str) -> Iterator[int]:
        words = wanted.split(" ", 4)
        if len(words) < 5:  # the first and the last word may be cut, so three whole ones need five
            return self._scan(wanted, 0, len(self._toned))
        offset = len(words[0]) + 1
        places = self._triples.get((words[1], words[2], words[3]), [])
        return (at - offset for at in places if at >= offset and self._toned.startswith(wanted, at - offset))


def read_source(raw: str) -> Source:
    """Give the text of a plan, read: outline, sentences and search."""
    text, lines, nodes, paragraphs = outline(raw)
    return Source(text, nodes, paragraphs, lines)
