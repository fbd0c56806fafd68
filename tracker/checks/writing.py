"""Rules on how text is written, in every value of every file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache

from tracker.checks.rule import Remark
from tracker.loaded import Loaded
from tracker.problems import Where
from tracker.records import Evidence, Extension, Record
from tracker.text import LOOK_ALIKES, nfc
from tracker.yamlfile import YamlFile, texts

_WEB = re.compile(r"https?://[^\s/]+\.[^\s]+")
_MARKUP = re.compile(r"</?[a-zA-Z][^>]*>|<!--|\]\(|javascript:|data:text/html", re.IGNORECASE)
_LOOK_ALIKE = re.compile(f"[{''.join(LOOK_ALIKES)}]")
_INVISIBLE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ufffd]")
_ODD = re.compile(f"{_LOOK_ALIKE.pattern[:-1]}{_INVISIBLE.pattern[1:]}")
#: Telephone numbers (0xxx xxx xxx, +84…), 9 and 12 digits of an identity card; not within a number of a document.
_DIGITS = re.compile(r"(?<![\w./=&?:-])[+\d][\d .]{7,}\d(?![\w/]|[.,-]\d)")
_ZEROED = bytes.maketrans(b"123456789", b"000000000")
_PHONE = re.compile(r"(?:\+84|0)\d{9,10}")
_CARD = re.compile(r"\d{9}|\d{12}")
_SHOWN = 20


def web_address(loaded: Loaded) -> Iterator[Remark]:
    """Địa chỉ trên mạng phải bắt đầu bằng http:// hoặc https://."""
    plan = loaded.files.plan
    for name in ("correction_url", "site_url", "repository_url"):
        address = getattr(plan, name)
        if address and not _WEB.fullmatch(address):
            yield loaded.at("plan", name), _no_address(address)
    for n, basis in enumerate(plan.legal_basis):
        if basis.url and not _WEB.fullmatch(basis.url):
            yield loaded.at("plan", "legal_basis", n, "url"), _no_address(basis.url)
    for record in loaded.records:
        for where, address in _record_addresses(loaded, record):
            if not _WEB.fullmatch(address):
                yield where, _no_address(address)


def _record_addresses(loaded: Loaded, record: Record) -> Iterator[tuple[Where, str]]:
    if record.document and record.document.url:
        yield loaded.where(record.id, "document", "url"), record.document.url
    for number, entry in enumerate(record.entries, 1):
        key = f"{record.id}#{number}"
        if isinstance(entry, Evidence) and entry.url:
            yield loaded.where(key, "url"), entry.url
        if isinstance(entry, Extension) and entry.document.url:
            yield loaded.where(key, "document", "url"), entry.document.url


def _no_address(address: str) -> str:
    return f"địa chỉ '{address}' phải bắt đầu bằng http:// hoặc https://"


def no_markup(loaded: Loaded) -> Iterator[Remark]:
    """Chữ không chứa thẻ HTML, liên kết Markdown hay mã lệnh."""
    for where, match in _hits(loaded, _MARKUP, _may_hold_markup):
        yield where, f"có mã đánh dấu '{match[0][:_SHOWN]}'; chỉ viết chữ thường"


def look_alike_letter(loaded: Loaded) -> Iterator[Remark]:
    """Không dùng chữ cái ngoài tiếng Việt trông giống chữ tiếng Việt (Ð thay cho Đ)."""
    for where, match in _hits(loaded, _LOOK_ALIKE, _may_hold_odd):
        code = f"U+{ord(match[0]):04X}"
        yield where, f"chữ '{match[0]}' ({code}) trông giống '{LOOK_ALIKES[match[0]]}'; gõ lại"


def not_nfc(loaded: Loaded) -> Iterator[Remark]:
    """Chữ có dấu phải ở dạng dựng sẵn (Unicode NFC)."""
    for name, document in loaded.documents.items():
        if _literal(document) and unicodedata.is_normalized("NFC", document.text):
            continue
        for line, text in texts(document.value):
            if not unicodedata.is_normalized("NFC", text):
                word = next((word for word in text.split() if word != nfc(word)), text)
                message = f"chữ «{nfc(word)[:_SHOWN]}» viết bằng dấu tổ hợp; chuyển sang Unicode dựng sẵn (NFC)"
                yield loaded.at_line(name, line), message


def invisible_character(loaded: Loaded) -> Iterator[Remark]:
    """Chữ không chứa ký tự điều khiển hay ký tự vô hình."""
    for where, match in _hits(loaded, _INVISIBLE, _may_hold_odd):
        yield where, f"có ký tự vô hình U+{ord(match[0]):04X}; xoá đi"


def personal_number(loaded: Loaded) -> Iterator[Remark]:
    """Dữ liệu công khai không chứa số điện thoại, số căn cước hay số chứng minh nhân dân."""
    for where, match in _hits(loaded, _DIGITS, _may_hold_number):
        digits = re.sub(r"[ .]", "", match[0])
        if _PHONE.fullmatch(digits) or (_CARD.fullmatch(digits) and digits == match[0]):
            masked = f"{digits[:3]}{'…'}"
            yield where, f"có số giống số điện thoại hoặc số căn cước ({masked}, {len(digits)} ký tự); bỏ đi"


def _hits(
    loaded: Loaded, pattern: re.Pattern[str], may_hold: Callable[[YamlFile], bool]
) -> Iterator[tuple[Where, re.Match[str]]]:
    """Give every match in any text of any file; a file that by its own text cannot hold one is passed over."""
    for name, document in loaded.documents.items():
        if _literal(document) and not may_hold(document):
            continue
        for line, text in texts(document.value):
            for match in pattern.finditer(text):
                yield loaded.at_line(name, line), match


def _literal(document: YamlFile) -> bool:
    """Tell whether every text stands in the file as it is, without escapes."""
    return b"\\" not in document.raw


def _may_hold_markup(document: YamlFile) -> bool:
    raw = document.raw.lower()
    return any(sign in raw for sign in (b"<", b"](", b"javascript:", b"data:text"))


def _may_hold_number(document: YamlFile) -> bool:
    """Tell whether nine digits follow each other, spaces and points left out."""
    return b"0" * 9 in document.raw.translate(_ZEROED, b" .")


def _may_hold_odd(document: YamlFile) -> bool:
    return _has_odd(document.text)


@lru_cache(maxsize=8)
def _has_odd(text: str) -> bool:
    return _ODD.search(text) is not None
