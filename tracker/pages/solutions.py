"""The commitments of the plan's solutions: who carries each out, or that nobody was told to."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.pages.duties import duties
from tracker.pages.portal import AGEING_SCRIPTS, FOLDERS, Page, Portal, Row

ADDRESS = FOLDERS["solution_group"]


def pages(portal: Portal) -> Iterator[Page]:
    """Give the list of solution groups, then a page for each with its commitments."""
    groups = portal.rows(
        """
        select
          g.*,
          o.label as place,
          count(distinct c.id) as commitments,
          count(distinct t."commitment") as carried
        from solution_groups g
        left join outline o on o.locator = g.locator
        left join commitments c on c.solution_group = g.id
        left join task_commitments t on t."commitment" = c.id
        group by g.id
        order by g.position
        """
    )
    body = portal.render("solutions.html", ADDRESS, groups=groups)
    yield Page(
        ADDRESS,
        "Giải pháp",
        f"Các giải pháp mà {portal.plan['short_title']} cam kết, và nhiệm vụ nào thực hiện từng cam kết.",
        body,
        template="wide.html",
    )
    yield from _groups(portal, groups)


def _groups(portal: Portal, groups: list[Row]) -> Iterator[Page]:
    commitments = portal.grouped(
        """
        select c.*, o.label as place, s.sentence
        from commitments c
        join outline o on o.locator = c.locator
        left join (
          select item, min(sentence) as sentence
          from sentence_spans
          where kind = 'commitment'
          group by item
        ) s on s.item = c.id
        order by c.position
        """,
        "solution_group",
    )
    carried = portal.grouped(
        """
        select c."commitment", t.id
        from task_commitments c
        join tasks t on t.id = c.task
        order by t.position
        """,
        "commitment",
    )
    known = duties(portal)
    for group in groups:
        address = f"{ADDRESS}/{group['id'].lower()}"
        own = commitments.get(group["id"], ())
        yield Page(
            address,
            group["title"],
            f"{group['commitments']} cam kết, {group['carried']} cam kết có nhiệm vụ thực hiện.",
            portal.render("solution.html", address, group=group, commitments=own, carried=carried, duties=known),
            words=" ".join(f"{row['title']} {row['quote']}" for row in own),
            kicker=f"Nhóm giải pháp {group['id']}",
            scripts=AGEING_SCRIPTS,
        )
