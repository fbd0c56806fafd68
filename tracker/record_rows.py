"""Records and what follows from them → the rows of the database's tables about what happened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from tracker.deadlines import apply_operator
from tracker.reader import Loaded
from tracker.records import (
    Answer,
    Claim,
    Evidence,
    Extension,
    Measurement,
    OnTask,
    Record,
    Reply,
    Request,
    Verification,
    Withdrawal,
)
from tracker.rows import Row, Table, decimals, iso
from tracker.timeline import Known, Obligation, assign, known_entries, obligations, spans


def record_tables(loaded: Loaded, published: Mapping[str, date]) -> Iterator[Table]:
    """Give the tables of records, entries, obligations and periods of state, in loading order.

    published: for each record's id the day its file entered the public repository, where that is known.
    """
    known = known_entries(loaded.records)
    owed = obligations(loaded.files)
    assigned = assign(known, owed)
    ordered = sorted(loaded.records, key=lambda record: (record.recorded, record.id))
    yield "records", (_record(n, record, published.get(record.id)) for n, record in enumerate(ordered, 1))
    yield "entries", (_entry(n, item, loaded) for n, item in enumerate(known, 1))
    yield from _details(known)
    yield "obligations", (_obligation(n, obligation) for n, obligation in enumerate(owed, 1))
    yield (
        "entry_obligations",
        ({"entry": item.id, "obligation": key} for key, items in sorted(assigned.items()) for item in items),
    )
    yield "periods", (row for obligation in owed for row in _periods(obligation, assigned.get(obligation.id, ())))


def _record(position: int, record: Record, published: date | None) -> Row:
    document = record.document
    return {
        "position": position,
        "id": record.id,
        "recorded": iso(record.recorded),
        "provided_by": record.provided_by,
        "title": document.title if document else None,
        "number": document.number if document else None,
        "issued": iso(document.issued) if document else None,
        "url": document.url if document else None,
        "file": f"records/{record.id}.yaml",
        "published": iso(published),
    }


def _entry(position: int, item: Known, loaded: Loaded) -> Row:
    entry = item.entry
    on_task = isinstance(entry, (OnTask, Request))
    area = entry.area if isinstance(entry, Measurement) else None
    addressee = entry.to if isinstance(entry, Request) else None
    return {
        "position": position,
        "id": item.id,
        "record": item.id.partition("#")[0],
        "kind": entry.kind.value,
        "recorded": iso(item.recorded),
        "effective": iso(_effective(item)),
        "voice": item.voice,
        "task": entry.task if on_task else None,  # type: ignore[union-attr]
        "target": entry.target if isinstance(entry, Measurement) else None,
        "agency": entry.agency if isinstance(entry, OnTask) else area or addressee,
        "occurrence": entry.period if isinstance(entry, OnTask) else None,
        "text": entry.reason if isinstance(entry, Extension) else entry.text,
        "line": loaded.line(item.id),
    }


def _effective(item: Known) -> date | None:
    """Give the day of the matter itself, as against the day it was recorded."""
    match item.entry:
        case Claim(effective=day) | Measurement(on=day) | Request(sent=day) | Answer(answered=day):
            return day
        case Withdrawal(first=day):
            return day
        case Verification(on=day):
            return day or item.recorded
        case Evidence(issued=day):
            return day
        case Extension(document=document):
            return document.issued
    return item.recorded


def _details(known: Sequence[Known]) -> Iterator[Table]:
    """Give one table for each sort of entry, with what only that sort has."""
    entries = [(item.id, item) for item in known]
    yield (
        "claims",
        (
            {"entry": key, "state": e.state.value, "effective": iso(e.effective), "obstacles": e.obstacles}
            for key, item in entries
            if isinstance(e := item.entry, Claim)
        ),
    )
    yield "evidence", (_evidence(item, item.entry) for _, item in entries if isinstance(item.entry, Evidence))
    yield (
        "verifications",
        ({"entry": k, "finding": i.entry.finding.value} for k, i in entries if isinstance(i.entry, Verification)),
    )
    yield "replies", ({"entry": k, "answers": i.entry.to} for k, i in entries if isinstance(i.entry, Reply))
    yield "extensions", (_extension(k, i.entry) for k, i in entries if isinstance(i.entry, Extension))
    answers = {item.entry.to: item for item in known if isinstance(item.entry, Answer)}
    yield "requests", (_request(k, i.entry, answers.get(k)) for k, i in entries if isinstance(i.entry, Request))
    yield "measurements", (_measurement(k, i.entry) for k, i in entries if isinstance(i.entry, Measurement))
    yield (
        "withdrawals",
        (
            {"entry": k, "first": iso(i.entry.first), "citation": i.entry.citation}
            for k, i in entries
            if isinstance(i.entry, Withdrawal)
        ),
    )


def _evidence(item: Known, entry: Evidence) -> Row:
    return {
        "entry": item.id,
        "title": entry.title,
        "number": entry.number,
        "issued": iso(entry.issued),
        "url": entry.url,
        "provider": entry.provider or item.voice,
    }


def _extension(key: str, entry: Extension) -> Row:
    document = entry.document
    return {
        "entry": key,
        "due": iso(apply_operator(entry.date, entry.operator)),
        "reason": entry.reason,
        "title": document.title,
        "number": document.number,
        "issued": iso(document.issued),
        "url": document.url,
    }


def _request(key: str, entry: Request, answer: Known | None) -> Row:
    answered = answer.entry.answered if answer and isinstance(answer.entry, Answer) else None
    return {
        "entry": key,
        "recipient": entry.to,
        "sent": iso(entry.sent),
        "due": iso(entry.due),
        "answered": iso(answered),
        "answer": answer.id if answer else None,
    }


def _measurement(key: str, entry: Measurement) -> Row:
    return {
        "entry": key,
        "target": entry.target,
        "value": float(entry.value),
        "decimals": decimals(entry.value),
        "on": iso(entry.on),
        "area": entry.area,
        "source": entry.source,
    }


def _obligation(position: int, obligation: Obligation) -> Row:
    return {
        "position": position,
        "id": obligation.id,
        "task": obligation.task,
        "agency": obligation.agency,
        "collective": obligation.collective,
        "occurrence": obligation.occurrence,
        "occurrence_label": obligation.label,
        "due": iso(obligation.due),
        "first": iso(obligation.first),
    }


def _periods(obligation: Obligation, known: Sequence[Known]) -> Iterator[Row]:
    for span in spans(obligation, known):
        condition = span.condition
        yield {
            "obligation": obligation.id,
            "first": iso(span.first),
            "until": iso(span.until),
            "state": condition.state.value,
            "extended_state": condition.extended_state.value,
            "due": iso(condition.due),
            "extended": int(condition.extended),
            "claim": condition.claim,
            "evidence": condition.evidence,
            "finding": condition.finding.value if condition.finding else None,
            "verification": condition.verification,
        }
