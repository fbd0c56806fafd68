"""Rules on what would give citizens away: telephone numbers, numbers of identity papers, private mail addresses."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from tracker.checks.rule import Remark
from tracker.loaded import Loaded
from tracker.yamlfile import YamlFile, texts

#: What holds many digits and is no number of a person: addresses, days, numbers of documents.
_OTHER = re.compile(r"https?://\S+|\d{1,2}[./-]\d{1,2}[./-]\d{4}|\d{4}-\d\d-\d\d|\d[\d.-]*/(?:\d{4}/)?[A-ZĐ][\w&]*-\S*")
#: Where a number begins and ends: not within a longer one (1.090.512.345 is a sum of money).
_BEGINS, _ENDS = r"(?<!\d)(?<!\d[.,])", r"(?!\d|[.,-]\d)"
_PHONE = re.compile(_BEGINS + r"(?:\(?(?:\+ ?|00)84|84(?=[1-9]\d{8}(?!\d))|\(?0)(?:[ .()-]{0,2}\d){9,10}" + _ENDS)
_CARD = re.compile(_BEGINS + r"(?:\d{9}|\d{12})" + _ENDS)
#: The same in threes; nine digits are then a sum of money when a unit follows, twelve unless they begin with 0.
_THREES = r"(?<!\d[ -])(?:0\d\d(?:[ .-]\d{3}){3}|\d{3}(?:[ .-]\d{3}){2})"
_UNIT = r" ?(?i:đồng|đ\b|vnđ|vnd|usd|nghìn|triệu|tỷ|m2|m²|m3|m³|ha\b|kg|tấn|lít|kwh|người|hộ|lượt|%)"
_GROUPED = re.compile(f"{_BEGINS}{_THREES}{_ENDS}(?! \\d|{_UNIT})")
#: A figure of the data (a sum in đồng) may have as many digits as a card.
_FIGURE = re.compile(r"[\s-]*value:")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
#: Offices answer at these; a person's own address ends otherwise.
_OFFICIAL = re.compile(r"[.@](?:gov|org|edu|ac|mil|dcs)\.vn$", re.IGNORECASE)

#: A space that does not break and a dash, as UTF-8; the first two bytes of a full-width digit.
_WIDE_BETWEEN = ("\u00a0".encode(), "\u202f".encode(), "\u2011".encode(), "\u2013".encode())
_WIDE_DIGIT = "０".encode()[:2]
_PLAIN = str.maketrans({"\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2212": "-"})


def personal_number(loaded: Loaded) -> Iterator[Remark]:
    """Dữ liệu công khai không chứa số điện thoại, số căn cước hay số chứng minh nhân dân."""
    for name, document in loaded.documents.items():
        for line, text in texts(document.value) if _may_hold_number(document, loaded.skimmed[name]) else ():
            for digits in _numbers(text) if not _is_figure(document, line, text) else ():
                message = f"có số giống số điện thoại hoặc số căn cước ({digits[:3]}…, {len(digits)} ký tự); bỏ đi"
                yield loaded.at_line(name, line), message


def _numbers(text: str) -> Iterator[str]:
    plain = _OTHER.sub(" / ", unicodedata.normalize("NFKC", text).translate(_PLAIN))
    for pattern in (_PHONE, _CARD, _GROUPED):
        for match in pattern.finditer(plain):
            yield re.sub(r"[^\d+]", "", match[0])


def _is_figure(document: YamlFile, line: int, text: str) -> bool:
    if not text.isdecimal():
        return False
    written = document.raw.split(b"\n", line)[line - 1]
    return _FIGURE.match(written.decode()) is not None


def personal_mail(loaded: Loaded) -> Iterator[Remark]:
    """Dữ liệu công khai không chứa địa chỉ thư điện tử của cá nhân; chỉ ghi hộp thư của cơ quan."""
    for name, document in loaded.documents.items():
        for line, text in texts(document.value) if b"@" in document.raw or not document.literal else ():
            for match in _MAIL.finditer(text):
                if not _OFFICIAL.search(match[0]):
                    message = (
                        f"có địa chỉ thư điện tử của cá nhân ('{match[0][:3]}…'); bỏ đi, hoặc ghi hộp thư của cơ quan"
                    )
                    yield loaded.at_line(name, line), message


def _may_hold_number(document: YamlFile, skimmed: bytes) -> bool:
    """Tell whether nine digits follow each other, whatever may stand between them left out."""
    for between in _WIDE_BETWEEN if b"\xc2" in skimmed or b"\xe2" in skimmed else ():  # one byte is found in no time
        skimmed = skimmed.replace(between, b"")
    wide = b"\xef" in skimmed and _WIDE_DIGIT in skimmed
    return wide or not document.literal or b"0" * 9 in skimmed
