"""Documents of Word in the layout of Nghị định 30/2020/NĐ-CP, Phụ lục I: page, heading block, tables, signatures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from docx.oxml.table import CT_Row
from docx.oxml.text.paragraph import CT_P
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Length, Mm

from tracker.exports.letters import broken, longest_word, width
from tracker.exports.origin import Origin
from tracker.exports.word_page import written
from tracker.exports.word_parts import Look, cell, filled, paragraph, row, rule, table

_BODY, _SMALL = 14, 12
_STATE = "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"
_MOTTO = "Độc lập - Tự do - Hạnh phúc"
_STATE_LOOK, _MOTTO_LOOK = Look(12, bold=True, align="center"), Look(13, bold=True, align="center")
_NUMBER_LOOK = Look(13, align="center", before=6)
_SPOKEN = Look(_BODY, indent=10, before=3, after=3)
_HEADING = Look(_BODY, bold=True, indent=10, before=8, after=4, leads=True, style="Heading1")
_NOTE = Look(11, italic=True, indent=10, before=2, after=2, leads=True)
#: Part of a line that the rule below it takes: «từ 1/3 đến 1/2 độ dài của dòng chữ».
_PART = 0.4
_MM = 25.4 / 72
#: Part of a line that is filled by our own count: a font that stands in for Times New Roman may be wider.
_SURE = 0.92
#: What the two sides of a cell keep free, and as much again: fonts without Vietnamese letters borrow wider ones; mm.
_SIDES = 3.6

#: A row of a table: its cells, or the words of a heading that takes the whole width.
Line = Sequence[str] | str


class Paper:
    """A document being written; `landscape` for wide tables."""

    def __init__(self, subject: str, origin: Origin, *, landscape: bool = False) -> None:
        """Begin an empty document."""
        self._subject, self._origin, self._landscape = subject, origin, landscape
        self._width = 247 if landscape else 160
        self._body: list[BaseOxmlElement] = []

    def head(self, above: str | None, body: str, number: str) -> None:
        """Write the heading block: who issues it, its number to fill in, state and motto, place and day to fill in."""
        left, right = self._halves(self._width * 0.42)
        state = (
            paragraph(_STATE, _STATE_LOOK),
            paragraph(_MOTTO, _MOTTO_LOOK),
            rule(width(_MOTTO, 13, bold=True) * _MM, right),
        )
        day = paragraph("…………, ngày …… tháng …… năm ……", replace(_NUMBER_LOOK, italic=True))
        self._beside(
            (left, right),
            (_issuer(above, body, left), state),
            ([paragraph(number, _NUMBER_LOOK)], [day]),
        )

    def title(self, kind: str, *about: str) -> None:
        """Write what sort of document it is and what it is about, centred, with the rule below."""
        look = Look(_BODY, bold=True, align="center", leads=True)
        self._body.append(paragraph(kind, replace(look, before=14, style="Title")))
        lines = [broken(words, _BODY, self._width * _SURE / _MM, bold=True) for words in about]
        self._body += [paragraph("\n".join(words), look) for words in lines]
        self._body.append(rule(width(lines[-1][-1], _BODY, bold=True) * _MM * _PART, self._width))

    def section(self, words: str) -> None:
        """Write a heading within the body; it stays with what follows."""
        self._body.append(paragraph(words, _HEADING))

    def say(self, words: str, *, italic: bool = False, leads: bool = False) -> None:
        """Write a paragraph of the body; one that leads to a table stays with it."""
        self._body.append(paragraph(words, replace(_SPOKEN, italic=italic, leads=leads)))

    def note(self, words: str) -> None:
        """Write in small letters what explains a table."""
        self._body.append(paragraph(words, _NOTE))

    def room(self, hint: str, lines: int = 4) -> None:
        """Leave room for prose: what is to be written there, and dotted lines to write over."""
        self.say(f"({hint})", italic=True)
        dotted = Look(_BODY, align="left", before=4, after=4, dotted_to=self._width)
        self._body += [paragraph("\t", dotted) for _ in range(lines)]

    def table(
        self,
        heads: Sequence[str],
        widths: Sequence[float],
        rows: Iterable[Line],
        *,
        size: float = _SMALL,
        room: float = 0,
    ) -> None:
        """Write a ruled table; its heading row is repeated on every page, and no row and no word is broken.

        The last row stands on the page of what follows: signatures never stand alone.

        widths: shares of the page's width, in any unit; a column of a share below 1 is centred.
        room: the least height of a row in mm, for what is written by hand.
        """
        lines = list(rows)
        wide = [Mm(own) for own in self._fitted(heads, widths, lines, size)]
        looks = [Look(size, align="center" if share < 1 else "left") for share in widths]
        head = _empty_row(wide, [Look(size, bold=True, align="center")] * len(heads), head=True)
        plain, leading = (_empty_row(wide, [replace(look, leads=own) for look in looks], room) for own in (False, True))
        drawn = [filled(head, heads)]
        drawn += [_row(line, wide, plain, size) for line in lines[:-1]]
        drawn += [_row(line, wide, leading, size) for line in lines[-1:]]
        self._body += [table(wide, drawn, ruled=True), paragraph("", Look(6, leads=True))]

    def _fitted(
        self, heads: Sequence[str], shares: Sequence[float], lines: Sequence[Line], size: float
    ) -> Sequence[float]:
        """Give the widths of columns in mm: as shared out, but none narrower than its widest word."""
        cells = [line for line in lines if not isinstance(line, str)]
        least = [
            max(longest_word([head], size, bold=True), longest_word({line[n] for line in cells}, size)) * _MM + _SIDES
            for n, head in enumerate(heads)
        ]
        return fitted(shares, least, self._width)

    def close(self, said: str, receivers: Sequence[str], signer: str) -> bytes:
        """Write the last sentence, to whom it goes and who signs, all on one page, and give the document's bytes."""
        self.say(said, leads=True)
        ends = [*[";"] * (len(receivers) - 1), "."]
        listed = [paragraph(f"- {one}{end}", Look(11, align="left")) for one, end in zip(receivers, ends, strict=True)]
        left = paragraph("Nơi nhận:", Look(12, bold=True, italic=True, align="left"))
        right = _signing(signer, "(Ký, ghi rõ họ tên, đóng dấu)", _BODY)
        self._beside(self._halves(self._width / 2), ([left, *listed], right))
        return self._bytes()

    def sign(self, left: str, right: str) -> bytes:
        """Write two places to sign, beside each other, and give the document's bytes."""
        places = [_signing(who, "(Ký, ghi rõ họ tên)", 13) for who in (left, right)]
        self._beside(self._halves(self._width / 2), places)
        return self._bytes()

    def _halves(self, left: float) -> tuple[float, float]:
        return left, self._width - left

    def _beside(self, widths: Sequence[float], *rows: Sequence[Iterable[CT_P]]) -> None:
        wide = [Mm(own) for own in widths]
        self._body.append(table(wide, (row(map(cell, cells, wide)) for cells in rows), ruled=False))

    def _bytes(self) -> bytes:
        return written([*self._body, paragraph("", Look(1))], self._subject, self._origin, landscape=self._landscape)


