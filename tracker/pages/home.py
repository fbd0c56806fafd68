"""The home page: which plan, is it on course, how its duties stand, what is due, what it leaves unclear."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from tracker.pages.agencies import due_ahead
from tracker.pages.duties import CLOSED, DONE, Count, Duty, duties, tally
from tracker.pages.matrix import is_large
from tracker.pages.portal import AGEING_SCRIPTS, Page, Portal, Row

#: How many of the next due days the home page lists.
NEXT = 5
#: How many days ahead it looks.
AHEAD = 30


class Standing(NamedTuple):
    """One state: how many obligations stand in it, of how many duties."""

    state: str
    obligations: int
    tasks: int


class Unclear(NamedTuple):
    """Something that the plan leaves unclear: how many, of how many, and the question that lists them."""

    what: str
    number: int
    total: int
    question: str


def pages(portal: Portal) -> Iterator[Page]:
    """Give the home page."""
    found = duties(portal)
    rows = [row for duty in found.values() for row in duty.obligations]
    body = portal.render(
        "home.html",
        "",
        targets=_general_targets(portal),
        standings=_standings(found, tally(portal, rows)),
        done=sum(row["state"] in DONE for row in rows),
        overdue=sum(row["state"] == "qua-han" for row in rows),
        unreported=sum(row["state"] == "chua-co-bao-cao" for row in rows),
        dropped=sum(row["state"] == "khong-ap-dung" for row in rows),
        tasks=len(found),
        later=sum(row["state"] is None for row in rows),
        due=due_ahead(portal, rows, (AHEAD,))[:NEXT],
        ahead=AHEAD,
        most=NEXT,
        last_due=max((row["due"] for row in rows if row["due"] and row["state"] not in CLOSED), default=None),
        clarity=_clarity(portal),
        unclear=_unclear(portal),
        areas=_areas(portal),
        large=is_large(portal),
        records=portal.rows(
            "select count(*) as n, max(recorded) as last from records where recorded <= :day", day=portal.as_of
        )[0],
    )
    yield Page(
        "",
        portal.plan["short_title"],
        f"{portal.plan['title']}: ai phải làm gì, đến khi nào, đã làm chưa; tính từ chính văn bản kế hoạch.",
        body,
        words=portal.plan["title"],
        scripts=AGEING_SCRIPTS,
    )


def _standings(found: Mapping[str, Duty], counts: Sequence[Count]) -> list[Standing]:
    return [
        Standing(
            count.state,
            count.obligations,
            sum(any(mine.state == count.state for mine in duty.states) for duty in found.values()),
        )
        for count in counts
    ]


def _general_targets(portal: Portal) -> list[Row]:
    """Give the general targets, each with its latest measurement for the whole place."""
    return portal.rows(
        """
        select t.*, r.value as result, r.decimals as result_decimals, r."on" as result_on, r.source as result_source
        from targets t
        left join (
          select *, row_number() over (partition by target order by "on" desc, recorded desc) as place
          from target_results
          where area is null and recorded <= :as_of
        ) r on r.target = t.id and r.place = 1
        where t.kind = 'general'
        order by t.position
        """,
        as_of=portal.as_of,
    )


def _clarity(portal: Portal) -> list[Row]:
    """Give for each of «6 rõ» how many duties leave it unclear."""
    return portal.rows(
        """
        select v.code, v.label, v.definition, sum(c.clear = 0) as unclear
        from vocabulary v
        join clarity c on c.dimension = v.code
        where v.name = 'clarity'
        group by v.code
        order by v.position
        """
    )


def _unclear(portal: Portal) -> list[Unclear]:
    """Give what else is unclear; each number is the number of rows or bodies that its question lists."""
    row = portal.rows(
        """
        select
          (select count(*) from targets) as targets,
          (
            select count(*)
            from targets g
            where not exists (
              select 1
              from task_targets s
              join task_roles r on r.task = s.task and r.role = 'lead'
              where s.target = g.id
            )
          ) as ownerless,
          (select count(*) from commitments) as commitments,
          (select count(*) from commitments_without_task) as unserved,
          (select count(*) from tasks) as tasks,
          (
            select count(*)
            from tasks t
            where (select count(*) from task_roles r where r.task = t.id and r.role = 'lead') <> 1
          ) as leaderless,
          (select count(*) from agencies where collective) as collectives,
          (select count(*) from agencies where not defined and id in (select agency from task_roles)) as undefined
        """
    )[0]
    return [
        Unclear(
            "chỉ tiêu không có cơ quan chịu trách nhiệm",
            row["ownerless"],
            row["targets"],
            "chi-tieu-khong-ai-chiu-trach-nhiem",
        ),
        Unclear(
            "cam kết trong phần giải pháp không nhiệm vụ nào thực hiện",
            row["unserved"],
            row["commitments"],
            "cam-ket-khong-ai-thuc-hien",
        ),
        Unclear(
            "nhiệm vụ không có đúng một cơ quan chủ trì",
            row["leaderless"],
            row["tasks"],
            "nhieu-co-quan-khong-ro-chu-tri",
        ),
        Unclear(
            "nhóm cơ quan không nói gồm những ai", row["undefined"], row["collectives"], "nhom-co-quan-khong-xac-dinh"
        ),
    ]


def _areas(portal: Portal) -> list[Row]:
    """Give the bodies that stand for a place within the plan's own: where a citizen looks first."""
    return portal.rows(
        """
        select a.id, a.name, a.area
        from agencies a
        where a.area is not null
          and exists (select 1 from agency_members m where m.member = a.id)
        order by a.position
        """
    )
