"""Documents of Word in the layout of Nghị định 30/2020/NĐ-CP, Phụ lục I: page, heading block, tables, signatures."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

_FONT = "Times New Roman"
_BODY, _SMALL = 14, 12
_CENTRE, _LEFT, _BOTH = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.JUSTIFY
_STATE = "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"
_MOTTO = "Độc lập - Tự do - Hạnh phúc"
#: A zip archive knows no day before.
_NO_TIME = (1980, 1, 1, 0, 0, 0)


class Paper:
    """A document being written; `landscape` for wide tables."""

    def __init__(self, subject: str, as_of: str, *, landscape: bool = False) -> None:
        """Begin an empty A4 page; margins 20, 20, 30 and 20 mm, the page number at the top from page 2 on."""
        self._document: WordDocument = Document()
        self._page(landscape)
        normal = self._document.styles["Normal"]
        normal.font.name = _FONT
        normal.font.size = Pt(_BODY)
        for script in ("w:cs", "w:eastAsia"):
            normal.element.rPr.rFonts.set(qn(script), _FONT)
        facts = self._document.core_properties
        facts.title, facts.author, facts.comments, facts.language = subject, "", "", "vi-VN"
        facts.created = facts.modified = datetime.fromisoformat(as_of)
        self._width = 247 if landscape else 160

    def _page(self, landscape: bool) -> None:
        section = self._document.sections[0]
        sides = (Mm(297), Mm(210)) if landscape else (Mm(210), Mm(297))
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = sides
        section.top_margin = section.bottom_margin = Mm(20)
        section.left_margin, section.right_margin = Mm(30), Mm(20)
        section.header_distance = section.footer_distance = Mm(10)
        section.different_first_page_header_footer = True
        paragraph = section.header.paragraphs[0]
        paragraph.alignment = _CENTRE
        _field(paragraph.add_run(), "PAGE")

    def head(self, above: str | None, body: str, number: str) -> None:
        """Write the heading block: who issues it, its number to fill in, state and motto, place and day to fill in."""
        table = self._document.add_table(rows=2, cols=2)
        _widths(table, (self._width * 0.4, self._width * 0.6))
        issuer, state = table.rows[0].cells
        lines = [(above, False)] if above else []
        for words, bold in (*lines, (body, True)):
            _line(issuer, words.upper(), size=13, bold=bold)
        _line(issuer, "–––––––", size=10)
        _line(state, _STATE, size=12, bold=True)
        _line(state, _MOTTO, size=13, bold=True)
        _line(state, "–––––––––––––––––––", size=10)
        _line(table.rows[1].cells[0], number, size=13)
        _line(table.rows[1].cells[1], "…………, ngày …… tháng …… năm ……", size=13, italic=True)

    def title(self, kind: str, *about: str) -> None:
        """Write what sort of document it is and what it is about, centred."""
        for n, words in enumerate((kind, *about)):
            paragraph = self._document.add_paragraph()
            _shape(paragraph, _CENTRE, before=14 if n == 0 else 0)
            _run(paragraph, words, _BODY, bold=True)

    def section(self, words: str) -> None:
        """Write a heading within the body; it stays with what follows."""
        paragraph = self._document.add_paragraph()
        _shape(paragraph, _BOTH, indent=10, before=8, after=4)
        paragraph.paragraph_format.keep_with_next = True
        _run(paragraph, words, _BODY, bold=True)

    def say(self, words: str, *, italic: bool = False, leads: bool = False) -> None:
        """Write a paragraph of the body; one that leads to a table stays with it."""
        paragraph = self._document.add_paragraph()
        _shape(paragraph, _BOTH, indent=10, before=3, after=3)
        paragraph.paragraph_format.keep_with_next = leads
        _run(paragraph, words, _BODY, italic=italic)

    def room(self, hint: str, lines: int = 4) -> None:
        """Leave room for prose: what is to be written there, and dotted lines to write over."""
        self.say(f"({hint})", italic=True)
        for _ in range(lines):
            paragraph = self._document.add_paragraph()
            _shape(paragraph, _LEFT, before=4, after=4)
            paragraph.paragraph_format.tab_stops.add_tab_stop(
                Mm(self._width), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS
            )
            _run(paragraph, "\t", _BODY)

    def table(
        self,
        heads: Sequence[str],
        widths: Sequence[float],
        rows: Iterable[Sequence[str]],
        *,
        size: float = _SMALL,
        room: float = 0,
    ) -> None:
        """Write a ruled table; its heading row is repeated on every page, and no row is broken.

        widths: shares of the page's width, in any unit; a column of a share below 1 is centred.
        room: the least height of a row in mm, for what is written by hand.
        """
        table = self._document.add_table(rows=1, cols=len(heads))
        table.style = "Table Grid"
        for cell, words in zip(table.rows[0].cells, heads, strict=True):
            _line(cell, words, size=size, bold=True)
        _mark_row(table.rows[0], "w:tblHeader")
        for values in rows:
            row = table.add_row()
            row.height = Mm(room) if room else None
            _mark_row(row, "w:cantSplit")
            for cell, value, share in zip(row.cells, values, widths, strict=True):
                _line(cell, value, size=size, align=_CENTRE if share < 1 else _LEFT)
        whole = sum(widths)
        _widths(table, [self._width * share / whole for share in widths])
        self._document.add_paragraph().paragraph_format.space_after = Pt(0)

    def close(self, receivers: Sequence[str], signer: str) -> bytes:
        """Write to whom it goes and who signs, and give the document's bytes: the same for the same content."""
        table = self._document.add_table(rows=1, cols=2)
        _widths(table, (self._width / 2, self._width / 2))
        _mark_row(table.rows[0], "w:cantSplit")
        left, right = table.rows[0].cells
        _line(left, "Nơi nhận:", size=12, bold=True, italic=True, align=_LEFT)
        for n, words in enumerate(receivers):
            _line(left, f"- {words}{';' if n + 1 < len(receivers) else '.'}", size=11, align=_LEFT)
        _line(right, signer.upper(), size=_BODY, bold=True)
        _line(right, "(Ký, ghi rõ họ tên, đóng dấu)", size=12, italic=True)
        for _ in range(3):
            _line(right, "", size=_BODY)
        return self._bytes()

    def sign(self, left: str, right: str) -> bytes:
        """Write two places to sign, beside each other, and give the document's bytes."""
        table = self._document.add_table(rows=1, cols=2)
        _widths(table, (self._width / 2, self._width / 2))
        _mark_row(table.rows[0], "w:cantSplit")
        for cell, words in zip(table.rows[0].cells, (left, right), strict=True):
            _line(cell, words.upper(), size=13, bold=True)
            _line(cell, "(Ký, ghi rõ họ tên)", size=12, italic=True)
            for _ in range(3):
                _line(cell, "", size=_BODY)
        return self._bytes()

    def _bytes(self) -> bytes:
        written, timeless = io.BytesIO(), io.BytesIO()
        self._document.save(written)
        with zipfile.ZipFile(written) as old, zipfile.ZipFile(timeless, "w", zipfile.ZIP_DEFLATED) as new:
            for name in old.namelist():
                new.writestr(zipfile.ZipInfo(name, _NO_TIME), old.read(name), zipfile.ZIP_DEFLATED)
        return timeless.getvalue()


