"""The list of bodies, and the page of each, made for its head: what is due, what is its duty, where that is said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from tracker.pages.duties import CLOSED, LATE, Count, Duty, duties, obligations, tally
from tracker.pages.portal import ADDRESS_SCRIPT, LETTERS, Page, Portal, Row, as_of_scripts
from tracker.text import initials

ADDRESS = "co-quan"
#: How many days ahead the head of a body looks.
AHEAD = (7, 15, 30)


class Due(NamedTuple):
    """An obligation that falls due, and in how many days."""

    row: Row
    days: int
    within: int
    """The first of the horizons that it falls in."""


class Held(NamedTuple):
    """A duty in which a body has a role."""

    duty: Duty
    role: str
    basis: str
    quote: str | None
    collective: str | None
    """The collective through which the body has the role."""
    own: Sequence[Row]
    """The body's own obligations in it; of a collective, those of its members."""
    states: Sequence[Count]
    """Those, counted by state."""


class Awaited(NamedTuple):
    """A duty whose product goes to or through a body, with what others still owe."""

    duty: Duty
    why: str
    """receive, via or lead."""
    open: Sequence[Row]
    begun: int


def pages(portal: Portal) -> Iterator[Page]:
    """Give the list of all bodies, then the page of each."""
    bodies = portal.rows("select * from agencies order by position")
    about = _about(portal)
    yield _index(portal, bodies, about)
    awaited = _awaited(duties(portal))
    unclear = portal.grouped("select task, dimension from clarity where clear = 0", "task")
    for body, own, mine in holdings(portal, bodies):
        values: dict[str, Any] = {name: rows.get(body["id"], ()) for name, rows in about.items()}
        values |= {"awaited": awaited.get(body["id"], ()), "unclear": _unclear_of(portal, mine, unclear)}
        yield _page(portal, body, mine, own, values)


def holdings(portal: Portal, bodies: Sequence[Row]) -> Iterator[tuple[Row, list[Row], list[Held]]]:
    """Give for each body its obligations, those of its members among them, and every role it has in a duty."""
    found = duties(portal)
    held = portal.grouped(
        """
        select d.*, v.position as place
        from agency_duties d
        join tasks t on t.id = d.task
        join vocabulary v on v.name = 'role' and v.code = d.role
        order by v.position, t.position
        """,
        "agency",
    )
    owed, through = obligations(portal, "agency"), obligations(portal, "collective")
    for body in bodies:
        own = [*owed[body["id"]], *through[body["id"]]]
        yield body, own, list(_held(portal, held[body["id"]], found, own))


def _index(portal: Portal, bodies: Sequence[Row], about: Mapping[str, Mapping[str, Sequence[Row]]]) -> Page:
    kinds = [value["code"] for value in portal.values("agency_kind")]
    by_kind = sorted(bodies, key=lambda body: (kinds.index(body["kind"]), body["position"]))
    body = portal.render(
        "agencies.html",
        ADDRESS,
        groups=[(kind, list(rows)) for kind, rows in groupby(by_kind, key=itemgetter("kind"))],
        members=about["members"],
        successors=about["successors"],
        total=len(bodies),
    )
    return Page(
        ADDRESS,
        "Cơ quan",
        f"Các cơ quan, đơn vị có tên trong {portal.plan['short_title']} và việc của từng nơi.",
        body,
        template="wide.html",
    )


def _about(portal: Portal) -> Mapping[str, Mapping[str, Sequence[Row]]]:
    """Give what the database holds about bodies, by body, under the names that the template uses."""
    named = "select {}, a.id, a.name, a.first, a.last from {} x join agencies a on a.id = x.{} order by {}"
    return {
        "members": portal.grouped(named.format("x.collective", "agency_members", "member", "x.position"), "collective"),
        "groups": portal.grouped(named.format("x.member", "agency_members", "collective", "a.position"), "member"),
        "successors": portal.grouped(
            named.format("x.agency", "agency_successors", "successor", "a.position"), "agency"
        ),
        "predecessors": portal.grouped(
            named.format("x.successor", "agency_successors", "agency", "a.position"), "successor"
        ),
        "codes": portal.grouped("select * from agency_codes order by agency, first, code", "agency"),
        "aliases": portal.grouped("select * from agency_aliases order by agency, alias", "agency"),
    }


