"""Which days a deadline falls on: last acceptable days, occurrences of recurring duties, working days."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta

from tracker.model import Deadline, Period, Recurrence
from tracker.vocabulary import Every, Operator, WorkingDay

_DAY = timedelta(days=1)
_SATURDAY = 5
_ROMAN = ("I", "II", "III", "IV")
_HALVES = ("đầu", "cuối")
_MONTHS_IN = {Every.MONTH: 1, Every.QUARTER: 3, Every.HALF_YEAR: 6, Every.YEAR: 12}


def last_acceptable_day(deadline: Deadline) -> date | None:
    """Give the last day on which a one-off duty is still in time; None when the text sets none.

    «trước ngày 20» gives the 19th, «chậm nhất ngày 20» the 20th, «sau ngày 20» nothing.
    """
    return None if deadline.date is None else apply_operator(deadline.date, deadline.operator)


def apply_operator(day: date, operator: Operator) -> date | None:
    """Give the last acceptable day for a named day and the word before it; None for «sau ngày»."""
    if operator is Operator.AFTER:
        return None
    return day - _DAY if operator is Operator.BEFORE else day


def due_days(recurrence: Recurrence, within: Period, days_off: Collection[date] = ()) -> Sequence[date]:
    """Give the last acceptable day of each occurrence, in order; empty when the text names no day.

    within: the plan's period, unless the recurrence has bounds of its own.
    days_off: public holidays, for a text that moves a due day to a working day.
    """
    first, last = recurrence.first or within.first, recurrence.last or within.last
    dues = (apply_operator(day, recurrence.operator) for day in _named_days(recurrence, first, last))
    return [_working(day, recurrence.working_day, days_off) for day in dues if day is not None]


def _named_days(recurrence: Recurrence, first: date, last: date) -> Iterator[date]:
    from dateutil.rrule import MONTHLY, WEEKLY, YEARLY, rrule  # noqa: PLC0415  # a check without records does without

    if recurrence.dates:
        yield from sorted(
            day.date()
            for month_day in recurrence.dates
            for month, number in [month_day.split("-")]
            for day in rrule(YEARLY, dtstart=first, until=last, bymonth=int(month), bymonthday=int(number))
        )
    elif recurrence.day is not None and recurrence.every is Every.WEEK:
        yield from (day.date() for day in rrule(WEEKLY, dtstart=first, until=last, byweekday=recurrence.day - 1))
    elif recurrence.day is not None and recurrence.every in _MONTHS_IN:
        months = recurrence.months or _closing_months(recurrence.every)
        days = range(min(recurrence.day, 28), recurrence.day + 1)  # the 31st of a month of 30 days is its last
        rule = rrule(MONTHLY, dtstart=first, until=last, bymonth=months, bymonthday=days, bysetpos=-1)
        yield from (day.date() for day in rule)


def _closing_months(every: Every) -> tuple[int, ...]:
    step = _MONTHS_IN[every]
    return tuple(range(step, 13, step))


def _working(day: date, rule: WorkingDay, days_off: Collection[date]) -> date:
    if rule is WorkingDay.AS_IS:
        return day
    step = _DAY if rule is WorkingDay.NEXT else -_DAY
    while day.weekday() >= _SATURDAY or day in days_off:
        day += step
    return day


def occurrence(every: Every, day: date) -> tuple[str, str, date]:
    """Give the calendar period in which a day falls: its key, its Vietnamese name and its first day.

    Keys: 2031-03, 2031-q1, 2031-h1, 2031, and 2031-w12 for the ISO 8601 week.
    """
    if every is Every.WEEK:
        year, week, _ = day.isocalendar()
        return f"{year}-w{week:02}", f"tuần {week} năm {year}", date.fromisocalendar(year, week, 1)
    size = _MONTHS_IN.get(every, 12)
    number = (day.month - 1) // size + 1
    first = date(day.year, (number - 1) * size + 1, 1)
    if every is Every.MONTH:
        return f"{day.year}-{number:02}", f"tháng {number}/{day.year}", first
    if every is Every.QUARTER:
        return f"{day.year}-q{number}", f"quý {_ROMAN[number - 1]}/{day.year}", first
    if every is Every.HALF_YEAR:
        return f"{day.year}-h{number}", f"6 tháng {_HALVES[number - 1]} năm {day.year}", first
    return f"{day.year}", f"năm {day.year}", first
