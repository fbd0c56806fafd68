"""The downloads of both plans, made once: what the tests of the exports look at."""

from __future__ import annotations

import sqlite3
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from tracker.database import write
from tracker.exports.files import files
from tracker.questions import read_questions
from tracker.reader import read

ROOT = Path(__file__).resolve().parent.parent
PLANS = {"real": (ROOT / "plan", "2018-12-31"), "sample": (ROOT / "examples" / "thanh-pho-mau", "2031-09-30")}
QUESTIONS = read_questions(ROOT / "queries")


@cache
def database(plan: str, as_of: str = "") -> Path:
    """Give the database of a plan, of its usual day or another, written once for all tests."""
    folder, day = PLANS[plan]
    loaded, problems = read(folder)
    assert loaded is not None, "\n".join(map(str, problems))
    target = Path(mkdtemp()) / "plan.db"
    write(target, loaded, [], date.fromisoformat(as_of or day))
    return target


def connect(plan: str, as_of: str = "") -> sqlite3.Connection:
    """Open the database of a plan for reading only."""
    return sqlite3.connect(f"{database(plan, as_of).as_uri()}?mode=ro", uri=True)


@cache
def downloads(plan: str, as_of: str = "", site: str = "") -> dict[str, bytes]:
    """Give every download of a plan: path → bytes."""
    connection = connect(plan, as_of)
    try:
        return dict(files(connection, QUESTIONS, site))
    finally:
        connection.close()
