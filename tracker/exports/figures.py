"""What the database says of a period: the figures of the report."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from tracker.exports.origin import rows
from tracker.text import show_date
from tracker.vocabulary import State

#: How far the report looks ahead.
AHEAD = timedelta(days=30)

_STATES = """
select s.task, s.title, s.agency, a.name as agency_name, g.name as collective,
  s.occurrence_label as label, s.due, s.original_due, s.state, s.claimed
from states s
join obligations o on o.id = s.obligation
join agencies a on a.id = o.agency
left join agencies g on g.id = o.collective
where s.first <= :day and :day < s.until
order by o.position
"""
_MEMBERS = """
select distinct g.name as collective, a.name as member
from obligations o
join agencies a on a.id = o.agency
join agencies g on g.id = o.collective
order by g.position, a.position
"""
#: What agencies said in the period stands in their way.
OBSTACLES = """
select a.name as agency, t.title, c.obstacles
from claims c
join entries e on e.id = c.entry
join tasks t on t.id = e.task
join agencies a on a.id = coalesce(e.agency, e.voice)
where c.obstacles is not null and e.recorded between :first and :last
order by e.position
"""
#: What was found in the period, about whom, and the replies so far.
FINDINGS = """
select t.title, a.name as voice, f.label as finding, e.text, coalesce(b.name, (
    select group_concat(n.name, '; ')
    from (
      select distinct c.name
      from entry_obligations s
      join obligations o on o.id = s.obligation
      join agencies c on c.id = coalesce(o.collective, o.agency)
      where s.entry = e.id
      order by c.position
    ) n
  )) as body,
  (select group_concat(r.text, ' ')
   from replies p
   join entries r on r.id = p.entry
   where p.answers = e.id and r.recorded <= :last) as reply
from verifications v
join entries e on e.id = v.entry
join tasks t on t.id = e.task
join agencies a on a.id = e.voice
left join agencies b on b.id = e.agency
join vocabulary f on f.name = 'finding' and f.code = v.finding
where e.recorded between :first and :last
order by e.position
"""
#: Every target with its last result.
TARGETS = """
select t.title, t.direction, t.value, t.decimals, t.unit, t.baseline, t.baseline_decimals,
  r.value as result, r.decimals as result_decimals, r."on"
from targets t
left join target_results r on r.target = t.id and r.area is null and r.entry = (
  select x.entry
  from target_results x
  join entries e on e.id = x.entry
  where x.target = t.id and x.area is null and e.recorded <= :last
  order by x."on" desc, e.position desc
  limit 1
)
order by t.position
"""
#: Who issued the plan, and who reports on it.
WHO = """
select i.name as issuer, f.name as focal
from plan p
join agencies i on i.id = p.issuer
left join agencies f on f.id = p.focal
"""


@dataclass(frozen=True)
class Span:
    """The days of which a report speaks, both included."""

    first: date
    last: date

    @property
    def words(self) -> str:
        """The days in words."""
        return f"từ ngày {show_date(self.first)} đến ngày {show_date(self.last)}"


class Figures:
    """What the database says of a period; a day on or before `span.last` knows only what was recorded by then."""

    def __init__(self, connection: sqlite3.Connection, span: Span) -> None:
        """Read what a report on a period needs."""
        self._connection = connection
        self.span = span

    @cached_property
    def at_end(self) -> Sequence[sqlite3.Row]:
        """Every obligation with its state on the last day."""
        return self._on(self.span.last)

    @cached_property
    def before(self) -> Sequence[sqlite3.Row]:
        """The same on the day before the first."""
        return self._on(self.span.first - timedelta(days=1))

    def _on(self, day: date) -> Sequence[sqlite3.Row]:
        return rows(self._connection, _STATES, day=day.isoformat())

    def asked(self, sql: str) -> Sequence[sqlite3.Row]:
        """Give the rows of a query on the period."""
        return rows(self._connection, sql, first=self.span.first.isoformat(), last=self.span.last.isoformat())

    @cached_property
    def completed(self) -> Sequence[sqlite3.Row]:
        """What was done within the period, by the day that was claimed."""
        first, last = self.span.first.isoformat(), self.span.last.isoformat()
        done = {State.DONE_ON_TIME, State.DONE_LATE, State.DONE_UNDATED}
        return [row for row in self.at_end if row["state"] in done and first <= row["claimed"] <= last]

    @cached_property
    def open(self) -> Sequence[sqlite3.Row]:
        """What is late or unreported on the last day."""
        return [row for row in self.at_end if row["state"] in (State.OVERDUE, State.UNREPORTED)]

    @cached_property
    def members(self) -> Mapping[str, Sequence[str]]:
        """The full names of the bodies that each collective, named in full, stands for."""
        names: dict[str, list[str]] = defaultdict(list)
        for row in rows(self._connection, _MEMBERS):
            names[row["collective"]].append(row["member"])
        return names

    @cached_property
    def coming(self) -> Sequence[sqlite3.Row]:
        """What falls due within the time that the report looks ahead, and is not done."""
        last = (self.span.last + AHEAD).isoformat()
        waiting = (State.IN_TIME, State.DUE_SOON)
        return [row for row in self.at_end if row["state"] in waiting and row["due"] and row["due"] <= last]
