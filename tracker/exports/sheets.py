"""Printed sheets for one body: what it is given to do, and what a supervisor asks about it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from itertools import count

from tracker.exports.bodies import named
from tracker.exports.duties import Agency, Duties, Duty, Owed, state_words
from tracker.exports.origin import Origin, rows
from tracker.exports.word import Line, Paper
from tracker.text import show_date, show_number
from tracker.vocabulary import Basis, Role

#: A body with more duties finds its way by the places in the text; the words themselves would fill a book.
MANY = 200
_SUPERVISOR = "select name from agencies where supervises and kind = 'front' order by position limit 1"
_UNSAID = "Văn bản không nêu"
_TOPIC = "select task from task_topics where topic = :topic"
_INFERRED, _MARK = f" ({Basis.INFERRED.label.lower()})", " (*)"
_ROMAN = ("I", "II", "III", "IV", "V")


def assignment_sheet(agency: Agency, duties: Duties, origin: Origin) -> bytes:
    """Give the «phiếu giao việc» of a body as a .docx: its part in every duty by role, with the plan's own words."""
    paper = Paper(f"Phiếu giao việc: {agency.name}", origin, landscape=True)
    paper.head(None, origin.issuer, "Số: ……/PGV-……")
    day = f"Dữ liệu tính đến ngày {show_date(origin.as_of)}"
    paper.title("PHIẾU GIAO VIỆC", f"Cơ quan thực hiện: {agency.name}", day)
    paper.say(f"Căn cứ {origin.source}. {origin.notice}".strip())
    brief = len(duties.roles.get(agency.id, {})) > MANY
    text = "Vị trí trong văn bản" if brief else "Nguyên văn"
    heads = ["STT", "Nhiệm vụ", text, "Vai trò", "Thời hạn", "Sản phẩm", "Nơi nhận"]
    lines = list(_by_role(agency, duties, brief))
    paper.table(heads, [0.6, 2.2, 4, 1.1, 1.3, 1.6, 1.5], lines, size=11)
    if any(_MARK in line[3] for line in lines if not isinstance(line, str)):
        paper.note(
            "(*) Vai trò suy ra: văn bản không nêu vai trò này bằng lời; người lập dữ liệu suy ra, thường từ tên mục "
            "giao việc."
        )
    if brief:
        paper.note("Nguyên văn từng nhiệm vụ: bảng tính Excel của cơ quan và trang của nhiệm vụ trên trang web.")
    return paper.sign("Cơ quan giao việc", "Cơ quan nhận việc")


def _by_role(agency: Agency, duties: Duties, brief: bool) -> Iterator[Line]:
    """Give the duties under the first part that the body has in each; the numbers run on."""
    parts = duties.roles.get(agency.id, {})
    longer = {item.task: item.due for item in duties.by_agency.get(agency.id, ()) if item.extensions}
    groups = ((role, [task for task, part in parts.items() if part.startswith(role.label)]) for role in Role)
    numbers = count(1)
    for roman, (role, own) in zip(_ROMAN, (group for group in groups if group[1]), strict=False):
        yield f"{roman}. {role.label}: {show_number(len(own))} nhiệm vụ"
        for task in map(duties.tasks.__getitem__, own):
            yield [str(next(numbers)), *_given(task, parts[task.id], longer.get(task.id), brief)]


def _given(task: Duty, part: str, longer: str | None, brief: bool) -> Iterator[str]:
    yield task.title
    yield task.place if brief else f"«{task.quote}» ({task.place})"
    yield part.replace(_INFERRED, _MARK)
    yield f"{show_date(task.due) or task.due_words}{f', gia hạn đến {show_date(longer)}' if longer else ''}"
    yield task.deliverable or _UNSAID
    yield task.receive or _UNSAID


def supervision_sheet(
    connection: sqlite3.Connection, duties: Duties, origin: Origin, agency: Agency | None, topic: tuple[str, str] | None
) -> bytes:
    """Give the «phiếu giám sát» as a .docx: what a body owes, or what a topic holds, with room for what is found.

    topic: id and name. The body's reply has as much room as the supervisor's finding.
    """
    about = " – ".join(filter(None, (agency.name if agency else None, f"chủ đề «{topic[1]}»" if topic else None)))
    paper = Paper(f"Phiếu giám sát: {about}", origin, landscape=True)
    found = rows(connection, _SUPERVISOR)
    paper.head(None, found[0]["name"] if found else "…………", "Số: ……/PGS-……")
    day = f"Tình trạng công bố tính đến ngày {show_date(origin.as_of)}"
    paper.title("PHIẾU GIÁM SÁT", f"{about[:1].upper()}{about[1:]}", day)
    paper.say(f"Việc thực hiện {origin.source}. {origin.notice}".strip())
    chosen = {row["task"] for row in rows(connection, _TOPIC, topic=topic[0])} if topic else None
    table = [
        [str(n), task.title, *_published(task, owed, duties.members), "", ""]
        for n, (task, owed) in enumerate(_owed(agency, duties, chosen), 1)
    ]
    heads = ["STT", "Nhiệm vụ", "Cơ quan, thời hạn", "Tình trạng công bố", "Kết quả giám sát", "Ý kiến của cơ quan"]
    paper.table(heads, [0.6, 2.4, 2.2, 2.2, 2.4, 2.4], table, size=11, room=22)
    paper.note(
        "«Đến hạn, chưa có báo cáo» nghĩa là chưa có thông tin công bố, không phải là không làm. "
        "Kết quả giám sát và ý kiến của cơ quan được công bố cạnh nhau."
    )
    return paper.sign("Đại diện đoàn giám sát", "Đại diện cơ quan được giám sát")


def _owed(agency: Agency | None, duties: Duties, chosen: set[str] | None) -> Iterator[tuple[Duty, Sequence[Owed]]]:
    """Give each duty with the obligations that one row speaks of: a period of one body, or of all bodies.

    A duty of a topic that the plan gives to nobody is a row as well: a supervisor asks about it first.
    """
    groups: dict[str, dict[str | None, list[Owed]]] = {}
    for item in duties.by_agency.get(agency.id, ()) if agency else duties.owed:
        if item.state:
            groups.setdefault(item.task, {}).setdefault(item.occurrence, []).append(item)
    # What is owed stands in the plan's order, as the duties do: a body's sheet need not look at all of them.
    places = groups if agency else duties.tasks
    for task in (duties.tasks[id_] for id_ in places if chosen is None or id_ in chosen):
        yield from ((task, owed) for owed in groups.get(task.id, {}).values())
        if task.id not in groups and not agency:
            waiting = duties.by_task.get(task.id, ())
            yield task, [item for item in waiting if item.occurrence == waiting[0].occurrence]


def _published(task: Duty, owed: Sequence[Owed], members: Mapping[str, Sequence[str]]) -> tuple[str, str]:
    if not owed:
        return (
            f"{task.lead or 'Văn bản không nêu cơ quan chủ trì'}: {task.due_words}",
            "Không có nghĩa vụ nào tính được",
        )
    first = owed[0]
    who = named(
        [item.agency_name for item in owed], first.collective_name, members.get(first.collective_name or "", ())
    )
    due = f"hạn {show_date(first.original_due)}" if first.original_due else task.due_words
    longer = f", gia hạn đến {show_date(first.due)}" if first.extensions else ""
    period = f" ({first.label})" if first.label else ""
    evidence = sum(item.evidence for item in owed)
    return f"{who}{period}: {due}{longer}", f"{state_words(owed)}. Số tài liệu chứng minh: {evidence}"
