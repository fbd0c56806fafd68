"""Rules on deadlines and recurrences: the dates stored must be those that the words say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from tracker.checks.rule import Remark
from tracker.loaded import Loaded
from tracker.model import Deadline, Recurrence, Task
from tracker.text import show_date
from tracker.vocabulary import DeadlineType, Every, Operator, TaskKind

_QUARTER = r"(?:IV|I{1,3}|[1-4])"
#: The dates in a text, from left to right, each read once: the 3/2026 of «quý 3/2026» is no month.
_SAID = re.compile(
    rf"""(?P<d1>\d{{1,2}})\s*(?P<sep>[/.-])\s*(?P<m1>\d{{1,2}})\s*(?P=sep)\s*(?P<y1>\d{{4}})
    | ngày\s+(?P<d2>\d{{1,2}})\s+tháng\s+(?P<m2>\d{{1,2}})(?:\s+năm\s+(?P<y2>\d{{4}}))?
    | quý\s+(?:{_QUARTER}\s*(?:[-–,]|và|đến)\s*(?:quý\s+)?)*(?P<quarter>{_QUARTER})
      \s*(?:[/,-]|(?=năm))\s*(?:năm\s+)?(?P<y3>\d{{4}})
    | (?:tháng\s+)?(?P<m4>\d{{1,2}})\s*(?:/|năm\s+)\s*(?P<y4>\d{{4}})
    | (?P<d5>\d{{1,2}})/(?P<m5>\d{{1,2}})(?![\d/])
    | (?<!\d)(?P<y6>(?:19|20)\d\d)(?!\d)""",
    re.VERBOSE | re.IGNORECASE,
)
#: Which groups of the pattern hold the day, the month and the year.
_PARTS = (("d1", "d2", "d5"), ("m1", "m2", "m4", "m5"), ("y1", "y2", "y3", "y4", "y6"))
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}

_WORDS = re.compile(
    r"(?P<before>trước (?=ngày|tháng|quý|năm|khi|\d))"
    r"|(?P<by>chậm nhất|không quá|muộn nhất|hạn cuối|đến hết|đến ngày|\bxong\b)"
    r"|(?P<in>\btrong\b)|(?P<after>\bsau ngày\b)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d+")


def deadline_matches_quote(loaded: Loaded) -> Iterator[Remark]:
    """Ngày hạn phải đúng với ngày, tháng, năm ghi trong câu trích của hạn."""
    for task in loaded.files.tasks:
        deadline = task.deadline
        if deadline is not None and deadline.date is not None and contradicts(deadline):
            message = f"hạn ghi {show_date(deadline.date)} nhưng câu trích nói «{deadline.quote}»"
            yield loaded.where(task.id, "deadline", "date"), message


def contradicts(deadline: Deadline) -> bool:
    """Tell whether a deadline's quote names dates, and none of them is the deadline's."""
    day = deadline.date
    if day is None or _plainly(deadline.quote, day):
        return False
    said = _said(deadline.quote, to_the_day=deadline.type is DeadlineType.DATE)
    return bool(said) and not any(_agrees(one, day) for one in said)


def _plainly(quote: str, day: date) -> bool:
    """Tell at once that the only numbers of a quote are the day, the month and the year."""
    return [int(number) for number in _NUMBER.findall(quote)] == [day.day, day.month, day.year]


Said = tuple[int | None, int | None, int | None]


def _said(quote: str, *, to_the_day: bool) -> list[Said]:
    """Give each date that the words name, as day, month and year, None for what is not said.

    A bare year counts only when there is nothing closer; so does a month, for a deadline that is a day.
    """
    said = [_read(match) for match in _SAID.finditer(quote)]
    days = [one for one in said if one[0] is not None]
    months = [one for one in said if one[1] is not None]
    return (days if to_the_day else []) or months or said


def _read(match: re.Match[str]) -> Said:
    named = match.groupdict()
    day, month, year = (next((int(named[name]) for name in names if named[name]), None) for names in _PARTS)
    if quarter := named["quarter"]:
        month = 3 * (_ROMAN.get(quarter.lower()) or int(quarter))
    return day, month, year


def _agrees(said: Said, day: date) -> bool:
    return all(part is None or part == whole for part, whole in zip(said, (day.day, day.month, day.year), strict=True))


def deadline_quote_undated(loaded: Loaded) -> Iterator[Remark]:
    """Hạn là một ngày cụ thể thì câu trích phải nêu ngày đó."""
    for task in loaded.files.tasks:
        deadline = task.deadline
        if deadline and deadline.type is DeadlineType.DATE and not _NUMBER.search(deadline.quote):
            message = f"câu trích của hạn «{deadline.quote}» không có ngày nào; xem lại ngày hoặc loại hạn"
            yield loaded.where(task.id, "deadline", "quote"), message


def operator_matches_quote(loaded: Loaded) -> Iterator[Remark]:
    """Từ đứng trước ngày («trước», «chậm nhất», «trong», «sau») phải khớp với 'operator'."""
    for task in loaded.files.tasks:
        for name, part in (("deadline", task.deadline), ("recurrence", task.recurrence)):
            said = _operators(part.quote) if part else frozenset()
            if part and said and part.operator not in said:
                codes = ", ".join(f"'{operator.value}'" for operator in Operator if operator in said)
                message = f"'operator' là '{part.operator.value}' nhưng câu trích «{part.quote}» ứng với {codes}"
                yield loaded.where(task.id, name, "operator"), message


@lru_cache(maxsize=1024)
def _operators(quote: str) -> frozenset[str]:
    return frozenset(match.lastgroup or "" for match in _WORDS.finditer(quote))


def deadline_in_period(loaded: Loaded) -> Iterator[Remark]:
    """Ngày hạn thường nằm trong giai đoạn của kế hoạch, hoặc không cách quá một năm."""
    period = loaded.files.plan.period
    first, last = period.first.year - 1, period.last.year + 1
    for task in loaded.files.tasks:
        day = task.deadline.date if task.deadline else None
        if day is not None and not first <= day.year <= last:
            message = f"hạn {show_date(day)} cách xa giai đoạn {show_date(period.first)} – {show_date(period.last)}"
            yield loaded.where(task.id, "deadline", "date"), message


def kind_matches_times(loaded: Loaded) -> Iterator[Remark]:
    """Việc định kỳ phải có 'recurrence' và không có 'deadline'; chỉ việc làm một lần mới có 'deadline'."""
    for task in loaded.files.tasks:
        message = _mismatch(task)
        if message:
            yield loaded.where(task.id, "kind"), message


def _mismatch(task: Task) -> str:
    if task.kind is TaskKind.RECURRING and task.recurrence is None:
        return "việc định kỳ ('recurring') phải có 'recurrence'; văn bản không nêu kỳ thì ghi 'every: unstated'"
    if task.kind is not TaskKind.RECURRING and task.recurrence is not None:
        return f"có 'recurrence' thì 'kind' phải là 'recurring', không phải '{task.kind.value}'"
    if task.kind is not TaskKind.ONE_OFF and task.deadline is not None:
        return f"có 'deadline' thì 'kind' phải là 'one_off', không phải '{task.kind.value}'"
    return ""


def recurrence_day_possible(loaded: Loaded) -> Iterator[Remark]:
    """Ngày của việc định kỳ phải có trong lịch: thứ từ 1 đến 7 với việc hằng tuần, tháng-ngày có thật."""
    for task in loaded.files.tasks:
        if task.recurrence is not None:
            for field, message in _impossible(task.recurrence):
                yield loaded.where(task.id, "recurrence", field), message


def _impossible(recurrence: Recurrence) -> Iterator[tuple[str, str]]:
    day = recurrence.day
    if day == 0 or (day is not None and recurrence.every is Every.WEEK and not 1 <= day <= 7):
        yield "day", f"'day' không thể là {day}; hằng tuần thì từ 1 (thứ Hai) đến 7 (Chủ nhật), -1 là ngày cuối tháng"
    for month_day in recurrence.dates:
        month, number = map(int, month_day.split("-"))
        try:
            date(2000, month, number)
        except ValueError:
            yield "dates", f"không có ngày {number} tháng {month}; viết theo dạng tháng-ngày, ví dụ '06-15'"
    if recurrence.first and recurrence.last and recurrence.last < recurrence.first:
        yield "last", "ngày cuối đứng trước ngày đầu"
