"""The page of Nghị định 30/2020/NĐ-CP that every document of Word is written on, and the file that it becomes.

python-docx begins with a template that holds every style of Word, a theme and a picture: 38 kB, and most of the time
that a short document takes. What no document here uses is taken out of it, once.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt
from docx.styles.styles import Styles

from tracker.exports.origin import Origin
from tracker.exports.word_parts import Look, field, paragraph, writable

_FONT, _SIZE = "Times New Roman", 14
_KEPT = ("Normal", "Normal Table", "Table Grid")
_PARTS = {
    RELATIONSHIP_TYPE.CORE_PROPERTIES,
    RELATIONSHIP_TYPE.OFFICE_DOCUMENT,
    RELATIONSHIP_TYPE.SETTINGS,
    RELATIONSHIP_TYPE.STYLES,
}
#: A zip archive knows no day before.
_NO_TIME = (1980, 1, 1, 0, 0, 0)


def written(body: Iterable[BaseOxmlElement], title: str, origin: Origin, *, landscape: bool) -> bytes:
    """Give a .docx: a body on A4, margins 20, 20, 30 and 20 mm; the same bytes for the same content.

    The page number stands at the top from page 2 on; every page's foot says the day, source and licence.
    """
    # Opened anew each time: to take a table of a thousand rows out of a document again takes lxml seconds.
    document = Document(io.BytesIO(_blank(origin, landscape)))
    end = document.element.body.get_or_add_sectPr()
    for element in body:
        end.addprevious(element)
    _tell(document, title=title)
    return _timeless(document)


@lru_cache(8)
def _blank(origin: Origin, landscape: bool) -> bytes:
    """Give the page with everything on it but body and title: the same for all documents about a plan on a day."""
    document = Document()
    for holder in (document.part, document.part.package):
        for name in [name for name, link in holder.rels.items() if link.reltype not in _PARTS]:
            del holder.rels[name]
    _style(document.styles)
    # Word of 2013 and later; the template asks for 2010, which Word then says in the title of its window.
    document.settings.element.xpath(".//w:compatSetting[@w:name='compatibilityMode']")[0].set(qn("w:val"), "15")
    told = " ".join(origin.lines)
    _lay_out(document, told, landscape)
    _tell(document, subject=origin.source, creator="Rõ Việc", description=told, language="vi-VN")
    facts = document.core_properties
    facts.created = facts.modified = datetime.fromisoformat(origin.as_of)
    return _timeless(document)


def _style(styles: Styles) -> None:
    """Keep the styles that are used, with the letters of the decree."""
    for style in [style for style in styles if style.name not in _KEPT]:
        style.delete()
    for name in ("w:docDefaults", "w:latentStyles"):
        styles.element.remove(styles.element.find(qn(name)))
    normal = styles["Normal"]
    normal.font.name, normal.font.size = _FONT, Pt(_SIZE)
    for script in ("w:eastAsia", "w:cs"):
        normal.element.rPr.rFonts.set(qn(script), _FONT)
    normal.element.rPr.append(OxmlElement("w:lang", {qn("w:val"): "vi-VN"}))
    for name in ("Title", "Heading 1"):
        styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=True).base_style = normal  # type: ignore[no-untyped-call]
    outline = OxmlElement("w:outlineLvl", {qn("w:val"): "0"})
    styles["Heading 1"].element.get_or_add_pPr().append(outline)


def _lay_out(document: WordDocument, told: str, landscape: bool) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Mm(297), Mm(210)) if landscape else (Mm(210), Mm(297))
    section.top_margin = section.bottom_margin = section.right_margin = Mm(20)
    section.left_margin, section.gutter = Mm(30), Mm(0)
    section.header_distance = section.footer_distance = Mm(10)
    section.different_first_page_header_footer = True
    section.header.part.element[:] = [field("PAGE", Look(13, align="center"))]
    for footer in (section.footer, section.first_page_footer):
        footer.part.element[:] = [paragraph(told, Look(8, align="center"))]


def _tell(document: WordDocument, **facts: str) -> None:
    """Write facts of Dublin Core; the library's own properties refuse more than 255 letters."""
    core = document.part.package.part_related_by(RELATIONSHIP_TYPE.CORE_PROPERTIES).element
    for name, text in facts.items():
        getattr(core, f"get_or_add_{name}")().text = writable(text)


def _timeless(document: WordDocument) -> bytes:
    """Give a document's bytes without the time of writing, which the library puts into the archive."""
    timed, timeless = io.BytesIO(), io.BytesIO()
    document.save(timed)
    with zipfile.ZipFile(timed) as old, zipfile.ZipFile(timeless, "w") as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, _NO_TIME), old.read(name), zipfile.ZIP_DEFLATED)
    return timeless.getvalue()
