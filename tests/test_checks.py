"""Every rule has a broken example with the exact lines it must print; nothing that a file holds is a traceback."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from broken import BAD, BASE, EXPECTED, cases, commit, said_of, said_of_case
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tracker.checks import RULES, check
from tracker.model import Plan
from tracker.problems import Problem, Severity
from tracker.reader import read

REAL = Path(__file__).parent.parent / "plan"


@pytest.mark.parametrize("case", cases())
def test_a_broken_plan_prints_exactly_its_lines(case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert said_of_case(case, tmp_path) == (BAD / case / EXPECTED).read_text(encoding="utf-8")


def test_every_rule_has_a_broken_example() -> None:
    shown = {
        rule
        for case in cases()
        for rule in re.findall(r"\[(\w+)\]$", (BAD / case / EXPECTED).read_text(), re.MULTILINE)
    }
    assert shown == {rule.name for rule in RULES}


def test_the_plan_under_the_broken_ones_is_sound() -> None:
    assert said_of(BASE) == ""


def test_every_rule_has_a_name_of_its_own_and_a_public_wording() -> None:
    names = [rule.name for rule in RULES]
    assert len(names) == len(set(names))
    assert all(rule.wording.endswith(".") and rule.wording[0].isupper() for rule in RULES)


def test_the_published_plan_has_no_error() -> None:
    loaded, problems = read(REAL)
    assert loaded is not None
    assert [str(p) for p in (*problems, *check(loaded)) if p.severity is Severity.ERROR] == []


def test_a_message_is_one_line_that_an_editor_can_open() -> None:
    problem = Problem("plan/tasks.yaml", 42, Severity.ERROR, "nhiệm vụ TC-12", "không có cơ quan 'x'", "agency_exists")
    assert str(problem) == "plan/tasks.yaml:42: nhiệm vụ TC-12: không có cơ quan 'x'  [agency_exists]"
    loud = problem._replace(severity=Severity.WARNING)
    assert str(loud) == "plan/tasks.yaml:42: cảnh báo: nhiệm vụ TC-12: không có cơ quan 'x'  [agency_exists]"


SAMPLE = Path(__file__).parent.parent / "examples" / "thanh-pho-mau"
KEYS = [key for key in Plan.model_fields if key in SAMPLE.joinpath("plan.yaml").read_text(encoding="utf-8")]


def _errors(folder: Path) -> set[str]:
    """Give the name of each file that an error is told of."""
    return {
        line.split(":")[0].removeprefix(f"{folder.as_posix()}/")
        for line in said_of(folder).splitlines()
        if "cảnh báo" not in line
    }


@pytest.mark.parametrize("name", ["plan", "agencies", "tasks", "solutions", "targets", "passages"])
@pytest.mark.parametrize("content", ["[", "x", "{a: b}"])
def test_a_file_that_cannot_be_read_brings_no_fault_into_another(tmp_path: Path, name: str, content: str) -> None:
    folder = Path(shutil.copytree(SAMPLE, tmp_path / "plan"))
    (folder / f"{name}.yaml").write_text(content, encoding="utf-8")
    assert _errors(folder) == {f"{name}.yaml"}


@pytest.mark.parametrize("key", KEYS)
def test_a_key_of_the_plan_that_cannot_be_read_brings_no_fault_into_another_file(tmp_path: Path, key: str) -> None:
    folder = Path(shutil.copytree(SAMPLE, tmp_path / "plan"))
    text = (folder / "plan.yaml").read_text(encoding="utf-8")
    (folder / "plan.yaml").write_text(re.sub(rf"^{key}:", f"{key}x:", text, flags=re.MULTILINE), encoding="utf-8")
    assert _errors(folder) == {"plan.yaml"}


@pytest.mark.parametrize("path", sorted((SAMPLE / "records").glob("*.yaml")), ids=lambda path: path.stem)
def test_a_record_that_cannot_be_read_brings_no_fault_into_another_file(tmp_path: Path, path: Path) -> None:
    folder = Path(shutil.copytree(SAMPLE, tmp_path / "plan"))
    (folder / "records" / path.name).write_text("x", encoding="utf-8")
    assert _errors(folder) == {f"records/{path.name}"}


def _dated(folder: Path, day: str) -> None:
    text = (BASE / "tasks.yaml").read_text(encoding="utf-8")
    (folder / "tasks.yaml").write_text(text.replace("2031-03-10", day), encoding="utf-8")


def test_a_date_that_was_never_published_may_be_corrected_and_one_that_was_may_not(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(BASE, tmp_path / "plan"))
    for day in ("2031-10-03", "10/3/2031"):  # the first is refused for its quote, the second for its shape
        _dated(folder, day)
        commit(folder)
    _dated(folder, "2031-03-10")
    assert said_of(folder) == ""
    commit(folder)
    _dated(folder, "2031-10-03")
    rules = re.findall(r"\[(\w+)\]$", said_of(folder), re.MULTILINE)
    assert sorted(rules) == ["deadline_matches_quote", "deadline_moved_silently"]


def test_a_wrong_figure_of_the_published_plan_is_told(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(REAL, tmp_path / "plan"))
    for name, before, after in (
        ("targets.yaml", "value: 4.63", "value: 46.3"),
        ("targets.yaml", "value: 93.5", "value: 3.5"),
        ("plan.yaml", "value: 2135", "value: 135"),
        ("plan.yaml", "value: 5.63", "value: 5.6"),
        ("plan.yaml", "issued: 2016-11-04", "issued: 2016-11-14"),
        ("plan.yaml", "number: 06-NQ/TU", "number: 60-NQ/TU"),
    ):
        text = (folder / name).read_text(encoding="utf-8")
        assert before in text
        (folder / name).write_text(text.replace(before, after), encoding="utf-8")
    errors = [line for line in said_of(folder).splitlines() if "cảnh báo" not in line]
    assert sorted(re.findall(r"\[(\w+)\]$", "\n".join(errors), re.MULTILINE)) == [
        *["figure_in_quote"] * 5,
        *["legal_basis_matches_quote"] * 2,
    ]


def _with_tasks(tmp_path: Path, name: str, content: bytes) -> list[str]:
    folder = tmp_path / "plan"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(BASE, folder)
    (folder / name).write_bytes(content)
    return said_of(folder).splitlines()


FILES = st.sampled_from(["plan.yaml", "agencies.yaml", "tasks.yaml", "targets.yaml", "passages.yaml"])
SCALARS = st.sampled_from(
    [
        "id",
        "TC-1-1",
        "quote",
        "lead",
        "~",
        "",
        "2031-02-30",
        "phong-giao-duc",
        "&a",
        "*a",
        "!!int 3",
        "'",
        "{",
        "[",
        "0",
    ]
)
YAML = st.lists(st.tuples(st.sampled_from(["- ", "  ", "", "    ", "\t", "? "]), SCALARS, SCALARS), max_size=12).map(
    lambda lines: "\n".join(f"{indent}{key}: {value}" for indent, key, value in lines).encode()
)
QUICK = settings(
    max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@QUICK
@given(name=FILES, content=st.binary(max_size=200) | YAML)
def test_whatever_a_file_holds_is_told_in_whole_lines(tmp_path: Path, name: str, content: bytes) -> None:
    for line in _with_tasks(tmp_path, name, content):
        assert re.fullmatch(r".+:\d+: .+  \[\w+\]", line), line


@QUICK
@given(st.data())
def test_a_plan_with_a_value_exchanged_is_told_in_whole_lines(tmp_path: Path, data: st.DataObject) -> None:
    name = data.draw(FILES)
    lines = (BASE / name).read_text(encoding="utf-8").splitlines()
    number = data.draw(st.integers(0, len(lines) - 1))
    key, separator, _ = lines[number].partition(": ")
    value = data.draw(st.text(st.characters(codec="utf-8"), max_size=12) | SCALARS)
    lines[number] = f"{key}{separator}{value}"
    for line in _with_tasks(tmp_path, name, "\n".join(lines).encode()):
        assert re.fullmatch(r".+:\d+: .+  \[\w+\]", line), line
