"""Model → SQLite: the only writer of the published database.

Same input and same `as_of`, same bytes: rows in a fixed order, loaded in memory in one transaction and
written out by `VACUUM INTO`, so that neither the time nor the place of building leaves a trace.
"""

from __future__ import annotations

import posixpath
import re
import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain
from pathlib import Path

from sqlite_utils import Database

from tracker.checks import RULES
from tracker.dictionary import SCHEMA, dictionary
from tracker.problems import Problem
from tracker.reader import Loaded
from tracker.record_rows import record_tables
from tracker.records import Extension
from tracker.rows import Row, Table, plan_tables, vocabulary_rows
from tracker.text import fold, show_date

#: Raised when a table or column changes its meaning, so that readers of the file can tell.
SCHEMA_VERSION = "1"

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")
_SIDES = ("before", "after")
_TOKENIZER = "unicode61 remove_diacritics 2"
_SEARCHED = ("tasks", "agencies", "sentences", "search_items")

_SEARCH_ITEMS = """
insert into search_items (kind, ref, title, text, fold)
select 'agency', id, name, text, fold from (select * from agencies order by position)
union all
select 'task', id, title, text, fold from (select * from tasks order by position)
union all
select 'commitment', id, title, quote, fold(title || ' ' || quote) from (select * from commitments order by position)
union all
select 'target', id, title, quote, fold(title || ' ' || quote) from (select * from targets order by position)
union all
select 'sentence', cast(id as text), text, text, fold from (select * from sentences order by id)
"""


def write(target: Path, loaded: Loaded, warnings: Sequence[Problem], as_of: date) -> None:
    """Write the database of a checked plan to `target`, replacing it in one step or not at all.

    warnings: what the checks found that does not stop publication.
    as_of: the day on which the database answers when it is not asked about another.
    Raises sqlite3.IntegrityError when rows contradict the schema: a fault of this program, not of the plan.
    """
    connection = sqlite3.connect(":memory:")
    try:
        connection.executescript(SCHEMA.read_text(encoding="utf-8"))
        connection.execute("pragma foreign_keys = on")
        connection.create_function("fold", 1, fold, deterministic=True)
        _load(Database(connection, execute_plugins=False), loaded, warnings, as_of)
        _write_out(connection, target)
    finally:
        connection.close()


def _load(database: Database, loaded: Loaded, warnings: Sequence[Problem], as_of: date) -> None:
    tables = chain(
        [("meta", _meta(loaded, as_of)), ("vocabulary", vocabulary_rows())],
        plan_tables(loaded),
        _sentences(loaded),
        record_tables(loaded, loaded.history.published),
        _quality(warnings, loaded),
    )
    with database.atomic():
        for name, rows in tables:
            database.table(name).insert_all(rows)
        database.execute(_SEARCH_ITEMS)
        for name in _SEARCHED:
            database.table(name).enable_fts(["text", "fold"], tokenize=_TOKENIZER)
    database.execute("analyze")


def _meta(loaded: Loaded, as_of: date) -> list[Row]:
    facts = {
        "as_of": as_of.isoformat(),
        "plan": loaded.files.plan.id,
        "schema_version": SCHEMA_VERSION,
        "sqlite_version": sqlite3.sqlite_version,
    }
    if loaded.files.plan.site_url:
        facts["site_url"] = f"{loaded.files.plan.site_url.rstrip('/')}/"
    return [{"key": key, "value": value} for key, value in sorted(facts.items())]


def _sentences(loaded: Loaded) -> Iterator[Table]:
    covered = loaded.coverage()
    yield (
        "sentences",
        (
            {
                "id": number,
                "locator": item.sentence.locator,
                "paragraph": item.sentence.paragraph,
                "text": item.sentence.text,
                "status": item.status,
                "reason": item.reason,
                "fold": fold(item.sentence.text),
            }
            for number, item in enumerate(covered, 1)
        ),
    )
    yield (
        "sentence_spans",
        (
            {"sentence": number, "first": s.first, "until": s.until, "kind": s.kind, "item": s.item}
            for number, item in enumerate(covered, 1)
            for s in item.spans
        ),
    )


def _quality(warnings: Sequence[Problem], loaded: Loaded) -> Iterator[Table]:
    yield "changes", _changes(loaded)
    yield "rules", ({"name": rule.name, "severity": rule.severity, "wording": rule.wording} for rule in RULES)
    yield (
        "warnings",
        (
            {
                "position": n,
                "file": posixpath.relpath(w.path, loaded.folder.as_posix()),
                "line": w.line,
                "subject": w.subject,
                "message": w.message,
                "rule": w.rule,
            }
            for n, w in enumerate(warnings, 1)
        ),
    )
    yield "dictionary", ({"position": n, **word._asdict()} for n, word in enumerate(dictionary(), 1))


def _changes(loaded: Loaded) -> Iterator[Row]:
    """Give one row for each edit, with the names of bodies and the document that decided it, where there is one."""
    names = {agency.id: agency.short or agency.name for agency in loaded.files.agencies}
    decided = {
        entry.task: entry.document for r in loaded.records for entry in r.entries if isinstance(entry, Extension)
    }
    for position, change in enumerate(loaded.history.changes, 1):
        row = {"position": position, **change._asdict()}
        if change.field == "lead":
            row |= {side: _ID.sub(lambda found: names.get(found[0], found[0]), row[side] or "") for side in _SIDES}
        if change.field == "deadline" and change.task in decided:
            document = decided[change.task]
            row["document"] = " ".join(filter(None, (document.title, document.number, show_date(document.issued))))
        yield row


def _write_out(connection: sqlite3.Connection, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_name(f".{target.name}.new")
    fresh.unlink(missing_ok=True)
    connection.execute("vacuum into ?", (str(fresh),))
    fresh.replace(target)
