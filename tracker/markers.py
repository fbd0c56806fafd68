"""The markers with which Vietnamese official texts begin their parts, items, bullets and table rows."""

from __future__ import annotations

import re

MARK = re.compile(
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
    | (?P<row>\|)
    )|(?P<heading>\#{1,6})\ |(?P<dash>[-–—−])\ |(?P<dot>[•·●])\ ?|(?P<star>\*)\ |(?P<plus>\+)\ ?""",
    re.VERBOSE,
)
NAMED = frozenset({"part", "chapter", "section", "upper", "roman", "annex", "heading"})
SECTIONS = NAMED | {"article"}
ITEMS = frozenset({"decimal", "number", "letter"})
ROWS = frozenset({"row", "head"})
BULLETS = frozenset({"dash", "dot", "star", "plus"}) | ROWS
