"""The calendar: what falls due in each month, and beside it what has no date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from tracker.pages.duties import Duty, duties
from tracker.pages.portal import AGEING_SCRIPTS, Page, Portal, Row

ADDRESS = "lich"


def pages(portal: Portal) -> Iterator[Page]:
    """Give the page of the calendar."""
    dated = _dated(portal)
    months = [(month, list(rows)) for month, rows in groupby(dated, key=lambda row: str(row["due"])[:7])]
    description = f"Việc đến hạn theo từng tháng của {portal.plan['short_title']}, và những việc không có ngày hạn."
    body = portal.render("schedule.html", ADDRESS, months=months, undated=_undated(portal))
    yield Page(ADDRESS, "Lịch", description, body, words=description, template="wide.html", scripts=AGEING_SCRIPTS)


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


def _undated(portal: Portal) -> Sequence[tuple[Duty, int]]:
    """Give each duty whose last day the plan does not give, with the number of its obligations that have none."""
    return [
        (duty, sum(bool(row["state"]) and row["due"] is None for row in duty.obligations))
        for duty in duties(portal).values()
        if any(row["original_due"] is None for row in duty.obligations)
    ]
