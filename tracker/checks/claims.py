"""Rules on who quotes what: no words are two duties, and none are both a duty and no duty."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from tracker.checks.rule import Remark
from tracker.coverage import Found
from tracker.loaded import Loaded
from tracker.source import Span
from tracker.text import shortened

_CALLED = {"task": "nhiệm vụ", "commitment": "cam kết"}
_ENDS = " .,;:…"


def duty_quoted_once(loaded: Loaded) -> Iterator[Remark]:
    """Hai nhiệm vụ không trích cùng một câu ở cùng một chỗ."""
    seen: dict[tuple[int, str], str] = {}
    for quote, spans in _duties(loaded, "task"):
        key = (spans[0].start, quote.text.rstrip(_ENDS))
        first = seen.setdefault(key, quote.item)
        if first != quote.item:
            message = f"câu trích trùng với nhiệm vụ {first}; gộp lại, hoặc mỗi nhiệm vụ trích đúng phần của mình"
            yield loaded.where(quote.item, "quote"), message


def passage_is_no_duty(loaded: Loaded) -> Iterator[Remark]:
    """Câu đã được nhiệm vụ hay cam kết trích thì không ghi trong passages.yaml là không phải nhiệm vụ."""
    duties = sorted((spans[0], quote.kind, quote.item) for quote, spans in _duties(loaded, "task", "commitment"))
    ends = _furthest([span for span, *_ in duties])
    for quote, spans in loaded.quotes:
        if quote.kind == "passage" and spans:
            passage = spans[0]
            first = bisect_left(ends, passage.start + 1)
            for span, kind, item in duties[first : first + 1]:
                if span.start < passage.end:
                    message = f"«{shortened(quote.text)}» đã được {_CALLED[kind]} {item} trích; bỏ ở một trong hai chỗ"
                    yield loaded.entry("passages", int(quote.item), "quote"), message


def _furthest(spans: Sequence[Span]) -> list[int]:
    """Give, for spans in order, how far those up to each reach."""
    reached: list[int] = []
    for span in spans:
        reached.append(max(span.end, reached[-1] if reached else 0))
    return reached


def passage_too_wide(loaded: Loaded) -> Iterator[Remark]:
    """Đoạn không có câu trích chỉ dùng cho chỗ không giao việc; phần có nhiệm vụ thì ghi rõ từng câu còn lại."""
    starts = sorted(spans[0].start for _, spans in _duties(loaded, "task", "commitment"))
    parents = {place.parent for place in loaded.source.places}
    for n, passage in enumerate(loaded.files.passages):
        place = loaded.source.place(passage.locator) if passage.locator and not passage.quote else None
        if place is not None and place.locator in parents:
            held = bisect_left(starts, place.end) - bisect_left(starts, place.start)
            if held:
                message = f"lấy cả '{place.locator}', trong đó {held} câu đã được trích làm nhiệm vụ hay cam kết"
                yield loaded.entry("passages", n, "locator"), f"{message}; ghi 'quote' cho đúng câu không giao việc"


def _duties(loaded: Loaded, *kinds: str) -> Iterator[Found]:
    for found in loaded.quotes:
        if found.quote.kind in kinds and not found.quote.support and found.spans:
            yield found
