"""What was received: the list of documents, newest first, and a page for each with all that it says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tracker.pages.entries import record_entries
from tracker.pages.portal import FOLDERS, Page, Portal, Row
from tracker.text import show_date

ADDRESS = FOLDERS["record"]


def pages(portal: Portal) -> Iterator[Page]:
    """Give the list of the records known on the day of the pages, then a page for each."""
    records = portal.rows(
        """
        select r.*, a.name as provider, (select count(*) from entries e where e.record = r.id) as entries
        from records r
        join agencies a on a.id = r.provided_by
        where r.recorded <= :as_of
        order by r.recorded desc, r.position desc
        """,
        as_of=portal.as_of,
    )
    description = "Các báo cáo, tài liệu, kết quả giám sát đã nhận và ghi vào đây, mới nhất trước."
    yield Page(
        ADDRESS,
        "Hồ sơ đã nhận",
        description,
        portal.render("records.html", ADDRESS, records=records),
        words=description,
        template="wide.html",
    )
    entries, measured = record_entries(portal), _measured(portal)
    tasks = {row["id"]: row["title"] for row in portal.rows("select id, title from tasks")}
    for record in records:
        yield _page(portal, record, {"entries": entries, "measured": measured}, tasks)


def _page(
    portal: Portal, record: Row, said: Mapping[str, Mapping[str, Sequence[Row]]], tasks: Mapping[str, str]
) -> Page:
    address = f"{ADDRESS}/{record['id'].lower()}"
    own = {name: rows.get(record["id"], ()) for name, rows in said.items()}
    title = record["title"] or record["id"]
    return Page(
        address,
        f"{title} ({record['provider']}, {show_date(record['recorded'])})",
        f"{record['provider']}: {title}, {record['entries']} nội dung đã ghi nhận.",
        portal.render("record.html", address, record=record, tasks=tasks, **own),
        words=f"{title} {record['number'] or ''} {record['provider']}",
        kicker="Hồ sơ đã nhận",
    )


def _measured(portal: Portal) -> Mapping[str, Sequence[Row]]:
    """Give the figures that each record reports."""
    return portal.grouped(
        """
        select e.record, e.id, m.*, t.title, t.unit, a.short as place
        from measurements m
        join entries e on e.id = m.entry
        join targets t on t.id = m.target
        left join agencies a on a.id = m.area
        where e.recorded <= :as_of
        order by e.position
        """,
        "record",
        as_of=portal.as_of,
    )
