"""Printed sheets for one body: what it is given to do, and what a supervisor asks about it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence

from tracker.exports.duties import Agency, Duties, Duty, Owed, state_words
from tracker.exports.origin import Origin, rows
from tracker.exports.word import Paper
from tracker.text import show_date

_SUPERVISOR = "select name from agencies where supervises and kind = 'front' order by position limit 1"
_UNSAID = "Văn bản không nêu"
_TOPIC = "select task from task_topics where topic = :topic"


def assignment_sheet(agency: Agency, duties: Duties, origin: Origin) -> bytes:
    """Give the «phiếu giao việc» of a body as a .docx: its part in every duty, with the plan's own words."""
    paper = Paper(f"Phiếu giao việc: {agency.name}", origin.as_of, landscape=True)
    paper.head(None, origin.issuer, "Số: ……/PGV-……")
    paper.title("PHIẾU GIAO VIỆC", f"Cơ quan thực hiện: {agency.name}")
    paper.say(f"Căn cứ {origin.source}. {origin.notice}".strip())
    table = [
        [
            str(n),
            task.title,
            f"«{task.quote}» ({task.place})",
            part,
            _due(task),
            task.deliverable or _UNSAID,
            task.receive or _UNSAID,
        ]
        for n, (task, part) in enumerate(_parts(agency, duties), 1)
    ]
    heads = ["STT", "Nhiệm vụ", "Nguyên văn", "Vai trò", "Thời hạn", "Sản phẩm", "Nơi nhận"]
    paper.table(heads, [0.6, 2, 4.4, 1.1, 1.3, 1.6, 1.3], table, size=11)
    return paper.sign("Cơ quan giao việc", "Cơ quan nhận việc")


def _parts(agency: Agency, duties: Duties) -> Iterator[tuple[Duty, str]]:
    parts = duties.roles.get(agency.id, {})
    for task in duties.tasks.values():
        if task.id in parts:
            yield task, parts[task.id]


def _due(task: Duty) -> str:
    return show_date(task.due) or task.due_words


def supervision_sheet(
    connection: sqlite3.Connection, duties: Duties, origin: Origin, agency: Agency | None, topic: tuple[str, str] | None
) -> bytes:
    """Give the «phiếu giám sát» as a .docx: what a body owes, or what a topic holds, with room for what is found.

    topic: id and name. The body's reply has as much room as the supervisor's finding.
    """
    about = " – ".join(filter(None, (agency.name if agency else None, f"chủ đề «{topic[1]}»" if topic else None)))
    paper = Paper(f"Phiếu giám sát: {about}", origin.as_of, landscape=True)
    found = rows(connection, _SUPERVISOR)
    paper.head(None, found[0]["name"] if found else "…………", "Số: ……/PGS-……")
    paper.title("PHIẾU GIÁM SÁT", about, f"Tình trạng công bố tính đến ngày {show_date(origin.as_of)}")
    paper.say(f"Việc thực hiện {origin.source}. {origin.notice}".strip())
    chosen = {row["task"] for row in rows(connection, _TOPIC, topic=topic[0])} if topic else set(duties.tasks)
    table = [
        [str(n), task.title, *_published(task, owed), "", ""]
        for n, (task, owed) in enumerate(_owed(agency, duties, chosen), 1)
    ]
    heads = ["STT", "Nhiệm vụ", "Cơ quan, thời hạn", "Tình trạng công bố", "Kết quả giám sát", "Ý kiến của cơ quan"]
    paper.table(heads, [0.6, 2.4, 2.2, 2.2, 2.4, 2.4], table, size=11, room=22)
    paper.say(
        "«Đến hạn, chưa có báo cáo» nghĩa là chưa có thông tin công bố, không phải là không làm. "
        "Kết quả giám sát và ý kiến của cơ quan được công bố cạnh nhau."
    )
    return paper.sign("Đại diện đoàn giám sát", "Đại diện cơ quan được giám sát")


def _owed(agency: Agency | None, duties: Duties, chosen: set[str]) -> Iterator[tuple[Duty, Sequence[Owed]]]:
    """Give each duty with the obligations that one row speaks of: a period of one body, or of all bodies."""
    own = duties.by_agency.get(agency.id, ()) if agency else duties.owed
    groups: dict[tuple[str, str | None], list[Owed]] = {}
    for item in own:
        if item.task in chosen and item.state:
            groups.setdefault((item.task, item.occurrence), []).append(item)
    for (task, _), owed in groups.items():
        yield duties.tasks[task], owed


def _published(task: Duty, owed: Sequence[Owed]) -> tuple[str, str]:
    first = owed[0]
    who = "; ".join(item.agency_name for item in owed)
    due = f"hạn {show_date(first.original_due)}" if first.original_due else task.due_words
    longer = f", gia hạn đến {show_date(first.due)}" if first.extensions else ""
    period = f" ({first.label})" if first.label else ""
    evidence = sum(item.evidence for item in owed)
    return f"{who}{period}: {due}{longer}", f"{state_words(owed)}. Số tài liệu chứng minh: {evidence}"
