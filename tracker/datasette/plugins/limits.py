"""No question, however hostile, exhausts the memory of the server.

Datasette's own time limit cannot interrupt one long function call, and nothing of its own bounds memory: one
`select randomblob(900000000)` takes gigabytes. The limits here are SQLite's per connection (sqlite3_limit),
one for the heap of the whole process, a list of functions that nobody may call, and one for what an answer
may weigh.
"""

from __future__ import annotations

import sqlite3

from pluggy import HookimplMarker

hookimpl = HookimplMarker("datasette")

#: https://www.sqlite.org/c3ref/c_limit_attached.html; the length is that of one text, blob or row, in bytes.
LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: 200_000,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 20_000,
    sqlite3.SQLITE_LIMIT_COLUMN: 100,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 100,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 50,
    sqlite3.SQLITE_LIMIT_VDBE_OP: 100_000,
    sqlite3.SQLITE_LIMIT_FUNCTION_ARG: 32,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 400,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
}

#: What all connections together may hold, in bytes; beyond it a question fails, not the server.
HEAP = 64 * 1024 * 1024

#: What one answer may weigh, in bytes of text and blobs.
ANSWER = 4 * 1024 * 1024

#: These reach outside the database or into the process.
_REACHING = {"edit", "fts3_tokenizer", "load_extension", "readfile", "writefile"}
#: These only make what is large; `printf('%.*c', 900000000, 'x')` runs for seconds where no time limit reaches.
_SWELLING = {"format", "printf", "randomblob", "zeroblob"}
DENIED = frozenset(_REACHING | _SWELLING)


class Scales:
    """A row factory that weighs the rows of each answer and refuses to go on when they are too heavy."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._weight = 0
        self._cursor = 0

    def __call__(self, cursor: sqlite3.Cursor, row: tuple[object, ...]) -> sqlite3.Row:
        """Give the row; raises sqlite3.OperationalError when the answer weighs more than the limit."""
        if self._cursor != id(cursor):
            self._cursor, self._weight = id(cursor), 0
        self._weight += sum(len(value) for value in row if isinstance(value, str | bytes))
        if self._weight > self._limit:
            self._weight = 0
            raise sqlite3.OperationalError("answer too large")
        return sqlite3.Row(cursor, row)


def authorise(action: int, first: str | None, second: str | None, _database: str | None, _inner: str | None) -> int:
    """Give SQLite's verdict on what a statement wants to do (sqlite3_set_authorizer)."""
    del first
    if action == sqlite3.SQLITE_ATTACH or (action == sqlite3.SQLITE_FUNCTION and second in DENIED):
        return sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_OK


@hookimpl(trylast=True)
def prepare_connection(conn: sqlite3.Connection) -> None:
    """Put the limits on a new connection."""
    for limit, value in LIMITS.items():
        conn.setlimit(limit, value)
    conn.execute(f"pragma hard_heap_limit = {HEAP}").fetchall()
    conn.execute("pragma trusted_schema = off")
    conn.execute("pragma cell_size_check = on")
    conn.row_factory = Scales(ANSWER)
    conn.set_authorizer(authorise)
