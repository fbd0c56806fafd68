"""Database rows → the states of obligations over time, compact enough for a page to carry to the browser."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

#: Where the states of the whole plan stand, from the root of the site; pages of many duties load it on demand.
FILE = "du-lieu/tinh-trang.json"

#: Fields that every span has: first, until, state, extended state.
_FULL = 4

_OBLIGATIONS = """
select o.id, o.task, o.agency, o.collective, o.occurrence, o.occurrence_label, o.due, o.first
from obligations o
order by o.position
"""
_STATES = """
select obligation, first, until, state, extended_state, case when extended then due end, claimed, evidence, finding
from states
order by obligation, first
"""


class _Obligation(NamedTuple):
    id: str
    task: str
    agency: str
    collective: str | None
    occurrence: str | None
    label: str | None
    due: str | None
    first: str


class Periods:
    """The states of every obligation of a plan over time; `docs/assets/js/periods.js` reads what this gives."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Read them all from the view `states`, so that any day asked in the browser has its answer."""
        self._connection = connection
        self._codes = [code for code, *_ in self._rows(_vocabulary("state"))]
        self._spans: dict[str, list[list[Any]]] = {}
        for obligation, *span in self._rows(_STATES):
            self._spans.setdefault(obligation, []).append(self._span(span))
        self._by_task: dict[str, list[_Obligation]] = {}
        for row in self._rows(_OBLIGATIONS):
            self._by_task.setdefault(row[1], []).append(_Obligation(*row))
        self._titles: dict[str, str] = dict(self._rows("select id, title from tasks order by position"))
        self._names = {row[0]: row for row in self._rows("select id, name, short from agencies order by position")}
        self._head = self._about()

    def whole(self) -> str:
        """Give the states of all obligations as JSON."""
        return self.of(self._titles)

    def of(self, tasks: Iterable[str]) -> str:
        """Give the states of the obligations of some duties as JSON that may stand in a page.

        Duties, bodies and states are named by their place in the lists beside them; obligations that always stood
        alike share one history.
        """
        found = [row for task in dict.fromkeys(tasks) for row in self._by_task.get(task, ())]
        titles = _Places(row.task for row in found)
        bodies = _Places(name for row in found for name in (row.agency, row.collective) if name)
        histories = _Places(json.dumps(self._spans.get(row.id, ())) for row in found)
        data = {
            **self._head,
            "tasks": [[task, self._titles[task]] for task in titles],
            "agencies": [self._names[agency] for agency in bodies],
            "obligations": [
                [
                    titles[row.task],
                    bodies[row.agency],
                    bodies[row.collective] if row.collective else None,
                    row.occurrence,
                    row.label,
                    row.due,
                    row.first,
                    histories[json.dumps(self._spans.get(row.id, ()))],
                ]
                for row in found
            ],
            "histories": [json.loads(history) for history in histories],
        }
        return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")

    def _rows(self, sql: str) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in self._connection.execute(sql)]

    def _span(self, values: Sequence[Any]) -> list[Any]:
        """Give a span without the empty fields at its end: due day when extended, day reached, evidence, finding."""
        first, until, state, extended_state, *rest = values
        span = [first, until, self._codes.index(state), self._codes.index(extended_state), *rest]
        while len(span) > _FULL and not span[-1]:
            span.pop()
        return span

    def _about(self) -> dict[str, Any]:
        [(first, last)] = self._rows("select min(first, coalesce(issued, first)), last from plan")
        return {
            "first": first,
            "last": last,
            "states": self._rows(_vocabulary("state")),
            "findings": {code: label for code, label, _ in self._rows(_vocabulary("finding"))},
        }


class _Places(dict[str, int]):
    """The place of each of some names in the order of their first mention."""

    def __init__(self, names: Iterable[str]) -> None:
        super().__init__((name, place) for place, name in enumerate(dict.fromkeys(names)))


def _vocabulary(name: str) -> str:
    return f"select code, label, definition from vocabulary where name = '{name}' order by position"  # noqa: S608
