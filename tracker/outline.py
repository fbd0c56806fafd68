"""The outline of a Vietnamese official text: parts, numbered items, bullets and table rows, each with a locator.

Nesting follows the order in which kinds of marker appear: a kind that is open already closes what stands
below it, a new kind opens a level below. Numbering itself is not trusted: official texts repeat it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from tracker.markers import BULLETS, ITEMS, MARK, NAMED, ROWS, SECTIONS
from tracker.text import nfc, slug

PREAMBLE = "mo-dau"
CLOSING = "ket-thuc"

_SEPARATOR = re.compile(r"[|:\- ]+")
_ODD_SPACE = re.compile("[{}]".format("".join(c for c in map(chr, range(0x3001)) if c.isspace() and c not in " \n")))
_STOP = re.compile(r"[.;:!?…]\W*$")
_JOINED = re.compile(r"[;,.)]")
_EMPHASIS = "*_| "

_LABELS = {
    "number": "mục {}",
    "decimal": "mục {}",
    "letter": "điểm {}",
    "article": "Điều {}",
    "dash": "gạch đầu dòng {}",
    "dot": "gạch đầu dòng {}",
    "star": "gạch đầu dòng {}",
    "plus": "dấu cộng {}",
    "row": "hàng {}",
}
_FIXED = {
    "preamble": (PREAMBLE, "phần mở đầu"),
    "closing": (CLOSING, "phần kết thúc"),
    "head": ("tieu-de", "hàng tiêu đề"),
}
#: A heading is short: a longer piece before a colon, or a longer item without a full stop, is a statement.
_LONGEST_HEADING = 150
_WRAPPED = 60


class Place(NamedTuple):
    """A place in the outline; `start` and `end` hold all that stands below it too."""

    locator: str
    parent: str | None
    kind: str
    label: str
    """How people call the place: «Phần «TỔ CHỨC THỰC HIỆN», mục 15, gạch đầu dòng 1»."""
    heading: str
    """Its own heading, without number and closing punctuation; empty when it has none."""
    start: int
    heading_end: int
    """Where the heading with its number ends; `start` when there is none."""
    end: int


class Paragraph(NamedTuple):
    """A paragraph of the text, and the place (by its number in the list) to which it belongs."""

    start: int
    end: int
    place: int


class _Line(NamedTuple):
    text: str
    start: int
    indent: int
    gap: bool
    kind: str
    mark: str
    body: int
    """Where the words after the marker begin, within the line."""
    level: int
    """Depth of a Markdown heading, or 0."""


def outline(raw: str) -> tuple[str, list[int], tuple[Place, ...], tuple[Paragraph, ...]]:
    """Give the squeezed text, the position at which each line of the file begins, the places and the paragraphs."""
    lines, starts = _measured(nfc(raw))
    marked = _marked(lines)
    paragraphs = _paragraphs(marked)
    text = " ".join(line.text for line in marked)
    places = _nodes(marked, paragraphs, len(text))
    return text, starts, places, tuple(Paragraph(*paragraph) for paragraph in paragraphs)


def _measured(raw: str) -> tuple[list[tuple[str, int, int, bool]], list[int]]:
    """Give each line that holds words: squeezed text, position, indent, whether a gap is above; and all positions."""
    tidy = "  " not in raw and _ODD_SPACE.search(raw) is None
    lines, starts = [], []
    position, gap = 0, False
    for line in raw.split("\n"):
        starts.append(position)
        text = line.strip(" ") if tidy else " ".join(line.split())
        if text:
            lines.append((text, position, len(line) - len(line.lstrip()), gap))
            position += len(text) + 1
        gap = not text
    return lines, starts


def _marked(pairs: list[tuple[str, int, int, bool]]) -> list[_Line]:
    titles = sum(text.startswith("# ") for text, *_ in pairs)
    lines: list[_Line] = []
    for text, start, indent, gap in pairs:
        match = MARK.match(text)
        kind = (match.lastgroup or "") if match else ""
        if not match or _carried_over(lines, text, gap, kind) or (titles == 1 and text.startswith("# ")):
            lines.append(_Line(text, start, indent, gap, "", "", 0, 0))
            continue
        hashes = match["hashes"] or match["heading"] or ""
        if kind == "row" and _SEPARATOR.fullmatch(text):
            if lines and lines[-1].kind == "row":
                lines[-1] = lines[-1]._replace(kind="head")
            kind = ""
        lines.append(_Line(text, start, indent, gap, kind, match[kind or "row"], match.end(), len(hashes.strip())))
    return lines


def _carried_over(lines: list[_Line], text: str, gap: bool, kind: str) -> bool:
    """Tell whether what looks like a marker is the rest of a wrapped line («giai đoạn 2016» «- 2020»)."""
    return kind == "dash" and not gap and bool(lines) and lines[-1].text[-1].isdigit() and text[2:3].isdigit()


def _joins(line: _Line, before: _Line) -> bool:
    if line.kind:
        return False
    if _JOINED.match(line.text):
        return True
    if line.gap or line.indent > before.indent + 1 or _STOP.search(before.text) or before.text[-1] == "|":
        return False
    return line.text[0].islower() or len(before.text) >= _WRAPPED


def _paragraphs(lines: list[_Line]) -> list[list[int]]:
    """Give each paragraph as start, end and the number of the line that begins it."""
    found: list[list[int]] = []
    for number, line in enumerate(lines):
        end = line.start + len(line.text)
        if found and _joins(line, lines[number - 1]):
            found[-1][1] = end
        else:
            found.append([line.start, end, number])
    return found


class _Open:
    """A node while its end is not known yet."""

    def __init__(self, line: _Line, kind: str, paragraph: str, parent: _Open | None) -> None:
        self.line, self.kind, self.paragraph, self.parent = line, kind, paragraph, parent
        self.level = f"h{line.level}" if line.level else "row" if kind == "head" else kind
        self.place = 0
        self.bullets = 0
        self.full = False
        self.end = 0
        self.locator = self.label = ""


def _nodes(lines: list[_Line], paragraphs: list[list[int]], last: int) -> tuple[Place, ...]:
    """Give the nodes, and write into each paragraph the place of its node."""
    text_of = _paragraph_texts(lines, paragraphs)
    parted = any(line.kind in SECTIONS or line.level for line in lines)
    opened: list[_Open] = []
    stack: list[_Open] = []
    used: Counter[str] = Counter()
    for paragraph, text in zip(paragraphs, text_of, strict=True):
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


def _paragraph_texts(lines: list[_Line], paragraphs: list[list[int]]) -> Iterator[str]:
    for place, paragraph in enumerate(paragraphs):
        first, following = paragraph[2], paragraphs[place + 1][2] if place + 1 < len(paragraphs) else len(lines)
        one = following == first + 1
        yield lines[first].text if one else " ".join(line.text for line in lines[first:following])


def _opening(line: _Line, text: str, stack: list[_Open], parted: bool) -> Iterator[_Open]:
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


def _make_room(line: _Line, stack: list[_Open], parted: bool) -> None:
    level = f"h{line.level}" if line.level else "row" if line.kind == "head" else line.kind
    if line.kind in ("closing", "annex"):
        stack.clear()
    for place, node in enumerate(stack):
        if node.level == level or (line.level and node.level[0] == "h" and node.level > level):
            del stack[place:]
            return
    while stack and _gives_way(stack[-1], line, parted):
        stack.pop()


def _gives_way(node: _Open, line: _Line, parted: bool) -> bool:
    section = line.kind in SECTIONS or line.level > 0
    if node.kind in ("preamble", "closing"):
        return section or (node.kind == "preamble" and not parted and line.kind in ITEMS)
    if node.kind in BULLETS:
        return line.kind not in BULLETS
    items = node.kind in ITEMS or (node.kind == "article" and line.kind != "article")
    return section and items and not node.line.level


def _name(node: _Open, used: Counter[str]) -> None:
    key, label = _key(node)
    base = f"{node.parent.locator}/{key}" if node.parent else key
    used[base] += 1
    node.locator = base if used[base] == 1 else f"{base}-{used[base]}"
    if used[base] > 1:
        label = f"{label} (lần {used[base]})"
    node.label = f"{node.parent.label}, {label}" if node.parent else label[0].upper() + label[1:]


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
    label = _LABELS[kind].format(mark)
    return f"dieu-{mark}" if kind == "article" else "dd" if mark == "đ" else mark, label


def _named(node: _Open) -> tuple[str, str]:
    mark = node.line.mark
    words = _heading(node)[1] or " ".join(node.paragraph[node.line.body :].split()[:12]) or mark
    words = f"{mark} {words}" if node.kind == "annex" and words != mark else words
    return slug(words) or node.kind, f"phần «{words.strip(_EMPHASIS)}»"


def _heading(node: _Open) -> tuple[int, str]:
    """Give the length of the heading with its marker, and its words; 0 and nothing when there is none."""
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
    if node.kind not in ITEMS and node.kind != "article":
        return 0
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
        yield Place(node.locator, parent, node.kind, node.label, words, start, start + length, node.end)


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
