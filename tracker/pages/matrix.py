"""The matrix: duties by row, bodies by column, roles in the cells; one page for each group when it is large."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from tracker.pages.duties import DONE, Duty, Heading, by_heading, duties, short_names, tally
from tracker.pages.portal import AGEING_SCRIPTS, LETTERS, Page, Portal, Row, as_of_scripts

ADDRESS = "ma-tran"
#: More cells than this on one page are slow to filter on a phone.
CELLS = 50_000
#: So many partners of a duty are named; more are counted.
NAMED = 3

Group = tuple[Heading, list[Duty]]


class Column(NamedTuple):
    """One body; `members`: how many of the next columns are its members; `member`: it is one of those."""

    body: Row
    members: int
    member: bool
    all: str = ""
    """The ids of all members of a collective, in whichever columns they stand."""


class Cell(NamedTuple):
    """What a body does for a duty, and how its own part of it stands; no letters: nothing."""

    member: bool
    letters: str = ""
    text: str = ""
    inferred: bool = False
    states: str | None = None
    """The states of its own obligations, of a collective those of its members; none: it has no obligations."""
    counts: str = ""
    """How many stand in each state, when there are several."""
    note: str = ""
    """Of a collective, how many are done: «5/21»."""
    more: str = ""
    """The same in words."""


class Line(NamedTuple):
    """One duty with its cells, in the order of the columns."""

    duty: Duty
    cells: Sequence[Cell]
    unclear: str
    solutions: str
    partners: str


class Facts(NamedTuple):
    """What the rows of all pages are made from."""

    bodies: Mapping[str, Row]
    members: Mapping[str, Sequence[Row]]
    cells: Mapping[str, Mapping[str, Row]]
    unclear: Mapping[str, Sequence[Row]]
    solutions: Mapping[str, Sequence[Row]]


def pages(portal: Portal) -> Iterator[Page]:
    """Give the matrix on one page, or, above 50.000 cells, an index and one page for each group of duties."""
    groups = by_heading(portal, duties(portal).values())
    facts = _facts(portal)
    if is_large(portal):
        yield _index(portal, groups)
        for heading, rows in groups:
            yield _page(portal, facts, [(heading, rows)], address(heading), heading.title)
    else:
        yield _page(portal, facts, groups, ADDRESS, "Ma trận trách nhiệm")


def is_large(portal: Portal) -> bool:
    """Tell whether the matrix has more cells than one page should hold."""
    cells = "select (select count(*) from tasks) * (select count(distinct agency) from agency_duties) as cells"
    return bool(portal.rows(cells)[0]["cells"] > CELLS)


def address(heading: Heading) -> str:
    """Give the address of the page of one group of duties."""
    return f"{ADDRESS}/{heading.locator.replace('/', '-')}"


def _facts(portal: Portal) -> Facts:
    cells: dict[str, dict[str, Row]] = {}
    for row in portal.rows("select * from matrix"):
        cells.setdefault(row["task"], {})[row["agency"]] = row
    return Facts(
        {row["id"]: row for row in portal.rows("select * from agencies order by position")},
        portal.grouped("select * from agency_members order by collective, position", "collective"),
        cells,
        portal.grouped("select task, dimension from clarity where clear = 0 order by task, dimension", "task"),
        portal.grouped(
            """
            select distinct s.task, c.solution_group
            from task_commitments s
            join commitments c on c.id = s."commitment"
            order by s.task, c.solution_group
            """,
            "task",
        ),
    )


def _index(portal: Portal, groups: Sequence[Group]) -> Page:
    shown = [
        (heading, address(heading), rows, tally(portal, (row for duty in rows for row in duty.obligations)))
        for heading, rows in groups
    ]
    return Page(
        ADDRESS,
        "Ma trận trách nhiệm",
        f"Ai làm gì trong {portal.plan['short_title']}: ma trận nhiệm vụ và cơ quan, theo từng mục của văn bản.",
        portal.render("matrix_index.html", ADDRESS, groups=shown),
        template="wide.html",
        scripts=AGEING_SCRIPTS,
    )


def _page(portal: Portal, facts: Facts, groups: Sequence[Group], where: str, title: str) -> Page:
    all_duties = [duty for _, rows in groups for duty in rows]
    columns = _columns(facts, all_duties)
    body = portal.render(
        "matrix.html",
        where,
        columns=columns,
        groups=[(heading, [_line(portal, facts, duty, columns) for duty in rows]) for heading, rows in groups],
        total=len(all_duties),
        solutions=portal.rows("select id, title from solution_groups order by position"),
    )
    return Page(
        where,
        title,
        f"Ai chủ trì, ai phối hợp từng nhiệm vụ trong {portal.plan['short_title']}; lọc theo cơ quan, tình trạng.",
        body,
        template="matrix.html",
        scripts=as_of_scripts("matrix-parts", "matrix"),
    )


def _columns(facts: Facts, shown: Iterable[Duty]) -> list[Column]:
    """Give the bodies with a role in these duties; a collective is followed by those members that have no column."""
    named = {role["agency"] for duty in shown for role in duty.roles}
    placed = set(named)
    columns: list[Column] = []
    for body in (body for agency, body in facts.bodies.items() if agency in named):
        members = [row["member"] for row in facts.members[body["id"]]]
        below = [member for member in members if member not in placed]
        placed.update(below)
        columns.append(Column(body, len(below), False, " ".join(members)))
        columns += [Column(facts.bodies[member], 0, True) for member in below]
    return columns


def _line(portal: Portal, facts: Facts, duty: Duty, columns: Sequence[Column]) -> Line:
    task = duty.task["id"]
    held, parts = facts.cells.get(task, {}), _parts(duty)
    return Line(
        duty,
        [_cell(portal, held.get(column.body["id"]), parts.get(column.body["id"], ()), column) for column in columns],
        " ".join(row["dimension"] for row in facts.unclear[task]),
        " ".join(row["solution_group"] for row in facts.solutions[task]),
        _partners(duty),
    )


def _partners(duty: Duty) -> str:
    """Give who else takes part, by name when they are few."""
    found = [role for role in duty.roles if role["role"] == "coordinate"]
    return short_names(found, "coordinate") if len(found) <= NAMED else f"{len(found)} đơn vị"


def _parts(duty: Duty) -> Mapping[str, Sequence[Row]]:
    """Give the obligations of a duty by who has them, and by the collective through which they have them."""
    found: dict[str, list[Row]] = {}
    for row in duty.obligations:
        for body in {row["agency"], row["collective"]} - {None}:
            found.setdefault(body, []).append(row)
    return found


def _cell(portal: Portal, row: Row | None, owed: Sequence[Row], column: Column) -> Cell:
    if row is None:
        return Cell(column.member)
    held = sorted(set(row["roles"].split(",")), key=list(LETTERS).index)
    cell = Cell(
        column.member,
        "".join(LETTERS[role] for role in held),
        ", ".join(portal.label(role, "role") for role in held),
        bool(row["inferred"]) and len(held) == 1,
    )
    return _with_states(portal, cell, owed, column) if owed else cell


def _with_states(portal: Portal, cell: Cell, owed: Sequence[Row], column: Column) -> Cell:
    """Give the cell with how the body's obligations stand."""
    begun = [row for row in owed if row["state"]]
    counts = tally(portal, begun)
    cell = cell._replace(states=" ".join(count.state for count in counts))
    if len(begun) > 1:
        cell = cell._replace(counts=" ".join(str(count.obligations) for count in counts))
    if column.body["collective"]:
        done = sum(row["state"] in DONE for row in begun)
        words = f", {done} trên {len(begun)} phần việc đã báo cáo hoàn thành" if begun else ""
        return cell._replace(note=f"{done}/{len(begun)}" if begun else "", more=words)
    labels = [
        portal.label(count.state, "state") + (f" ({count.obligations})" if len(begun) > 1 else "") for count in counts
    ]
    return cell._replace(more=f": {'; '.join(labels) or 'chưa đến kỳ'}")
