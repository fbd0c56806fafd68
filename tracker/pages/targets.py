"""The plan's targets: what was aimed at, what was measured, and who was told to work for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tracker.pages.chart import Chart, Measured, chart
from tracker.pages.duties import duties
from tracker.pages.portal import AGEING_SCRIPTS, FOLDERS, Page, Portal, Row

ADDRESS = FOLDERS["target"]


def pages(portal: Portal) -> Iterator[Page]:
    """Give the list of targets, then a page for each."""
    targets = portal.rows(
        """
        select t.*, o.label as place, s.sentence
        from targets t
        join outline o on o.locator = t.locator
        left join (
          select item, min(sentence) as sentence
          from sentence_spans
          where kind = 'target'
          group by item
        ) s on s.item = t.id
        order by t.position
        """
    )
    results = portal.grouped(
        """
        select r.*, a.short as place, a.position
        from target_results r
        left join agencies a on a.id = r.area
        where r.recorded <= :as_of
        order by r."on", a.position, r.recorded, r.entry
        """,
        "target",
        as_of=portal.as_of,
    )
    serving = portal.grouped(
        "select t.target, t.task from task_targets t join tasks k on k.id = t.task order by k.position", "target"
    )
    whole = {key: [row for row in rows if row["area"] is None] for key, rows in results.items()}
    body = portal.render("targets.html", ADDRESS, targets=targets, results=whole, serving=serving)
    description = f"Chỉ tiêu của {portal.plan['short_title']}: ban đầu, phải đạt, kết quả đã công bố."
    yield Page(ADDRESS, "Chỉ tiêu", description, body, template="wide.html")
    known = duties(portal)
    for target in targets:
        address = f"{ADDRESS}/{target['id'].lower()}"
        found = results.get(target["id"], ())
        own = [row for row in found if row["area"] is None]
        body = portal.render(
            "target.html",
            address,
            target=target,
            results=own,
            reached=_reached(target, own[-1]["value"]) if own else None,
            places=_places(found),
            chart=_chart(portal, target, own),
            tasks=[row["task"] for row in serving.get(target["id"], ())],
            duties=known,
        )
        yield Page(
            address,
            target["title"],
            f"Chỉ tiêu {target['id']}: ban đầu, phải đạt, kết quả theo thời gian và nhiệm vụ phục vụ.",
            body,
            words=f"{target['title']} {target['quote']} {target['indicator'] or ''}",
            kicker=f"Chỉ tiêu {target['id']}",
            scripts=AGEING_SCRIPTS,
        )


def _reached(target: Row, value: float) -> bool:
    """Tell whether a figure is on the good side of the target."""
    return bool(value <= target["value"] if target["direction"] == "decrease" else value >= target["value"])


def _places(results: Sequence[Row]) -> Sequence[Row]:
    """Give the latest result of each place, in the order of the plan's bodies."""
    latest = {row["area"]: row for row in results if row["area"] is not None}
    return sorted(latest.values(), key=lambda row: (row["position"] is None, row["position"], row["area"]))


def _chart(portal: Portal, target: Row, results: Sequence[Row]) -> Chart | None:
    """Give the drawing of the results, the baseline first when its day is known; None when nothing was measured."""
    points = [Measured(row["on"], row["value"], row["decimals"]) for row in results]
    if not points:
        return None
    if target["baseline"] is not None:
        day = target["baseline_on"] or portal.plan["first"]
        points.insert(0, Measured(day, target["baseline"], target["baseline_decimals"] or 0))
    return chart(points, target["value"], min(portal.plan["first"], points[0].day), target["due"])
