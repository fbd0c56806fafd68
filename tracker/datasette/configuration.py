"""Database and questions → Datasette's configuration, its settings and its command line, in two profiles.

The configuration is two files. `metadata.json` is Datasette's own (0.65 form). `wording.json` is what the
pages of this folder need beside it: Vietnamese titles of columns, labels of codes, names of what is referred
to. They are apart because Datasette copies its metadata whole for every permission it checks.
"""

from __future__ import annotations

import json
import re
import sqlite3
import sys
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from tracker.dictionary import Word, dictionary
from tracker.questions import ParameterType, Question, datasette_queries, options

_ROOM = Path(__file__).parent

#: Where the command must be started from, so that the plugins find the rest of the project.
PROJECT = _ROOM.parent.parent

#: Folders of the address → what they serve: style and script, and the website's icon.
_FILES = {"trinh-bay": _ROOM / "static", "bieu-tuong": PROJECT / "docs" / "assets" / "icons"}

LICENSE = "CC BY 4.0"
LICENSE_URL = "https://creativecommons.org/licenses/by/4.0/deed.vi"

#: Columns by which a table's page counts its rows.
FACETS: Mapping[str, tuple[str, ...]] = {
    "agencies": ("kind", "authority"),
    "changes": ("field",),
    "clarity": ("dimension", "clear"),
    "commitments": ("solution_group",),
    "dictionary": ("relation",),
    "entries": ("kind", "voice"),
    "matrix": ("agency",),
    "obligations": ("agency", "occurrence"),
    "periods": ("state",),
    "search_items": ("kind",),
    "sentences": ("status", "reason"),
    "states": ("state", "agency"),
    "task_roles": ("role", "basis"),
    "tasks": ("kind", "binding", "deadline_type"),
    "vocabulary": ("name",),
    "warnings": ("rule",),
}

#: The column by which a row of a table is called elsewhere.
LABELS: Mapping[str, str] = {
    "agencies": "short",
    "commitments": "title",
    "entries": "id",
    "obligations": "id",
    "outline": "label",
    "records": "title",
    "rules": "name",
    "sentences": "text",
    "solution_groups": "title",
    "targets": "title",
    "tasks": "title",
    "topics": "name",
}

#: The column by which a page is sorted at first, where it is not the primary key; «-» before it: last first.
SORTS: Mapping[str, str] = {
    "changes": "-changed",
    "coverage": "-sentences",
    "entries": "-recorded",
    "matrix": "task",
    "records": "-recorded",
    "states": "task",
    "target_results": "target",
    "task_clarity": "-score",
}

#: Columns made for the search engine and not for reading begin their description so.
_FOR_SEARCH = "Chữ để tìm"

_VOCABULARY = re.compile(r"\(danh mục (\w+)\)")
#: «1: đã gia hạn.»: the column is a flag, and one of its values says so.
_FLAG = re.compile(r"(?P<value>[01]): (?P<words>[^;.]+)")
_FIRST_WORDS = re.compile(r".+?(?=\s*[:;(]|, (?:nếu|dùng|ví dụ|kể cả|kèm)\b|\.\s|\.?$)")


class Profile(StrEnum):
    """Who asks: the owner of the machine, who may write SQL, or the public, who may not."""

    OWN = "own"
    PUBLIC = "public"


_SETTINGS: Mapping[str, str] = {
    "allow_csv_stream": "off",
    "allow_download": "on",
    "default_facet_size": "12",
    "default_page_size": "50",
    "facet_time_limit_ms": "200",
    "max_returned_rows": "1000",
    "num_sql_threads": "2",
    "suggest_facets": "off",
    "truncate_cells_html": "600",
}

_PROFILE_SETTINGS: Mapping[Profile, Mapping[str, str]] = {
    Profile.OWN: {"default_allow_sql": "on", "default_cache_ttl": "0", "sql_time_limit_ms": "1000"},
    Profile.PUBLIC: {"default_allow_sql": "off", "default_cache_ttl": "60", "sql_time_limit_ms": "500"},
}


