"""An answer as CSV, as JSON and as a table for the terminal."""

from __future__ import annotations

import csv
import io
import json
import textwrap
import unicodedata
from collections.abc import Mapping, Sequence
from itertools import zip_longest

from tracker.questions import Answer, Value, shown

#: A cell that a spreadsheet would run as a formula (OWASP, «CSV Injection»).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(answer: Answer) -> bytes:
    """Give an answer as CSV (RFC 4180): UTF-8 with a byte order mark for spreadsheets, days as ISO 8601.

    Text that a spreadsheet would take for a formula is preceded by an apostrophe.
    """
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerows([_cell(value) for value in row] for row in (answer.columns, *answer.rows))
    return text.getvalue().encode("utf-8-sig")


def _cell(value: Value) -> Value:
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return int(value) if isinstance(value, float) and value.is_integer() else value


def as_json(answer: Answer) -> str:
    """Give an answer as a JSON list with one object for each row, as Datasette's `?_shape=array` does."""
    rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def as_document(answer: Answer, about: Mapping[str, str]) -> str:
    """Give an answer as a JSON object: what is said about it, then `rows` with one object a line for each row."""
    encode = json.JSONEncoder(ensure_ascii=False).encode
    lines = ",\n".join(encode(dict(zip(answer.columns, row, strict=True))) for row in answer.rows)
    head = "".join(f"{encode(key)}: {encode(value)},\n" for key, value in about.items())
    return f'{{\n{head}"rows": [\n{lines}\n]\n}}\n'


def as_table(answer: Answer, width: int = 40) -> str:
    """Give an answer as aligned text; cells are folded at `width` columns of the terminal."""
    rows = [[_fold(shown(value), width) for value in row] for row in answer.rows]
    heads = [_fold(column, width) for column in answer.columns]
    widths = [max(columns(line) for row in (heads, *rows) for line in row[n]) for n in range(len(heads))]
    rule = ["-" * wide for wide in widths]
    numeric = [_numeric([row[n] for row in answer.rows]) for n in range(len(heads))]
    lines = [*_lines(heads, widths, numeric), "  ".join(rule)]
    for row in rows:
        lines += _lines(row, widths, numeric)
    return "\n".join([*lines, f"{shown(len(rows))} dòng"]) + "\n"


def _fold(text: str, width: int) -> list[str]:
    return textwrap.wrap(unicodedata.normalize("NFC", text), width) or [""]


def _numeric(values: Sequence[Value]) -> bool:
    return any(isinstance(value, (int, float)) for value in values)


def _lines(cells: Sequence[list[str]], widths: Sequence[int], numeric: Sequence[bool]) -> list[str]:
    return ["  ".join(map(_pad, parts, widths, numeric)).rstrip() for parts in zip_longest(*cells, fillvalue="")]


def _pad(text: str, width: int, right: bool) -> str:
    space = " " * (width - columns(text))
    return space + text if right else text + space


def columns(text: str) -> int:
    """Give the columns a text takes in a terminal: combining marks take none, wide characters two."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