def fitted(shares: Sequence[float], least: Sequence[float], whole: float) -> Sequence[float]:
    """Share a width out, giving no part less than its least as long as there is enough for all."""
    if sum(least) >= whole:
        return [whole * own / sum(least) for own in least]
    tight: set[int] = set()
    while True:
        free = whole - sum(least[n] for n in tight)
        loose = sum(share for n, share in enumerate(shares) if n not in tight)
        given = [least[n] if n in tight else free * share / loose for n, share in enumerate(shares)]
        narrow = {n for n, own in enumerate(given) if own < least[n]}
        if not narrow:
            return given
        tight |= narrow


def _empty_row(widths: Sequence[Length], looks: Sequence[Look], least: float = 0, *, head: bool = False) -> CT_Row:
    cells = (cell([paragraph("", look)], own) for look, own in zip(looks, widths, strict=True))
    return row(cells, head=head, least=least)


def _row(line: Line, widths: Sequence[Length], empty: CT_Row, size: float) -> CT_Row:
    if isinstance(line, str):
        heading = paragraph(line, Look(size, bold=True, align="left", leads=True))
        return row([cell([heading], Length(sum(widths)), len(widths))])
    return filled(empty, line)


def _issuer(above: str | None, body: str, room: float) -> Iterator[CT_P]:
    """Give the lines of who issues a document: the body above it as it is, its own name bold, and the rule."""
    last = ""
    for words, bold in ((above, False), (body, True)):
        for last in broken((words or "").upper(), 13, (room - _SIDES) / _MM, bold=bold):
            yield paragraph(last, Look(13, bold=bold, align="center"))
    yield rule(width(last, 13, bold=True) * _MM * _PART, room)


def _signing(who: str, how: str, size: float) -> Iterator[CT_P]:
    yield paragraph(who.upper(), Look(size, bold=True, align="center", leads=True))
    yield paragraph(how, Look(12, italic=True, align="center"))
    yield from (paragraph("", Look(_BODY)) for _ in range(4))
