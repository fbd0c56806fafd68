"""The bodies in a cell: «Vụ Môi trường, Cục A và các đơn vị có liên quan» names three."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.text import fold

#: With these words (folded) the name of a body begins; «Sở Giáo dục và Đào tạo» stays one.
_BEGINNINGS = (
    "ban|bao|bao hiem|benh vien|bhxh|bo|cac|chi cuc|chi nhanh|cong an|cong ty|cuc|dai|dang uy|doan|don vi|hdnd|"
    "hoi|hoi dong|huyen doan|huyen uy|kho bac|lien doan|mat tran|mttq|ngan hang|nha hat|phong|so|tap chi|tap doan|"
    "thanh doan|thanh tra|thanh uy|thong ke|thue|tinh doan|tinh uy|toa an|to chuc|tong cong ty|tong cuc|trung tam|"
    "truong|ubmttq|ubnd|uy ban|van phong|vien|vien kiem sat|vu"
)
_BEGINS = re.compile(rf"(?:{_BEGINNINGS})(?![a-z])")
_HARD = re.compile(r"\s*[;\n]\s*")
_SOFT = re.compile(r"\s*,\s*|\s+và\s+")
_COUNCIL = re.compile(r".*\b(hdnd|hoi dong nhan dan|doan dbqh)")
_COLLECTIVE = re.compile(r"(cac|nhung|mot so)\b|.*\b(cac (xa|phuong|huyen|so|ban|nganh|don vi|bo)|lien quan)\b")


def bodies(lines: Sequence[str]) -> Sequence[str]:
    """Give the names in a cell, in its own words; a line that begins as a name does is a name of its own."""
    found: list[str] = []
    for part in (piece for line in _joined(lines) for piece in _HARD.split(line)):
        found += _softly(part.strip(" .-–•+"))
    return [name for name in found if name]


def _joined(lines: Sequence[str]) -> Sequence[str]:
    """Join lines that only wrap: a line is a new name when it begins as a name does or with a bullet."""
    joined: list[str] = []
    for line in lines:
        bare = line.lstrip("-–•+ ")
        if joined and bare == line and not _begins(bare):
            joined[-1] = f"{joined[-1]} {line}"
        else:
            joined.append(bare)
    return joined


def _softly(part: str) -> Sequence[str]:
    """Split at commas and «và» where a new name begins after them."""
    pieces: list[str] = []
    start = 0
    for match in _SOFT.finditer(part):
        before = part[start : match.start()]
        council = "và" in match[0] and _COUNCIL.fullmatch(fold(before))
        if _begins(part[match.end() :]) and _new(part[match.end() :]) and not council:
            pieces.append(before.strip(" ."))
            start = match.end()
    return [*pieces, part[start:].strip(" .")]


def _begins(words: str) -> bool:
    return bool(_BEGINS.match(fold(words)))


def _new(words: str) -> bool:
    """Tell a new name from one that goes on: «các cơ quan, đơn vị có liên quan» is one."""
    return words[:1].isupper() or words.startswith(("các ", "những "))


def is_collective(name: str) -> bool:
    """Tell whether a name calls several bodies together, which the table does not list."""
    return bool(_COLLECTIVE.match(fold(name)))
