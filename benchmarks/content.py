"""The pages that Jinja and Hugo make for comparison: one for each duty and each body, from the built database."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple


class Cell(NamedTuple):
    """A cell of a table: its words, and the page they lead to, from the root of the site."""

    text: str
    to: str | None = None


class Table(NamedTuple):
    """A table of a page."""

    caption: str
    head: list[str]
    rows: list[list[Cell]]


class Page(NamedTuple):
    """One page: where it stands, its title, the section above it, words, facts and tables."""

    address: str
    title: str
    section: str
    quote: str
    facts: list[tuple[str, str]]
    tables: list[Table]


SECTIONS = {"nhiem-vu": "Nhiệm vụ", "co-quan": "Cơ quan"}

_TASKS = """
select id, title, quote, locator,
  (select label from vocabulary v where v.name = 'task_kind' and v.code = kind) as kind,
  (select label from vocabulary v where v.name = 'binding' and v.code = binding) as binding,
  coalesce(due, recurrence_quote, 'Không xác định thời hạn') as due, coalesce(deliverable, 'Không nêu') as deliverable
from tasks order by id
"""
_ROLES = """
select task, agency, short, title, label
from task_roles
join agencies on agencies.id = agency
join tasks on tasks.id = task
join vocabulary on vocabulary.name = 'role' and code = role
order by {}, vocabulary.position, agency, task
"""
_CLARITY = """
select task, label, case clear when 1 then 'Rõ' else 'Chưa rõ' end, ground
from clarity join vocabulary on name = 'clarity' and code = dimension order by task, position
"""
_STATES = """
select task, coalesce(occurrence_label, ''), short, coalesce(obligations.due, ''), label
from obligations
join agencies on agencies.id = agency
join meta on meta.key = 'as_of'
join periods on obligation = obligations.id and periods.first <= meta.value and meta.value < periods.until
join vocabulary on vocabulary.name = 'state' and code = state
order by task, obligations.position
"""


def pages(database: Path) -> Iterator[Page]:
    """Give every page of the built database, duties first."""
    connection = sqlite3.connect(database)
    roles, clear, states = (_grouped(connection, sql) for sql in (_ROLES.format("task"), _CLARITY, _STATES))
    for key, title, quote, locator, kind, binding, due, deliverable in connection.execute(_TASKS):
        led = [[Cell(short, f"co-quan/{agency}/"), Cell(label)] for _, agency, short, _, label in roles.get(key, [])]
        facts = [("Vị trí", locator), ("Loại", kind), ("Hiệu lực", binding), ("Hạn", due), ("Sản phẩm", deliverable)]
        tables = [
            Table("Cơ quan", ["Cơ quan", "Vai trò"], led),
            Table("6 rõ", ["Nội dung", "Kết luận", "Vì sao"], _plain(clear.get(key, []))),
            Table("Tình trạng", ["Kỳ", "Cơ quan", "Hạn", "Tình trạng"], _plain(states.get(key, []))),
        ]
        yield Page(f"nhiem-vu/{key.lower()}/", title, "nhiem-vu", quote, facts, tables)
    duties = _grouped(connection, _ROLES.format("agency").replace("select task, agency", "select agency, task"))
    for key, name in connection.execute("select id, name from agencies order by id"):
        rows = [[Cell(title, f"nhiem-vu/{t.lower()}/"), Cell(label)] for _, t, _, title, label in duties.get(key, [])]
        yield Page(f"co-quan/{key}/", name, "co-quan", name, [], [Table("Nhiệm vụ", ["Nhiệm vụ", "Vai trò"], rows)])
    connection.close()


def _grouped(connection: sqlite3.Connection, sql: str) -> dict[str, list[tuple[str, ...]]]:
    return {key: list(rows) for key, rows in groupby(connection.execute(sql), key=itemgetter(0))}


def _plain(rows: list[tuple[str, ...]]) -> list[list[Cell]]:
    return [[Cell(text) for text in row[1:]] for row in rows]


def shell(site: Path, address: str) -> tuple[str, str]:
    """Give what stands before and after the article of a page of our own site, its title as «@title@»."""
    text = (site / address / "index.html").read_text(encoding="utf-8")
    found = re.fullmatch(r"(.*?<(article|main)\b[^>]*>).*(</\2>.*)", text, re.DOTALL)
    if found is None:
        message = f"{site / address}: neither <article> nor <main>"
        raise ValueError(message)
    before = re.sub(r"<title>.*?</title>", "<title>@title@</title>", found[1], count=1, flags=re.DOTALL)
    return before, found[3]


def as_hugo(page: Page) -> str:
    """Give a page as one of Hugo's content files: JSON front matter, no text below."""
    tables = [
        {"caption": t.caption, "head": t.head, "rows": [[cell._asdict() for cell in row] for row in t.rows]}
        for t in page.tables
    ]
    fields = {"title": page.title, "quote": page.quote, "facts": page.facts, "tables": tables}
    return json.dumps(fields, ensure_ascii=False, indent=1) + "\n"
