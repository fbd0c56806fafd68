"""The worked examples of the page on methods come out as the rules work them out."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from made_pages import made, text

from tracker.deadlines import apply_operator, due_days
from tracker.model import Period, Recurrence
from tracker.pages import methods
from tracker.records import Record
from tracker.timeline import Condition, Known, Obligation, condition_on, known_entries
from tracker.vocabulary import Every, Operator, State, WorkingDay


def worked_out(example: methods.Example) -> Condition:
    """Give what the rules say of an example."""
    due = date.fromisoformat(example.due) if example.due else None
    obligation = Obligation("TC-1", "phuong-a", date(2031, 1, 1), due=due)
    return condition_on(obligation, _known(example), date.fromisoformat(example.day))


def _known(example: methods.Example) -> list[Known]:
    entries: list[tuple[str, dict[str, Any]]] = []
    if example.said:
        said = {"kind": "claim", "state": example.said.state, "effective": example.said.effective}
        entries.append((example.said.recorded, said))
    if example.extended:
        recorded, day = example.extended
        document = {"title": "Quyết định", "issued": recorded}
        entries.append((recorded, {"kind": "extension", "date": day, "document": document, "reason": "mưa lũ"}))
    if example.withdrawn:
        withdrawal = {"kind": "withdrawal", "first": example.withdrawn, "citation": "Quyết định 1"}
        entries.append((example.withdrawn, withdrawal))
    records = [
        Record.model_validate(
            {"id": f"bc-{day}", "recorded": day, "provided_by": "phuong-a", "entries": [{"task": "TC-1", **entry}]}
        )
        for day, entry in entries
    ]
    return known_entries(records)


def test_every_word_of_state_has_an_example() -> None:
    """In the order of the vocabulary."""
    assert set(methods.STATES) == {state.value for state in State}


@pytest.mark.parametrize("code", methods.STATES)
def test_an_example_comes_out_as_it_is_told(code: str) -> None:
    """By the rules that work out the real states."""
    assert worked_out(methods.STATES[code]).state == code


def test_the_extended_example_is_late_by_the_first_day_and_in_time_by_the_second() -> None:
    """As the page says."""
    condition = worked_out(methods.EXTENDED)
    assert condition.state is State.OVERDUE
    assert condition.extended_state is State.IN_TIME


@pytest.mark.parametrize("example", methods.OPERATORS)
def test_the_word_before_a_day_decides_the_last_one(example: methods.Named) -> None:
    """All operators are told."""
    last = apply_operator(date.fromisoformat(example.named), Operator(example.operator))
    assert last == (date.fromisoformat(example.last) if example.last else None)
    assert {one.operator for one in methods.OPERATORS} == {operator.value for operator in Operator}


@pytest.mark.parametrize("rule", WorkingDay)
def test_a_due_day_moves_only_when_the_text_says_so(rule: WorkingDay) -> None:
    """The day of the example is a Saturday."""
    weekend = date.fromisoformat(methods.WEEKEND)
    assert weekend.isoweekday() == 6
    recurrence = Recurrence(every=Every.MONTH, day=15, working_day=rule, quote="ngày 15 hằng tháng")
    within = Period(first=weekend.replace(day=1), last=weekend.replace(day=28))
    assert [day.isoformat() for day in due_days(recurrence, within)] == [methods.WORKING_DAYS[rule.value]]


def test_the_page_tells_the_examples_and_the_definitions() -> None:
    """Words of the vocabulary, days the Vietnamese way."""
    page = text(made(methods.pages, "real")["cach-tinh"].body)
    for state in State:
        assert state.definition in page
    assert "Hạn: hết ngày 10/03/2031. Chưa có báo cáo nào. Hỏi vào ngày 11/03/2031: đến hạn, chưa có báo cáo." in page
    assert "trước ngày 20/06/2031 19/06/2031" in page
