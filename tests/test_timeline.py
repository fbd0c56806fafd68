"""State over time: each rule of state, and what must hold for any records whatsoever."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.model import Agency, Files, Plan, Task
from tracker.records import Record
from tracker.timeline import OPEN, Known, Obligation, assign, condition_on, known_entries, obligations, spans
from tracker.vocabulary import Finding, State

START = date(2031, 1, 1)
DUE = date(2031, 3, 10)
DUTY = Obligation("TC-1", "phuong-a", START, due=DUE)
UNDATED = Obligation("TC-1", "phuong-a", START)


def record(day: str, *entries: dict[str, Any], by: str = "phuong-a") -> Record:
    about = [{"task": "TC-1", **entry} if entry["kind"] not in ("reply", "measurement") else entry for entry in entries]
    return Record.model_validate({"id": f"bc-{day}", "recorded": day, "provided_by": by, "entries": about})


def claim(state: str, effective: str) -> dict[str, str]:
    return {"kind": "claim", "state": state, "effective": effective}


def extension(day: str) -> dict[str, Any]:
    document = {"title": "Quyết định gia hạn", "issued": "2031-03-01"}
    return {"kind": "extension", "date": day, "document": document, "reason": "mưa lũ"}


def withdrawal(day: str) -> dict[str, str]:
    return {"kind": "withdrawal", "first": day, "citation": "Quyết định 1"}


def state(day: str, *records: Record, duty: Obligation = DUTY) -> State:
    return condition_on(duty, known_entries(records), date.fromisoformat(day)).state


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2031-03-02", State.IN_TIME),
        ("2031-03-03", State.DUE_SOON),
        ("2031-03-10", State.DUE_SOON),
        ("2031-03-11", State.UNREPORTED),
    ],
)
def test_without_a_record_the_calendar_decides(day: str, expected: State) -> None:
    assert state(day) is expected


def test_a_duty_without_a_deadline_is_never_late() -> None:
    assert state("2039-01-01", duty=UNDATED) is State.UNDATED
    assert state("2039-01-01", record("2031-05-01", claim("in_progress", "2031-05-01")), duty=UNDATED) is State.UNDATED
    assert state("2039-01-01", record("2031-05-01", claim("done", "2031-05-01")), duty=UNDATED) is State.DONE_UNDATED


def test_done_is_on_time_up_to_the_last_acceptable_day() -> None:
    assert state("2031-04-01", record("2031-03-20", claim("done", "2031-03-10"))) is State.DONE_ON_TIME
    assert state("2031-04-01", record("2031-03-20", claim("done", "2031-03-11"))) is State.DONE_LATE


def test_what_was_not_yet_recorded_is_not_known() -> None:
    done = record("2031-03-20", claim("done", "2031-03-09"))
    assert state("2031-03-19", done) is State.UNREPORTED
    assert state("2031-03-20", done) is State.DONE_ON_TIME


def test_overdue_needs_somebody_to_say_so_after_the_due_day() -> None:
    assert state("2031-03-20", record("2031-03-05", claim("in_progress", "2031-03-05"))) is State.UNREPORTED
    assert state("2031-03-20", record("2031-03-15", claim("not_done", "2031-03-15"))) is State.OVERDUE


def test_an_extension_leaves_lateness_against_the_original_and_shows_the_new_day_beside() -> None:
    records = known_entries([record("2031-03-05", extension("2031-04-30"))])
    condition = condition_on(DUTY, records, date(2031, 3, 20))
    assert (condition.state, condition.extended_state) == (State.OVERDUE, State.IN_TIME)
    assert (condition.due, condition.extended) == (date(2031, 4, 30), True)


def test_done_within_the_extension_is_late_by_the_original_and_on_time_by_the_new_day() -> None:
    records = [record("2031-03-05", extension("2031-04-30")), record("2031-04-20", claim("done", "2031-04-18"))]
    condition = condition_on(DUTY, known_entries(records), date(2031, 5, 20))
    assert (condition.state, condition.extended_state) == (State.DONE_LATE, State.DONE_ON_TIME)


def test_of_two_extensions_the_later_recorded_one_counts() -> None:
    records = [record("2031-03-05", extension("2031-04-30")), record("2031-04-25", extension("2031-06-15"))]
    assert condition_on(DUTY, known_entries(records), date(2031, 4, 26)).due == date(2031, 6, 15)


def test_withdrawn_from_its_day_on() -> None:
    records = record("2031-02-01", withdrawal("2031-02-10"))
    assert state("2031-02-09", records) is State.IN_TIME
    assert state("2031-02-10", records) is State.NOT_APPLICABLE


def test_a_later_claim_corrects_an_earlier_one() -> None:
    records = (
        record("2031-03-09", claim("done", "2031-03-09")),
        record("2031-03-25", claim("not_done", "2031-03-25")),
    )
    assert state("2031-03-24", *records) is State.DONE_ON_TIME
    assert state("2031-03-25", *records) is State.OVERDUE


def test_a_finding_stands_beside_the_claim_and_does_not_replace_it() -> None:
    found = {"kind": "verification", "finding": "disputed", "text": "không thấy kế hoạch"}
    records = [record("2031-03-09", claim("done", "2031-03-09")), record("2031-04-01", found, by="mat-tran")]
    condition = condition_on(DUTY, known_entries(records), date(2031, 4, 1))
    assert (condition.state, condition.finding) == (State.DONE_ON_TIME, Finding.DISPUTED)
    assert condition.claim == "bc-2031-03-09#1"
    assert condition.verification == "bc-2031-04-01#1"


def test_evidence_is_counted() -> None:
    proof = {"kind": "evidence", "title": "Kế hoạch 12/KH-UBND"}
    records = [record("2031-03-09", claim("done", "2031-03-09"), proof), record("2031-04-01", proof)]
    counts = [condition_on(DUTY, known_entries(records), date(2031, m, 2)).evidence for m in (3, 4)]
    assert counts == [0, 2]


# --- who owes what ---


def files(*tasks: dict[str, Any]) -> Files:
    plan = Plan.model_validate(
        {
            "id": "mau",
            "title": "Kế hoạch",
            "short_title": "Kế hoạch",
            "issuer": "ubnd",
            "place": "thành phố Mẫu",
            "period": {"first": "2031-01-01", "last": "2031-12-31"},
            "source": "source/mau.txt",
        }
    )
    agencies = [
        {"id": "ubnd", "name": "UBND"},
        {"id": "phuong-a", "name": "Phường A"},
        {"id": "phuong-b", "name": "Phường B"},
        {"id": "cac-phuong", "name": "Các phường", "kind": "collective", "members": ["phuong-a", "phuong-b"]},
        {"id": "cac-ban", "name": "Các ban, ngành", "kind": "collective"},
    ]
    return Files(
        plan=plan,
        agencies=tuple(Agency.model_validate(agency) for agency in agencies),
        tasks=tuple(Task(**{"title": "Việc", "quote": "việc", **task}) for task in tasks),
    )


def test_a_collective_is_one_duty_and_an_obligation_for_each_member() -> None:
    owed = obligations(files({"id": "TC-1", "lead": "cac-phuong"}))
    assert [(o.id, o.collective) for o in owed] == [
        ("TC-1.phuong-a", "cac-phuong"),
        ("TC-1.phuong-b", "cac-phuong"),
    ]


def test_a_body_named_itself_and_through_its_collective_owes_once() -> None:
    owed = obligations(files({"id": "TC-1", "lead": ["cac-phuong", "phuong-a"]}))
    assert sorted((o.id, o.collective) for o in owed) == sorted(
        [("TC-1.phuong-b", "cac-phuong"), ("TC-1.phuong-a", None)], key=str
    )


def test_a_collective_that_nobody_defines_owes_as_one() -> None:
    assert [o.id for o in obligations(files({"id": "TC-1", "lead": "cac-ban"}))] == ["TC-1.cac-ban"]


def test_a_recurring_duty_is_an_obligation_for_each_period() -> None:
    quarterly = {"every": "quarter", "day": "20", "quote": "hằng quý"}
    owed = obligations(files({"id": "TC-1", "lead": "phuong-a", "kind": "recurring", "recurrence": quarterly}))
    assert [(o.id, o.due, o.first) for o in owed] == [
        (f"TC-1.phuong-a.2031-q{q}", date(2031, 3 * q, 20), date(2031, 3 * q - 2, 1)) for q in range(1, 5)
    ]


def entries_of(records: list[Record]) -> dict[str, list[str]]:
    owed = obligations(files({"id": "TC-1", "lead": "cac-phuong"}))
    return {key: [item.id for item in items] for key, items in assign(known_entries(records), owed).items()}


def test_a_claim_speaks_for_its_provider_alone() -> None:
    assert entries_of([record("2031-03-09", claim("done", "2031-03-09"))]) == {"TC-1.phuong-a": ["bc-2031-03-09#1"]}


def test_a_claim_of_the_focal_body_speaks_for_all_unless_it_names_one() -> None:
    for_all = record("2031-03-09", claim("done", "2031-03-09"), by="phong-dau-moi")
    for_one = record("2031-03-10", {**claim("done", "2031-03-09"), "agency": "phuong-b"}, by="phong-dau-moi")
    assert entries_of([for_all, for_one]) == {
        "TC-1.phuong-a": ["bc-2031-03-09#1"],
        "TC-1.phuong-b": ["bc-2031-03-09#1", "bc-2031-03-10#1"],
    }


# --- what holds for any records ---

days = st.dates(date(2030, 12, 1), date(2032, 2, 1))
entries = st.one_of(
    st.builds(lambda s, d: claim(s, d.isoformat()), st.sampled_from(["done", "in_progress", "not_done"]), days),
    st.builds(lambda d: extension(d.isoformat()), days),
    st.builds(lambda d: withdrawal(d.isoformat()), days),
    st.just({"kind": "evidence", "title": "Tài liệu"}),
    st.builds(
        lambda f: {"kind": "verification", "finding": f, "text": "đã xem"},
        st.sampled_from(["confirmed", "disputed", "unverifiable"]),
    ),
)
histories = st.lists(st.tuples(days, entries), max_size=8)
duties = st.builds(
    lambda due: Obligation("TC-1", "phuong-a", START, due=due),
    st.one_of(st.none(), st.dates(date(2030, 12, 20), date(2032, 1, 10))),
)


def known(history: list[tuple[date, dict[str, Any]]]) -> list[Known]:
    return known_entries([record(day.isoformat(), entry) for day, entry in history])


@given(duties, histories)
def test_spans_neither_overlap_nor_leave_gaps(duty: Obligation, history: list[tuple[date, dict[str, Any]]]) -> None:
    found = spans(duty, known(history))
    assert found[0].first == duty.first
    assert found[-1].until == OPEN
    assert all(span.first < span.until for span in found)
    assert all(a.until == b.first and a.condition != b.condition for a, b in pairwise(found))


@given(duties, histories, st.dates(START, date(2032, 3, 1)))
def test_the_span_of_a_day_gives_the_condition_of_that_day(
    duty: Obligation, history: list[tuple[date, dict[str, Any]]], day: date
) -> None:
    items = known(history)
    (span,) = [span for span in spans(duty, items) if span.first <= day < span.until]
    assert span.condition == condition_on(duty, items, day)


@given(duties, histories, histories, st.dates(START, date(2032, 3, 1)))
def test_later_records_never_change_an_earlier_day(
    duty: Obligation,
    history: list[tuple[date, dict[str, Any]]],
    more: list[tuple[date, dict[str, Any]]],
    day: date,
) -> None:
    later = [(max(when, day + timedelta(days=1)), entry) for when, entry in more]
    assert condition_on(duty, known(history + later), day) == condition_on(duty, known(history), day)
