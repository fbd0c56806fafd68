"""The outline of a Vietnamese official text: parts, numbered items, bullets and table rows, each with a locator.

Nesting follows the order in which kinds of marker appear: a kind that is open already closes what stands
below it, a new kind opens a level below. Numbering itself is not trusted: official texts repeat it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tracker.markers import BULLETS, ITEMS, NAMED, ROWS, SECTIONS, Line, marked_lines, paragraphs
from tracker.text import nfc, slug

PREAMBLE = "mo-dau"
CLOSING = "ket-thuc"

_EMPHASIS = "*_| "

#: What people call a node of a kind, before its number.
_NAMES = {
    "number": "mục",
    "decimal": "mục",
    "letter": "điểm",
    "article": "Điều",
    "dash": "gạch đầu dòng",
    "dot": "gạch đầu dòng",
    "star": "gạch đầu dòng",
    "plus": "dấu cộng",
    "row": "hàng",
}
_FIXED = {
    "preamble": (PREAMBLE, "phần mở đầu"),
    "closing": (CLOSING, "phần kết thúc"),
    "head": ("tieu-de", "hàng tiêu đề"),
}
#: The kinds that may have a heading.
_TITLED = NAMED | ITEMS | {"article", "head"}
#: A heading is short: a longer piece before a colon, or a longer item without a full stop, is a statement.
_LONGEST_HEADING = 150


class Place(NamedTuple):
    """A place in the outline; `start` and `end` hold all that stands below it too."""

    locator: str
    parent: str | None
    kind: str
    name: str
    """What people call it within what is around it: «gạch đầu dòng 1»."""
    heading: str
    """Its own heading, without number and closing punctuation; empty when it has none."""
    start: int
    heading_end: int
    """Where the heading with its number ends; `start` when there is none."""
    marker_end: int
    """Where the marker that begins it ends («2.», «a)», «| 1. |»): it says nothing; `start` when there is none."""
    end: int


class Paragraph(NamedTuple):
    """A paragraph of the text, and the place (by its number in the list) to which it belongs."""

    start: int
    end: int
    place: int


def outline(raw: str) -> tuple[str, list[int], tuple[Place, ...], tuple[Paragraph, ...]]:
    """Give the squeezed text, the position at which each line of the file begins, the places and the paragraphs."""
    lines, starts = marked_lines(nfc(raw))
    joined = paragraphs(lines)
    text = " ".join(line.text for line in lines)
    places = _nodes(lines, joined, len(text))
    return text, starts, places, tuple(Paragraph(*paragraph) for paragraph in joined)


class _Open:
    """A node while its end is not known yet."""

    __slots__ = ("bullets", "end", "full", "kind", "level", "line", "locator", "name", "paragraph", "parent", "place")

    def __init__(self, line: Line, kind: str, paragraph: str, parent: _Open | None) -> None:
        self.line, self.kind, self.paragraph, self.parent = line, kind, paragraph, parent
        self.level = _level(line, kind)
        self.place = 0
        self.bullets = 0
        self.full = False
        self.end = 0
        self.locator = self.name = ""


def _level(line: Line, kind: str) -> str:
    """Give what nodes that follow, and do not hold, each other have in common."""
    return f"h{line.level}" if line.level else "row" if kind == "head" else kind


def _nodes(lines: list[Line], joined: list[list[int]], last: int) -> tuple[Place, ...]:
    """Give the nodes, and write into each paragraph the place of its node."""
    text_of = _paragraph_texts(lines, joined)
    parted = any(line.kind in SECTIONS or line.level for line in lines)
    opened: list[_Open] = []
    stack: list[_Open] = []
    used: dict[str, int] = {}
    for paragraph, text in zip(joined, text_of, strict=True):
        line = lines[paragraph[2]]
        if line.kind or not stack:
            for node in _opening(line, text, stack, parted):
                _name(node, used)
                node.place = len(opened)
                opened.append(node)
        else:
            while stack[-1].kind in ROWS and lines[paragraph[2] - 1].text.endswith("|"):
                stack.pop().end = line.start - 1
            stack[-1].full = True
        paragraph[2] = stack[-1].place
    return tuple(_closed(opened, last))


def _paragraph_texts(lines: list[Line], joined: list[list[int]]) -> Iterator[str]:
    for place, paragraph in enumerate(joined):
        first, following = paragraph[2], joined[place + 1][2] if place + 1 < len(joined) else len(lines)
        one = following == first + 1
        yield lines[first].text if one else " ".join(line.text for line in lines[first:following])


def _opening(line: Line, text: str, stack: list[_Open], parted: bool) -> Iterator[_Open]:
    """Open the node that a line begins (and the preamble before it, if need be) on the stack."""
    kind = line.kind
    _make_room(line, stack, parted)
    if not stack and kind in (BULLETS | ITEMS if parted else BULLETS) | {""} and not line.level:
        preamble = _Open(line._replace(body=0), "preamble", "" if kind else text, None)
        stack.append(preamble)
        yield preamble
        if not kind:
            return
    node = _Open(line, kind, text, stack[-1] if stack else None)
    if stack:
        stack[-1].full = True
    stack.append(node)
    yield node


def _make_room(line: Line, stack: list[_Open], parted: bool) -> None:
    level = _level(line, line.kind)
    if line.kind in ("closing", "annex"):
        stack.clear()
    for place, node in enumerate(stack):
        if node.level == level or (line.level and node.level[0] == "h" and node.level > level):
            del stack[place:]
            return
    while stack and _gives_way(stack[-1], line, parted):
        stack.pop()


def _gives_way(node: _Open, line: Line, parted: bool) -> bool:
    section = line.kind in SECTIONS or line.level > 0
    if node.kind in ("preamble", "closing"):
        return section or (node.kind == "preamble" and not parted and line.kind in ITEMS)
    if node.kind in BULLETS:
        return line.kind not in BULLETS
    items = node.kind in ITEMS or (node.kind == "article" and line.kind != "article")
    return section and items and not node.line.level


def _name(node: _Open, used: dict[str, int]) -> None:
    key, name = _key(node)
    base = f"{node.parent.locator}/{key}" if node.parent else key
    used[base] = times = used.get(base, 0) + 1
    node.locator = base if times == 1 else f"{base}-{times}"
    node.name = name if times == 1 else f"{name} (lần {times})"


def _key(node: _Open) -> tuple[str, str]:
    """Give what a node adds to the locator, and what people call it."""
    kind, mark = node.kind, node.line.mark
    if kind in _FIXED:
        return _FIXED[kind]
    if kind in NAMED:
        return _named(node)
    if kind in BULLETS and node.parent is not None:
        node.parent.bullets += 1
        mark = str(node.parent.bullets)
    elif kind == "article":
        mark = mark.split()[1]
    name = f"{_NAMES[kind]} {mark}"
    return f"dieu-{mark}" if kind == "article" else "dd" if mark == "đ" else mark, name


def _named(node: _Open) -> tuple[str, str]:
    mark = node.line.mark
    words = _heading(node)[1] or " ".join(node.paragraph[node.line.body :].split()[:12]) or mark
    words = f"{mark} {words}" if node.kind == "annex" and words != mark else words
    return slug(words) or node.kind, f"phần «{words.strip(_EMPHASIS)}»"


def _heading(node: _Open) -> tuple[int, str]:
    """Give the length of the heading with its marker, and its words; 0 and nothing when there is none."""
    if node.kind not in _TITLED and not node.line.level:
        return 0, ""
    body = node.line.body
    words = node.paragraph[body:]
    if node.kind in NAMED or node.line.level:
        colon = words.find(": ")
        end = colon + 1 if 0 < colon <= _LONGEST_HEADING and not node.line.level else len(words)
    else:
        end = _item_heading(node, words)
    return (body + end, words[:end].strip(_EMPHASIS).rstrip(".:").strip(_EMPHASIS)) if end else (0, "")


def _item_heading(node: _Open, words: str) -> int:
    if node.kind == "head":
        return len(words)
    colon = words.find(":")
    if 0 < colon < len(words) - 1:
        short = colon <= _LONGEST_HEADING and not re.search(r"[.;]\s", words[:colon])
        return colon + 1 if short and words[colon + 1] == " " else 0
    if not node.full or re.search(r"[.;…]\W*$", words):
        return 0
    return len(words) if colon == len(words) - 1 or len(words) <= _LONGEST_HEADING else 0


def _closed(opened: list[_Open], last: int) -> Iterator[Place]:
    _set_ends(opened, last)
    for node in opened:
        length, words = _heading(node)
        start = node.line.start
        parent = node.parent.locator if node.parent else None
        marker = 0 if node.kind == "closing" else node.line.body
        yield Place(node.locator, parent, node.kind, node.name, words, start, start + length, start + marker, node.end)


def _set_ends(opened: list[_Open], last: int) -> None:
    """Close every node where the next one that is not below it begins."""
    waiting: list[_Open] = []
    for node in opened:
        while waiting and waiting[-1] is not node.parent:
            closed = waiting.pop()
            closed.end = closed.end or node.line.start - 1
        waiting.append(node)
    for node in waiting:
        node.end = node.end or last
