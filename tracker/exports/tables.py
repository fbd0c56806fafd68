"""Every table and every question as CSV and JSON, and the Frictionless Data Package that describes them."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from tracker.exports.links import DATABASE, PLAN_WORKBOOK
from tracker.exports.origin import LICENCE, LICENCE_IRI, LICENCE_URL, Origin, rows
from tracker.exports.tabular import as_csv, as_document
from tracker.questions import Answer, Question, Value, run

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_DAY_COLUMN = re.compile(r'"?(\w+)"? text[^,\n]*check \("?\1"? is date\(')
_TYPES = {"TEXT": "string", "INTEGER": "integer", "REAL": "number"}
_GUARD = (
    "Trong tệp CSV, chữ bắt đầu bằng = + - @ hoặc dấu tab có thêm dấu nháy đơn ở đầu để bảng tính không chạy như công "
    "thức; tệp JSON và cơ sở dữ liệu giữ nguyên chữ. Tệp CSV dùng UTF-8 có BOM; ngày viết năm-tháng-ngày."
)


@dataclass(frozen=True)
class Table:
    """A table of the database or the answer to a question, as it is taken away."""

    name: str
    """Tells it from the others; for a question with «cau-hoi-» before it."""
    path: str
    """Where its files stand, from the root of the site, without their endings."""
    title: str
    description: str
    answer: Answer
    schema: Mapping[str, Any]
    """Its Table Schema (specs.frictionlessdata.io/table-schema)."""


def tables(connection: sqlite3.Connection) -> Iterator[Table]:
    """Give every table of the database, in the order of the schema, rows in the order of the database."""
    words = _Words(connection)
    for name, description in words.tables:
        # The name comes from our own schema.
        cursor = connection.execute(f'select * from "{name}" order by rowid')  # noqa: S608
        answer = Answer(tuple(column[0] for column in cursor.description), tuple(map(tuple, cursor)))
        yield Table(name, f"du-lieu/{name}", name, description, answer, words.schema(name))


def answers(connection: sqlite3.Connection, questions: Sequence[Question]) -> Iterator[Table]:
    """Give the answer to every question at its defaults."""
    for question in questions:
        answer = run(connection, question)
        path = f"du-lieu/cau-hoi/{question.name}"
        yield Table(f"cau-hoi-{question.name}", path, question.title, question.why, answer, _found_schema(answer))


def files(table: Table, origin: Origin) -> Iterator[tuple[str, bytes]]:
    """Give the two files of a table: path from the root of the site, and what is in it."""
    about = {
        "title": table.title,
        "description": table.description,
        "as_of": origin.as_of,
        "source": origin.source,
        "licence": LICENCE,
        "licence_url": LICENCE_URL,
    }
    notice = {"notice": origin.notice} if origin.notice else {}
    yield f"{table.path}.csv", as_csv(table.answer)
    yield f"{table.path}.json", as_document(table.answer, about | notice).encode()


def data_package(described: Sequence[Mapping[str, Any]], origin: Origin) -> bytes:
    """Give datapackage.json (specs.frictionlessdata.io/data-package); described: `resources` of each table."""
    package = {
        "profile": "data-package",
        "name": origin.id,
        "title": origin.title,
        "description": " ".join((*origin.lines, _GUARD)),
        "version": origin.as_of,
        "licenses": [{"name": "CC-BY-4.0", "title": LICENCE, "path": LICENCE_IRI}],
        "sources": [{"title": origin.source}],
        "resources": [*described, *_WHOLE],
    }
    return (json.dumps(package, ensure_ascii=False, indent=1) + "\n").encode()


def resources(table: Table) -> Iterator[dict[str, Any]]:
    """Give what the data package says of the two files of a table."""
    path = table.path.removeprefix("du-lieu/")
    told = {"title": table.title, "description": table.description, "encoding": "utf-8"}
    yield {
        **told,
        "name": table.name,
        "path": f"{path}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "schema": table.schema,
    }
    yield {
        **told,
        "name": f"{table.name}-json",
        "path": f"{path}.json",
        "profile": "data-resource",
        "description": f"{table.description} Như {path}.csv; các dòng nằm trong «rows».",
        "format": "json",
        "mediatype": "application/json",
    }


#: The files that hold everything; paths are from where the package stands.
_WHOLE = (
    {
        "name": "co-so-du-lieu",
        "path": DATABASE.removeprefix("du-lieu/"),
        "profile": "data-resource",
        "title": "Cơ sở dữ liệu SQLite",
        "description": "Mọi bảng và khung nhìn trong một tệp; câu hỏi nào của trang web cũng hỏi được từ tệp này.",
        "format": "sqlite",
        "mediatype": "application/vnd.sqlite3",
    },
    {
        "name": "bang-tinh",
        "path": PLAN_WORKBOOK.removeprefix("du-lieu/"),
        "profile": "data-resource",
        "title": "Bảng tính Excel của cả kế hoạch",
        "description": "Danh mục nhiệm vụ và tình trạng từng việc của từng cơ quan, trình bày để in.",
        "format": "xlsx",
        "mediatype": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "type": "file",
    },
)


def read_me(origin: Origin) -> bytes:
    """Give the plain text that stands beside the files, for those who find the folder and not the page."""
    return "\r\n".join((*origin.lines, _GUARD, "Mô tả từng bảng, từng cột: datapackage.json.", "")).encode("utf-8-sig")


class _Words:
    """What the database says of its own tables."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @cached_property
    def tables(self) -> list[tuple[str, str]]:
        sql = """select relation, description from dictionary where kind = 'table' and "column" is null"""
        return [(row[0], row[1]) for row in rows(self._connection, f"{sql} order by position")]

    @cached_property
    def _columns(self) -> Mapping[tuple[str, str], str]:
        sql = """select relation, "column", description from dictionary where "column" is not null"""
        return {(row[0], row[1]): row[2] for row in rows(self._connection, sql)}

    def schema(self, table: str) -> dict[str, Any]:
        sql = rows(self._connection, "select sql from sqlite_master where name = :name", name=table)[0][0]
        days = set(_DAY_COLUMN.findall(sql))
        columns = rows(self._connection, "select * from pragma_table_info(:name)", name=table)
        schema: dict[str, Any] = {"fields": [self._field(table, column, days) for column in columns]}
        if key := [column["name"] for column in sorted(columns, key=lambda c: int(c["pk"])) if column["pk"]]:
            schema["primaryKey"] = key
        if foreign := self._foreign_keys(table):
            schema["foreignKeys"] = foreign
        return schema

    def _field(self, table: str, column: sqlite3.Row, days: set[str]) -> dict[str, Any]:
        name = column["name"]
        field: dict[str, Any] = {"name": name, "type": "date" if name in days else _TYPES[column["type"].upper()]}
        if description := self._columns.get((table, name)):
            field["description"] = description
        # A text may be empty without being unknown, and CSV cannot tell the two apart.
        if column["pk"] or (column["notnull"] and field["type"] != "string"):
            field["constraints"] = {"required": True}
        return field

    def _foreign_keys(self, table: str) -> list[dict[str, Any]]:
        found = rows(self._connection, 'select * from pragma_foreign_key_list(:name) order by "from"', name=table)
        return [
            {
                "fields": [row["from"]],
                "reference": {"resource": "" if row["table"] == table else row["table"], "fields": [row["to"]]},
            }
            for row in found
        ]


def _found_schema(answer: Answer) -> dict[str, Any]:
    columns = enumerate(answer.columns)
    return {"fields": [{"name": name, "type": _type([row[n] for row in answer.rows])} for n, name in columns]}


def _type(values: Sequence[Value]) -> str:
    """Give the type of a column of an answer, as Table Schema names it."""
    known = [value for value in values if value is not None]
    if known and all(isinstance(value, int) for value in known):
        return "integer"
    if known and all(isinstance(value, int | float) for value in known):
        return "number"
    return "date" if known and all(_DAY.fullmatch(str(value)) for value in known) else "string"
