"""The rule that a stored deadline is one that its own words name."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tracker.checks import check
from tracker.importing.times import read_time
from tracker.reader import read
from tracker.yamltext import Value, as_list

BASE = Path(__file__).parent / "bad" / "base"


def rules_on(deadline: Value, words: str, folder: Path) -> set[str]:
    """Give the rules on dates that a duty with a deadline breaks, laid over the sound plan."""
    shutil.copytree(BASE, folder)
    duty = {"id": "TC-9-1", "title": "Việc mới", "quote": f"Việc mới: {words}.", "kind": "one_off"}
    with (folder / "tasks.yaml").open("a", encoding="utf-8") as tasks:
        tasks.write("\n" + as_list([{**duty, "lead": "phong-giao-duc", "deadline": deadline}]))
    (source,) = (folder / "source").iterdir()
    with source.open("a", encoding="utf-8") as text:
        text.write(f"\nViệc mới: {words}.\n")
    loaded, problems = read(folder)
    assert loaded is not None, problems
    found = {problem.rule for problem in check(loaded) if "TC-9-1" in problem.subject}
    return found & {"deadline_matches_quote", "operator_matches_quote", "deadline_quote_undated", "kind_matches_times"}


@pytest.mark.parametrize(
    "words",
    [
        "Quý 3/2031",
        "Trong quý 2 năm 2031",
        "Quý I-II/2031",
        "Quý 1-2/2031",
        "Quý III/2031 - Quý IV/2031",
        "Tháng 3-6/2031",
        "15-20/6/2031",
        "Từ 01/3/2031 đến quý III/2031",
        "Từ 01/3/2031 đến hết ngày 30/6/2031",
        "6 tháng đầu năm 2031",
        "Xong quý III/2031",
        "cuối năm 2031",
        "Sau ngày 30/6/2031",
        "trước 30/6",
        "Quý II",
    ],
)
def test_what_the_importer_reads_the_rule_reads_alike(words: str, tmp_path: Path) -> None:
    when = read_time(words, 2031)
    assert not when.question
    assert rules_on(when.fields["deadline"], words, tmp_path / "plan") == set()


@pytest.mark.parametrize(
    ("words", "kind", "day"),
    [
        ("Quý 3/2031", "period", "2031-03-31"),
        ("Quý III/2031", "period", "2031-12-31"),
        ("trong tháng 3/2031, chậm nhất ngày 10/3/2031", "date", "2031-03-11"),
        ("Tháng 3-6/2031", "period", "2031-03-31"),
        ("Năm 2031: trước 30/6/2031", "date", "2031-07-30"),
    ],
)
def test_another_day_than_the_words_name_is_told(words: str, kind: str, day: str, tmp_path: Path) -> None:
    operator = "in" if kind == "period" else "by"
    deadline = {"type": kind, "date": day, "operator": operator, "quote": words}
    assert "deadline_matches_quote" in rules_on(deadline, words, tmp_path / "plan")
