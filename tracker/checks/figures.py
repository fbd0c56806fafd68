"""Rules on figures and cited documents: what is stored must be what the quoted words say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from tracker.checks.rule import Remark
from tracker.loaded import Loaded
from tracker.model import Target
from tracker.text import same_tone, shortened, show_date, show_number, squeeze

#: Numbers that count nothing: dates, years, and the numbers of documents (32-CTr/TU, 59/2015/QĐ-TTg).
_NO_FIGURE = re.compile(
    r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|(?<![\d/])\d{1,2}/\d{4}(?!\d)|\d+(?:/\d{4})?[/-][A-ZĐ][\w/-]*"
    r"|(?i:năm|giai đoạn)\s+\d{4}(?:\s*[-–]\s*\d{4})?"
)
_FIGURE = re.compile(
    r"(?<![\d.,])(?P<number>\d+(?:[.,]\d+)*)"
    r"(?:(?=(?P<percent>(?:\s*(?:[-–]|đến)\s*\d+(?:,\d+)?)?\s*(?:điểm\s*)?(?:%|phần trăm))))?"
    r"(?:\s*(?P<scale>nghìn|ngàn|triệu|tỷ(?! lệ)|tỉ(?! lệ)))?"
)
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_SCALES = {"nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
#: What a text says without digits.
_ALL = re.compile(r"\b(?:toàn bộ|toàn thể|tất cả|mọi)\b", re.IGNORECASE)
_NONE = re.compile(r"\b(?:không còn|không có|không để|chấm dứt|xoá|xóa)\b", re.IGNORECASE)
_HALF = re.compile(r"\bmột nửa\b", re.IGNORECASE)
_DAY = re.compile(r"(?<!\d)(\d{1,2})(?:\s*[/.-]\s*|\s+tháng\s+)(\d{1,2})(?:\s*[/.-]\s*|\s+năm\s+)(\d{4})(?!\d)")
_DOCUMENT = re.compile(r"(?<![\w/-])\d+(?:/\d{4})?[/-][A-ZĐ][\w&/-]*")


def figure_in_quote(loaded: Loaded) -> Iterator[Remark]:
    """Số liệu phải đúng con số trong câu trích; chỉ tiêu có số tính ra thì giải thích trong 'note'."""
    for n, figure in enumerate(loaded.files.plan.figures):
        if figure.value not in _stated(figure.quote, figure.unit):
            yield loaded.entry("figures", n, "value"), _unlike(figure.value, figure.quote)
    for target in loaded.files.targets:
        if target.value not in _stated(target.quote, target.unit):
            if target.value not in _derived(target):
                yield loaded.where(target.id, "value"), _unlike(target.value, target.quote)
            elif target.note is None:
                message = f"số {show_number(target.value)} được tính ra từ câu trích và mức ban đầu"
                yield loaded.where(target.id, "value"), f"{message}; giải thích trong 'note'"
        baseline = target.baseline
        if baseline and baseline.quote and baseline.value not in _stated(baseline.quote, target.unit):
            yield loaded.where(target.id, "baseline", "value"), _unlike(baseline.value, baseline.quote)


def _unlike(value: Decimal, quote: str) -> str:
    return f"câu trích «{shortened(quote)}» không có số {show_number(value)}; xem lại số hoặc câu trích"


def _stated(quote: str, unit: str) -> set[Decimal]:
    """Give the whole numbers that a quote names of a unit: those with % of a percentage, those without of all else.

    Each also times the word after it: «2 triệu đồng» is 2 triệu, and 2000000 đồng.
    """
    percentage = "%" in unit or "phần trăm" in unit
    said = _worded(quote, percentage=percentage)
    for match in _FIGURE.finditer(_NO_FIGURE.sub(" ", squeeze(quote))):
        if (match["percent"] is not None) is percentage:
            value = _value(match["number"])
            said |= {value, value * _SCALES.get(match["scale"] or "", 1)}
    return said


def _value(written: str) -> Decimal:
    """Give a number as Vietnamese texts write it (2.135; 4,63); a point that groups no thousands is a decimal one."""
    vietnamese = _GROUPED.fullmatch(written) or "." not in written
    return Decimal(written.replace(".", "").replace(",", ".", 1).replace(",", "") if vietnamese else _pointed(written))


def _pointed(written: str) -> str:
    whole, _, decimals = written.replace(",", ".").rpartition(".")
    return f"{whole.replace('.', '')}.{decimals}"


def _worded(quote: str, *, percentage: bool) -> set[Decimal]:
    """Give what words come to that name no number: all of something, or none."""
    everything = {Decimal(100)} if percentage and _ALL.search(quote) else set()
    return everything | ({Decimal(0)} if _NONE.search(quote) else set())


def _derived(target: Target) -> set[Decimal]:
    """Give what a target may come to that is not stated: its baseline, moved by what the quote names."""
    if target.baseline is None:
        return set()
    start = target.baseline.value
    moves = _stated(target.quote, target.unit) | _stated(target.quote, "%")
    found = {start + move for move in moves} | {start - move for move in moves}
    found |= {start * (100 + sign * move) / 100 for move in _stated(target.quote, "%") for sign in (1, -1)}
    return found | ({start / 2} if _HALF.search(target.quote) else set())


def legal_basis_matches_quote(loaded: Loaded) -> Iterator[Remark]:
    """Số, ký hiệu và ngày của văn bản căn cứ phải đúng với câu trích, khi câu trích nêu số và ngày."""
    for n, basis in enumerate(loaded.files.plan.legal_basis):
        quote = same_tone(squeeze(basis.quote))
        numbers = [match[0] for match in _DOCUMENT.finditer(quote)]
        place = quote.find(same_tone(squeeze(basis.number))) if basis.number else 0
        if basis.number and numbers and same_tone(squeeze(basis.number)) not in numbers:
            message = f"câu trích nêu số {', '.join(numbers)}, không phải '{basis.number}'; xem lại số hoặc câu trích"
            yield loaded.entry("legal_basis", n, "number"), message
        day = _first_day(quote, max(place, 0))
        if basis.issued and day and day != (basis.issued.day, basis.issued.month, basis.issued.year):
            message = f"câu trích ghi ngày {_shown(day)}, không phải {show_date(basis.issued)}; xem lại ngày"
            yield loaded.entry("legal_basis", n, "issued"), message


def _first_day(quote: str, start: int) -> tuple[int, ...] | None:
    """Give the first day, month and year named from a position on: what follows the number of a document is its day."""
    match = _DAY.search(quote, start)
    return tuple(map(int, match.groups())) if match else None


def _shown(day: tuple[int, ...]) -> str:
    return "{:02}/{:02}/{}".format(*day)
