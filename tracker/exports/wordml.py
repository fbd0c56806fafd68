"""WordprocessingML (ISO/IEC 29500-1) as text: paragraphs, rules, tables, and the package that is a .docx.

Written here and not by a library: a sheet of three duties took python-docx 48 ms of CPU, and takes 1.5 ms so; a
website has hundreds.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from xml.sax.saxutils import escape

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
#: A zip archive knows no day before.
_NO_TIME = (1980, 1, 1, 0, 0, 0)
#: What XML cannot hold (XML 1.0, 2.2), and how a line is broken.
_LETTERS = {code: None for code in range(32) if code not in (9, 10)} | {
    9: "</w:t><w:tab/><w:t>",
    10: "</w:t><w:br/><w:t>",
}


def twips(millimetres: float) -> int:
    """Give a length in twentieths of a point, the unit of WordprocessingML."""
    return round(millimetres * 1440 / 25.4)


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


@cache
def _marks(look: Look) -> tuple[str, str]:
    """Give what stands before the letters of a paragraph: its own shape, and that of its letters."""
    style = f'<w:pStyle w:val="{look.style}"/>' if look.style else ""
    leads = "<w:keepNext/>" if look.leads else ""
    tab = f'<w:tab w:val="right" w:leader="dot" w:pos="{twips(look.dotted_to)}"/>'
    tabs = f"<w:tabs>{tab}</w:tabs>" if look.dotted_to else ""
    spacing = f'<w:spacing w:before="{round(look.before * 20)}" w:after="{round(look.after * 20)}"/>'
    indent = f'<w:ind w:firstLine="{twips(look.indent)}"/>' if look.indent else ""
    shape = f'{style}{leads}{tabs}{spacing}{indent}<w:jc w:val="{look.align}"/>'
    bold, italic = "<w:b/>" * look.bold, "<w:i/>" * look.italic
    half = round(look.size * 2)
    return shape, f'<w:rPr>{bold}{italic}<w:sz w:val="{half}"/><w:szCs w:val="{half}"/></w:rPr>'


def paragraph(words: str, look: Look) -> str:
    """Give a paragraph."""
    shape, letters = _marks(look)
    text = escape(words).translate(_LETTERS)
    run = f'<w:r>{letters}<w:t xml:space="preserve">{text}</w:t></w:r>' if words else ""
    return f"<w:p><w:pPr>{shape}{letters}</w:pPr>{run}</w:p>"


def rule(length: float, room: float) -> str:
    """Give a line drawn in the middle of `room`, lengths in mm."""
    side = twips((room - length) / 2)
    return (
        '<w:p><w:pPr><w:keepNext/><w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="auto"/></w:pBdr>'
        f'<w:spacing w:before="40" w:after="0" w:line="120" w:lineRule="exact"/><w:ind w:left="{side}" '
        f'w:right="{side}"/><w:rPr><w:sz w:val="8"/></w:rPr></w:pPr></w:p>'
    )


def field(code: str, look: Look) -> str:
    """Give a paragraph that holds only what Word works out: PAGE, the number of the page."""
    shape, letters = _marks(look)
    run = f"<w:r>{letters}<w:t>1</w:t></w:r>"
    return f'<w:p><w:pPr>{shape}</w:pPr><w:fldSimple w:instr=" {code} ">{run}</w:fldSimple></w:p>'


def cell(content: str, width: int, span: int = 1) -> str:
    """Give a cell of a table; content: paragraphs; width: in twips; span: columns that it takes."""
    wide = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{wide}</w:tcPr>{content}</w:tc>'


def row(cells: Iterable[str], *, head: bool = False, least: float = 0) -> str:
    """Give a row, never broken over pages; head: repeated on every page; least: its least height in mm."""
    height = f'<w:trHeight w:val="{twips(least)}" w:hRule="atLeast"/>' if least else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{height}{'<w:tblHeader/>' * head}</w:trPr>{''.join(cells)}</w:tr>"


def table(widths: Sequence[int], rows: Iterable[str], *, ruled: bool) -> str:
    """Give a table of fixed columns, widths in twips; words keep 1 mm from the rules."""
    line = 'w:val="single" w:sz="4" w:space="0" w:color="auto"'
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    rules = f"<w:tblBorders>{''.join(f'<w:{side} {line}/>' for side in sides)}</w:tblBorders>" if ruled else ""
    margins = "".join(f'<w:{side} w:w="57" w:type="dxa"/>' for side in ("left", "right"))
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>{rules}'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def page(width: float, height: float, *, landscape: bool) -> str:
    """Give the section that ends a document: paper in mm, margins of Nghị định 30, header from page 2 on, footer."""
    sides = f'w:w="{twips(width)}" w:h="{twips(height)}"' + ' w:orient="landscape"' * landscape
    edge, near = twips(20), twips(10)
    return (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId1"/><w:footerReference w:type="default" r:id="rId2"/>'
        f'<w:footerReference w:type="first" r:id="rId2"/><w:pgSz {sides}/>'
        f'<w:pgMar w:top="{edge}" w:right="{edge}" w:bottom="{edge}" w:left="{twips(30)}" w:header="{near}" '
        f'w:footer="{near}" w:gutter="0"/><w:titlePg/></w:sectPr>'
    )


def package(body: str, header: str, footer: str, facts: Mapping[str, str], day: str) -> bytes:
    """Give a .docx, the same bytes for the same content.

    facts: Dublin Core, names without prefix → text; day: of the data, ISO 8601, given as the day of the document.
    """
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _relations(("officeDocument", "word/document.xml"), ("core", "docProps/core.xml")),
        "docProps/core.xml": _core(facts, day),
        "word/document.xml": _part("document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": _relations(
            ("header", "header1.xml"),
            ("footer", "footer1.xml"),
            ("styles", "styles.xml"),
            ("settings", "settings.xml"),
        ),
        "word/header1.xml": _part("hdr", header),
        "word/footer1.xml": _part("ftr", footer),
        "word/styles.xml": _part("styles", _STYLES),
        "word/settings.xml": _part("settings", _SETTINGS),
    }
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name, _NO_TIME), _DECLARATION + text, zipfile.ZIP_DEFLATED)
    return data.getvalue()


def _part(name: str, content: str) -> str:
    return f'<w:{name} xmlns:w="{_WORD}" xmlns:r="{_LINKS}">{content}</w:{name}>'


def _relations(*parts: tuple[str, str]) -> str:
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{_CORE if kind == "core" else f"{_LINKS}/{kind}"}" Target="{target}"/>'
        for n, (kind, target) in enumerate(parts, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'


def _core(facts: Mapping[str, str], day: str) -> str:
    told = "".join(f"<dc:{name}>{escape(text).translate(_PLAIN)}</dc:{name}>" for name, text in facts.items())
    days = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{day}T00:00:00Z</dcterms:{name}>'
        for name in ("created", "modified")
    )
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{told}{days}</cp:coreProperties>"
    )


_PLAIN = dict.fromkeys(code for code in range(32) if code not in (9, 10))
_CORE = f"{_PACKAGE}/relationships/metadata/core-properties"
_KINDS = {
    "document": "document.main",
    "header1": "header",
    "footer1": "footer",
    "styles": "styles",
    "settings": "settings",
}
_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/docProps/core.xml" '
    'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
    + "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{MEDIA_TYPE.removesuffix(".document")}.{kind}+xml"/>'
        for name, kind in _KINDS.items()
    )
    + "</Types>"
)
_FONT = "".join(f' w:{script}="Times New Roman"' for script in ("ascii", "hAnsi", "eastAsia", "cs"))
_LETTER = f'<w:rPr><w:rFonts{_FONT}/><w:sz w:val="28"/><w:szCs w:val="28"/><w:lang w:val="vi-VN"/></w:rPr>'
_STYLES = (
    f"<w:docDefaults><w:rPrDefault>{_LETTER}</w:rPrDefault></w:docDefaults>"
    f'<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>{_LETTER}</w:style>'
    '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/>'
    '<w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
)
_MODE = 'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"'
_SETTINGS = f"<w:compat><w:compatSetting {_MODE}/></w:compat>"
