"""What a supervisor asks: `queries/*.sql` → title, reason, parameters and SQL; answers on a database.

One file is one question, in four places: a page of the website, the same page asked again in the visitor's
browser, a named query in Datasette, and the terminal. Each gives the same rows.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple

from tracker.problems import NotPublishedError
from tracker.text import show_date, show_number, slug

#: What a cell of an answer holds. Days are ISO 8601 text.
Value = str | int | float | None


class Link(NamedTuple):
    """Where the pages of a column's ids stand on the website."""

    folder: str
    silent: bool
    """The id says nothing to a reader and is not shown."""


#: A column whose heading begins with these words holds ids; the next column, a name, leads to the page.
LINKS = {
    "Mã nhiệm vụ": Link("nhiem-vu", silent=False),
    "Mã chỉ tiêu": Link("chi-tieu", silent=False),
    "Mã cơ quan": Link("co-quan", silent=True),
    "Mã nhóm giải pháp": Link("giai-phap", silent=True),
    "Mã ghi nhận": Link("ho-so", silent=True),
}

#: The longest span a parameter of days accepts: ten years.
MOST_DAYS = 3660

_HEADER = re.compile(r"-- (?P<key>title|group|why|param|order|asks): (?P<text>.+)")
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_USED = re.compile(r":([a-z_]+)")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class ParameterType(StrEnum):
    """What a parameter takes: a day, a number of days, free text, or the id of something in the plan."""

    DATE = "date"
    DAYS = "days"
    TEXT = "text"
    AGENCY = "agency"
    TASK = "task"
    TOPIC = "topic"
    STATE = "state"


_OPTIONS = {
    ParameterType.AGENCY: "select id, short from agencies order by position",
    ParameterType.TASK: "select id, id || ' · ' || title from tasks order by position",
    ParameterType.TOPIC: "select id, name from topics order by position",
    ParameterType.STATE: "select code, label from vocabulary where name = 'state' order by position",
}


@dataclass(frozen=True)
class Parameter:
    """What may be filled in: empty means the default, and where there is no default, everything."""

    name: str
    type: ParameterType
    label: str
    default: str = ""


@dataclass(frozen=True)
class Question:
    """One question; `name` is its address and its name in Datasette and in the terminal."""

    name: str
    title: str
    group: str
    why: str
    parameters: tuple[Parameter, ...]
    sql: str
    order: int
    asks: str = ""
    """The parameter that its page asks for before it shows any row: all rows at once would answer nobody."""


@dataclass(frozen=True)
class Answer:
    """The rows of an answer under their Vietnamese headings."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


def read_questions(folder: Path) -> tuple[Question, ...]:
    """Give the questions of a folder in their order.

    Raises NotPublishedError naming the file when a header is incomplete or the SQL's parameters are not those declared.
    """
    questions = [read_question(path) for path in folder.glob("*.sql")]
    return tuple(sorted(questions, key=lambda question: (question.order, question.name)))


def read_question(path: Path) -> Question:
    """Give the question in a file; raises NotPublishedError as `read_questions` does."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        start = next((n for n, line in enumerate(lines) if not line.startswith("--")), len(lines))
        return _question(path.stem, lines[:start], "\n".join(lines[start:]).strip())
    except UnicodeDecodeError:
        raise NotPublishedError(f"queries/{path.name}: tệp không phải UTF-8") from None
    except ValueError as error:
        raise NotPublishedError(f"queries/{path.name}: {error}") from error


def _question(name: str, header: Sequence[str], sql: str) -> Question:
    if not _NAME.fullmatch(name):
        raise ValueError("tên tệp chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối")
    fields: dict[str, list[str]] = {key: [] for key in ("title", "group", "why", "order", "param", "asks")}
    for line in header:
        match = _HEADER.fullmatch(line)
        if match is None:
            raise ValueError(f"dòng đầu tệp không đúng mẫu: {line!r}")
        fields[match["key"]].append(match["text"].strip())
    for key in ("title", "group", "why", "order"):
        if len(fields[key]) != 1:
            raise ValueError(f"cần đúng một dòng «-- {key}: …»")
    parameters = tuple(_parameter(text) for text in fields["param"])
    _check_sql(sql, parameters)
    (title,), (group,), (why,), (order,) = (fields[key] for key in ("title", "group", "why", "order"))
    asks = "".join(fields["asks"])
    if asks and asks not in {parameter.name for parameter in parameters if not parameter.default}:
        raise ValueError(f"«-- asks: {asks}» phải là một tham số không có mặc định")
    return Question(name, title, group, why, parameters, sql, int(order), asks)


def _parameter(text: str) -> Parameter:
    parts = [part.strip() for part in text.split("|")]
    if len(parts) not in (3, 4):
        raise ValueError(f"tham số phải viết «tên | loại | nhãn | mặc định»: {text!r}")
    name, kind, label, *default = parts
    return Parameter(name, ParameterType(kind), label, *default)


def _check_sql(sql: str, parameters: Sequence[Parameter]) -> None:
    """Raise ValueError unless the SQL uses the declared parameters and says the same defaults."""
    used, declared = set(_USED.findall(sql)), {parameter.name for parameter in parameters}
    if used != declared or len(declared) != len(parameters):
        raise ValueError(f"tham số khai báo {sorted(declared)} không khớp tham số dùng trong câu lệnh {sorted(used)}")
    for parameter in parameters:
        if parameter.default and f"coalesce(nullif(:{parameter.name}, ''), '{parameter.default}')" not in sql:
            raise ValueError(f"mặc định của «{parameter.name}» trong câu lệnh khác với khai báo {parameter.default!r}")


