"""What calendars, feeds and spreadsheets tell of: each obligation on the day of the database, each duty in words."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from tracker.exports.origin import rows
from tracker.vocabulary import Basis, Clarity, Role, State

NOT_BEGUN = "Chưa đến kỳ"
NO_DUE_DAY = "Văn bản không nêu hạn"

# A period that has not begun has no state yet; what is already decided about it (a new due day, a withdrawal) holds.
_OWED = """
with extended as (
  select s.obligation, count(*) as extensions, x.due, max(e.position)
  from entry_obligations s
  join entries e on e.id = s.entry
  join extensions x on x.entry = s.entry
  where e.recorded <= :as_of
  group by s.obligation
),
withdrawn as (
  select s.obligation, min(w.first) as first
  from entry_obligations s
  join entries e on e.id = s.entry
  join withdrawals w on w.entry = s.entry
  where e.recorded <= :as_of
  group by s.obligation
)
select o.id, o.task, o.agency, a.name as agency_name, a.short as agency_short,
  o.collective, g.name as collective_name, g.short as collective_short,
  o.occurrence, o.occurrence_label as label, o.due as original_due, coalesce(x.due, o.due) as due,
  coalesce(x.extensions, 0) as extensions,
  coalesce(s.state, iif(w.first <= max(:as_of, o.first), 'khong-ap-dung', null)) as state,
  s.claimed, coalesce(s.evidence, 0) as evidence, f.label as finding
from obligations o
join agencies a on a.id = o.agency
left join agencies g on g.id = o.collective
left join states s on s.obligation = o.id and s.first <= :as_of and :as_of < s.until
left join vocabulary f on f.name = 'finding' and f.code = s.finding
left join extended x on x.obligation = o.id
left join withdrawn w on w.obligation = o.id
order by o.position
"""

_TASKS = """
select t.id, t.title, t.quote, p.label as place, t.due, coalesce(t.deadline_quote, t.recurrence_quote) as due_quote,
  t.deliverable, t.binding = 'request' as request
