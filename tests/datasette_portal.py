"""A small plan in a database, and Datasette serving it as its configuration says, for the tests of that room."""

from __future__ import annotations

import os
import socket
import sqlite3
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from sqlite_utils import Database

from tracker.datasette.configuration import PROJECT, Profile, command, configuration_files
from tracker.dictionary import SCHEMA, dictionary
from tracker.questions import read_questions
from tracker.rows import vocabulary_rows
from tracker.text import fold

#: Long enough for a machine that does much else; nothing is measured with it.
PATIENCE = 60

_AGENCIES = [
    ("phong-lao-dong", "Phòng Lao động phường Mẫu", "Phòng Lao động"),
    ("phong-tai-chinh", "Phòng Tài chính phường Mẫu", "Phòng Tài chính"),
    ("mat-tran", "Uỷ ban Mặt trận Tổ quốc phường Mẫu", "Mặt trận"),
]
_TASKS = [
    ("TC-1", "Lập kế hoạch giảm nghèo", "Chủ trì lập kế hoạch giảm nghèo, gửi trước ngày 10/3/2018.", "2018-03-09"),
    ("TC-2", "Đào tạo nghề", "Tổ chức đào tạo nghề cho lao động «nông thôn» ở thôn Đắk Mẫu.", None),
    ("TC-3", "Điều tra hộ nghèo", "Điều tra, rà soát hộ nghèo & hộ cận nghèo <cuối năm>.", "2018-12-31"),
]


@dataclass(frozen=True)
class Answer:
    """What a server said."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """Give the body as text."""
        return self.body.decode("utf-8", "replace")


@dataclass(frozen=True)
class Portal:
    """A running server: its address and its process."""

    address: str
    process: int

    def ask(self, path: str, method: str = "GET", **values: str) -> Answer:
        """Give the answer to a path with these values in its query string; an error is an answer too."""
        query = f"?{urlencode(values)}" if values else ""
        request = urllib.request.Request(f"{self.address}{path}{query}", method=method)
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                return Answer(answer.status, {k.lower(): v for k, v in answer.headers.items()}, answer.read())
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.code, {k.lower(): v for k, v in error.headers.items()}, error.read())

    def most_memory(self) -> int:
        """Give the most memory the server has held at any moment, in bytes (VmHWM)."""
        lines = Path(f"/proc/{self.process}/status").read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:"))


def write_database(path: Path, remark: str = "") -> None:
    """Write the small plan; the remark tells one database from another."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(SCHEMA.read_text(encoding="utf-8"))
        for table, rows in _rows(remark).items():
            for row in rows:
                names = ", ".join(f'"{name}"' for name in row)
                marks = ", ".join("?" * len(row))
                connection.execute(f"insert into {table} ({names}) values ({marks})", tuple(row.values()))
        for table in ("tasks", "agencies", "sentences", "search_items"):
            searched = Database(connection, execute_plugins=False).table(table)
            searched.enable_fts(["text", "fold"], tokenize="unicode61 remove_diacritics 2")
        connection.commit()


def _rows(remark: str) -> dict[str, list[dict[str, Any]]]:
    return {
        "meta": [{"key": "as_of", "value": "2018-06-30"}, {"key": "remark", "value": remark}],
        "vocabulary": list(vocabulary_rows()),
        "agencies": [
            {"position": n, "id": i, "name": name, "short": short, "kind": "department", "authority": "subordinate"}
            | {"collective": 0, "defined": 1, "supervises": 0, "line": n, "text": name, "fold": fold(name)}
            for n, (i, name, short) in enumerate(_AGENCIES, 1)
        ],
        "plan": [
            {"id": "mau", "title": "Kế hoạch giảm nghèo phường Mẫu năm 2018", "short_title": "Giảm nghèo 2018"}
            | {"issuer": "phong-lao-dong", "place": "phường Mẫu", "first": "2018-01-01", "last": "2018-12-31"}
            | {"source": "ke-hoach.txt", "fictional": 1}
        ],
        "outline": [{"position": 1, "locator": "to-chuc/1", "label": "Phần tổ chức thực hiện, mục 1"}],
        "tasks": [
            {"position": n, "id": i, "title": title, "quote": quote, "locator": "to-chuc/1", "kind": "one_off"}
            | {"binding": "order", "due": due, "line": n, "text": f"{title} {quote}", "fold": fold(f"{title} {quote}")}
            for n, (i, title, quote, due) in enumerate(_TASKS, 1)
        ],
        "task_roles": [
            {"task": task, "agency": "phong-lao-dong", "role": "lead", "basis": "explicit"} for task, *_ in _TASKS
        ],
        "sentences": [
            {"id": n, "locator": "to-chuc/1", "paragraph": n, "text": quote, "status": "covered", "fold": fold(quote)}
            for n, (_, _, quote, _) in enumerate(_TASKS, 1)
        ],
        "obligations": [
            {"position": n, "id": f"{i}.phong-lao-dong", "task": i, "agency": "phong-lao-dong", "due": due}
            | {"first": "2018-01-01"}
            for n, (i, _, _, due) in enumerate(_TASKS, 1)
        ],
        "periods": [
            {"obligation": f"{i}.phong-lao-dong", "first": "2018-01-01", "until": "9999-12-31", "state": state}
            | {"extended_state": state, "due": due, "extended": 0, "evidence": 0}
            for (i, _, _, due), state in zip(_TASKS, ("qua-han", "khong-xac-dinh", "trong-han"), strict=True)
        ],
        "search_items": [
            {"kind": "task", "ref": i, "title": title, "text": f"{title} {quote}", "fold": fold(f"{title} {quote}")}
            for i, title, quote, _ in _TASKS
        ],
        "dictionary": [{"position": n, **word._asdict()} for n, word in enumerate(dictionary(), 1)],
    }


def configure(profile: Profile, folder: Path) -> Path:
    """Write the small plan and its configuration into a folder; give the database."""
    database = folder / "plan.db"
    write_database(database)
    with closing(sqlite3.connect(database)) as connection:
        questions = read_questions(PROJECT / "queries")
        for path, text in configuration_files(profile, connection, "plan", questions, folder).items():
            path.write_text(text, encoding="utf-8")
    return database


@contextmanager
def serving(profile: Profile, folder: Path, *, base_url: str = "/") -> Iterator[Portal]:
    """Give the small plan, served."""
    database = configure(profile, folder)
    port = free_port()
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(
            command(profile, database, folder, port=port, base_url=base_url),
            cwd=PROJECT,
            stdout=log,
            stderr=subprocess.STDOUT,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        )
        try:
            wait_for(port, process, folder / "server.log")
            yield Portal(f"http://127.0.0.1:{port}", process.pid)
        finally:
            process.terminate()
            process.wait(PATIENCE)


def free_port() -> int:
    """Give a port on which nobody listens."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    """Return when somebody listens on a port; fail with the log when the process ends before."""
    while process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError(log.read_text(encoding="utf-8", errors="replace"))
