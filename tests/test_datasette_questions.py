"""A question has the same answer in Datasette as in the terminal."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from datasette_portal import Portal, serving, write_database

from tracker.datasette.configuration import PROJECT, Profile
from tracker.questions import Question, read_questions, run

QUESTIONS = read_questions(PROJECT / "queries")
VALUES = [{}, {"as_of": "2018-03-01", "days": "365"}, {"agency": "phong-lao-dong", "as_of": "2018-12-31"}]


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    with serving(Profile.PUBLIC, tmp_path_factory.mktemp("questions")) as portal:
        yield portal


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_datasette_answers_as_the_terminal_does(portal: Portal, tmp_path: Path, question: Question) -> None:
    names = {parameter.name for parameter in question.parameters}
    write_database(tmp_path / "plan.db")
    with closing(sqlite3.connect(tmp_path / "plan.db")) as connection:
        for values in VALUES:
            given = {name: value for name, value in values.items() if name in names}
            answer = portal.ask(f"/plan/{question.name}.json", _shape="arrays", **given)
            assert answer.status == 200, answer.text
            told = json.loads(answer.body)
            expected = run(connection, question, given)
            assert told["columns"] == list(expected.columns)
            assert told["rows"] == [list(row) for row in expected.rows]


def test_some_of_these_questions_have_answers(portal: Portal) -> None:
    rows = json.loads(portal.ask("/plan/tinh-trang-tung-viec.json", _shape="arrays").body)["rows"]
    assert len(rows) == 3
