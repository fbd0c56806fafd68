"""The plan's own text as a document: every sentence, what became of it, and the duties beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from tracker.pages.duties import duties
from tracker.pages.portal import AGEING_SCRIPTS, Page, Part, Portal, Row

ADDRESS = "van-ban"
_SHOWN = ("task", "commitment", "target")


class Stretch(NamedTuple):
    """A run of characters that the same items quote."""

    text: str
    mark: str
    """task, commitment, target, rest (not a duty), open (nobody's) or nothing (marks of the list, full stops)."""
    ends: Sequence[Row]
    """The spans of duties, commitments and targets of which nothing more is quoted in the sentence."""


class Sentence(NamedTuple):
    """One sentence with its stretches."""

    id: int
    stretches: Sequence[Stretch]

    @property
    def text(self) -> str:
        """The sentence as it is written."""
        return "".join(stretch.text for stretch in self.stretches)


class Why(NamedTuple):
    """Why some words are no duty: a code, and the words with the number of their sentence."""

    code: str
    words: Sequence[tuple[int, str]]


class Block(NamedTuple):
    """The sentences of one place in the outline, with what stands in their margin."""

    locator: str
    level: int
    """2 for a part, 3 for what is numbered in it, and so on."""
    heading: Sentence | None
    paragraphs: Sequence[Sequence[Sentence]]
    items: Sequence[Row]
    """One span for each duty, commitment and target of the block; duties in the order of the plan."""
    reasons: Sequence[Why]
    """Why passages of the block are no duties (vocabulary reason)."""
    others: Sequence[Why]
    """Kinds of items that are quoted but are no duties: figure, legal_basis."""

    @property
    def part(self) -> str:
        """The part of the text in which the block stands."""
        return self.locator.split("/")[0]


def pages(portal: Portal) -> Iterator[Page]:
    """Give the page of the plan's text."""
    known = duties(portal)
    order = {task: position for position, task in enumerate(known)}
    blocks = list(_blocks(portal, order))
    counts = {row["status"]: row["sentences"] for row in portal.rows("select status, sentences from coverage")}
    body = portal.render(
        "plan_text.html",
        ADDRESS,
        blocks=blocks,
        duties=known,
        served=_served(portal),
        counts=counts,
        notes=portal.rows("select * from source_notes order by position"),
    )
    yield Page(
        ADDRESS,
        "Văn bản kế hoạch",
        f"Toàn văn {portal.plan['short_title']}, từng câu kèm nhiệm vụ, cơ quan chịu trách nhiệm và tình trạng.",
        body,
        words="Toàn văn kế hoạch",
        parts=tuple(_parts(portal)),
        template="wide.html",
        kicker="Nguyên văn",
        scripts=AGEING_SCRIPTS,
    )


def _parts(portal: Portal) -> Iterator[Part]:
    """Give every sentence as a place that search finds by itself."""
    for row in portal.rows(
        """
        select s.id, s.text, o.label
        from sentences s
        join outline o on o.locator = s.locator
        order by s.id
        """
    ):
        yield Part(f"c-{row['id']}", row["label"], row["text"])


def _served(portal: Portal) -> Mapping[tuple[str, str], Row]:
    """Give title and number of duties of each commitment and target, by kind and id."""
    rows = portal.rows(
        """
        select 'commitment' as kind, c.id, c.title, count(t.task) as tasks
        from commitments c
        left join task_commitments t on t."commitment" = c.id
        group by c.id
        union all
        select 'target', g.id, g.title, count(t.task)
        from targets g
        left join task_targets t on t.target = g.id
        group by g.id
        """
    )
    return {(row["kind"], row["id"]): row for row in rows}


def _blocks(portal: Portal, order: Mapping[str, int]) -> Iterator[Block]:
    """Give the blocks of the text; duties stand in the margin in the plan's order."""
    spans = portal.grouped("select * from sentence_spans order by sentence, first, until, kind, item", "sentence")
    rows = portal.rows(
        """
        select s.*, o.heading, o.locator as place
        from sentences s
        join outline o on o.locator = s.locator
        order by s.id
        """
    )
    for locator, found in groupby(rows, key=lambda row: str(row["locator"])):
        yield _block(locator, list(found), spans, order)


def _block(locator: str, rows: list[Row], spans: Mapping[int, Sequence[Row]], order: Mapping[str, int]) -> Block:
    heading = _sentence(rows[0], spans.get(rows[0]["id"], ())) if _is_heading(rows[0]) else None
    rest = rows[1:] if heading else rows
    quoted = [span for row in rows for span in spans.get(row["id"], ())]
    shown = {(span["kind"], span["item"]): span for span in quoted if span["kind"] in _SHOWN}
    paragraphs = [
        [_sentence(row, spans.get(row["id"], ())) for row in paragraph]
        for _, paragraph in groupby(rest, key=lambda row: row["paragraph"])
    ]
    return Block(
        locator,
        min(2 + locator.count("/"), 4),
        heading,
        paragraphs,
        sorted(shown.values(), key=lambda span: order.get(span["item"], -1)),
        _why((row["reason"], row["id"], row["text"]) for row in rest if row["reason"]),
        _why(
            (span["kind"], row["id"], row["text"][span["first"] : span["until"]])
            for row in rows
            for span in spans.get(row["id"], ())
            if span["kind"] in ("figure", "legal_basis")
        ),
    )


def _why(found: Iterable[tuple[str, int, str]]) -> list[Why]:
    """Put the words together that are no duty for the same reason."""
    words: dict[str, list[tuple[int, str]]] = {}
    for code, number, text in found:
        words.setdefault(code, []).append((number, text))
    return [Why(code, list(dict.fromkeys(some))) for code, some in words.items()]


def _is_heading(row: Row) -> bool:
    """Tell whether a sentence is nothing but the heading of its place."""
    heading = (row["heading"] or "").strip(" .:")
    return row["status"] in ("heading", "passage") and bool(heading) and row["text"].strip(" .:").endswith(heading)


def _sentence(row: Row, spans: Sequence[Row]) -> Sentence:
    return Sentence(row["id"], list(_stretches(row, spans)))


def _stretches(row: Row, spans: Sequence[Row]) -> Iterator[Stretch]:
    """Cut a sentence wherever a quotation begins or ends; quotations may overlap."""
    text = row["text"]
    last = {(span["kind"], span["item"]): span for span in sorted(spans, key=lambda span: int(span["until"]))}
    edges = sorted({0, len(text), *(span["first"] for span in spans), *(span["until"] for span in spans)})
    for first, until in pairwise(edges):
        kinds = {span["kind"] for span in spans if span["first"] <= first and until <= span["until"]}
        ends = [span for span in last.values() if span["until"] == until and span["kind"] in _SHOWN]
        yield Stretch(text[first:until], _mark(kinds, row["status"], text[first:until]), ends)


def _mark(kinds: set[str], status: str, text: str) -> str:
    for kind in _SHOWN:
        if kind in kinds:
            return kind
    if kinds or status == "passage":
        return "rest"
    return "open" if status in ("partial", "uncovered") and any(map(str.isalnum, text)) else ""
