"""Search that takes anything typed: quotes, signs, nothing at all.

Datasette's `escape_fts` answers a lone quotation mark with a syntax error; this one takes its place.
"""

from __future__ import annotations

import re
import sqlite3

from pluggy import HookimplMarker

from tracker.text import nfc

hookimpl = HookimplMarker("datasette")

_TERM = re.compile(r'"([^"]*)"|([^\s"]+)')


def match_expression(typed: str | None) -> str:
    """Give the FTS5 expression for what a reader typed: every word, and «quoted words» side by side.

    What holds no letter and no digit gives an expression that matches nothing.
    """
    text = nfc(str(typed or "")).replace("\0", " ")
    terms = [phrase or word for phrase, word in _TERM.findall(text)]
    return " ".join(f'"{term}"' for term in terms if any(c.isalnum() for c in term)) or '""'


@hookimpl(trylast=True)
def prepare_connection(conn: sqlite3.Connection) -> None:
    """Put this expression in the place of Datasette's."""
    conn.create_function("escape_fts", 1, match_expression, deterministic=True)
