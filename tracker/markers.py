"""The lines of a text: the markers with which they begin parts, items, bullets and rows, and how they join up."""

from __future__ import annotations

import re
from typing import NamedTuple

_MARK = re.compile(
    r"""(?P<hashes>\#{1,6}\ )?[*_]{0,3}(?:
      (?P<part>(?:PHẦN|Phần)\ (?:(?:THỨ|[Tt]hứ)\ \w+|[IVX]+|\d+)(?=\ ?[.:–-]|$)[.:]?|PHẦN\ THỨ\ \w+)
    | (?P<chapter>(?:CHƯƠNG|Chương)\ (?:[IVX]+|\d+)(?=\ ?[.:–-]|$|\ [A-ZĐ])[.:]?)
    | (?P<section>(?:MỤC|Mục)\ (?:[IVX]+|\d+)(?=\ ?[.:–-]|$)[.:]?)
    | (?P<article>Điều\ \d+)[.:]
    | (?P<annex>PHỤ\ LỤC|Phụ\ lục\ ?(?:[IVX]+|\d+)?(?=\ ?[.:]|$))
    | (?P<closing>(?:\|\ )?(?:[*_]{2})?(?:Trên\ đây\ là|Nơi\ nhận))
    | (?P<roman>[IVX]+)(?:[./)]|\ ?[–-])(?=\ )
    | (?P<upper>[A-HK-UĐ])\.(?=\ )
    | (?P<decimal>\d{1,2}(?:\.\d{1,2})+)\.?(?=\ )
    | (?P<number>(?!(?:19|20)\d\d)\d{1,4})[.)/](?=\ |[^\W\d])
    | (?P<letter>[a-zđ])[.)](?=\ )
    | (?P<row>\|(?:\ \d{1,3}[.)]?\ \|)?)
    )|(?P<heading>\#{1,6})\ |(?P<dash>[-–—−])\ |(?P<dot>[•·●])\ ?|(?P<star>\*)\ |(?P<plus>\+)\ ?""",
    re.VERBOSE,
)
NAMED = frozenset({"part", "chapter", "section", "upper", "roman", "annex", "heading"})
SECTIONS = NAMED | {"article"}
ITEMS = frozenset({"decimal", "number", "letter"})
ROWS = frozenset({"row", "head"})
BULLETS = frozenset({"dash", "dot", "star", "plus"}) | ROWS
_SEPARATOR = re.compile(r"[|:\- ]+")
_ODD_SPACES = tuple(c for c in map(chr, range(0x3001)) if c.isspace() and c not in " \n")
_STOP = re.compile(r"[.;:!?…]\W*$")
_JOINED = re.compile(r"[;,.)]")
#: A line at least as long may go on in the next one even where that begins with a capital.
_WRAPPED = 60


class Line(NamedTuple):
    """A line that holds words, with the marker that begins it; `kind` and `mark` are empty when none does."""

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


def _measured(raw: str) -> tuple[list[tuple[str, int, int, bool]], list[int]]:
    """Give each line that holds words: squeezed text, position, indent, whether a gap is above; and all positions."""
    tidy = "  " not in raw and not any(space in raw for space in _ODD_SPACES)
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


def marked_lines(raw: str) -> tuple[list[Line], list[int]]:
    """Give the lines that hold words, and the position at which each line of the file begins."""
    measured, starts = _measured(raw)
    return _marked(measured), starts


def _marked(pairs: list[tuple[str, int, int, bool]]) -> list[Line]:
    titles = sum(text.startswith("# ") for text, *_ in pairs)
    lines: list[Line] = []
    for text, start, indent, gap in pairs:
        match = _MARK.match(text)
        kind = (match.lastgroup or "") if match else ""
        if not match or _carried_over(lines, text, gap, kind) or (titles == 1 and text.startswith("# ")):
            lines.append(Line(text, start, indent, gap, "", "", 0, 0))
            continue
        hashes = match["hashes"] or match["heading"] or ""
        if kind == "row" and _SEPARATOR.fullmatch(text):
            if lines and lines[-1].kind == "row":
                lines[-1] = lines[-1]._replace(kind="head")
            kind = ""
        lines.append(Line(text, start, indent, gap, kind, match[kind or "row"], match.end(), len(hashes.strip())))
    return lines


def _carried_over(lines: list[Line], text: str, gap: bool, kind: str) -> bool:
    """Tell whether what looks like a marker is the rest of a wrapped line («giai đoạn 2016» «- 2020»)."""
    return kind == "dash" and not gap and bool(lines) and lines[-1].text[-1].isdigit() and text[2:3].isdigit()


def _joins(line: Line, before: Line) -> bool:
    if line.kind:
        return False
    if _JOINED.match(line.text):
        return True
    if line.gap or line.indent > before.indent + 1 or _STOP.search(before.text) or before.text[-1] == "|":
        return False
    return line.text[0].islower() or len(before.text) >= _WRAPPED


def paragraphs(lines: list[Line]) -> list[list[int]]:
    """Give each paragraph as start, end and the number of the line that begins it."""
    found: list[list[int]] = []
    for number, line in enumerate(lines):
        end = line.start + len(line.text)
        if found and _joins(line, lines[number - 1]):
            found[-1][1] = end
        else:
            found.append([line.start, end, number])
    return found
