"""Paragraphs, drawn rules and tables of Word, as python-docx keeps them.

The library shapes each kind of paragraph and of row once; what is written is a copy of it, which costs little.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import cast

from docx.enum.table import WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.table import CT_Row, CT_Tbl, CT_Tc
from docx.oxml.text.paragraph import CT_P
from docx.oxml.text.run import CT_R
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Length, Mm, Pt
from docx.text.font import Font
from docx.text.parfmt import ParagraphFormat

#: What XML cannot hold (XML 1.0, 2.2).
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_TEXT = qn("w:t")


@dataclass(frozen=True)
class Look:
    """How a paragraph looks: letters in points, space before and after it in points, first line indented in mm."""

    size: float
    bold: bool = False
    italic: bool = False
    align: str = "both"
    indent: float = 0
    before: float = 0
    after: float = 0
    #: It stands on the same page as what follows.
    leads: bool = False
    #: The outline sees a heading in it.
    style: str = ""
    #: A dotted line to write over leads to this place, in mm.
    dotted_to: float = 0


def writable(words: str) -> str:
    """Give words without the letters that no document of Word can hold."""
    return _UNWRITABLE.sub("", words)


def paragraph(words: str, look: Look) -> CT_P:
    """Give a paragraph; tabs and ends of lines are kept."""
    made = deepcopy(_shaped(look))
    _write(made, [words])
    return made


@cache
def _shaped(look: Look) -> CT_P:
    """Give a paragraph with room for words; the mark at its end looks as its letters do, and so does an empty line."""
    made = cast(CT_P, OxmlElement("w:p"))
    if look.style:
        made.style = look.style
    form = ParagraphFormat(made)
    form.alignment = WD_ALIGN_PARAGRAPH.from_xml(look.align)
    form.space_before, form.space_after = Pt(look.before), Pt(look.after)
    form.first_line_indent = Mm(look.indent) if look.indent else None
    form.keep_with_next = look.leads or None
    if look.dotted_to:
        form.tab_stops.add_tab_stop(Mm(look.dotted_to), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    run = made.add_r()
    font = Font(run)
    font.size, font.bold, font.italic = Pt(look.size), look.bold or None, look.italic or None
    made.get_or_add_pPr().append(deepcopy(run.get_or_add_rPr()))
    run.add_t(" ").text = ""  # a space at either end is kept
    return made


def _write(empty: CT_P | CT_Row, words: Iterable[str]) -> None:
    for place, told in zip(list(empty.iter(_TEXT)), map(writable, words), strict=True):
        if "\n" in told or "\t" in told:
            cast(CT_R, place.getparent()).text = told
        else:
            place.text = told


@cache
def _rule(side: Length) -> CT_P:
    made = cast(CT_P, OxmlElement("w:p"))
    form = ParagraphFormat(made)
    form.keep_with_next = True
    line = {"w:val": "single", "w:sz": "6", "w:space": "1", "w:color": "auto"}
    borders = OxmlElement("w:pBdr")
    borders.append(OxmlElement("w:top", {qn(name): value for name, value in line.items()}))
    made.get_or_add_pPr().append(borders)
    form.space_before, form.space_after, form.line_spacing = Pt(2), Pt(0), Pt(6)
    form.left_indent = form.right_indent = side
    return made


def rule(length: float, room: float) -> CT_P:
    """Give a line drawn in the middle of `room`, lengths in mm."""
    return deepcopy(_rule(Mm((room - length) / 2)))


def field(code: str, look: Look) -> CT_P:
    """Give a paragraph that holds only what Word works out: PAGE, the number of the page."""
    made = paragraph("1", look)
    run = made.r_lst[0]
    worked_out = OxmlElement("w:fldSimple", {qn("w:instr"): code})
    run.addprevious(worked_out)
    worked_out.append(run)
    return made


def cell(content: Iterable[CT_P], width: Length, span: int = 1) -> CT_Tc:
    """Give a cell of a table; span: columns that it takes."""
    made = deepcopy(_bare_cell(width, span))
    made.extend(content)
    return made


@lru_cache(1 << 10)
def _bare_cell(width: Length, span: int) -> CT_Tc:
    made = cast(CT_Tc, OxmlElement("w:tc"))
    made.width = width
    if span > 1:
        made.grid_span = span
    return made


def row(cells: Iterable[CT_Tc], *, head: bool = False, least: float = 0) -> CT_Row:
    """Give a row, never broken over pages; head: repeated on every page; least: its least height in mm."""
    made = cast(CT_Row, OxmlElement("w:tr"))
    if least:
        made.trHeight_val, made.trHeight_hRule = Mm(least), WD_ROW_HEIGHT_RULE.AT_LEAST
    for mark in ("w:cantSplit", *["w:tblHeader"] * head):
        made.get_or_add_trPr().append(OxmlElement(mark))
    made.extend(cells)
    return made


def filled(empty: CT_Row, words: Sequence[str]) -> CT_Row:
    """Give a copy of a row, each of whose cells is one empty paragraph, with words in the cells."""
    made = deepcopy(empty)
    _write(made, words)
    return made


@cache
def _margins() -> BaseOxmlElement:
    made = OxmlElement("w:tblCellMar")
    made.extend(OxmlElement(side, {qn("w:w"): "57", qn("w:type"): "dxa"}) for side in ("w:left", "w:right"))
    return made


def table(widths: Sequence[Length], rows: Iterable[CT_Row], *, ruled: bool) -> CT_Tbl:
    """Give a table of fixed columns in the middle of the page; words keep 1 mm from the rules."""
    made = CT_Tbl.new_tbl(0, len(widths), Length(sum(widths)))
    made.tblStyle_val = "TableGrid" if ruled else None
    made.tblPr.alignment, made.tblPr.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    made.tblPr.append(deepcopy(_margins()))
    for column, width in zip(made.tblGrid.gridCol_lst, widths, strict=True):
        column.w = width
    made.extend(rows)
    return made
