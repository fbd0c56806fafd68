"""What the pages say: Vietnamese titles of tables and columns, labels of codes, dates, numbers, operators."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Protocol

from datasette.utils import tilde_encode
from jinja2 import Environment
from pluggy import HookimplMarker

from tracker.questions import shown
from tracker.text import show_date, show_number

hookimpl = HookimplMarker("datasette")

#: Datasette's operators of a filter, by key.
OPERATORS = {
    "exact": "bằng",
    "not": "khác",
    "contains": "có chứa",
    "endswith": "kết thúc bằng",
    "startswith": "bắt đầu bằng",
    "gt": ">",
    "gte": "≥",
    "lt": "<",
    "lte": "≤",
    "like": "theo mẫu % (like)",
    "notlike": "không theo mẫu % (not like)",
    "glob": "theo mẫu * (glob)",
    "in": "là một trong",
    "notin": "không là giá trị nào trong",
    "arraycontains": "mảng có chứa",
    "arraynotcontains": "mảng không chứa",
    "date": "vào ngày",
    "isnull": "không có giá trị",
    "notnull": "có giá trị",
    "isblank": "để trống",
    "notblank": "không để trống",
}

#: Operators that a reader is offered; the others still work in an address.
OFFERED = ("contains", "exact", "not", "startswith", "gt", "gte", "lt", "lte", "in", "isblank", "notblank")


class Portal(Protocol):
    """What this module needs of Datasette."""

    def plugin_config(self, plugin_name: str) -> Mapping[str, str] | None:
        """Give a plugin's part of the metadata."""

    async def execute(self, db_name: str, sql: str, params: Mapping[str, object]) -> Any:
        """Give the result of a statement."""


class Words:
    """The content of wording.json, as the templates ask for it."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        self.content = content

    def relation(self, name: str) -> Mapping[str, Any]:
        """Give title, note and columns of a table or view; bare for one that is not ours."""
        bare = {"title": name, "note": "", "columns": {}, "view": False}
        found: Mapping[str, Any] = self.content["relations"].get(name, bare)
        return found

    def column(self, relation: str, name: str) -> Mapping[str, Any]:
        """Give title and description of a column, and what its values mean; bare for one that is not ours."""
        bare = dict.fromkeys(("description", "vocabulary", "flag", "refers", "for_search")) | {"title": name}
        found: Mapping[str, Any] = self.relation(relation)["columns"].get(name, bare)
        return found

    def value(self, relation: str, name: str, value: object) -> str:
        """Give a stored value as a reader sees it: a code by its label, an id by its name, a day as dd/mm/yyyy."""
        if value is None or value == "":
            return ""
        column = self.column(relation, name)
        if column["flag"] and str(value) in ("0", "1"):
            return "có" if str(value) == column["flag"] else "không"
        labels = self.content["vocabularies"].get(column["vocabulary"], {})
        _, name_of_row = self._row(column, value)
        plain = shown(value) if isinstance(value, str) else str(value)
        return str(labels.get(value) or name_of_row or plain)

    def target(self, relation: str, name: str, value: object) -> tuple[str, str] | None:
        """Give (table, primary key) of the row that a value refers to; None where it refers to none."""
        column = self.column(relation, name)
        key, _ = self._row(column, value)
        return (column["refers"], key) if key else None

    def referrers(self, relation: str) -> list[tuple[str, str]]:
        """Give (table, column) of every table whose rows refer to rows of this one."""
        return [
            (name, column)
            for name, table in self.content["relations"].items()
            for column, words in table["columns"].items()
            if words["refers"] == relation and not table["view"] and name != relation
        ]

    def identity(self, relation: str, cells: Iterable[Mapping[str, Any]]) -> object:
        """Give the value by which other rows refer to this one; None where none do."""
        column = self.content["rows"].get(relation, {}).get("identity")
        return next((cell["raw"] for cell in cells if cell["column"] == column), None)

    def name(self, relation: str, cells: Iterable[Mapping[str, Any]]) -> str:
        """Give what a row is called elsewhere; nothing when nobody calls it."""
        found = self.content["rows"].get(relation, {"rows": {}})["rows"].get(str(self.identity(relation, cells)))
        return str(found[1]) if found else ""

    def filled(self, relation: str, rows: Iterable[Iterable[Mapping[str, Any]]]) -> set[str]:
        """Give the columns worth showing: made for readers, and not empty in every row."""
        cells = (cell for row in rows for cell in row if cell["raw"] not in (None, ""))
        return {cell["column"] for cell in cells if not self.column(relation, cell["column"])["for_search"]}

    def _row(self, column: Mapping[str, Any], value: object) -> tuple[str, str]:
        rows = self.content["rows"].get(column["refers"], {"rows": {}})["rows"]
        key, label = rows.get(str(value), ("", ""))
        return key, label


def width_class(text: str) -> str:
    """Give the class of a cell that needs room, with a space before it; nothing for short text."""
    return " long" if len(text) > 60 else " middling" if len(text) > 22 else ""


@hookimpl
def prepare_jinja2_environment(env: Environment, datasette: Portal) -> None:
    """Give the templates the words."""
    config = datasette.plugin_config("portal") or {}
    words = Words(json.loads(Path(config["wording"]).read_text(encoding="utf-8")))
    env.globals.update(words=words, operators=OPERATORS, offered_operators=OFFERED, count_rows=_counter(datasette))
    env.filters.update(shown=shown, day=show_date, number=show_number, tilde=tilde_encode)
    env.filters["width_class"] = width_class


def _counter(datasette: Portal) -> Any:
    async def count_rows(database: str, table: str, column: str, value: object) -> int:
        """Give how many rows of a table have this value; the names come from wording.json, never from a reader."""
        sql = f'select count(*) from "{table}" where "{column}" = :value'  # noqa: S608
        return int((await datasette.execute(database, sql, {"value": value})).first()[0])

    return count_rows