def _run(paragraph: Paragraph, words: str, size: float, *, bold: bool = False, italic: bool = False) -> None:
    run = paragraph.add_run(words)
    run.font.size, run.bold, run.italic = Pt(size), bold, italic


def _shape(
    paragraph: Paragraph, align: WD_ALIGN_PARAGRAPH, indent: float = 0, before: float = 0, after: float = 0
) -> None:
    paragraph.alignment = align
    form = paragraph.paragraph_format
    form.first_line_indent, form.space_before, form.space_after = Mm(indent), Pt(before), Pt(after)


def _line(  # noqa: PLR0913 - how letters look has many sides
    cell: _Cell,
    words: str,
    *,
    size: float,
    bold: bool = False,
    italic: bool = False,
    align: WD_ALIGN_PARAGRAPH = _CENTRE,
) -> None:
    """Write a line into a cell: into the empty paragraph that it begins with, or into a new one."""
    first = cell.paragraphs[0]
    paragraph = first if not first.runs and len(cell.paragraphs) == 1 else cell.add_paragraph()
    _shape(paragraph, align)
    _run(paragraph, words, size, bold=bold, italic=italic)


def _widths(table: Table, widths: Sequence[float]) -> None:
    """Fix the widths of a table's columns, in mm."""
    table.autofit = False
    _narrow(table)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)


def _narrow(table: Table) -> None:
    """Keep words 1 mm from the rules: official tables have many columns."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("w:left", "w:right"):
        margin = OxmlElement(side)
        margin.set(qn("w:w"), "57")  # twentieths of a point
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.append(margins)  # noqa: SLF001 - python-docx has no other way


def _mark_row(row: _Row, name: str) -> None:
    mark = OxmlElement(name)
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)  # noqa: SLF001 - python-docx has no other way


def _field(run: Run, code: str) -> None:
    for kind, text in (("begin", None), (None, code), ("end", None)):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        element.text = text
        run._r.append(element)  # noqa: SLF001 - python-docx has no other way
