"""Deadlines: the last acceptable day, and the days on which recurring duties fall due."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tracker.deadlines import apply_operator, due_days, last_acceptable_day, occurrence
from tracker.model import Deadline, Period, Recurrence
from tracker.vocabulary import DeadlineType, Every, Operator

YEAR = Period(first=date(2031, 1, 1), last=date(2031, 12, 31))


def recurrence(**values: Any) -> Recurrence:
    return Recurrence(quote="định kỳ", **values)


@pytest.mark.parametrize(
    ("operator", "last"),
    [
        (Operator.BEFORE, date(2031, 5, 19)),
        (Operator.BY, date(2031, 5, 20)),
        (Operator.IN, date(2031, 5, 20)),
        (Operator.ON, date(2031, 5, 20)),
        (Operator.AFTER, None),
    ],
)
def test_operator_decides_the_last_acceptable_day(operator: Operator, last: date | None) -> None:
    assert apply_operator(date(2031, 5, 20), operator) == last


def test_a_deadline_on_an_event_has_no_day() -> None:
    assert last_acceptable_day(Deadline(type=DeadlineType.EVENT, quote="sau khi có hướng dẫn")) is None


def test_monthly_duty_before_the_twentieth_falls_due_on_the_nineteenth() -> None:
    dues = due_days(recurrence(every="month", day="20", operator="before"), YEAR)
    assert dues == [date(2031, month, 19) for month in range(1, 13)]


def test_quarterly_duty_falls_in_the_last_month_of_the_quarter() -> None:
    dues = due_days(recurrence(every="quarter", day="25"), YEAR)
    assert dues == [date(2031, 3, 25), date(2031, 6, 25), date(2031, 9, 25), date(2031, 12, 25)]


def test_dates_that_differ_from_month_to_month() -> None:
    dues = due_days(recurrence(every="half_year", dates=["12-01", "06-15"], operator="before"), YEAR)
    assert dues == [date(2031, 6, 14), date(2031, 11, 30)]


def test_the_thirty_first_of_a_shorter_month_is_its_last_day() -> None:
    dues = due_days(recurrence(every="month", day="31"), YEAR)
    assert [day.day for day in dues] == [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]


def test_weekly_duty_falls_on_its_weekday() -> None:
    dues = due_days(recurrence(every="week", day="5"), YEAR)
    assert len(dues) == 52
    assert {day.weekday() for day in dues} == {4}


def test_a_text_that_names_no_day_gives_no_due_day() -> None:
    assert due_days(recurrence(every="quarter"), YEAR) == []
    assert due_days(recurrence(every="unstated"), YEAR) == []


@pytest.mark.parametrize(("rule", "expected"), [("previous", 17), ("next", 20), ("as_is", 18)])
def test_working_day_rule_moves_a_saturday(rule: str, expected: int) -> None:
    dues = due_days(recurrence(every="month", day="18", months=["1"], working_day=rule), YEAR)
    assert dues == [date(2031, 1, expected)]


def test_working_day_rule_knows_the_plans_holidays() -> None:
    duty = recurrence(every="month", day="2", months=["9"], working_day="next")
    assert due_days(duty, YEAR, [date(2031, 9, 2), date(2031, 9, 3)]) == [date(2031, 9, 4)]


def test_bounds_of_the_text_override_the_plans_period() -> None:
    duty = recurrence(every="month", day="5", first="2031-03-01", last="2031-04-30")
    assert due_days(duty, YEAR) == [date(2031, 3, 5), date(2031, 4, 5)]


@pytest.mark.parametrize(
    ("every", "key", "label", "first"),
    [
        (Every.WEEK, "2031-w19", "tuần 19 năm 2031", date(2031, 5, 5)),
        (Every.MONTH, "2031-05", "tháng 5/2031", date(2031, 5, 1)),
        (Every.QUARTER, "2031-q2", "quý II/2031", date(2031, 4, 1)),
        (Every.HALF_YEAR, "2031-h1", "6 tháng đầu năm 2031", date(2031, 1, 1)),
        (Every.YEAR, "2031", "năm 2031", date(2031, 1, 1)),
    ],
)
def test_occurrence_names_the_calendar_period(every: Every, key: str, label: str, first: date) -> None:
    assert occurrence(every, date(2031, 5, 9)) == (key, label, first)
