"""A finished database, opened for reading."""

from __future__ import annotations

import sqlite3
from pathlib import Path


def open_database(path: Path) -> sqlite3.Connection:
    """Give a read-only connection.

    Equal texts are one object: joined rows repeat the same names thousands of times.
    Raises sqlite3.OperationalError when there is no such file.
    """
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    known: dict[bytes, str] = {}

    def text(raw: bytes) -> str:
        found = known.get(raw)
        if found is None:
            found = known[raw] = raw.decode()
        return found

    connection.text_factory = text
    return connection
