"""Which words of the source are quoted by what: every quote found, every sentence accounted for."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from tracker.model import ROLES, Files, Passage, Plan, Task
from tracker.source import Source, Span

if TYPE_CHECKING:
    from tracker.sentences import Sentence

_ITEM, _PASSAGE = 1, 2
_WORD = re.compile(r"[^\W_]")


class Quote(NamedTuple):
    """Words that the data say stand in the source."""

    kind: str
    """What quotes them: task, commitment, target, figure, legal_basis, note, passage."""
    item: str
    """Its id; the number of the entry, from 0, for a legal basis or a passage."""
    field: tuple[str | int, ...]
    """The path to the quote within the entry."""
    text: str
    locator: str | None = None
    support: bool = False
    """True for words that only support an entry whose own quote says where it stands (a deadline, a role)."""


class Found(NamedTuple):
    """A quote, and the places where it stands: one, when all is well."""

    quote: Quote
    spans: Sequence[Span]


class Stretch(NamedTuple):
    """A stretch of a sentence, in characters of the sentence, and what quotes it; no item for a passage."""

    first: int
    until: int
    kind: str
    item: str | None


class Covered(NamedTuple):
    """A sentence and how it is accounted for."""

    sentence: Sentence
    status: str
    """covered, passage, heading, partial or uncovered."""
    reason: str | None
    """Why it is not a duty, for a passage."""
    spans: tuple[Stretch, ...]
    missing: tuple[str, ...]
    """The words that nothing quotes."""


def quotes(files: Files) -> Iterator[Quote]:
    """Give every quote of a plan, in the order of the files."""
    yield from _plan_quotes(files.plan)
    for task in files.tasks:
        yield Quote("task", task.id, ("quote",), task.quote, task.locator)
        for field, words in _stated(task):
            if words not in task.quote:  # what stands within the duty's own quote is found with it
                yield Quote("task", task.id, (*field, "quote"), words, task.locator, support=True)
    for group in files.solutions:
        for commitment in group.commitments:
            yield Quote("commitment", commitment.id, ("quote",), commitment.quote, commitment.locator)
    for target in files.targets:
        yield Quote("target", target.id, ("quote",), target.quote, target.locator)
        if target.baseline and target.baseline.quote and target.baseline.quote not in target.quote:
            yield Quote("target", target.id, ("baseline", "quote"), target.baseline.quote, target.locator, support=True)
    for n, passage in enumerate(files.passages):
        if passage.quote:
            yield Quote("passage", str(n), ("quote",), passage.quote, passage.locator)


def _plan_quotes(plan: Plan) -> Iterator[Quote]:
    for n, basis in enumerate(plan.legal_basis):
        yield Quote("legal_basis", str(n), ("quote",), basis.quote)
    for figure in plan.figures:
        yield Quote("figure", figure.id, ("quote",), figure.quote)
    for note in plan.source_notes:
        if note.quote:
            yield Quote("note", note.id, ("quote",), note.quote)


def _stated(task: Task) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Give the words that state parts of a duty, each with the path to the part."""
    if task.deadline is not None:
        yield ("deadline",), task.deadline.quote
    if task.recurrence is not None:
        yield ("recurrence",), task.recurrence.quote
    if task.deliverable is not None and task.deliverable.quote:
        yield ("deliverable",), task.deliverable.quote
    for role in ROLES if [entry for entry in task.entries() if entry.quote] else ():
        for n, entry in enumerate(getattr(task, role)):
            if entry.quote:
                yield (role, n), entry.quote


def find_quotes(files: Files, source: Source) -> tuple[Found, ...]:
    """Give every quote with the places where it stands."""
    found: list[Found] = []
    own: Found | None = None
    for quote in quotes(files):
        if quote.support and own is not None:
            found.append(Found(quote, _nearby(quote, own, source)))
        else:
            own = Found(quote, source.find(quote.text, quote.locator))
            found.append(own)
    return tuple(found)


def _nearby(quote: Quote, own: Found, source: Source) -> Sequence[Span]:
    """Look for supporting words ever further around the entry's own quote."""
    locator = quote.locator or (source.place_of(own.spans[0]).locator if own.spans else None)
    for place in source.ancestors(locator) if locator else ():
        spans = source.find(quote.text, place.locator)
        if spans:
            return spans[:1]
    return source.find(quote.text)[:1]