def settings(profile: Profile) -> dict[str, str]:
    """Give Datasette's settings for a profile, name → value."""
    return dict(sorted({**_SETTINGS, **_PROFILE_SETTINGS[profile]}.items()))


def command(  # noqa: PLR0913
    profile: Profile,
    database: Path,
    folder: Path,
    *,
    host: str = "127.0.0.1",
    port: int = 8001,
    socket: Path | None = None,
    base_url: str = "/",
) -> list[str]:
    """Give the command that serves a database, to be started in `PROJECT`.

    database: is opened as immutable; never replace it under a running server, start another one.
    folder: holds the files of `configuration_files`.
    socket: listen there instead of at `host` and `port`.
    base_url: the folder of the web address under which a proxy publishes the server, with both slashes.
    """
    place = ["--uds", str(socket)] if socket else ["--host", host, "--port", str(port)]
    parts = [sys.executable, "-m", "datasette", "serve", "--immutable", str(database), *place]
    parts += ["--metadata", str(folder / "metadata.json"), "--plugins-dir", str(_ROOM / "plugins")]
    parts += ["--template-dir", str(_ROOM / "templates")]
    for mount, files in _FILES.items():
        parts += ["--static", f"{mount}:{files}"]
    for name, value in {**settings(profile), "base_url": base_url}.items():
        parts += ["--setting", name, value]
    return parts


def configuration_files(  # noqa: PLR0913
    profile: Profile,
    connection: sqlite3.Connection,
    name: str,
    questions: Sequence[Question],
    folder: Path,
    *,
    website: str = "",
) -> dict[Path, str]:
    """Give the files that Datasette is started with, path → text.

    name: of the database file without its ending; it is part of every address.
    folder: where the files will be, absolute.
    website: address of the plan's website, for the way back; empty when there is none.
    """
    wording_file = folder / "wording.json"
    contents = {
        folder / "metadata.json": metadata(profile, connection, name, questions, wording_file),
        wording_file: wording(connection, name, questions, website),
    }
    return {path: json.dumps(value, ensure_ascii=False, indent=1) + "\n" for path, value in contents.items()}


def metadata(
    profile: Profile, connection: sqlite3.Connection, name: str, questions: Sequence[Question], wording_file: Path
) -> dict[str, Any]:
    """Give Datasette's metadata (0.65): titles, descriptions, facets, labels, sort, questions, licence, source."""
    title, short_title, source, repository = connection.execute(
        "select title, short_title, coalesce(source_origin, title), repository_url from plan"
    ).fetchone()
    portal = {
        "title": f"Tra cứu dữ liệu: {short_title}",
        "description": f"Ai phải làm gì, trước ngày nào, đã báo cáo ra sao, theo {title}.",
        "license": LICENSE,
        "license_url": LICENSE_URL,
        "source": source,
        "source_url": repository,
        "allow_sql": profile is Profile.OWN,
        "plugins": {"portal": {"wording": str(wording_file)}},
        "databases": {name: {"tables": dict(_tables()), "queries": datasette_queries(questions)}},
    }
    return {key: value for key, value in portal.items() if value is not None}


def _tables() -> Iterator[tuple[str, dict[str, Any]]]:
    for relation, words in _by_relation().items():
        sort = SORTS.get(relation, "")
        table = {
            "title": _title(words[0].description),
            "description": words[0].description,
            "columns": {word.column: word.description for word in words[1:]},
            "facets": list(FACETS.get(relation, ())),
            "label_column": LABELS.get(relation),
            "sort_desc" if sort.startswith("-") else "sort": sort.removeprefix("-"),
        }
        yield relation, {key: value for key, value in table.items() if value}


