"""The data dictionary: what `schema.sql` says of each table, view and column in its comments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

SCHEMA = Path(__file__).with_name("schema.sql")

_RELATION = re.compile(r"create (?P<kind>table|view) (?P<name>\w+)")
_COLUMN = re.compile(r'  "?(?P<name>\w+)"? (?P<type>text|integer|real)\b')
_VIEW_COLUMN = re.compile(r'  .*?"?(?P<name>\w+)"?,?$')


class Word(NamedTuple):
    """One line of the dictionary; `column` is None where it speaks of the whole table or view."""

    relation: str
    kind: str
    column: str | None
    type: str | None
    description: str


@cache
def dictionary() -> tuple[Word, ...]:
    """Give a word for each table and view and for each of their columns, in the order of the schema."""
    return tuple(_words(SCHEMA.read_text(encoding="utf-8").splitlines()))


def _words(lines: list[str]) -> Iterator[Word]:
    comment: list[str] = []
    relation = kind = ""
    for line in lines:
        if line.strip().startswith("--"):
            comment.append(line.strip().removeprefix("--").strip())
        elif match := _RELATION.match(line):
            relation, kind = match["name"], match["kind"]
            yield Word(relation, kind, None, None, " ".join(comment))
            comment = []
        elif line.startswith("  ") and comment:
            column = _COLUMN.match(line) if kind == "table" else _VIEW_COLUMN.match(line)
            if column is None:
                raise ValueError(f"schema.sql: a comment stands before what is no column: {line!r}")
            yield Word(relation, kind, column["name"], column.groupdict().get("type"), " ".join(comment))
            comment = []
        elif not line.strip():
            comment = []
