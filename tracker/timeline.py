"""Who owes what by when, and in which state it was on any day.

State is never typed: it follows from the deadline, the dated records and the day that is asked about.
As of a day, only what had been recorded by that day is known.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from tracker.deadlines import apply_operator, due_days, last_acceptable_day, occurrence
from tracker.model import Agency, Files, Plan, Task
from tracker.records import Claim, Entry, Evidence, Extension, OnTask, Record, Verification, Withdrawal
from tracker.vocabulary import ClaimState, Finding, State

#: «sắp đến hạn»: so many days, or fewer, are left.
SOON = timedelta(days=7)
#: The day after the last one of a state that has no end yet.
OPEN = date(9999, 12, 31)
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Obligation:
    """A duty, of one body, for one period."""

    task: str
    agency: str
    first: date
    collective: str | None = None
    occurrence: str | None = None
    label: str | None = None
    due: date | None = None

    @property
    def id(self) -> str:
        """The duty, the body and the period, joined by points."""
        return ".".join(filter(None, (self.task, self.agency, self.occurrence)))


@dataclass(frozen=True)
class Known:
    """An entry of a record: its id, the day it became known and whose voice it is."""

    id: str
    recorded: date
    voice: str
    entry: Entry


@dataclass(frozen=True)
class Condition:
    """What is known of an obligation on a day."""

    state: State
    extended_state: State
    due: date | None = None
    extended: bool = False
    claim: str | None = None
    evidence: int = 0
    finding: Finding | None = None
    verification: str | None = None


@dataclass(frozen=True)
class Span:
    """A condition that held from `first` to the day before `until`."""

    first: date
    until: date
    condition: Condition


@dataclass
class _Facts:
    """The entries about one obligation that are known on a day, the latest of each sort."""

    claim: Known | None = None
    verification: Known | None = None
    extension: Known | None = None
    evidence: int = 0
    withdrawals: list[Withdrawal] = field(default_factory=list)


def obligations(files: Files) -> list[Obligation]:
    """Give every obligation of a plan: duty × each single body that leads it × each period.

    A collective whose members are known is opened to its members; one that the plan does not define stays one.
    """
    agencies = {agency.id: agency for agency in files.agencies}
    return [
        Obligation(task.id, agency, max(first, beginning(files.plan)), collective, key, label, due)
        for task in files.tasks
        for agency, collective in _owing(task, agencies)
        for key, label, due, first in _occurrences(task, files.plan)
    ]


def beginning(plan: Plan) -> date:
    """Give the day before which nothing can have been done for a plan: its issue or its first day, the earlier."""
    return min(plan.issued or plan.period.first, plan.period.first)


def _owing(task: Task, agencies: Mapping[str, Agency]) -> Iterator[tuple[str, str | None]]:
    """Give each single body that leads the task once, with the collective through which it was named."""
    named = [entry.agency for entry in task.lead]
    seen = {agency for agency in named if not _members(agency, agencies)}
    for agency in named:
        members = _members(agency, agencies)
        if not members:
            yield agency, None
        for member in members:
            if member not in seen:
                seen.add(member)
                yield member, agency


def _members(agency: str, agencies: Mapping[str, Agency], above: frozenset[str] = frozenset()) -> Sequence[str]:
    """Give the single bodies of a collective, collectives within it opened as well; a circle is cut."""
    inside = above | {agency}
    members = agencies[agency].members or () if agency in agencies else ()
    return [
        single
        for member in members
        if member not in inside
        for single in (_members(member, agencies, inside) or [member])
    ]


def _occurrences(task: Task, plan: Plan) -> Iterator[tuple[str | None, str | None, date | None, date]]:
    """Give (key, name, last acceptable day, first day) of each period; one unnamed period if not recurring."""
    dues = due_days(task.recurrence, plan.period, plan.days_off) if task.recurrence else ()
    for due in dues:
        assert task.recurrence is not None
        key, label, first = occurrence(task.recurrence.every, due)
        yield key, label, due, first
    if not dues:
        yield None, None, last_acceptable_day(task.deadline) if task.deadline else None, beginning(plan)


def known_entries(records: Sequence[Record]) -> list[Known]:
    """Give every entry of the records in the order in which they became known."""
    ordered = sorted(records, key=lambda record: (record.recorded, record.id))
    return [
        Known(f"{record.id}#{number}", record.recorded, record.provided_by, entry)
        for record in ordered
        for number, entry in enumerate(record.entries, 1)
    ]


def assign(known: Sequence[Known], owed: Sequence[Obligation]) -> dict[str, list[Known]]:
    """Give for each obligation's id the entries that speak of it, in the order in which they became known."""
    by_task: dict[str, list[Obligation]] = defaultdict(list)
    for obligation in owed:
        by_task[obligation.task].append(obligation)
    assigned: dict[str, list[Known]] = defaultdict(list)
    for item in known:
        if isinstance(item.entry, OnTask):
            for obligation in _addressed(item, item.entry, by_task[item.entry.task]):
                assigned[obligation.id].append(item)
    return assigned


