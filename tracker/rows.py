"""Model → the rows of the database's tables that hold what the plan says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from enum import EnumMeta
from typing import Any

import tracker.vocabulary
from tracker.clarity import clarity
from tracker.deadlines import last_acceptable_day
from tracker.model import Agency, Files, Target, Task
from tracker.reader import Loaded
from tracker.source import Source
from tracker.text import fold, squeeze
from tracker.vocabulary import AgencyKind, Vocabulary

Row = dict[str, Any]
Table = tuple[str, Iterable[Row]]


def iso(day: date | None) -> str | None:
    """Give a date as ISO 8601 text, None for None: how the database stores days."""
    return None if day is None else day.isoformat()


def decimals(value: Decimal) -> int:
    """Give the number of decimals a figure was written with."""
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def vocabulary_rows() -> Iterator[Row]:
    """Give one row for each value of each closed vocabulary; agency_kind for AgencyKind."""
    for name, values in sorted(vars(tracker.vocabulary).items()):
        if isinstance(values, EnumMeta) and issubclass(values, Vocabulary) and values is not Vocabulary:
            for position, value in enumerate(values):
                yield {
                    "name": "".join(f"_{c.lower()}" if c.isupper() else c for c in name).lstrip("_"),
                    "code": value.value,
                    "position": position,
                    "label": value.label,
                    "definition": value.definition,
                }


def plan_tables(loaded: Loaded) -> Iterator[Table]:
    """Give the tables about the plan, its source text, its agencies and its duties, in loading order."""
    files = loaded.files
    yield "agencies", (_agency(position, agency, loaded) for position, agency in enumerate(files.agencies, 1))
    yield from _agency_details(files)
    yield "plan", [_plan(files)]
    yield "legal_basis", ({"position": n, **_dump(basis)} for n, basis in enumerate(files.plan.legal_basis, 1))
    yield "figures", ({"position": n, **_figure(_dump(f), f.value)} for n, f in enumerate(files.plan.figures, 1))
    yield "source_notes", ({"position": n, **_dump(note)} for n, note in enumerate(files.plan.source_notes, 1))
    yield "topics", ({"position": n, **_dump(topic)} for n, topic in enumerate(files.plan.topics, 1))
    yield from _source_tables(loaded.source)
    yield from _solutions(loaded)
    yield "targets", (_target(n, target, loaded) for n, target in enumerate(files.targets, 1))
    yield "tasks", (_task(n, task, loaded) for n, task in enumerate(files.tasks, 1))
    yield from _task_details(files)


def _dump(part: Any) -> Row:
    return {key: iso(v) if isinstance(v, date) else v for key, v in part.model_dump().items()}


def _figure(row: Row, value: Decimal) -> Row:
    return {**row, "value": float(value), "decimals": decimals(value)}


def _plan(files: Files) -> Row:
    plan = files.plan
    row = _dump(plan)
    for nested in ("legal_basis", "figures", "source_notes", "topics", "period", "days_off", "site_url"):
        del row[nested]
    return {**row, "first": iso(plan.period.first), "last": iso(plan.period.last), "fictional": int(plan.fictional)}


def _agency(position: int, agency: Agency, loaded: Loaded) -> Row:
    collective = agency.kind is AgencyKind.COLLECTIVE
    called = (agency.name, agency.short, agency.area, *agency.aliases)
    words = squeeze(" · ".join(dict.fromkeys(name for name in called if name)))
    return {
        "position": position,
        "id": agency.id,
        "name": agency.name,
        "short": agency.short or agency.name,
        "kind": agency.kind.value,
        "authority": agency.authority.value,
        "area": agency.area,
        "collective": int(collective),
        "defined": int(not collective or agency.members is not None),
        "supervises": int(agency.supervises),
        "first": iso(agency.first),
        "last": iso(agency.last),
        "successor_basis": agency.successor.basis if agency.successor else None,
        "note": agency.note,
        "line": loaded.line(agency.id),
        "text": words,
        "fold": fold(words),
    }


def _agency_details(files: Files) -> Iterator[Table]:
    agencies = files.agencies
    yield "agency_aliases", ({"agency": a.id, "alias": alias} for a in agencies for alias in dict.fromkeys(a.aliases))
    yield (
        "agency_codes",
        (
            {"agency": a.id, "code": c.code, "first": iso(c.first), "last": iso(c.last)}
            for a in agencies
            for c in a.codes
        ),
    )
    yield (
        "agency_members",
        (
            {"collective": a.id, "member": member, "position": position}
            for a in agencies
            for position, member in enumerate(a.members or (), 1)
        ),
    )
    yield (
        "agency_successors",
        (
            {"agency": a.id, "successor": successor}
            for a in agencies
            for successor in (a.successor.agencies if a.successor else ())
        ),
    )


def _source_tables(source: Source) -> Iterator[Table]:
    yield (
        "outline",
        (
            {
                "position": n,
                "locator": p.locator,
                "parent": p.parent,
                "label": source.label(p.locator),
                "heading": p.heading,
            }
            for n, p in enumerate(source.places, 1)
        ),
    )


def _solutions(loaded: Loaded) -> Iterator[Table]:
    groups = loaded.files.solutions
    yield (
        "solution_groups",
        (
            {"position": n, "id": group.id, "title": group.title, "locator": group.locator}
            for n, group in enumerate(groups, 1)
        ),
    )
    pairs = [(group, commitment) for group in groups for commitment in group.commitments]
    yield (
        "commitments",
        (
            {
                "position": n,
                "id": commitment.id,
                "solution_group": group.id,
                "title": commitment.title,
                "quote": commitment.quote,
                "locator": loaded.locator(commitment.id),
                "note": commitment.note,
                "line": loaded.line(commitment.id),
            }
            for n, (group, commitment) in enumerate(pairs, 1)
        ),
    )


def _target(position: int, target: Target, loaded: Loaded) -> Row:
    baseline, indicator = target.baseline, target.indicator
    return {
        "position": position,
        "id": target.id,
        "title": target.title,
        "quote": target.quote,
        "locator": loaded.locator(target.id),
        "kind": target.kind.value,
        "direction": target.direction.value,
        "value": float(target.value),
        "decimals": decimals(target.value),
        "unit": target.unit,
        "due": iso(target.due or loaded.files.plan.period.last),
        "counts": target.counts,
        "baseline": float(baseline.value) if baseline else None,
        "baseline_decimals": decimals(baseline.value) if baseline else None,
        "baseline_on": iso(baseline.on) if baseline else None,
        "baseline_quote": baseline.quote if baseline else None,
        "baseline_source": baseline.source if baseline else None,
        "indicator": indicator.name if indicator else None,
        "indicator_source": indicator.source if indicator else None,
        "note": target.note,
        "line": loaded.line(target.id),
    }


def _task(position: int, task: Task, loaded: Loaded) -> Row:
    deadline, recurrence, deliverable = task.deadline, task.recurrence, task.deliverable
    words = squeeze(f"{task.title} · {task.quote}")
    return {
        "position": position,
        "id": task.id,
        "title": task.title,
        "quote": task.quote,
        "locator": loaded.locator(task.id),
        "kind": task.kind.value,
        "binding": task.binding.value,
        "deadline_type": deadline.type.value if deadline else None,
        "deadline": iso(deadline.date) if deadline else None,
        "operator": deadline.operator.value if deadline else None,
        "due": iso(last_acceptable_day(deadline)) if deadline else None,
        "deadline_quote": deadline.quote if deadline else None,
        "every": recurrence.every.value if recurrence else None,
        "recurrence_quote": recurrence.quote if recurrence else None,
        "deliverable": deliverable.text if deliverable else None,
        "deliverable_quote": deliverable.quote if deliverable else None,
        "evidence": task.evidence,
        "via": task.via,
        "decides": task.decides,
        "note": task.note,
        "line": loaded.line(task.id),
        "text": words,
        "fold": fold(words),
    }


def _task_details(files: Files) -> Iterator[Table]:
    tasks = files.tasks
    yield "task_roles", (row for task in tasks for row in _roles(task))
    yield "task_topics", ({"task": t.id, "topic": topic} for t in tasks for topic in t.topics)
    commitments = {c.id for group in files.solutions for c in group.commitments}
    served = [(task.id, item) for task in tasks for item in task.serves]
    yield "task_commitments", ({"task": task, "commitment": item} for task, item in served if item in commitments)
    yield "task_targets", ({"task": task, "target": item} for task, item in served if item not in commitments)
    agencies = {agency.id: agency for agency in files.agencies}
    yield (
        "clarity",
        (
            {"task": task.id, "dimension": dimension.value, "clear": int(verdict.clear), "ground": verdict.ground}
            for task in tasks
            for dimension, verdict in clarity(task, files, agencies).items()
        ),
    )


def _roles(task: Task) -> Iterator[Row]:
    for role, entry in task.roles():
        yield {
            "task": task.id,
            "agency": entry.agency,
            "role": role.value,
            "basis": entry.basis.value,
            "quote": entry.quote,
            "note": entry.note,
        }
