"""Rules on how text is written, in every value of every file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator

from tracker.checks.rule import Remark
from tracker.loaded import Loaded
from tracker.problems import Where
from tracker.records import Evidence, Extension, Record
from tracker.text import is_foreign_letter, is_unstable, meant_letter, nfc
from tracker.yamlfile import texts

_WEB = re.compile(r"https?://[^\s/]+\.[^\s]+")
#: A tag need not be closed, and a sign may be written as a number, for a browser to take it for one.
_MARKUP = re.compile(
    r"<[/!?]?[a-z][^<>]*>?|<!--|\]\(|(?:java|vb)script:|data:text/html|&(?:#\d|#x[\da-f])\w*;?|&(?-i:lt|gt|quot|apos|amp);",
    re.IGNORECASE,
)
#: What such text cannot do without; scripts are looked for in small letters.
_MARKS = (b"<", b"&", b"](")
_SCRIPTS = (b"script:", b"data:text")
#: Controls, formats (joiners, marks of direction), odd ends of line, private characters.
_UNSEEN = frozenset({"Cc", "Cf", "Zl", "Zp", "Co", "Cs"})
_SHOWN = 20


def correction_url_missing(loaded: Loaded) -> Iterator[Remark]:
    """Kế hoạch có thật, khi công bố, cần nói người đọc thấy sai thì báo ở đâu."""
    plan = loaded.files.plan
    if not plan.fictional and plan.correction_url is None:
        message = "chưa khai báo 'correction_url': người đọc thấy sai không biết gửi đâu; ghi địa chỉ nơi tiếp nhận"
        yield loaded.at("plan"), message


def web_address(loaded: Loaded) -> Iterator[Remark]:
    """Địa chỉ trên mạng phải bắt đầu bằng http:// hoặc https://."""
    plan = loaded.files.plan
    for name in ("correction_url", "site_url", "repository_url"):
        address = getattr(plan, name)
        if address and not _WEB.fullmatch(address):
            yield loaded.at("plan", name), _no_address(address)
    for n, basis in enumerate(plan.legal_basis):
        if basis.url and not _WEB.fullmatch(basis.url):
            yield loaded.entry("legal_basis", n, "url"), _no_address(basis.url)
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
    for name, document in loaded.documents.items():
        if document.literal and not _may_hold_markup(document.raw, loaded.skimmed[name]):
            continue
        for line, text in texts(document.value):
            for match in _MARKUP.finditer(text):
                yield loaded.at_line(name, line), f"có mã đánh dấu '{match[0][:_SHOWN]}'; chỉ viết chữ thường"


def _may_hold_markup(raw: bytes, skimmed: bytes) -> bool:
    return any(mark in raw for mark in _MARKS) or any(script in skimmed for script in _SCRIPTS)


def look_alike_letter(loaded: Loaded) -> Iterator[Remark]:
    """Không dùng chữ cái, chữ số ngoài tiếng Việt trông giống chữ tiếng Việt (Ð thay cho Đ, chữ Nga thay chữ Việt)."""
    for where, letters in _characters(loaded, is_foreign_letter):
        yield where, f"chữ {', '.join(map(_looks, letters))}; gõ lại"


def _looks(letter: str) -> str:
    meant = meant_letter(letter)
    return f"'{letter}' (U+{ord(letter):04X}) " + (f"trông giống '{meant}'" if meant else "không phải chữ tiếng Việt")


def not_nfc(loaded: Loaded) -> Iterator[Remark]:
    """Chữ có dấu phải ở dạng dựng sẵn (Unicode NFC)."""
    for name, document in loaded.documents.items():
        for line, text in texts(document.value) if any(map(is_unstable, loaded.oddities[name])) else ():
            if not unicodedata.is_normalized("NFC", text):
                word = next((word for word in text.split() if word != nfc(word)), text)
                message = f"chữ «{nfc(word)[:_SHOWN]}» viết bằng dấu tổ hợp; chuyển sang Unicode dựng sẵn (NFC)"
                yield loaded.at_line(name, line), message


def invisible_character(loaded: Loaded) -> Iterator[Remark]:
    """Chữ không chứa ký tự điều khiển hay ký tự vô hình."""
    for where, characters in _characters(loaded, _is_unseen):
        yield where, f"có ký tự vô hình {', '.join(f'U+{ord(character):04X}' for character in characters)}; xoá đi"


def _is_unseen(character: str) -> bool:
    return character != "\n" and (character == "\ufffd" or unicodedata.category(character) in _UNSEEN)


def _characters(loaded: Loaded, unwanted: Callable[[str], bool]) -> Iterator[tuple[Where, Iterable[str]]]:
    """Give the unwanted characters of each text of any file, in order; most files have none."""
    for name, document in loaded.documents.items():
        odd = frozenset(filter(unwanted, loaded.oddities[name]))
        for line, text in texts(document.value) if odd else ():
            if found := dict.fromkeys(character for character in text if character in odd):
                yield loaded.at_line(name, line), found
