"""Datasette, a real server over HTTP, gives the rows of the terminal for every question and its parameters."""

from __future__ import annotations

import json
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest
from answers import cases, open_sample, questions, write_sample

from tracker.questions import Question, datasette_queries, run

pytestmark = pytest.mark.slow
QUESTIONS = questions()
PATIENCE = 60  # seconds for a server to start on a busy machine


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("datasette")
    write_sample(path / "plan.db")
    metadata = {"databases": {"plan": {"queries": datasette_queries(QUESTIONS)}}}
    (path / "metadata.json").write_text(json.dumps(metadata), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def sample(folder: Path) -> sqlite3.Connection:
    return open_sample(folder / "plan.db")


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[str]:
    port = _free_port()
    command = [sys.executable, "-m", "datasette", "serve", "--immutable", "plan.db", "--metadata", "metadata.json",
               "--host", "127.0.0.1", "--port", str(port)]  # fmt: skip
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            _wait(f"http://127.0.0.1:{port}/-/versions.json", process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(PATIENCE * 10):
        try:
            urlopen(address).close()
        except URLError:
            assert process.poll() is None, "the server ended"
            time.sleep(0.1)
        else:
            return
    pytest.fail("the server did not start")


def ask(address: str) -> list[dict[str, Any]]:
    with urlopen(address) as response:
        rows: list[dict[str, Any]] = json.load(response)
        return rows


@pytest.mark.parametrize("question", QUESTIONS, ids=[question.name for question in QUESTIONS])
def test_gives_the_rows_of_the_terminal(server: str, sample: sqlite3.Connection, question: Question) -> None:
    for values in cases(question):
        answer = run(sample, question, values)
        rows = ask(f"{server}/plan/{question.name}.json?{urlencode({'_shape': 'array', **values})}")
        assert rows == [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]


def test_shows_title_and_reason(server: str) -> None:
    with urlopen(f"{server}/plan/{QUESTIONS[0].name}") as response:
        page = response.read().decode()
    assert QUESTIONS[0].title in page
    assert QUESTIONS[0].why in page
