"""What a clerk meets on the terminal: Vietnamese words, days as they are written here, examples that work."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from filled_forms import SAMPLE
from fresh_clone import fresh_clone, typed

import build
from tracker import terminal

ROOT = Path(__file__).parent.parent
#: Building a website takes long, and serving one has no end.
LONG = {"", "site", "serve"}


def answered(*arguments: str) -> tuple[int, str]:
    """Give the exit code and the lines of a command."""
    done = CliRunner().invoke(build.door, list(arguments), prog_name="build.py")
    return done.exit_code, done.output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nop"], "Lỗi: không có lệnh nop\n"),
        (["repot"], "Lỗi: không có lệnh repot; có phải report?\n"),
        (["report", "--form", "x"], "Lỗi: không có tuỳ chọn --form; có phải --from?\n"),
        (["report"], "Lỗi: thiếu --from\n"),
        (["receive"], "Lỗi: thiếu FILES\n"),
        (["receive", "khong-co.xlsx"], "Lỗi: FILES: không có tệp 'khong-co.xlsx'\n"),
        (["receive", "docs"], "Lỗi: FILES: 'docs' là thư mục, không phải tệp\n"),
        (["form", "x", "--out", "README.md"], "Lỗi: --out: 'README.md' là tệp, không phải thư mục\n"),
        (["check", "--as-of", "31/2/2031"], "Lỗi: --as-of: «31/2/2031» không phải ngày có trong lịch; viết như"),
        (["check", "a", "b"], "Lỗi: thừa «a b»\n"),
        (["check", "--plan"], "Lỗi: tuỳ chọn --plan thiếu giá trị đi kèm, hoặc có giá trị mà nó không nhận\n"),
        (["query", "x", "--format", "xml"], "Lỗi: --format: chọn một trong table, csv, json\n"),
        (["serve", "--port", "abc"], "Lỗi: --port: phải là một số nguyên\n"),
        (["query", "viec-qua-hann"], "Lỗi: không có câu hỏi 'viec-qua-hann'; có phải 'viec-qua-han'?\n"),
        (["form", "--plan", str(SAMPLE)], "Lỗi: nêu mã cơ quan, hoặc --all\n"),
        (["report", "--from", "1/9/2031", "--to", "1/8/2031"], "Lỗi: --to đứng trước --from\n"),
        (
            ["report", "--from", "1/8/2031", "--to", "1/9/2031", "--as-of", "31/8/2031"],
            "Lỗi: chưa đến ngày 01/09/2031: dữ liệu nói về ngày 31/08/2031 (--as-of)\n",
        ),
        (
            ["form", "cac-so-nganh-lien-quan", "--plan", str(SAMPLE), "--as-of", "30/9/2031"],
            "Lỗi: cac-so-nganh-lien-quan: nhóm này không nêu gồm những ai, nên không lập được biểu mẫu\n",
        ),
    ],
)
def test_a_misused_command_is_told_in_vietnamese(
    arguments: list[str], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    ended, lines = answered(*arguments)
    assert ended == 1
    assert lines.startswith(said)
    assert not re.search(r"Error|Usage:|Try |Invalid|does not|No such|Missing", lines)


def test_a_misused_command_says_how_it_is_used() -> None:
    assert answered("receive")[1].splitlines()[1:] == [
        "Cách dùng: build.py receive [OPTIONS] FILES...",
        "Xem thêm: build.py receive --help",
    ]


def test_help_stays_in_english() -> None:
    assert answered("receive", "--help")[1].startswith("Usage: build.py receive [OPTIONS] FILES...")


@pytest.mark.parametrize(
    ("words", "meant"),
    [("c", True), ("Có", True), ("co", True), ("y", True), ("K", False), ("không", False), ("", False), ("hả", None)],
)
def test_answers_are_taken_in_vietnamese_and_english(words: str, meant: bool | None) -> None:
    assert terminal.answer(words) is meant


@pytest.mark.parametrize("words", ["2031-09-30", "30/09/2031", "30/9/2031"])
def test_days_are_taken_as_they_are_written_here_and_as_in_files(words: str) -> None:
    assert terminal.Day().convert(words, None, None) == date(2031, 9, 30)


def test_a_question_that_is_not_answered_is_told_in_vietnamese(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(**_: object) -> None:
        raise click.Abort

    monkeypatch.setattr(build.door.commands["schema"], "callback", interrupted)
    assert answered("schema") == (1, "Đã dừng.\n")


def test_a_python_without_the_packages_is_told_what_to_do() -> None:
    command = [sys.executable, "-S", str(ROOT / "build.py"), "check"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 1
    assert re.fullmatch(r"Python này không có gói '\w+' .+ «make check» .+ \.venv/bin/python build\.py\n", done.stderr)


# --- examples ---


def examples(name: str) -> Sequence[str]:
    """Give the command lines in the help of a command; of the door itself for no name."""
    command = build.door.commands[name] if name else build.door
    text = command.get_help(click.Context(command, info_name=name))
    return [line.strip() for line in text.splitlines() if line.strip().startswith(".venv/bin/python build.py")]


@pytest.mark.parametrize("name", ["", *sorted(build.door.commands)])
def test_every_example_names_its_command_and_options_that_there_are(name: str) -> None:
    *_, last = examples(name)
    assert f"build.py {name}".strip() in last
    with build.door.make_context("build.py", ["check"]):
        command = build.door.commands[name] if name else build.door
        known = {option for parameter in command.params for option in parameter.opts}
    assert set(re.findall(r"--[a-z-]+", last)) <= known


def test_every_example_works_in_a_fresh_clone(tmp_path: Path) -> None:
    clone = fresh_clone(tmp_path)
    for name in sorted(set(build.door.commands) - LONG):
        for line in examples(name):
            done = typed(line, clone)
            assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"


@pytest.mark.slow
def test_the_examples_that_build_a_website_work_in_a_fresh_clone(tmp_path: Path) -> None:
    clone = fresh_clone(tmp_path)
    for line in (*examples(""), *examples("site")):
        done = typed(line, clone)
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"


# --- progress ---


def on_a_terminal(*arguments: str | Path, folder: Path) -> str:
    """Give what a command shows on a terminal beside its results."""
    screen, terminal_side = pty.openpty()
    command = [sys.executable, str(ROOT / "build.py"), *map(str, arguments)]
    with os.fdopen(screen, "rb", closefd=True) as shown:
        done = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=terminal_side)
        os.close(terminal_side)
        seen = b""
        try:
            while part := os.read(shown.fileno(), 4096):
                seen += part
        except OSError:  # how Linux says that the other side of a terminal was closed
            pass
        assert done.wait() == 0
    return seen.decode("utf-8", "replace")


def test_long_work_shows_a_bar_on_a_terminal(tmp_path: Path) -> None:
    plan = ("--plan", SAMPLE, "--as-of", "30/09/2031")
    span = ("--from", "01/07/2031", "--to", "30/09/2031")
    work: Sequence[tuple[str, Sequence[str | Path]]] = (
        ("Lập biểu mẫu", ("form", "phuong-mau-bac", "--out", tmp_path, *plan)),
        ("Đối chiếu", ("receive", tmp_path / "bieu-mau-phuong-mau-bac-2031-09-30.xlsx", *plan)),
        ("Lập báo cáo", ("report", *span, "--out", tmp_path / "a.docx", *plan)),
        ("Dựng trang web", ("site", *plan, "--work", tmp_path / "work", "--site", tmp_path / "site")),
        (
            "Lập bản nháp",
            ("import", ROOT / "examples/bang-giao-viec.csv", "--out", tmp_path / "x", "--issuer", "A", "--place", "B"),
        ),
    )
    for label, arguments in work:
        shown = on_a_terminal(*arguments, folder=tmp_path)
        assert re.search(rf"{label} +\[#{{36}}\] +100%", shown), shown