from tasks t
join outline p on p.locator = t.locator
order by t.position
"""

# In full: what an official reads in a table has no abbreviated names; the view `task_agencies` abbreviates them.
_CONCERNED = """
select r.task, r.role, a.name
from task_roles r
join agencies a on a.id = r.agency
where r.role in ('lead', 'coordinate', 'receive')
order by r.task, r.role, a.position
"""

_PARTS = """
select t.position, d.task, d.agency, d.role, max(d.basis = 'inferred') as inferred
from agency_duties d
join tasks t on t.id = d.task
group by d.task, d.agency, d.role
"""


@dataclass(frozen=True)
class Owed:
    """One obligation on the day of the database; `due` is the day that holds now, extensions included."""

    id: str
    task: str
    agency: str
    agency_name: str
    agency_short: str
    collective: str | None
    collective_name: str | None
    collective_short: str | None
    occurrence: str | None
    label: str | None
    original_due: str | None
    due: str | None
    extensions: int
    state: str | None
    claimed: str | None
    evidence: int
    finding: str | None

    @property
    def state_label(self) -> str:
        """The words for the state."""
        return State(self.state).label if self.state else NOT_BEGUN

    @property
    def withdrawn(self) -> bool:
        """Whether the obligation no longer holds."""
        return self.state == State.NOT_APPLICABLE


@dataclass(frozen=True)
class Duty:
    """One task with the full names of those concerned, joined by semicolons, and what the plan leaves unclear of it."""

    id: str
    title: str
    quote: str
    place: str
    due: str | None
    due_quote: str | None
    deliverable: str | None
    lead: str | None
    coordinate: str | None
    receive: str | None
    request: int
    unclear: str

    @property
    def due_words(self) -> str:
        """What stands in place of a day when there is none."""
        return self.due_quote or NO_DUE_DAY


@dataclass(frozen=True)
class Agency:
    """A body of the plan."""

    id: str
    name: str
    short: str
    collective: int


class Duties:
    """All duties of a plan, read once; everything made from them agrees."""

    def __init__(self, connection: sqlite3.Connection, as_of: str) -> None:
        """Read what is owed, as known on a day."""
        self._connection = connection
        self._as_of = as_of

    @cached_property
    def agencies(self) -> Sequence[Agency]:
        """Every body in the plan's order."""
        found = rows(self._connection, "select id, name, short, collective from agencies order by position")
        return [Agency(**dict(row)) for row in found]

    @cached_property
    def owed(self) -> Sequence[Owed]:
        """Every obligation, in the plan's order."""
        return [Owed(**dict(row)) for row in rows(self._connection, _OWED, as_of=self._as_of)]

    @cached_property
    def tasks(self) -> Mapping[str, Duty]:
        """Every task by its id, in the plan's order."""
        unclear, concerned = self._unclear(), self._concerned()
        found = {}
        for row in rows(self._connection, _TASKS):
            names: dict[str, Any] = {
                role: "; ".join(concerned[row["id"], role]) or None for role in ("lead", "coordinate", "receive")
            }
            found[row["id"]] = Duty(**dict(row), **names, unclear="; ".join(unclear[row["id"]]))
        return found

    def _concerned(self) -> Mapping[tuple[str, str], Sequence[str]]:
        names: dict[tuple[str, str], list[str]] = defaultdict(list)
        for row in rows(self._connection, _CONCERNED):
            names[row["task"], row["role"]].append(row["name"])
        return names

    def _unclear(self) -> Mapping[str, list[str]]:
        words: dict[str, list[str]] = defaultdict(list)
        order = list(Clarity)
        found = rows(self._connection, "select task, dimension from clarity where not clear order by task, dimension")
        for row in sorted(found, key=lambda row: order.index(Clarity(row["dimension"]))):
            words[row["task"]].append(f"chưa {Clarity(row['dimension']).label.lower()}")
        return words

    @cached_property
    def roles(self) -> Mapping[str, Mapping[str, str]]:
        """For each body, the tasks it has a part in, in the plan's order, with the words for that part."""
        order = list(Role)
        found = sorted(
            rows(self._connection, _PARTS), key=lambda row: (row["position"], order.index(Role(row["role"])))
        )
        words: dict[str, dict[str, str]] = defaultdict(dict)
        for row in found:
            own, word = words[row["agency"]], _role_words(row["role"], row["inferred"])
            own[row["task"]] = f"{own[row['task']]}; {word}" if row["task"] in own else word
        return words

    @cached_property
    def by_task(self) -> Mapping[str, Sequence[Owed]]:
        """The obligations of each task."""
        return _grouped((item.task, item) for item in self.owed)

    @cached_property
    def by_agency(self) -> Mapping[str, Sequence[Owed]]:
        """The obligations of each body; those of its members for a collective that the plan names."""
        return _grouped((agency, item) for item in self.owed for agency in (item.agency, item.collective) if agency)

    @cached_property
    def members(self) -> Mapping[str, Sequence[str]]:
        """The full names of the bodies that each collective, named in full, stands for."""
        names: dict[str, dict[str, None]] = defaultdict(dict)
        for item in self.owed:
            if item.collective_name:
                names[item.collective_name][item.agency_name] = None
        return {group: tuple(own) for group, own in names.items()}

    @cached_property
    def undated(self) -> Mapping[str, int]:
        """For each body, how many of its obligations have no due day, done or not, and hence stand in no calendar."""
        return Counter(agency for agency, own in self.by_agency.items() for item in own if item.due is None)


def _role_words(role: str, inferred: int) -> str:
    return f"{Role(role).label} ({Basis.INFERRED.label.lower()})" if inferred else Role(role).label


def _grouped(pairs: Iterable[tuple[str, Owed]]) -> Mapping[str, Sequence[Owed]]:
    groups: dict[str, list[Owed]] = {}
    for key, item in pairs:
        groups.setdefault(key, []).append(item)
    return groups


def state_words(owed: Sequence[Owed]) -> str:
    """Give the state of one obligation in words, of several as words with how many are in each."""
    if len(owed) == 1:
        return owed[0].state_label
    return "; ".join(f"{label}: {number}" for label, number in _counted(owed))


def _counted(owed: Sequence[Owed]) -> Iterator[tuple[str, int]]:
    count = Counter(item.state_label for item in owed)
    for label in (*(state.label for state in State), NOT_BEGUN):
        if count[label]:
            yield label, count[label]
