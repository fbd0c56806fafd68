"""«Báo cáo tình hình thực hiện» of a period, as a document of Word; every figure is asked of the database."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from tracker.exports.origin import Origin, rows
from tracker.exports.word import Paper
from tracker.text import show_date, show_number
from tracker.vocabulary import State

#: How far the report looks ahead.
AHEAD = timedelta(days=30)

_STATES = """
select s.task, s.title, s.agency, s.agency_name, s.occurrence_label as label, s.due, s.original_due, s.state,
  s.claimed, s.evidence
from states s
join obligations o on o.id = s.obligation
where s.first <= :day and :day < s.until
order by o.position
"""
_OBSTACLES = """
select a.short as agency, t.title, c.obstacles
from claims c
join entries e on e.id = c.entry
join tasks t on t.id = e.task
join agencies a on a.id = coalesce(e.agency, e.voice)
where c.obstacles is not null and e.recorded between :first and :last
order by e.position
"""
_FINDINGS = """
select t.title, a.short as voice, f.label as finding, e.text,
  (select group_concat(r.text, ' ')
   from replies p
   join entries r on r.id = p.entry
   where p.answers = e.id and r.recorded <= :last) as reply
from verifications v
join entries e on e.id = v.entry
join tasks t on t.id = e.task
join agencies a on a.id = e.voice
join vocabulary f on f.name = 'finding' and f.code = v.finding
where e.recorded between :first and :last
order by e.position
"""
_TARGETS = """
select t.title, t.value, t.decimals, t.unit, t.due, r.value as result, r.decimals as result_decimals, r."on"
from targets t
left join target_results r on r.target = t.id and r.area is null and r.entry = (
  select x.entry
  from target_results x
  join entries e on e.id = x.entry
  where x.target = t.id and x.area is null and e.recorded <= :last
  order by x."on" desc, e.position desc
  limit 1
)
order by t.position
"""
_WHO = """
select i.name as issuer, f.name as focal
from plan p
join agencies i on i.id = p.issuer
left join agencies f on f.id = p.focal
"""

#: The columns of the tables of figures: short headings, and the states that each counts.
_COUNTED = (
    ("Hoàn thành đúng hạn", (State.DONE_ON_TIME,)),
    ("Hoàn thành quá hạn", (State.DONE_LATE,)),
    ("Hoàn thành, không nêu hạn", (State.DONE_UNDATED,)),
    ("Chưa xong, trong hạn", (State.IN_TIME, State.DUE_SOON)),
    ("Chưa xong, quá hạn", (State.OVERDUE,)),
    ("Đến hạn, chưa báo cáo", (State.UNREPORTED,)),
    ("Không rõ thời hạn", (State.UNDATED,)),
    ("Không còn áp dụng", (State.NOT_APPLICABLE,)),
)


@dataclass(frozen=True)
class Span:
    """The days of which a report speaks, both included."""

    first: date
    last: date

    @property
    def words(self) -> str:
        """The days in words."""
        return f"từ ngày {show_date(self.first)} đến ngày {show_date(self.last)}"


class Figures:
    """What the database says of a period; a day on or before `span.last` knows only what was recorded by then."""

    def __init__(self, connection: sqlite3.Connection, span: Span) -> None:
        """Read what a report on a period needs."""
        self._connection = connection
        self.span = span

    @cached_property
    def at_end(self) -> Sequence[sqlite3.Row]:
        """Every obligation with its state on the last day."""
        return self._on(self.span.last)

    @cached_property
    def before(self) -> Sequence[sqlite3.Row]:
        """The same on the day before the first."""
        return self._on(self.span.first - timedelta(days=1))

    def _on(self, day: date) -> Sequence[sqlite3.Row]:
        return rows(self._connection, _STATES, day=day.isoformat())

    def asked(self, sql: str) -> Sequence[sqlite3.Row]:
        """Give the rows of a query on the period."""
        return rows(self._connection, sql, first=self.span.first.isoformat(), last=self.span.last.isoformat())

    @cached_property
    def completed(self) -> Sequence[sqlite3.Row]:
        """What was done within the period, by the day that was claimed."""
        first, last = self.span.first.isoformat(), self.span.last.isoformat()
        done = {State.DONE_ON_TIME, State.DONE_LATE, State.DONE_UNDATED}
        return [row for row in self.at_end if row["state"] in done and first <= row["claimed"] <= last]

    @cached_property
    def open(self) -> Sequence[sqlite3.Row]:
        """What is late or unreported on the last day."""
        return [row for row in self.at_end if row["state"] in (State.OVERDUE, State.UNREPORTED)]

    @cached_property
    def coming(self) -> Sequence[sqlite3.Row]:
        """What falls due within the time that the report looks ahead, and is not done."""
        last = (self.span.last + AHEAD).isoformat()
        waiting = (State.IN_TIME, State.DUE_SOON)
        return [row for row in self.at_end if row["state"] in waiting and row["due"] and row["due"] <= last]


def progress_report(connection: sqlite3.Connection, origin: Origin, span: Span) -> bytes:
    """Give the report on a period as a .docx."""
    figures = Figures(connection, span)
    who = rows(connection, _WHO)[0]
    paper = Paper(f"Báo cáo tình hình thực hiện {origin.short_title}", span.last.isoformat())
    paper.head(who["issuer"] if who["focal"] else None, who["focal"] or who["issuer"], "Số: ……/BC-……")
    paper.title("BÁO CÁO", f"Tình hình thực hiện {origin.title[:1].lower()}{origin.title[1:]}", f"({span.words})")
    if origin.notice:
        paper.say(origin.notice, italic=True)
    _general(paper, figures)
    _by_agency(paper, figures)
    _targets(paper, figures)
    _done(paper, figures)
    _attention(paper, figures)
    paper.section("VII. Đánh giá chung, đề xuất, kiến nghị")
    paper.room("Cơ quan báo cáo tự viết: kết quả nổi bật, hạn chế, nguyên nhân, đề xuất, kiến nghị", 6)
    paper.say(f"Trên đây là báo cáo tình hình thực hiện {origin.title[:1].lower()}{origin.title[1:]}, {span.words}./.")
    receivers = [who["issuer"], "…………", "Lưu: VT, ……"] if who["focal"] else ["…………", "Lưu: VT, ……"]
    return paper.close(receivers, "Thủ trưởng cơ quan")


def _general(paper: Paper, figures: Figures) -> None:
    paper.section("I. Tình hình chung")
    now, before = _counts(figures.at_end), _counts(figures.before)
    shown = ", ".join(f"{show_number(now[n])} việc {name.lower()}" for n, (name, _) in enumerate(_COUNTED) if now[n])
    paper.say(
        f"Tính đến ngày {show_date(figures.span.last)}, có {show_number(len(figures.at_end))} việc đang được theo dõi "
        f"(mỗi việc là một nhiệm vụ của một cơ quan trong một kỳ), trong đó: {shown}. "
        "Tình trạng tính so với thời hạn ban đầu."
    )
    paper.say("Không có báo cáo không có nghĩa là không làm; việc không nêu thời hạn không tính là chậm.")
    day = show_date(figures.span.first - timedelta(days=1))
    table = [
        [name, show_number(before[n]), show_number(now[n]), _change(now[n] - before[n])]
        for n, (name, _) in enumerate(_COUNTED)
    ]
    total = len(figures.at_end) - len(figures.before)
    table.append(["Cộng", show_number(len(figures.before)), show_number(len(figures.at_end)), _change(total)])
    paper.table(
        ["Tình trạng", f"Đến {day}", f"Đến {show_date(figures.span.last)}", "Thay đổi"], [3, 0.99, 0.99, 0.99], table
    )


def _change(number: int) -> str:
    return f"{'+' if number > 0 else '−' if number < 0 else ''}{show_number(abs(number))}"


def _counts(states: Iterable[Mapping[str, str] | sqlite3.Row]) -> Sequence[int]:
    count = Counter(row["state"] for row in states)
    return [sum(count[state] for state in counted) for _, counted in _COUNTED]


def _by_agency(paper: Paper, figures: Figures) -> None:
    paper.section("II. Kết quả theo cơ quan chịu trách nhiệm")
    groups: dict[str, list[sqlite3.Row]] = {}
    for row in figures.at_end:
        groups.setdefault(row["agency_name"], []).append(row)
    table = [
        [str(n), name, *map(show_number, (len(own), *_counts(own)))] for n, (name, own) in enumerate(groups.items(), 1)
    ]
    table.append(["", "Cộng", *map(show_number, (len(figures.at_end), *_counts(figures.at_end)))])
    heads = ["STT", "Cơ quan", "Tổng số", *(name for name, _ in _COUNTED)]
    paper.table(heads, [0.6, 2.3, 0.7, *[0.9] * len(_COUNTED)], table, size=10)


def _targets(paper: Paper, figures: Figures) -> None:
    paper.section("III. Kết quả thực hiện chỉ tiêu")
    table = [
        [
            str(n),
            row["title"],
            row["unit"],
            show_number(row["value"], row["decimals"]),
            "" if row["result"] is None else show_number(row["result"], row["result_decimals"]),
            show_date(row["on"]) or "chưa có số liệu",
        ]
        for n, row in enumerate(figures.asked(_TARGETS), 1)
    ]
    if table:
        heads = ["STT", "Chỉ tiêu", "Đơn vị", "Kế hoạch", "Kết quả", "Thời điểm"]
        paper.table(heads, [0.6, 3, 0.9, 0.8, 0.8, 0.99], table)
    else:
        paper.say("Kế hoạch không nêu chỉ tiêu.")


def _done(paper: Paper, figures: Figures) -> None:
    paper.section("IV. Việc hoàn thành trong kỳ")
    table = [
        [str(n), title, who, show_date(first["claimed"]), State(first["state"]).label]
        for n, (title, who, first) in enumerate(_together(figures.completed, "claimed"), 1)
    ]
    if table:
        paper.table(["STT", "Nhiệm vụ", "Cơ quan", "Ngày hoàn thành", "Tình trạng"], [0.6, 2.6, 1.8, 0.99, 0.99], table)
    else:
        paper.say("Không có việc nào được báo cáo hoàn thành trong kỳ.")


def _attention(paper: Paper, figures: Figures) -> None:
    paper.section("V. Việc quá hạn, chưa có báo cáo và việc sắp đến hạn")
    heads = ["STT", "Nhiệm vụ", "Cơ quan", "Thời hạn", "Tình trạng"]
    last = show_date(figures.span.last + AHEAD)
    for about, found, empty in (
        ("1. Quá hạn hoặc đến hạn mà chưa có báo cáo:", figures.open, "Không có."),
        (f"2. Đến hạn từ nay đến ngày {last}:", figures.coming, "Không có."),
    ):
        paper.say(about, leads=True)
        table = [
            [str(n), title, who, _due(first), State(first["state"]).label]
            for n, (title, who, first) in enumerate(_together(found, "due"), 1)
        ]
        if table:
            paper.table(heads, [0.6, 2.6, 1.8, 0.99, 0.99], table)
        else:
            paper.say(empty)
    _heard(paper, figures)


def _due(row: sqlite3.Row) -> str:
    longer = f", gia hạn đến {show_date(row['due'])}" if row["due"] != row["original_due"] else ""
    return f"{show_date(row['original_due'])}{longer}"


def _heard(paper: Paper, figures: Figures) -> None:
    paper.section("VI. Khó khăn, vướng mắc; kết quả giám sát")
    obstacles = [[str(n), *row] for n, row in enumerate(map(tuple, figures.asked(_OBSTACLES)), 1)]
    if obstacles:
        paper.table(["STT", "Cơ quan", "Nhiệm vụ", "Khó khăn, vướng mắc"], [0.6, 1.4, 1.8, 3], obstacles)
    findings = [
        [str(n), row["title"], f"{row['voice']}: {row['finding']}. {row['text']}", row["reply"] or "Chưa có ý kiến"]
        for n, row in enumerate(figures.asked(_FINDINGS), 1)
    ]
    if findings:
        heads = ["STT", "Nhiệm vụ", "Kết luận giám sát", "Ý kiến của cơ quan được giám sát"]
        paper.table(heads, [0.6, 1.6, 2.4, 2.4], findings)
    if not obstacles and not findings:
        paper.say("Trong kỳ không có khó khăn, vướng mắc hay kết luận giám sát nào được ghi nhận.")


def _together(found: Sequence[sqlite3.Row], day: str) -> Iterator[tuple[str, str, sqlite3.Row]]:
    """Give duty, bodies and the first row for each duty, period, day and state: communes that did alike are one row."""
    groups: dict[tuple[str, ...], list[sqlite3.Row]] = {}
    for row in found:
        groups.setdefault((row["task"], row["label"] or "", row[day] or "", row["state"]), []).append(row)
    for own in groups.values():
        period = f" ({own[0]['label']})" if own[0]["label"] else ""
        yield f"{own[0]['title']}{period}", "; ".join(row["agency_name"] for row in own), own[0]
