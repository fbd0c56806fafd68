"""The questions on the sample plan: which are asked with which values, and the rows they must give.

python -m tests.answers          write the rows of today's code to tests/expected/questions, to be read and kept
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tracker.database import write
from tracker.history import Change, History
from tracker.questions import Answer, Question, read_questions, run
from tracker.reader import read

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "examples" / "thanh-pho-mau"
EXPECTED = ROOT / "tests" / "expected" / "questions"
AS_OF = date(2031, 12, 31)

#: Days on which every question that takes a day is asked, besides the last one: early, middle, late in the year.
DAYS = ("2031-03-31", "2031-07-15", "2031-10-31")

#: What each sort of parameter is filled with once, all at the same time.
FILLED = {
    "date": "2031-07-15",
    "days": "15",
    "agency": "phuong-mau-dong",
    "task": "TC-11-1",
    "topic": "thu-gom",
    "state": "chua-co-bao-cao",
    "text": "rác",
}

#: The repository of the sample remembers nothing of its own, so the edits it would remember are given here.
CHANGES = (
    Change("2031-05-06", "a" * 40, "Sửa tên cho đúng văn bản", "TC-1-1", "title", "Tên cũ", "Tên mới"),
    Change("2031-08-02", "b" * 40, "Bỏ việc ghi trùng", "TC-99-9", "task", "Việc ghi trùng", None),
)

#: How many days after its own date every third record entered the repository.
DELAY = timedelta(days=12)

Values = dict[str, str]


def write_sample(target: Path) -> None:
    """Write the database of the sample plan, with a history that holds edits and records dated back."""
    loaded, problems = read(SAMPLE)
    assert loaded is not None, "\n".join(map(str, problems))
    published = {
        record.id: record.recorded + (timedelta() if number % 3 else DELAY)
        for number, record in enumerate(sorted(loaded.records, key=lambda record: record.id))
    }
    history = History(known=True, changes=CHANGES, published=published)
    write(target, replace(loaded, history=history), [], AS_OF)


def open_sample(path: Path) -> sqlite3.Connection:
    """Open a written database for reading only."""
    return sqlite3.connect(f"file:{path}?mode=ro", uri=True)


def questions() -> tuple[Question, ...]:
    """Give the questions of this project."""
    return read_questions(ROOT / "queries")


def cases(question: Question) -> Iterator[Values]:
    """Give the values a question is asked with: none, several days, and all parameters filled."""
    yield {}
    names = {parameter.name for parameter in question.parameters}
    if "as_of" in names:
        yield from ({"as_of": day} for day in DAYS)
    if names:
        filled = {p.name: FILLED[p.type.value] for p in question.parameters}
        yield {**filled, "since": "2031-04-30"} if "since" in names else filled
    if "agency" in names:
        yield {"agency": "mat-tran-thanh-pho-mau"}


def expected(question: Question) -> list[dict[str, Any]]:
    """Give the kept answers of a question: values, columns and rows."""
    answers: list[dict[str, Any]] = json.loads((EXPECTED / f"{question.name}.json").read_text(encoding="utf-8"))
    return answers


def answers(connection: sqlite3.Connection, question: Question) -> str:
    """Give the answers of today's code, laid out one row a line, so that a change is easy to read."""
    parts = [_case(values, run(connection, question, values)) for values in cases(question)]
    return "[\n" + ",\n".join(parts) + "\n]\n"


def _case(values: Values, answer: Answer) -> str:
    rows = ",\n".join(f"    {_json(row)}" for row in answer.rows)
    return (
        f'  {{\n   "values": {_json(values)},\n   "columns": {_json(answer.columns)},\n'
        f'   "rows": [{chr(10) + rows + chr(10) + "   " if rows else ""}]\n  }}'
    )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def keep_answers() -> None:
    """Write the answers of today's code over those that are kept."""
    EXPECTED.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder:
        write_sample(Path(folder) / "plan.db")
        connection = open_sample(Path(folder) / "plan.db")
        for question in questions():
            (EXPECTED / f"{question.name}.json").write_text(answers(connection, question), encoding="utf-8")
        connection.close()


if __name__ == "__main__":
    keep_answers()
