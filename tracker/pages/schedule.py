"""The calendar: what falls due in each month, and beside it what has no date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from tracker.pages.portal import Page, Portal, Row

ADDRESS = "lich"


def pages(portal: Portal) -> Iterator[Page]:
    """Give the page of the calendar."""
    dated = _dated(portal)
    months = [(month, list(rows)) for month, rows in groupby(dated, key=lambda row: str(row["due"])[:7])]
    description = f"Việc đến hạn theo từng tháng của {portal.plan['short_title']}, và những việc không có ngày hạn."
    body = portal.render("schedule.html", ADDRESS, months=months, undated=_undated(portal))
    yield Page(ADDRESS, "Lịch", description, body, words=description, template="wide.html")


def _dated(portal: Portal) -> Sequence[Row]:
    """Give a line for each duty, period, last day and state, with the number of bodies it stands for."""
    return portal.rows(
        """
        select
          s.task, s.title, s.occurrence_label, s.original_due, s.due, s.extended, s.state,
          count(*) as obligations, min(s.agency) as agency, min(s.agency_name) as agency_name,
          max(c.short) as collective_name, max(s.collective) as collective
        from states s
        join tasks t on t.id = s.task
        join vocabulary v on v.name = 'state' and v.code = s.state
        left join agencies c on c.id = s.collective
        where s.first <= :as_of and :as_of < s.until and s.due is not null
        group by s.due, s.task, s.occurrence, s.original_due, s.extended, s.state
        order by s.due, t.position, s.occurrence, v.position
        """,
        as_of=portal.as_of,
    )


def _undated(portal: Portal) -> Sequence[Row]:
    """Give a line for each duty that has no last day, with the number of its obligations."""
    return portal.rows(
        """
        select t.*, coalesce(a.lead, '') as lead, count(*) as obligations
        from states s
        join tasks t on t.id = s.task
        left join task_agencies a on a.task = t.id
        where s.first <= :as_of and :as_of < s.until and s.due is null
        group by t.id
        order by t.position
        """,
        as_of=portal.as_of,
    )