class _Claim(NamedTuple):
    start: int
    end: int
    kind: str
    item: str | None
    reason: str | None


def covers_all(files: Files, source: Source, found: Iterable[Found]) -> bool:
    """Tell whether every letter and digit of the source is quoted by something or stands in a heading or marker.

    The same answer as `coverage` without missing words, at a fraction of the time.
    """
    spans: list[tuple[int, int]] = [where[0] for quote, where in found if where and quote.kind != "note"]
    spans += filter(None, (_whole(passage, source) for passage in files.passages))
    spans += [(place.start, max(place.heading_end, place.marker_end)) for place in source.places]
    end = 0
    for start, until in sorted(spans, key=itemgetter(0)):
        if start > end and _WORD.search(source.text, end, start):
            return False
        end = max(end, until)
    return _WORD.search(source.text, end) is None


def coverage(files: Files, source: Source, found: Iterable[Found]) -> tuple[Covered, ...]:
    """Give every sentence of the source with what quotes it; quotes that were not found count for nothing."""
    claims = sorted(set(_claims(files, source, found)), key=lambda c: (c.start, c.end, c.kind, c.item or ""))
    mask = bytearray(len(source.text))
    for place in source.places:
        mask[place.start : place.marker_end] = bytes([_PASSAGE]) * (place.marker_end - place.start)
    for claim in sorted(claims, key=lambda claim: claim.kind != "passage"):
        value = _PASSAGE if claim.kind == "passage" else _ITEM
        mask[claim.start : claim.end] = bytes([value]) * (claim.end - claim.start)
    by_sentence = _shared_out(claims, source.sentences)
    return tuple(_covered(s, mask, own) for s, own in zip(source.sentences, by_sentence, strict=True))


def _claims(files: Files, source: Source, found: Iterable[Found]) -> Iterator[_Claim]:
    for quote, spans in found:
        if spans and quote.kind != "note":
            start, end = spans[0]
            passage = files.passages[int(quote.item)] if quote.kind == "passage" else None
            reason = passage.reason.value if passage else None
            yield _Claim(start, end, quote.kind, None if passage else quote.item, reason)
    for passage in files.passages:
        place = _whole(passage, source)
        if place:
            yield _Claim(*place, "passage", None, passage.reason.value)


def _whole(passage: Passage, source: Source) -> Span | None:
    place = source.place(passage.locator) if passage.locator and not passage.quote else None
    return Span(place.start, place.end) if place else None


def _shared_out(claims: Sequence[_Claim], sentences: Sequence[Sentence]) -> list[list[_Claim]]:
    ends = [sentence.end for sentence in sentences]
    shared: list[list[_Claim]] = [[] for _ in sentences]
    for claim in claims:
        number = bisect_right(ends, claim.start)
        while number < len(sentences) and sentences[number].start < claim.end:
            shared[number].append(claim)
            number += 1
    return shared


def _covered(sentence: Sentence, mask: bytearray, claims: Sequence[_Claim]) -> Covered:
    start, end = sentence.start, sentence.end
    missing = tuple(_missing(sentence, mask)) if mask.find(0, start, end) >= 0 else ()
    items = [claim for claim in claims if claim.kind != "passage"]
    spans = tuple(
        Stretch(max(c.start, start) - start, min(c.end, end) - start, c.kind, c.item) for c in items or claims
    )
    if missing:
        status = "heading" if sentence.heading else "partial" if spans else "uncovered"
    else:
        status = "covered" if items else "passage" if claims else "heading"
    reason = next((c.reason for c in claims if c.reason), None) if status == "passage" else None
    return Covered(sentence, status, reason, spans, () if status == "heading" else missing)


def _missing(sentence: Sentence, mask: bytearray) -> Iterator[str]:
    """Give each run of characters that nothing quotes, when it holds a letter or digit."""
    at = mask.find(0, sentence.start, sentence.end)
    while at >= 0:
        places = [p for p in (mask.find(value, at, sentence.end) for value in (_ITEM, _PASSAGE)) if p >= 0]
        until = min(places, default=sentence.end)
        words = sentence.text[at - sentence.start : until - sentence.start].strip()
        if _WORD.search(words):
            yield words
        at = mask.find(0, until, sentence.end)
