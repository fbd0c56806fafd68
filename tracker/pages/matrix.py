"""The matrix: duties by row, bodies by column, roles in the cells; one page for each group when it is large."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from tracker.pages.duties import DONE, Duty, Heading, by_heading, duties, tally
from tracker.pages.portal import LETTERS, Page, Portal, Row, as_of_scripts

ADDRESS = "ma-tran"
#: More cells than this on one page are slow to filter on a phone.
CELLS = 50_000

Group = tuple[Heading, list[Duty]]


class Column(NamedTuple):
    """One body; `members`: how many of the next columns are its members; `member`: it is one of those."""

    body: Row
    members: int
    member: bool


class Cell(NamedTuple):
    """What a body does for a duty; no letters: nothing."""

    letters: str
    text: str
    inferred: bool
    note: str
    member: bool


class Line(NamedTuple):
    """One duty with its cells, in the order of the columns."""

    duty: Duty
    cells: Sequence[Cell]
    unclear: str
    solutions: str
    partners: int


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
        (heading, address(heading), len(rows), tally(portal, (row for duty in rows for row in duty.obligations)))
        for heading, rows in groups
    ]
    return Page(
        ADDRESS,
        "Ma trận trách nhiệm",
        f"Ai làm gì trong {portal.plan['short_title']}: ma trận nhiệm vụ và cơ quan, theo từng mục của văn bản.",
        portal.render("matrix_index.html", ADDRESS, groups=shown),
        template="wide.html",
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
        scripts=as_of_scripts("matrix"),
    )


def _columns(facts: Facts, shown: Iterable[Duty]) -> list[Column]:
    """Give the bodies with a role in these duties; a collective is followed by those members that have no column."""
    named = {role["agency"] for duty in shown for role in duty.roles}
    placed = set(named)
    columns: list[Column] = []
    for body in (body for agency, body in facts.bodies.items() if agency in named):
        below = [row["member"] for row in facts.members[body["id"]] if row["member"] not in placed]
        placed.update(below)
        columns.append(Column(body, len(below), False))
        columns += [Column(facts.bodies[member], 0, True) for member in below]
    return columns


def _line(portal: Portal, facts: Facts, duty: Duty, columns: Sequence[Column]) -> Line:
    task = duty.task["id"]
    held = facts.cells.get(task, {})
    return Line(
        duty,
        [_cell(portal, duty, held.get(column.body["id"]), column) for column in columns],
        " ".join(row["dimension"] for row in facts.unclear[task]),
        " ".join(row["solution_group"] for row in facts.solutions[task]),
        sum(role["role"] == "coordinate" for role in duty.roles),
    )


def _cell(portal: Portal, duty: Duty, row: Row | None, column: Column) -> Cell:
    if row is None:
        return Cell("", "", False, "", column.member)
    held = sorted(set(row["roles"].split(",")), key=list(LETTERS).index)
    text = ", ".join(portal.label(role, "role") for role in held)
    note = _done(duty, column) if "lead" in held and column.body["collective"] else ""
    if note:
        text += f", {note.replace('/', ' trên ')} đã báo cáo hoàn thành"
    inferred = bool(row["inferred"]) and len(held) == 1
    return Cell("".join(LETTERS[role] for role in held), text, inferred, note, column.member)


def _done(duty: Duty, column: Column) -> str:
    """Give how many obligations of a collective's members are done: «5/21»; empty when none are followed."""
    rows = [row for row in duty.obligations if row["collective"] == column.body["id"] and row["state"]]
    return f"{sum(row['state'] in DONE for row in rows)}/{len(rows)}" if rows else ""