def options(connection: sqlite3.Connection, kind: ParameterType) -> tuple[tuple[str, str], ...]:
    """Give (value, label) of everything a parameter of this type may name; nothing for a type that is typed in."""
    return tuple(connection.execute(_OPTIONS[kind])) if kind in _OPTIONS else ()


def run(connection: sqlite3.Connection, question: Question, values: Mapping[str, str] | None = None) -> Answer:
    """Give the answer to a question; a value that is absent or empty takes its default.

    values: parameter name → text; days as ISO 8601.
    Raises ValueError, in Vietnamese, for a parameter the question does not have or a value it cannot take, and
    NotPublishedError when SQLite refuses its SQL.
    """
    given = {name: value.strip() for name, value in (values or {}).items()}
    for name in sorted(given.keys() - {parameter.name for parameter in question.parameters}):
        raise ValueError(f"câu hỏi «{question.name}» không có tham số «{name}»")
    for parameter in question.parameters:
        if given.get(parameter.name):
            check_value(connection, parameter, given[parameter.name])
    bound = {parameter.name: given.get(parameter.name, "") for parameter in question.parameters}
    try:
        cursor = connection.execute(question.sql, bound)
        return Answer(tuple(column[0] for column in cursor.description), tuple(cursor))
    except sqlite3.Error as error:
        raise NotPublishedError(f"queries/{question.name}.sql: câu lệnh SQL sai: {error}") from error


def check_value(connection: sqlite3.Connection, parameter: Parameter, value: str) -> None:
    """Raise ValueError, in Vietnamese, when a parameter cannot take a value."""
    match parameter.type:
        case ParameterType.DATE if not _is_day(value):
            raise ValueError(f"{parameter.label}: «{value}» không phải là ngày viết dạng năm-tháng-ngày (2018-03-10)")
        case ParameterType.DAYS if not (value.isascii() and value.isdigit() and int(value) <= MOST_DAYS):
            raise ValueError(f"{parameter.label}: «{value}» không phải là số ngày từ 0 đến {MOST_DAYS}")
        case kind if kind in _OPTIONS and value not in dict(options(connection, kind)):
            raise ValueError(f"{parameter.label}: dữ liệu không có «{value}»")


def _is_day(value: str) -> bool:
    try:
        return _DAY.fullmatch(value) is not None and bool(date.fromisoformat(value))
    except ValueError:
        return False


def shown(value: Value) -> str:
    """Give a cell as a reader sees it: 10/03/2018 for an ISO day, 2.135 and 4,63 for numbers, nothing for None.

    The same rule holds wherever an answer is shown; downloads keep the values as they are stored.
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return show_date(value) if _DAY.fullmatch(value) else value
    if isinstance(value, float) and value.is_integer():
        return show_number(Decimal(int(value)))
    return show_number(value)


def address(column: str, value: Value) -> str | None:
    """Give the address, from the root of the website, of the page a cell names by its id; None for other cells."""
    link = _link(column)
    return f"{link.folder}/{slug(value)}/" if link and isinstance(value, str) else None


def _link(column: str) -> Link | None:
    return next((link for heading, link in LINKS.items() if column.startswith(heading)), None)


class Cell(NamedTuple):
    """A cell as the website shows it; `page` is the address, from the root, that it leads to."""

    column: str
    text: str
    number: bool
    page: str | None


def cells(columns: Sequence[str], row: Sequence[Value]) -> list[Cell]:
    """Give the cells a reader sees of a row: the name after an id leads to its page, silent ids are left out."""
    seen: list[Cell] = []
    page: str | None = None
    for place, (column, value) in enumerate(zip(columns, row, strict=True)):
        if link := _link(column):
            page = address(column, value)
            if not link.silent:  # the id is shown; the name after it is the link, if there is one
                alone = place + 1 == len(columns) or _link(columns[place + 1]) is not None
                seen.append(Cell(column, shown(value), number=False, page=page if alone else None))
        else:
            seen.append(Cell(column, shown(value), isinstance(value, (int, float)), page))
            page = None
    return seen


def datasette_queries(questions: Sequence[Question]) -> dict[str, dict[str, Any]]:
    """Give Datasette's `queries` mapping (0.65: databases.<name>.queries), in the order of the questions."""
    return {
        question.name: {
            "title": question.title,
            "description": question.why,
            "sql": question.sql,
            "params": [parameter.name for parameter in question.parameters],
            "hide_sql": True,
        }
        for question in questions
    }


def browser_question(question: Question) -> dict[str, Any]:
    """Give a question as JSON-ready data for the visitor's browser: its SQL, parameters and links."""
    return {
        "name": question.name,
        "title": question.title,
        "sql": question.sql,
        "parameters": [{**vars(parameter), "type": parameter.type.value} for parameter in question.parameters],
        "links": browser_links(),
    }


def browser_links() -> list[dict[str, Any]]:
    """Give which columns hold ids, as JSON-ready data for the visitor's browser."""
    return [{"heading": heading, **link._asdict()} for heading, link in LINKS.items()]
