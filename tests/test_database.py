"""The database: the same bytes from the same input, words for every column, and figures that add up."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from tracker.checks import RULES
from tracker.database import write
from tracker.dictionary import SCHEMA, dictionary
from tracker.reader import read

ROOT = Path(__file__).parent.parent
PLANS = {"plan": ROOT / "plan", "mau": ROOT / "examples" / "thanh-pho-mau"}


@pytest.fixture(scope="module", params=sorted(PLANS))
def database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    loaded, _ = read(PLANS[request.param])
    assert loaded is not None
    target = tmp_path_factory.mktemp("db") / "plan.db"
    write(target, loaded, [], date(2031, 9, 30))
    connection = sqlite3.connect(target)
    yield connection
    connection.close()


def one(connection: sqlite3.Connection, sql: str, *values: object) -> object:
    return connection.execute(sql, values).fetchone()[0]


def test_every_table_view_and_column_has_its_words() -> None:
    connection = sqlite3.connect(":memory:")
    connection.executescript(SCHEMA.read_text(encoding="utf-8"))
    names = [name for (name,) in connection.execute("select name from sqlite_master where type in ('table', 'view')")]
    columns = {(name, row[1]) for name in names for row in connection.execute(f'pragma table_info("{name}")')}
    connection.close()
    assert {(word.relation, word.column) for word in dictionary() if word.column} == columns
    assert {word.relation for word in dictionary() if word.column is None} == set(names)
    assert all(word.description for word in dictionary())


def test_every_table_is_strict() -> None:
    connection = sqlite3.connect(":memory:")
    connection.executescript(SCHEMA.read_text(encoding="utf-8"))
    loose = [row[1] for row in connection.execute("pragma table_list") if row[2] == "table" and not row[5]]
    connection.close()
    assert [name for name in loose if not name.startswith("sqlite_")] == []


def test_references_hold_and_searching_indexes_are_whole(database: sqlite3.Connection) -> None:
    assert database.execute("pragma foreign_key_check").fetchall() == []
    assert one(database, "pragma integrity_check") == "ok"
    for name in ("tasks", "agencies", "sentences", "search_items"):
        database.execute(f"insert into {name}_fts ({name}_fts, rank) values ('integrity-check', 1)")


def test_search_finds_words_typed_without_marks(database: sqlite3.Connection) -> None:
    sql = "select count(*) from search_items_fts where search_items_fts match ?"
    for typed, written in (("uy ban", "uỷ ban"), ("dia ban", "địa bàn")):
        assert one(database, sql, typed) == one(database, sql, written) != 0


def test_rules_and_vocabularies_are_published(database: sqlite3.Connection) -> None:
    assert one(database, "select count(*) from rules") == len(RULES)
    assert one(database, "select label from vocabulary where name = 'state' and code = 'qua-han'") == (
        "Chưa hoàn thành, quá hạn"
    )
    kinds = "select count(*) from agencies where kind not in (select code from vocabulary where name = 'agency_kind')"
    assert one(database, kinds) == 0


def test_every_code_in_use_is_in_its_vocabulary(database: sqlite3.Connection) -> None:
    used = {
        "state": "select state from periods union select extended_state from periods",
        "role": "select role from task_roles",
        "basis": "select basis from task_roles",
        "task_kind": "select kind from tasks",
        "binding": "select binding from tasks",
        "operator": "select operator from tasks where operator is not null",
        "clarity": "select dimension from clarity",
        "reason": "select reason from sentences where reason is not null",
        "entry_kind": "select kind from entries",
        "finding": "select finding from periods where finding is not null",
        "claim_state": "select state from claims",
        "target_kind": "select kind from targets",
        "direction": "select direction from targets",
        "note_kind": "select kind from source_notes",
    }
    for name, sql in used.items():
        known = {code for (code,) in database.execute("select code from vocabulary where name = ?", (name,))}
        assert {code for (code,) in database.execute(sql)} <= known, name


def test_every_sentence_is_accounted_for(database: sqlite3.Connection) -> None:
    assert one(database, "select count(*) from sentences where status in ('partial', 'uncovered')") == 0
    assert one(database, "select count(*) from sentences") != 0


def test_states_add_up_on_every_day(database: sqlite3.Connection) -> None:
    begun = "select count(*) from obligations where first <= ?"
    counted = "select count(*) from states where first <= ? and ? < until"
    first, last = database.execute("select first, last from plan").fetchone()
    day, end = date.fromisoformat(first), date.fromisoformat(last) + timedelta(days=60)
    while day <= end:
        assert one(database, counted, day.isoformat(), day.isoformat()) == one(database, begun, day.isoformat())
        day += timedelta(days=1)


def test_periods_of_an_obligation_follow_each_other(database: sqlite3.Connection) -> None:
    gaps = """
        select count(*) from (
          select until, lead(first) over (partition by obligation order by first) as next from periods
        ) where next is not null and next <> until
    """
    assert one(database, gaps) == 0
    assert one(database, "select count(distinct obligation) from periods") == one(
        database, "select count(*) from obligations"
    )
    assert one(database, "select count(*) from periods where until = '9999-12-31'") == one(
        database, "select count(*) from obligations"
    )


def test_the_real_plan_claims_nothing_that_was_not_reported() -> None:
    loaded, _ = read(PLANS["plan"])
    assert loaded is not None
    assert loaded.records == ()


@pytest.mark.parametrize("name", sorted(PLANS))
def test_same_input_gives_the_same_bytes(name: str, tmp_path: Path) -> None:
    program = (
        "import sys; from datetime import date; from pathlib import Path;"
        "from tracker.database import write; from tracker.reader import read;"
        "write(Path(sys.argv[2]), read(Path(sys.argv[1]))[0], [], date(2031, 9, 30))"
    )
    hashes = set()
    for seed, zone in (("1", "UTC"), ("2", "Asia/Ho_Chi_Minh")):
        target = tmp_path / seed / "plan.db"
        surroundings = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-c", program, str(PLANS[name]), str(target)]
        subprocess.run(command, check=True, cwd=tmp_path, env=surroundings)
        hashes.add(hashlib.sha256(target.read_bytes()).hexdigest())
    assert len(hashes) == 1


def test_a_failure_leaves_the_old_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded, _ = read(PLANS["plan"])
    assert loaded is not None
    target = tmp_path / "plan.db"
    target.write_bytes(b"the old one")
    monkeypatch.setattr("tracker.database.plan_tables", lambda _: iter([("plan", [{"id": "x"}])]))
    with pytest.raises(sqlite3.IntegrityError):
        write(target, loaded, [], date(2031, 9, 30))
    assert target.read_bytes() == b"the old one"
    assert [path.name for path in tmp_path.iterdir()] == ["plan.db"]
