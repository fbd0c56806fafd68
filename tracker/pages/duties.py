"""What pages of several kinds say of duties: each duty, who has which role in it, and how its obligations stand."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from tracker.pages.portal import Portal, Row

DONE = frozenset({"hoan-thanh-dung-han", "hoan-thanh-qua-han", "hoan-thanh"})
#: Nothing more is to be done.
CLOSED = DONE | {"khong-ap-dung"}
#: The last acceptable day is past.
LATE = frozenset({"qua-han", "chua-co-bao-cao"})


class Heading(NamedTuple):
    """The heading of the plan under which a duty stands."""

    locator: str
    title: str


class Count(NamedTuple):
    """How many obligations stand in a state."""

    state: str
    obligations: int


class Extension(NamedTuple):
    """A later last day, and of how many obligations it is."""

    due: str
    obligations: int


class Duty(NamedTuple):
    """One duty with all that lists say of it."""

    task: Row
    roles: Sequence[Row]
    """Who has which role, as the plan names them."""
    obligations: Sequence[Row]
    """Its obligations as `obligations` gives them."""
    states: Sequence[Count]
    """Its obligations counted by state."""

    @property
    def lead(self) -> str:
        """Who leads, on one line; empty when the plan names nobody."""
        return short_names(self.roles, "lead")

    @property
    def extensions(self) -> Sequence[Extension]:
        """The later last days granted to its obligations, soonest first."""
        later = Counter(row["due"] for row in self.obligations if row["extended"])
        return [Extension(due, count) for due, count in sorted(later.items())]


def duties(portal: Portal) -> Mapping[str, Duty]:
    """Give every duty by its id, in the plan's order."""
    return portal.once(_duties)


def _duties(portal: Portal) -> Mapping[str, Duty]:
    held, owed = roles(portal), obligations(portal, "task")
    return {
        task["id"]: Duty(task, held[task["id"]], owed[task["id"]], tally(portal, owed[task["id"]]))
        for task in tasks(portal)
    }


def tasks(portal: Portal) -> list[Row]:
    """Give every duty in the plan's order, with its place, its clear points and who decides or passes it on."""
    return portal.rows(
        """
        select t.*, o.label as place, c.score, v.name as via_name, v.short as via_short, d.name as decides_name,
          s.sentence
        from tasks t
        join outline o on o.locator = t.locator
        left join task_clarity c on c.task = t.id
        left join agencies v on v.id = t.via
        left join agencies d on d.id = t.decides
        left join (
          select item, min(sentence) as sentence
          from sentence_spans
          where kind = 'task'
          group by item
        ) s on s.item = t.id
        order by t.position
        """
    )


def roles(portal: Portal) -> Mapping[str, Sequence[Row]]:
    """Give for each duty who has which role, as the plan names them: a collective stays one."""
    return portal.grouped(
        """
        select r.*, a.name, a.short, a.collective, a.defined,
          (select count(*) from agency_members m where m.collective = a.id) as members
        from task_roles r
        join agencies a on a.id = r.agency
        join vocabulary v on v.name = 'role' and v.code = r.role
        order by r.task, v.position, a.position
        """,
        "task",
    )


def obligations(portal: Portal, key: str) -> Mapping[str, Sequence[Row]]:
    """Give every obligation as it stands on the day of the pages, by one of its columns.

    An obligation whose period has not begun has no state; `due` is the due day in force, extension included.
    """
    return portal.grouped(
        """
        select o.id, o.task, t.title, o.agency, a.name, a.short, o.collective, o.occurrence, o.occurrence_label,
          o.first, o.due as original_due, coalesce(s.due, o.due) as due, coalesce(s.extended, 0) as extended,
          s.state, s.extended_state, s.claim, s.claimed, coalesce(s.evidence, 0) as evidence, s.finding
        from obligations o
        join tasks t on t.id = o.task
        join agencies a on a.id = o.agency
        left join states s on s.obligation = o.id and s.first <= :as_of and :as_of < s.until
        order by o.position
        """,
        key,
        as_of=portal.as_of,
    )


def tally(portal: Portal, rows: Iterable[Row]) -> list[Count]:
    """Count obligations by state, in the order of the vocabulary; those not yet begun are left out."""
    counts = Counter(row["state"] for row in rows)
    return [Count(row["code"], counts[row["code"]]) for row in portal.values("state") if counts[row["code"]]]


def headings(portal: Portal) -> Mapping[str, Heading]:
    """Give for every place of the plan the nearest heading above it."""
    found: dict[str, Heading] = {}
    for row in portal.rows("select * from outline order by position"):
        locator = row["locator"]
        if row["heading"] or row["parent"] is None:
            _, _, number = locator.rpartition("/")
            title = row["heading"] or row["label"]
            found[locator] = Heading(locator, f"{number}. {title}" if number.isdigit() else title)
        else:
            found[locator] = found[row["parent"]]
    return found


def by_heading(portal: Portal, found: Iterable[Duty]) -> list[tuple[Heading, list[Duty]]]:
    """Group duties under the headings of the plan."""
    places = headings(portal)
    groups: dict[Heading, list[Duty]] = defaultdict(list)
    for duty in found:
        groups[places[duty.task["locator"]]].append(duty)
    return list(groups.items())


def short_names(roles: Iterable[Row], role: str) -> str:
    """Give who has a role in one duty, on one line: «Phòng Nội vụ, Phòng Tư pháp»."""
    return ", ".join(row["short"] for row in roles if row["role"] == role)
