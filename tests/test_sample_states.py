"""The invented city: the engine gives the states that were worked out by hand from the rules."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from tracker.reader import read
from tracker.timeline import assign, condition_on, known_entries, obligations
from tracker.vocabulary import State

HERE = Path(__file__).parent
INTENDED = yaml.load((HERE / "sample_states.yaml").read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)  # noqa: S506 - text only


@pytest.fixture(scope="module")
def sample() -> Any:
    loaded, problems = read(HERE.parent / "examples" / "thanh-pho-mau")
    assert loaded is not None
    assert problems == []
    owed = {obligation.id: obligation for obligation in obligations(loaded.files)}
    return owed, assign(known_entries(loaded.records), list(owed.values()))


@pytest.mark.parametrize("case", INTENDED, ids=lambda case: f"{case['obligation']}@{case['day']}")
def test_state_is_as_worked_out_by_hand(case: dict[str, str], sample: Any) -> None:
    owed, assigned = sample
    duty = owed[case["obligation"]]
    condition = condition_on(duty, assigned.get(duty.id, ()), date.fromisoformat(case["day"]))
    assert (condition.state, condition.extended_state) == (case["state"], case.get("extended", case["state"]))


def test_the_cases_cover_every_state() -> None:
    assert {case["state"] for case in INTENDED} == set(State)
