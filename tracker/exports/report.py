"""«Báo cáo tình hình thực hiện» of a period, as a document of Word; every figure is asked of the database."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from tracker.exports.bodies import named
from tracker.exports.figures import AHEAD, FINDINGS, OBSTACLES, TARGETS, WHO, Figures, Span
from tracker.exports.origin import Origin, rows
from tracker.exports.word import Paper
from tracker.text import show_date, show_number
from tracker.vocabulary import Direction, State

__all__ = ["Span", "progress_report"]

#: The lines of the tables of figures: official words, and the states that each counts.
_COUNTED = tuple(
    (states[0].label, states)
    for states in (
        (State.DONE_ON_TIME,),
        (State.DONE_LATE,),
        (State.DONE_UNDATED,),
        (State.IN_TIME, State.DUE_SOON),
        (State.OVERDUE,),
        (State.UNREPORTED,),
        (State.UNDATED,),
        (State.NOT_APPLICABLE,),
    )
)


def progress_report(connection: sqlite3.Connection, origin: Origin, span: Span) -> bytes:
    """Give the report on a period as a .docx."""
    figures = Figures(connection, span)
    who = rows(connection, WHO)[0]
    paper = Paper(f"Báo cáo tình hình thực hiện {origin.title}, {span.words}", origin)
    paper.head(who["issuer"] if who["focal"] else None, who["focal"] or who["issuer"], "Số: ……/BC-……")
    paper.title("BÁO CÁO", f"Tình hình thực hiện {origin.title}", f"({span.words})")
    if origin.notice:
        paper.say(origin.notice, italic=True)
    _general(paper, figures, origin)
    _by_agency(paper, figures)
    _targets(paper, figures)
    _done(paper, figures)
    _attention(paper, figures)
    _heard(paper, figures)
    paper.section("VII. Đánh giá chung, đề xuất, kiến nghị")
    paper.room("Cơ quan báo cáo tự viết: kết quả nổi bật, hạn chế, nguyên nhân, đề xuất, kiến nghị", 6)
    said = f"Trên đây là báo cáo tình hình thực hiện {origin.title}, {span.words}./."
    receivers = [who["issuer"], "…………", "Lưu: VT, ……"] if who["focal"] else ["…………", "Lưu: VT, ……"]
    return paper.close(said, receivers, "Thủ trưởng cơ quan")


def _general(paper: Paper, figures: Figures, origin: Origin) -> None:
    paper.section("I. Tình hình chung")
    day = show_date(figures.span.last)
    if not figures.at_end:
        begins = f": kế hoạch được thực hiện từ ngày {show_date(origin.first)}"
        waits = origin.first > figures.span.last.isoformat()
        paper.say(f"Đến ngày {day} chưa có việc nào phải theo dõi{begins if waits else ''}.")
        return
    shown = "; ".join(
        f"{show_number(number)} việc {name[:1].lower()}{name[1:]}"
        for (name, _), number in zip(_COUNTED, _counts(figures.at_end), strict=True)
        if number
    )
    paper.say(
        f"Tính đến ngày {day}, có {show_number(len(figures.at_end))} việc được theo dõi (mỗi việc là một nhiệm vụ của "
        f"một cơ quan trong một kỳ), trong đó: {shown}. Tình trạng tính so với thời hạn ban đầu."
    )
    paper.say("Không có báo cáo không có nghĩa là không làm; việc không nêu thời hạn không tính là chậm.", leads=True)
    _compared(paper, figures)


def _compared(paper: Paper, figures: Figures) -> None:
    lines = [*((name, states) for name, states in _COUNTED), ("Cộng", tuple(State))]
    table = []
    for name, states in lines:
        now, before = (sum(row["state"] in states for row in own) for own in (figures.at_end, figures.before))
        table.append([name, show_number(before), show_number(now), _change(now - before)])
    days = (figures.span.first - timedelta(days=1), figures.span.last)
    heads = ["Tình trạng", *(f"Đến ngày {show_date(day)}" for day in days), "Thay đổi"]
    paper.table(heads, [3, 0.99, 0.99, 0.99], table)


def _change(number: int) -> str:
    return f"{'+' if number > 0 else '−' if number < 0 else ''}{show_number(abs(number))}"


def _counts(states: Iterable[sqlite3.Row]) -> Sequence[int]:
    count = Counter(row["state"] for row in states)
    return [sum(count[state] for state in counted) for _, counted in _COUNTED]


def _by_agency(paper: Paper, figures: Figures) -> None:
    paper.section("II. Kết quả theo cơ quan chịu trách nhiệm")
    if not figures.at_end:
        paper.say("Chưa có việc nào phải theo dõi.")
        return
    whole, lines = _counts(figures.at_end), list(_bodies(figures))
    used = [n for n, number in enumerate(whole) if number]
    table = [
        [str(n), name, *map(show_number, (sum(counts), *(counts[k] for k in used)))]
        for n, (name, counts) in enumerate(lines, 1)
    ]
    table.append(["", "Cộng", *map(show_number, (sum(whole), *(whole[k] for k in used)))])
    heads = ["STT", "Cơ quan", "Tổng số", *(_COUNTED[n][0] for n in used)]
    paper.table(heads, [0.6, 3.4, 0.7, *[0.99] * len(used)], table, size=11)
    if unused := [f"«{name}»" for n, (name, _) in enumerate(_COUNTED) if n not in used]:
        paper.note(f"Bảng không có cột của những tình trạng không có việc nào: {', '.join(unused)}.")
    if any(name.endswith(" cơ quan)") for name, _ in lines):
        paper.note("Các cơ quan của một nhóm đứng chung một dòng khi số liệu của từng cơ quan như nhau.")


def _bodies(figures: Figures) -> Iterator[tuple[str, Sequence[int]]]:
    """Give each body with its figures; a collective is one line with their sums when all its members are alike."""
    own: dict[str, list[sqlite3.Row]] = {}
    for row in figures.at_end:
        own.setdefault(row["agency_name"], []).append(row)
    counts = {name: _counts(found) for name, found in own.items()}
    told: set[str] = set()
    for name, found in own.items():
        if name in told:
            continue
        for row in found:
            members = figures.members.get(row["collective"] or "", ())
            if len(members) > 1 and all(counts.get(member) == counts[name] for member in members):
                told.update(members)
                yield named(members, row["collective"], members), [len(members) * n for n in counts[name]]
                break
        else:
            yield name, counts[name]


def _targets(paper: Paper, figures: Figures) -> None:
    paper.section("III. Kết quả thực hiện chỉ tiêu")
    found = figures.asked(TARGETS)
    if not found:
        paper.say("Kế hoạch không nêu chỉ tiêu.")
        return
    table = [
        [
            str(n),
            row["title"],
            row["unit"],
            _figure(row["baseline"], row["baseline_decimals"]) or "không nêu",
            f"{Direction(row['direction']).label.lower()} {_figure(row['value'], row['decimals'])}",
            _figure(row["result"], row["result_decimals"]),
            show_date(row["on"]) or "chưa có số liệu",
        ]
        for n, row in enumerate(found, 1)
    ]
    heads = ["STT", "Chỉ tiêu", "Đơn vị", "Đầu kỳ", "Kế hoạch", "Kết quả", "Thời điểm"]
    paper.table(heads, [0.5, 2.2, 0.6, 0.6, 0.99, 0.6, 0.85], table)


def _figure(value: float | None, decimals: int | None) -> str:
    return "" if value is None else show_number(value, decimals)


def _done(paper: Paper, figures: Figures) -> None:
    paper.section("IV. Việc hoàn thành trong kỳ")
    table = [
        [str(n), title, who, show_date(first["claimed"]), State(first["state"]).label]
        for n, (title, who, first) in enumerate(_together(figures, figures.completed, "claimed"), 1)
    ]
    if table:
        paper.table(["STT", "Nhiệm vụ", "Cơ quan", "Ngày hoàn thành", "Tình trạng"], [0.5, 2.2, 1.8, 0.8, 0.99], table)
    else:
        paper.say("Không có việc nào được báo cáo hoàn thành trong kỳ.")


def _attention(paper: Paper, figures: Figures) -> None:
    paper.section("V. Việc quá hạn, chưa có báo cáo và việc sắp đến hạn")
    first, last = _ahead(figures)
    for about, found in (
        ("1. Quá hạn hoặc đến hạn mà chưa có báo cáo:", figures.open),
        (f"2. Đến hạn từ ngày {show_date(first)} đến ngày {show_date(last)}:", figures.coming),
    ):
        table = [
            [str(n), title, who, _due(one), State(one["state"]).label]
            for n, (title, who, one) in enumerate(_together(figures, found, "due"), 1)
        ]
        paper.say(about if table else f"{about} không có.", leads=bool(table))
        if table:
            paper.table(["STT", "Nhiệm vụ", "Cơ quan", "Thời hạn", "Tình trạng"], [0.5, 2.2, 1.8, 0.8, 0.99], table)


def _ahead(figures: Figures) -> tuple[date, date]:
    """Give the days that the report looks ahead to: from the next on, or from the last if something is due then."""
    last = figures.span.last
    due = min((row["due"] for row in figures.coming), default="")
    return last if due == last.isoformat() else last + timedelta(days=1), last + AHEAD


def _due(row: sqlite3.Row) -> str:
    longer = f", gia hạn đến {show_date(row['due'])}" if row["due"] != row["original_due"] else ""
    return f"{show_date(row['original_due'])}{longer}"


def _heard(paper: Paper, figures: Figures) -> None:
    paper.section("VI. Khó khăn, vướng mắc; kết quả giám sát")
    obstacles = [[str(n), *row] for n, row in enumerate(map(tuple, figures.asked(OBSTACLES)), 1)]
    if obstacles:
        paper.table(["STT", "Cơ quan", "Nhiệm vụ", "Khó khăn, vướng mắc"], [0.6, 1.8, 1.8, 3], obstacles)
    findings = [
        [
            str(n),
            row["title"],
            row["body"] or "Văn bản không nêu",
            f"{row['voice']}: {row['finding'].lower()}. {row['text']}",
            row["reply"] or "Chưa có ý kiến",
        ]
        for n, row in enumerate(figures.asked(FINDINGS), 1)
    ]
    if findings:
        heads = ["STT", "Nhiệm vụ", "Cơ quan được giám sát", "Kết luận giám sát", "Ý kiến của cơ quan được giám sát"]
        paper.table(heads, [0.6, 1.5, 1.5, 2.2, 2.2], findings)
    if not obstacles and not findings:
        paper.say("Trong kỳ không có khó khăn, vướng mắc hay kết luận giám sát nào được ghi nhận.")


def _together(figures: Figures, found: Sequence[sqlite3.Row], day: str) -> Iterator[tuple[str, str, sqlite3.Row]]:
    """Give duty, bodies and the first row for each duty, period, day and state: communes that did alike are one row."""
    groups: dict[tuple[str, ...], list[sqlite3.Row]] = {}
    for row in found:
        key = (row["task"], row["label"] or "", row[day] or "", row["state"], row["collective"] or "")
        groups.setdefault(key, []).append(row)
    for own in groups.values():
        first, names = own[0], [row["agency_name"] for row in own]
        period = f" ({first['label']})" if first["label"] else ""
        members = figures.members.get(first["collective"] or "", ())
        yield f"{first['title']}{period}", named(names, first["collective"], members), first
