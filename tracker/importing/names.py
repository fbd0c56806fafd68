"""The bodies in a cell: «Vụ Môi trường, Cục A và các đơn vị có liên quan» names three."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

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
_JOINING = ("va", "cua")
_ALIKE = 0.92
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


def same_body(one: str, other: str, place: str) -> bool:
    """Tell whether two names may be of one body: «Sở KH&CN» and «Sở Khoa học và Công nghệ», or the place left out."""
    first, second = sorted((_atoms(one), _atoms(other)), key=len)
    if not first or not _agree(first, second):
        alike = SequenceMatcher(None, fold(one), fold(other)).ratio() >= _ALIKE
        return alike and first[:1] == second[:1]
    rest = second[len(first) :]
    where = _atoms(place)
    return len(first) > 1 and (not rest or (len(rest) <= len(where) and _agree(rest, where[-len(rest) :])))


def _atoms(name: str) -> Sequence[str]:
    """Give the words of a name folded, without those that join; abbreviations by letter: «Sở KHCN» is so k h c n."""
    words = [word for word in re.split(r"[\s,&.\-–/()]+", name) if word and fold(word) not in _JOINING]
    shouted = name.isupper() and len(words) > 1
    return [atom for word in words for atom in (fold(word) if word.isupper() and not shouted else [fold(word)])]


def _agree(first: Sequence[str], second: Sequence[str]) -> bool:
    """Tell whether the second begins with the first, where a letter stands for any word that it begins."""
    return len(first) <= len(second) and all(
        a == b or (1 in (len(a), len(b)) and a[0] == b[0]) for a, b in zip(first, second, strict=False)
    )
