"""The command line: what it prints, how it ends, and that a failure leaves what there was."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from datetime import UTC, datetime, tzinfo
from pathlib import Path

import click
import pytest

import build

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "examples" / "thanh-pho-mau"
AS_OF = ("--as-of", "2031-09-30")


def door(*arguments: str | Path, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "build.py"), *map(str, arguments)]
    return subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """Give a copy of the sample that a test may break."""
    return Path(shutil.copytree(SAMPLE, tmp_path / "mau"))


def spoil(plan: Path) -> None:
    tasks = plan / "tasks.yaml"
    tasks.write_text(tasks.read_text(encoding="utf-8").replace("lead: ", "lead: khong-co-", 1), encoding="utf-8")


def test_check_of_a_sound_plan_ends_well_and_counts() -> None:
    done = door("check", "--plan", SAMPLE)
    assert done.returncode == 0
    assert re.search(r": 0 lỗi, \d+ cảnh báo\.$", done.stdout.strip())
    assert done.stderr == ""


def test_check_of_a_broken_plan_names_file_and_line_and_ends_with_one(sample: Path) -> None:
    spoil(sample)
    done = door("check", "--plan", "mau", folder=sample.parent)
    assert done.returncode == 1
    told = r"^mau/tasks\.yaml:\d+: nhiệm vụ .+: không có cơ quan 'khong-co-.+\[agency_exists\]$"
    assert re.search(told, done.stdout, re.MULTILINE)
    assert "Traceback" not in done.stderr


def test_check_of_a_folder_without_a_plan_is_told_not_thrown(tmp_path: Path) -> None:
    done = door("check", "--plan", tmp_path)
    assert done.returncode == 1
    assert "[missing_file]" in done.stdout
    assert "Traceback" not in done.stderr


def test_options_count_before_and_after_the_name_of_the_command() -> None:
    before, after = door("--plan", SAMPLE, "check"), door("check", "--plan", SAMPLE)
    assert before.stdout == after.stdout
    assert "thanh-pho-mau" in before.stdout


def test_database_speaks_of_the_day_it_is_given(tmp_path: Path) -> None:
    target = tmp_path / "plan.db"
    assert door("database", "--plan", SAMPLE, *AS_OF, "--out", target).returncode == 0
    connection = sqlite3.connect(target)
    (day,) = connection.execute("select value from meta where key = 'as_of'").fetchone()
    connection.close()
    assert day == "2031-09-30"


def test_a_broken_plan_leaves_the_old_database(sample: Path, tmp_path: Path) -> None:
    target = tmp_path / "plan.db"
    target.write_bytes(b"old")
    spoil(sample)
    assert door("database", "--plan", sample, "--out", target).returncode == 1
    assert target.read_bytes() == b"old"


def test_query_without_a_name_lists_every_question() -> None:
    listed = [line.split()[0] for line in door("query").stdout.splitlines()]
    assert sorted(listed) == sorted(path.stem for path in (ROOT / "queries").glob("*.sql"))


def test_query_gives_the_same_rows_in_every_format() -> None:
    question = ("query", "viec-qua-han", "--plan", SAMPLE, *AS_OF, "--format")
    objects = json.loads(door(*question, "json").stdout)
    rows = list(csv.DictReader(io.StringIO(door(*question, "csv").stdout.removeprefix("\ufeff"))))
    assert len(objects) == len(rows) > 0
    assert [str(o["Mã nhiệm vụ"]) for o in objects] == [row["Mã nhiệm vụ"] for row in rows]
    table = door(*question, "table").stdout
    assert table.rstrip().endswith(f"{len(rows)} dòng")


def test_query_takes_parameters() -> None:
    question = ("query", "viec-qua-han", "--plan", SAMPLE, "--format", "json", *AS_OF)
    assert json.loads(door(*question, "-p", "as_of=2031-01-02").stdout) == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["viec-qua-hann"], "có phải 'viec-qua-han'?"),
        (["viec-qua-han", "-p", "as_of=30/9/2031"], "«30/9/2031» không phải là ngày"),
        (["viec-qua-han", "-p", "mau=do"], "không có tham số «mau»"),
    ],
)
def test_query_says_what_it_cannot_take(arguments: list[str], said: str) -> None:
    done = door("query", *arguments, "--plan", SAMPLE)
    assert done.returncode == 1
    assert said in done.stderr


def test_every_command_has_help_with_an_example() -> None:
    for name, command in build.door.commands.items():
        text = command.get_help(click.Context(command, info_name=name))
        assert "  Example:\n  .venv/bin/python build.py" in text, name


def test_the_day_is_today_in_vietnam_unless_given(monkeypatch: pytest.MonkeyPatch) -> None:
    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Clock:
            return cls(2031, 3, 10, 17, 30, tzinfo=UTC).astimezone(tz)

    monkeypatch.setattr(build, "datetime", Clock)
    assert build.place(SAMPLE, None, ROOT / "build", ROOT / "site").as_of.isoformat() == "2031-03-11"


# --- the website ---


@pytest.mark.slow
def test_site_is_built_whole_and_a_failure_leaves_it(sample: Path, tmp_path: Path) -> None:
    options = ("--plan", sample, *AS_OF, "--work", tmp_path / "work", "--site", tmp_path / "site")
    done = door("site", *options)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr == ""
    assert (tmp_path / "site" / "index.html").exists()
    before = {path: path.read_bytes() for path in (tmp_path / "site").rglob("*") if path.is_file()}
    database = (tmp_path / "work" / "plan.db").read_bytes()
    assert (tmp_path / "site" / "du-lieu" / "plan.db").read_bytes() == database
    spoil(sample)
    assert door("site", *options).returncode == 1
    assert {path: path.read_bytes() for path in (tmp_path / "site").rglob("*") if path.is_file()} == before
    assert (tmp_path / "work" / "plan.db").read_bytes() == database


@pytest.mark.slow
def test_site_is_the_same_whenever_and_wherever_it_is_built(tmp_path: Path) -> None:
    built = []
    for name in ("one", "two"):
        folder = tmp_path / name
        done = door("site", "--plan", SAMPLE, *AS_OF, "--work", folder / "work", "--site", folder / "site")
        assert done.returncode == 0, done.stdout + done.stderr
        site = folder / "site"
        built.append({str(path.relative_to(site)): path.read_bytes() for path in site.rglob("*") if path.is_file()})
    assert built[0].keys() == built[1].keys()
    assert [name for name, content in built[0].items() if content != built[1][name]] == []


@pytest.mark.slow
def test_every_page_written_is_built(tmp_path: Path) -> None:
    done = door("site", "--plan", SAMPLE, *AS_OF, "--work", tmp_path / "work", "--site", tmp_path / "site")
    assert done.returncode == 0, done.stdout + done.stderr
    docs, site = tmp_path / "work" / "docs", tmp_path / "site"
    wanted = {path.relative_to(docs).with_suffix("") for path in docs.rglob("*.md")}
    pages = {path if path.name == "index" else path / "index" for path in wanted}
    assert {path.relative_to(site).with_suffix("") for path in site.rglob("index.html")} == pages
    assert all('id="noi-dung"' in path.read_text(encoding="utf-8") for path in site.rglob("index.html"))


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def fetched(address: str) -> str:
    with urllib.request.urlopen(address, timeout=10) as answer:
        return str(answer.read().decode())


def eventually(question: Callable[[], bool], patience: float = 60) -> bool:
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        try:
            if question():
                return True
        except (urllib.error.URLError, OSError):
            pass
        time.sleep(0.2)
    return False


@pytest.mark.slow
def test_serve_shows_both_and_rebuilds_when_a_file_is_saved(sample: Path, tmp_path: Path) -> None:
    website, datasette = free_port(), free_port()
    ports = ["--port", str(website), "--datasette-port", str(datasette)]
    places = ("--plan", sample, *AS_OF, "--work", tmp_path / "work", "--site", tmp_path / "site")
    command = [sys.executable, str(ROOT / "build.py"), "serve", *ports, *map(str, places)]
    log = (tmp_path / "log").open("wb")
    server = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log, env={**os.environ, "PYTHONUNBUFFERED": "1"})
    try:
        here, there = f"http://127.0.0.1:{website}", f"http://127.0.0.1:{datasette}"
        assert eventually(lambda: "/__reload.js" in fetched(f"{here}/nhiem-vu/tc-1-1/"))
        counted = f"{there}/plan/tasks.json?_shape=array&_col=id"
        assert eventually(lambda: len(json.loads(fetched(counted))) == 31)
        version = fetched(f"{here}/__version")
        tasks = sample / "tasks.yaml"
        text = tasks.read_text(encoding="utf-8")
        title = re.search(r"^  title: (.+)$", text, re.MULTILINE)
        assert title
        tasks.write_text(text.replace(title[0], "  title: Tên vừa sửa", 1), encoding="utf-8")
        assert eventually(lambda: fetched(f"{here}/__version") != version)
        assert "Tên vừa sửa" in fetched(f"{here}/nhiem-vu/tc-1-1/")
        titles = f"{there}/plan/tasks.json?_shape=array&_col=title"
        assert eventually(lambda: "Tên vừa sửa" in [row["title"] for row in json.loads(fetched(titles))])
        spoil(sample)
        assert eventually(lambda: "Vẫn phục vụ bản cũ." in (tmp_path / "log").read_text(encoding="utf-8"))
        assert "Tên vừa sửa" in fetched(f"{here}/nhiem-vu/tc-1-1/")
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(timeout=30)
        log.close()
    assert "Đã dừng." in (tmp_path / "log").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("queries/viec-qua-han.sql", "as_of", "as_ofx", "queries/viec-qua-han.sql: "),
        ("queries/viec-qua-han.sql", "from ", "form ", "queries/viec-qua-han.sql: câu lệnh SQL sai: "),
        ("queries/viec-qua-han.sql", "-- title:", "-- titel:", "queries/viec-qua-han.sql: dòng đầu tệp không đúng mẫu"),
        ("docs/templates/home.html", "{% if ", "{% fi ", "docs/templates/home.html:"),
        ("docs/templates/task.html", "{{ task.score }}", "{{ task.scores }}", "docs/templates/task.html:"),
        ("docs/theme/main.html", "{% for ", "{% rof ", "Encountered unknown tag"),
    ],
)
def test_a_faulty_question_or_template_is_told_in_one_line(
    tmp_path: Path, file: str, old: str, new: str, told: str
) -> None:
    """And what was published before stays."""
    shutil.copytree(ROOT, tmp_path / "p", ignore=shutil.ignore_patterns(".*", "build", "site", "tests", "shared"))
    faulty = tmp_path / "p" / file
    faulty.write_text(faulty.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    (tmp_path / "p" / "site" / "du-lieu").mkdir(parents=True)
    (tmp_path / "p" / "site" / "du-lieu" / "plan.db").write_text("old", encoding="utf-8")
    command = [sys.executable, "build.py", "site", "--plan", "examples/thanh-pho-mau", *AS_OF]
    done = subprocess.run(command, cwd=tmp_path / "p", capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 1
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert (tmp_path / "p" / "site" / "du-lieu" / "plan.db").read_text(encoding="utf-8") == "old"


def test_what_build_py_did_not_make_is_not_overwritten(sample: Path, tmp_path: Path) -> None:
    (tmp_path / "keep").mkdir()
    (tmp_path / "keep" / "file.txt").write_text("precious", encoding="utf-8")
    own = tmp_path / "work" / "docs" / "own.md"
    own.parent.mkdir(parents=True)
    own.write_text("precious", encoding="utf-8")
    for places in (
        ("--work", tmp_path / "w", "--site", tmp_path / "keep"),
        ("--work", tmp_path / "work", "--site", tmp_path / "s"),
        ("--work", tmp_path / "w", "--site", sample.parent),
        ("--work", tmp_path / "w", "--site", sample),
    ):
        done = door("site", "--plan", sample, *AS_OF, *places)
        assert done.returncode == 1, places
        assert "chọn thư mục khác" in done.stderr
        assert "Traceback" not in done.stderr
    assert own.exists()
    assert (tmp_path / "keep" / "file.txt").exists()
    assert (sample / "tasks.yaml").exists()


@pytest.mark.parametrize("option", ["--port", "--datasette-port"])
def test_a_taken_port_is_told_before_anything_is_built(sample: Path, tmp_path: Path, option: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        ports = {"--port": str(free_port()), "--datasette-port": str(free_port()), option: port}
        words = [word for pair in ports.items() for word in pair]
        done = door("serve", "--plan", sample, *AS_OF, *words, "--work", tmp_path / "w", "--site", tmp_path / "s")
    assert done.returncode == 1
    assert f"cổng {port} đang có chương trình khác dùng" in done.stderr
    assert not (tmp_path / "w").exists()


def test_the_same_plan_gives_the_same_database_from_wherever_it_is_named(sample: Path, tmp_path: Path) -> None:
    places = {str(sample): ROOT, sample.name: sample.parent, ".": sample, f"../{sample.name}": sample}
    made = set()
    for number, (plan, folder) in enumerate(places.items()):
        target = tmp_path / f"{number}.db"
        done = door("database", "--plan", plan, *AS_OF, "--out", target, folder=folder)
        assert done.returncode == 0, done.stderr
        made.add(target.read_bytes())
    assert len(made) == 1