def _addressed(item: Known, entry: OnTask, owed: Sequence[Obligation]) -> list[Obligation]:
    agency = entry.agency
    if agency is None and isinstance(entry, (Claim, Evidence)) and any(o.agency == item.voice for o in owed):
        agency = item.voice
    return [
        obligation
        for obligation in owed
        if agency in (None, obligation.agency, obligation.collective) and entry.period in (None, obligation.occurrence)
    ]


def spans(obligation: Obligation, known: Sequence[Known]) -> list[Span]:
    """Give the obligation's conditions over time: without gap or overlap, from its first day on."""
    days = sorted(day for day in _turning_points(obligation, known) if obligation.first <= day < OPEN)
    result: list[Span] = []
    for day, until in zip(days, [*days[1:], OPEN], strict=True):
        condition = condition_on(obligation, known, day)
        if result and result[-1].condition == condition:
            result[-1] = Span(result[-1].first, until, condition)
        else:
            result.append(Span(day, until, condition))
    return result


def _turning_points(obligation: Obligation, known: Sequence[Known]) -> set[date]:
    """Give every day on which the condition may change, the first day among them."""
    dues = {obligation.due, *(_new_due(k.entry) for k in known if isinstance(k.entry, Extension))}
    points = {obligation.first, *(max(item.recorded, obligation.first) for item in known)}
    points |= {day for due in dues if due for day in (due - SOON, due + _DAY)}
    return points | {item.entry.first for item in known if isinstance(item.entry, Withdrawal)}


def condition_on(obligation: Obligation, known: Sequence[Known], day: date) -> Condition:
    """Give the obligation's condition on a day, from what had been recorded by then."""
    facts = _facts(known, day)
    extended = _new_due(facts.extension.entry) if facts.extension else None
    due = extended or obligation.due
    checked = facts.verification.entry if facts.verification else None
    return Condition(
        state=_state(obligation.due, facts, day),
        extended_state=_state(due, facts, day),
        due=due,
        extended=facts.extension is not None,
        claim=facts.claim.id if facts.claim else None,
        evidence=facts.evidence,
        finding=checked.finding if isinstance(checked, Verification) else None,
        verification=facts.verification.id if facts.verification else None,
    )


def _facts(known: Sequence[Known], day: date) -> _Facts:
    facts = _Facts()
    for item in known:
        if item.recorded > day:
            continue
        match item.entry:
            case Claim():
                facts.claim = item
            case Verification():
                facts.verification = item
            case Extension():
                facts.extension = item
            case Evidence():
                facts.evidence += 1
            case Withdrawal():
                facts.withdrawals.append(item.entry)
    return facts


def _new_due(entry: Entry) -> date | None:
    assert isinstance(entry, Extension)
    return apply_operator(entry.date, entry.operator)


def _state(due: date | None, facts: _Facts, day: date) -> State:
    claim = facts.claim.entry if facts.claim else None
    if any(withdrawal.first <= day for withdrawal in facts.withdrawals):
        return State.NOT_APPLICABLE
    if isinstance(claim, Claim) and claim.state is ClaimState.DONE:
        return _done(due, claim.effective)
    if due is None:
        return State.UNDATED
    if day <= due:
        return State.DUE_SOON if due - day <= SOON else State.IN_TIME
    return State.OVERDUE if _said_not_done(due, facts) else State.UNREPORTED


def _done(due: date | None, effective: date) -> State:
    if due is None:
        return State.DONE_UNDATED
    return State.DONE_ON_TIME if effective <= due else State.DONE_LATE


def _said_not_done(due: date, facts: _Facts) -> bool:
    """Tell whether somebody entitled has said that the duty was not done in time.

    A claim does when it was recorded after the due day; an extension to a later day says so by itself.
    """
    if facts.claim is not None and facts.claim.recorded > due:
        return True
    new_due = _new_due(facts.extension.entry) if facts.extension else None
    return new_due is not None and new_due > due