def wording(connection: sqlite3.Connection, name: str, questions: Sequence[Question], website: str) -> dict[str, Any]:
    """Give what the pages say beside Datasette's metadata, as JSON-ready data."""
    references = _references(connection)
    return {
        "database": name,
        "website": website,
        "as_of": _one(connection, "select value from meta where key = 'as_of'"),
        "fictional": bool(_one(connection, "select fictional from plan")),
        "plan": _one(connection, "select short_title from plan"),
        "relations": {
            relation: {
                "title": _title(words[0].description),
                "note": _note(words[0].description),
                "view": words[0].kind == "view",
                "columns": {word.column: _column(word, references.get(str(word.column))) for word in words[1:]},
            }
            for relation, words in _by_relation().items()
        },
        "vocabularies": _vocabularies(connection),
        "rows": {table: _rows(connection, table) for table in sorted(set(references.values()))},
        "questions": {question.name: _question(question) for question in questions},
        "options": {kind.value: options(connection, kind) for kind in ParameterType},
    }


def _by_relation() -> dict[str, list[Word]]:
    relations: dict[str, list[Word]] = {}
    for word in dictionary():
        relations.setdefault(word.relation, []).append(word)
    return relations


def _title(description: str) -> str:
    """Give the beginning of a description that can stand alone: what a flag flags, or the first words."""
    if flag := _FLAG.match(description):
        return flag["words"][:1].upper() + flag["words"][1:]
    match = _FIRST_WORDS.match(description)
    return match[0] if match else description


def _note(description: str) -> str:
    """Give what a description says after its title, as a sentence; nothing when the title says it all."""
    rest = description.removeprefix(_title(description)).lstrip(" .:;,")
    return rest[:1].upper() + rest[1:]


def _column(word: Word, refers: str | None) -> dict[str, Any]:
    flag = _FLAG.match(word.description)
    return {
        "title": _title(word.description),
        "description": word.description,
        "vocabulary": _vocabulary_of().get((word.column, _title(word.description))),
        "flag": flag["value"] if flag else None,
        "refers": refers,
        "for_search": word.description.startswith(_FOR_SEARCH),
    }


@cache
def _vocabulary_of() -> dict[tuple[str | None, str], str]:
    """Give (column, title) → vocabulary; a view need not repeat what its table says of the same column."""
    named = ((word, _VOCABULARY.search(word.description)) for word in dictionary())
    return {(word.column, _title(word.description)): match[1] for word, match in named if match}


def _references(connection: sqlite3.Connection) -> dict[str, str]:
    """Give column → table referred to, for the names that mean the same in every table; views have them too."""
    found: dict[str, set[str]] = {}
    for relation, words in _by_relation().items():
        if words[0].kind == "table":
            for table, column in connection.execute(
                'select "table", "from" from pragma_foreign_key_list(?)', (relation,)
            ):
                found.setdefault(column, set()).add(table)
    return {column: min(tables) for column, tables in sorted(found.items()) if len(tables) == 1}


def _rows(connection: sqlite3.Connection, table: str) -> dict[str, Any]:
    """Give by which column others refer to a table's rows, and id → (primary key, label) of each row."""
    words = {word.column for word in _by_relation()[table]}
    identity = next(name for name in ("id", "locator", "name") if name in words)
    key = next((name for name in ("position", "id") if name in words), identity)
    label = LABELS[table]
    # The names come from the schema's own comments, never from a reader.
    rows = connection.execute(f"select {identity}, {key}, coalesce({label}, {identity}) from {table}")  # noqa: S608
    return {"identity": identity, "rows": {str(row[0]): (str(row[1]), str(row[2])) for row in rows}}


def _vocabularies(connection: sqlite3.Connection) -> dict[str, dict[str, str]]:
    labels: dict[str, dict[str, str]] = {}
    for vocabulary, code, label in connection.execute(
        "select name, code, label from vocabulary order by name, position"
    ):
        labels.setdefault(vocabulary, {})[code] = label
    return labels


def _question(question: Question) -> dict[str, Any]:
    parameters = [
        {"name": p.name, "type": p.type.value, "label": p.label, "default": p.default} for p in question.parameters
    ]
    return {"title": question.title, "group": question.group, "parameters": parameters}


def _one(connection: sqlite3.Connection, sql: str) -> Any:
    return connection.execute(sql).fetchone()[0]
