"""Rules on who quotes what: no words are two duties, and none are both a duty and no duty."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from tracker.checks.rule import Remark
from tracker.coverage import Found, Quote
from tracker.loaded import Loaded
from tracker.outline import CLOSING, PREAMBLE
from tracker.source import Span
from tracker.text import shortened

_CALLED = {"task": "nhiệm vụ", "commitment": "cam kết"}
_ENDS = " .,;:…"
#: What stands around the parts; a text that is one table has its rows in the preamble, and a title above them.
_FRAMES = frozenset({PREAMBLE, CLOSING})


def duty_quoted_once(loaded: Loaded) -> Iterator[Remark]:
    """Hai nhiệm vụ không trích cùng một câu ở cùng một chỗ."""
    seen: dict[int, list[Quote]] = {}
    for quote, spans in _duties(loaded, "task"):
        others = seen.setdefault(spans[0].start, [])
        for other in others:
            if other.item != quote.item and other.text.rstrip(_ENDS) == quote.text.rstrip(_ENDS):
                message = f"câu trích trùng với nhiệm vụ {other.item}"
                advice = "gộp lại, hoặc mỗi nhiệm vụ trích đúng phần của mình"
                yield loaded.where(quote.item, "quote"), f"{message}; {advice}"
        others.append(quote)


def passage_is_no_duty(loaded: Loaded) -> Iterator[Remark]:
    """Câu đã được nhiệm vụ hay cam kết trích thì không ghi trong passages.yaml là không phải nhiệm vụ."""
    passages = [found for found in loaded.quotes if found.quote.kind == "passage" and found.spans]
    duties = sorted((s[0], q.kind, q.item) for q, s in _duties(loaded, "task", "commitment")) if passages else []
    ends = _furthest([span for span, *_ in duties])
    for quote, (passage, *_) in passages:
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
    whole = {n: p.locator for n, p in enumerate(loaded.files.passages) if p.locator and not p.quote}
    parents = {place.parent for place in loaded.source.places if place.parent in whole.values()} - _FRAMES
    for n, place in ((n, loaded.source.place(locator)) for n, locator in whole.items() if locator in parents):
        duties = _duties(loaded, "task", "commitment")
        held = sum(place.start <= spans[0].start < place.end for _, spans in duties) if place else 0
        if place and held:
            message = f"lấy cả '{place.locator}', trong đó {held} câu đã được trích làm nhiệm vụ hay cam kết"
            yield loaded.entry("passages", n, "locator"), f"{message}; ghi 'quote' cho đúng câu không giao việc"


def _duties(loaded: Loaded, *kinds: str) -> Iterator[Found]:
    for found in loaded.quotes:
        if found.quote.kind in kinds and not found.quote.support and found.spans:
            yield found
