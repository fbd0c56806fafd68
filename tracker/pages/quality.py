"""How good the data is: what of the source is covered, what the checks warn of, what is unclear, what was changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tracker.pages.portal import Page, Portal, Row

ADDRESS = "chat-luong-du-lieu"


def pages(portal: Portal) -> Iterator[Page]:
    """Give the page on the quality of the data."""
    warnings = portal.rows(
        "select w.*, r.wording from warnings w join rules r on r.name = w.rule order by r.rowid, w.position"
    )
    body = portal.render(
        "quality.html",
        ADDRESS,
        coverage={row["status"]: row["sentences"] for row in portal.rows("select * from coverage")},
        open_sentences=portal.rows(
            """
            select s.*, o.label as place
            from sentences s
            join outline o on o.locator = s.locator
            where s.status in ('partial', 'uncovered')
            order by s.id
            """
        ),
        reasons=portal.rows(
            """
            select v.label, v.definition, count(*) as sentences
            from sentences s
            join vocabulary v on v.name = 'reason' and v.code = s.reason
            group by v.code
            order by v.position
            """
        ),
        warnings=warnings,
        warned=_by_rule(warnings),
        rules=portal.rows("select * from rules order by severity, rowid"),
        clarity=_clarity(portal),
        notes=portal.rows("select * from source_notes order by position"),
        **_history(portal),
    )
    description = "Đã đọc hết văn bản chưa, dữ liệu còn cảnh báo gì, văn bản rõ đến đâu, đã sửa gì và khi nào."
    yield Page(ADDRESS, "Chất lượng dữ liệu", description, body, words=description)


def _by_rule(warnings: list[Row]) -> Mapping[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in warnings:
        found.setdefault(row["wording"], []).append(row)
    return found


def _clarity(portal: Portal) -> list[Row]:
    """Give for each of the six things how many duties make it clear."""
    return portal.rows(
        """
        select v.label, v.definition, sum(c.clear) as clear, count(*) as tasks
        from clarity c
        join vocabulary v on v.name = 'clarity' and v.code = c.dimension
        group by v.code
        order by v.position
        """
    )


def _history(portal: Portal) -> dict[str, Any]:
    """Give what the history of the repository tells: late records, edits; and whether there is a history at all."""
    known = portal.rows(
        "select count(*) as records, count(published) as dated from records where recorded <= :as_of",
        as_of=portal.as_of,
    )[0]
    return {
        "records": known["records"],
        "dated": known["dated"],
        "late": portal.rows(
            """
            select r.*, a.short as provider
            from records r
            join agencies a on a.id = r.provided_by
            where r.recorded <= :as_of and r.published > r.recorded
            order by r.recorded, r.id
            """,
            as_of=portal.as_of,
        ),
        "changes": portal.rows(
            """
            select c.*, t.title, v.label
            from changes c
            left join tasks t on t.id = c.task
            left join vocabulary v on v.name = 'role' and v.code = c.field
            order by c.position
            """
        ),
    }
