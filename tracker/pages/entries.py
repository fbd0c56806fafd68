"""What was recorded about duties up to the day of the pages, each entry with its document and what answers it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tracker.pages.portal import Portal, Row


class Entry(NamedTuple):
    """One entry, and the replies or answers to it, which stand beside it."""

    row: Row
    answers: Sequence[Row]


def task_entries(portal: Portal) -> Mapping[str, Sequence[Entry]]:
    """Give for each duty what was recorded about it, oldest first; answers follow what they answer."""
    rows = _rows(portal)
    answers: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row["answers"]:
            answers[row["answers"]].append(row)
    found: dict[str, list[Entry]] = defaultdict(list)
    for row in rows:
        if row["task"] and not row["answers"]:
            found[row["task"]].append(Entry(row, answers[row["id"]]))
    return found


def _rows(portal: Portal) -> list[Row]:
    """Give every entry known on the day of the pages, with the fields of its own kind."""
    return portal.rows(
        """
        select e.*, a.name as voice_name, g.name as agency_name, r.title as record_title, r.number as record_number,
          r.issued as record_issued,
          c.state as claim_state, c.obstacles,
          v.title as evidence_title, v.number as evidence_number, v.issued as evidence_issued, v.url as evidence_url,
          f.finding,
          x.due as extended_due, x.reason, x.title as decision, x.number as decision_number,
          x.issued as decision_issued, x.url as decision_url,
          (
            select min(o.due)
            from entry_obligations m
            join obligations o on o.id = m.obligation
            where m.entry = e.id
          ) as original_due,
          (
            select o.occurrence_label
            from obligations o
            where o.task = e.task and o.occurrence = e.occurrence
            limit 1
          ) as occurrence_label,
          n.name as recipient_name, q.sent, q.due as answer_due,
          w.first as withdrawn, w.citation,
          coalesce(p.answers, z.entry) as answers
        from entries e
        join agencies a on a.id = e.voice
        left join agencies g on g.id = e.agency and g.id <> e.voice
        join records r on r.id = e.record
        left join claims c on c.entry = e.id
        left join evidence v on v.entry = e.id
        left join verifications f on f.entry = e.id
        left join extensions x on x.entry = e.id
        left join requests q on q.entry = e.id
        left join agencies n on n.id = q.recipient
        left join withdrawals w on w.entry = e.id
        left join replies p on p.entry = e.id
        left join requests z on z.answer = e.id
        where e.recorded <= :as_of and e.kind <> 'measurement'
        order by e.position
        """,
        as_of=portal.as_of,
    )


def record_entries(portal: Portal) -> Mapping[str, Sequence[Row]]:
    """Give for each record what it says, figures of targets left out, in the order of the document."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in _rows(portal):
        found[row["record"]].append(row)
    return found