def _held(portal: Portal, rows: Sequence[Row], found: Mapping[str, Duty], owed: Sequence[Row]) -> Iterator[Held]:
    """Give the roles of one body; a role it has by name and through a collective stands once, by name."""
    seen: set[tuple[str, str]] = set()
    parts: dict[str, list[Row]] = defaultdict(list)
    for item in owed:
        parts[item["task"]].append(item)
    for row in sorted(rows, key=lambda row: (row["place"], row["collective"] is not None)):
        key = (row["task"], row["role"])
        if key not in seen:
            seen.add(key)
            duty = found[row["task"]]
            own = parts[row["task"]] if row["role"] == "lead" else []
            quote = next((r["quote"] for r in duty.roles if r["role"] == row["role"] and r["quote"]), None)
            yield Held(duty, row["role"], row["basis"], quote, row["collective"], own, tally(portal, own))


def _awaited(found: Mapping[str, Duty]) -> Mapping[str, Sequence[Awaited]]:
    """Give by body the duties that others report to it or through it, and who has not yet."""
    result: dict[str, list[Awaited]] = {}
    for duty in found.values():
        ways = [(row["agency"], "receive") for row in duty.roles if row["role"] == "receive"]
        if duty.task["via"]:
            ways.append((duty.task["via"], "via"))
        for agency, why in ways:
            others = [row for row in duty.obligations if row["agency"] != agency and row["state"]]
            still = [row for row in others if row["state"] not in CLOSED]
            result.setdefault(agency, []).append(Awaited(duty, why, still, len(others)))
    return result


def _unclear_of(
    portal: Portal, held: Sequence[Held], unclear: Mapping[str, Sequence[Row]]
) -> list[tuple[str, list[str]]]:
    """Give what the plan leaves unclear about the duties that a body leads: dimension and duties."""
    found: dict[str, list[str]] = {value["code"]: [] for value in portal.values("clarity")}
    for task in dict.fromkeys(item.duty.task["id"] for item in held if item.role == "lead"):
        for row in unclear[task]:
            found[row["dimension"]].append(task)
    return [(dimension, names) for dimension, names in found.items() if names]


def due_ahead(portal: Portal, rows: Sequence[Row], ahead: Sequence[int] = AHEAD) -> list[Due]:
    """Give what falls due within the horizons (days from the day of the pages), soonest first."""
    today = date.fromisoformat(portal.as_of)
    found = []
    for row in rows:
        if row["due"] and row["state"] not in CLOSED:
            days = (date.fromisoformat(row["due"]) - today).days
            if 0 <= days <= ahead[-1]:
                found.append(Due(row, days, next(limit for limit in ahead if days <= limit)))
    return sorted(found, key=lambda due: (due.days, due.row["task"], due.row["agency"]))


def _by_role(held: Iterable[Held]) -> list[tuple[str, list[Held]]]:
    """Group what a body has a part in by its role, in the order of the vocabulary and of the plan."""
    order = list(LETTERS)
    inorder = sorted(held, key=lambda item: (order.index(item.role), item.duty.task["position"]))
    return [(role, list(rows)) for role, rows in groupby(inorder, key=lambda item: item.role)]


def by_duty(held: Iterable[Held]) -> list[list[Held]]:
    """Put together the roles that a body has in one duty; duties in the order of the foremost role and of the plan."""
    found: dict[str, list[Held]] = {}
    for item in held:
        found.setdefault(item.duty.task["id"], []).append(item)
    return list(found.values())


def _page(
    portal: Portal,
    body: Row,
    held: Sequence[Held],
    owed: Sequence[Row],
    about: Mapping[str, Any],
) -> Page:
    address = f"{ADDRESS}/{body['id'].lower()}"
    html = portal.render(
        "agency.html",
        address,
        body=body,
        by_role=_by_role(held),
        sheet=by_duty(held),
        due=due_ahead(portal, owed),
        late=[row for row in owed if row["state"] in LATE],
        undated=sum(row["state"] == "khong-xac-dinh" for row in owed),
        group_names={group["id"]: group["name"] for group in about["groups"]},
        ahead=AHEAD,
        periods=portal.periods.of(
            [*(item.duty.task["id"] for item in held), *(item.duty.task["id"] for item in about["awaited"])]
        ),
        **about,
    )
    return Page(
        address,
        body["name"],
        f"Việc của {body['name']} theo {portal.plan['short_title']}: vai trò, thời hạn, sản phẩm, nơi gửi.",
        html,
        words=body["text"],
        also=" ".join(initials(body["name"])),
        boost=2 if held else 1,
        template="wide.html",
        kicker=portal.label(body["kind"], "agency_kind"),
        scripts=(*as_of_scripts("as-of-agency", "why"), ADDRESS_SCRIPT) if held else (),
    )
