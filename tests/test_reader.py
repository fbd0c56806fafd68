"""Reading keeps text as text and the line of every value; coverage says of each sentence what quotes it."""

from __future__ import annotations

import gc
import os
import shutil
from pathlib import Path

import pytest
from broken import BASE

from tracker.checks import check
from tracker.collector import no_collection
from tracker.coverage import covers_all
from tracker.loaded import Loaded
from tracker.problems import Severity
from tracker.reader import read
from tracker.yamlfile import parse_yaml, read_yaml, texts


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """Give a sound plan that a test may change."""
    return Path(shutil.copytree(BASE, tmp_path / "plan"))


def loaded(folder: Path) -> Loaded:
    found, problems = read(folder)
    assert found is not None, problems
    return found


def change(file: Path, before: str, after: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), encoding="utf-8")


def test_nothing_is_guessed_from_how_a_value_looks() -> None:
    value = parse_yaml(b"a: on\nb: 010\nc: 2031-03-10\nd: 1e3\ne: ~\nf:\ng: null\nh: 'null'\ni: ''\n").value
    assert value == {
        "a": "on",
        "b": "010",
        "c": "2031-03-10",
        "d": "1e3",
        "e": None,
        "f": None,
        "g": None,
        "h": "null",
        "i": "",
    }


def test_every_value_keeps_its_line() -> None:
    value = parse_yaml(b"# head\na: 1\nb:\n  - c: >-\n      x\n      y\n    d: [p,\n        q]\n").value
    assert (value.lines.tolist(), value.line_of("b")) == ([2, 3], 3)
    assert (value["b"].line, value["b"].lines.tolist(), value["b"][0].lines.tolist()) == (4, [4], [4, 7])
    assert list(texts(value)) == [(2, "1"), (4, "x y"), (7, "p"), (8, "q")]


def test_white_space_around_a_text_counts_for_nothing() -> None:
    value = parse_yaml("a: ' x  y '\nb: |\n  một\n  hai\n\nc:\n  - \"\u00a0z\"\n".encode()).value
    assert value == {"a": "x  y", "b": "một\nhai", "c": ["z"]}


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-16-le", "latin-1"])
def test_a_file_in_another_encoding_is_refused(encoding: str) -> None:
    troubles = parse_yaml("\ufeffa: à\n".encode(encoding, errors="ignore")).troubles
    assert [trouble.rule for trouble in troubles] in (["not_utf8"], ["control_character"])


def test_what_is_strange_further_down_is_told_with_the_first_fault() -> None:
    troubles = parse_yaml(b"a: 1\na: 2\nb: x\x01\nc: 3\n").troubles
    assert {(trouble.line, trouble.rule) for trouble in troubles} == {(2, "duplicate_key"), (3, "control_character")}


def test_a_byte_order_mark_is_passed_over_and_a_folder_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"\xef\xbb\xbfa: 1\n")
    assert read_yaml(tmp_path / "a.yaml").value == {"a": "1"}
    assert [trouble.message for trouble in read_yaml(tmp_path).troubles] == ["không đọc được tệp: đây là thư mục"]


def test_an_item_and_its_fields_are_found_in_their_file(plan: Path) -> None:
    found = loaded(plan)
    place = found.where("TC-1-1", "deadline", "date")
    assert (place.path, place.line, place.subject) == (f"{plan.as_posix()}/tasks.yaml", 9, "nhiệm vụ TC-1-1")
    assert found.line("TC-1-1", "no-such-field") == found.line("TC-1-1") == 1
    assert found.where("GP-1-1", "quote")[1:] == (7, "cam kết GP-1-1")
    assert found.line("TC-1-1", "lead", 0, "agency") == 6
    with pytest.raises(KeyError):
        found.where("TC-9-9")


def test_a_quote_without_locator_finds_its_place(plan: Path) -> None:
    found = loaded(plan)
    assert found.locator("TC-1-2") == "to-chuc-thuc-hien/1"
    assert found.locator("MT-1") == "muc-tieu/1"


def test_an_entry_that_cannot_be_read_is_left_out_and_remembered(plan: Path) -> None:
    change(plan / "agencies.yaml", "kind: department", "kind: phòng")
    found = loaded(plan)
    assert [agency.id for agency in found.files.agencies] == ["ubnd-thanh-pho", "cac-xa-phuong", "xa-mot", "phuong-hai"]
    assert found.broken == {"phong-giao-duc"}
    assert not found.complete
    assert check(found) == []


def test_what_follows_a_left_out_entry_keeps_its_line(plan: Path) -> None:
    change(plan / "passages.yaml", "reason: title", "reason: titel")
    change(plan / "passages.yaml", "locator: ket-thuc", "locator: ket-luan")
    assert [(problem.line, problem.subject) for problem in check(loaded(plan))] == [(4, "đoạn thứ 2")]


def test_every_sentence_has_its_status_and_what_quotes_it(plan: Path) -> None:
    change(plan / "tasks.yaml", "quote: Tổ chức ngày đọc sách.", "quote: Tổ chức ngày")
    change(plan / "passages.yaml", "- reason: closing\n  locator: ket-thuc\n", "")
    found = loaded(plan)
    status = {
        covered.sentence.text: (covered.status, covered.reason, covered.spans, covered.missing)
        for covered in found.coverage()
    }
    assert status["KẾ HOẠCH"][:2] == ("passage", "title")
    assert status["III. TỔ CHỨC THỰC HIỆN"][0] == "heading"
    assert status["Trên đây là Kế hoạch của thành phố./."][0] == "uncovered"
    half = status["Tổ chức ngày đọc sách."]
    assert (half[0], half[3]) == ("partial", ("đọc sách.",))
    assert half[2] == ((0, 12, "task", "TC-2-1"),)
    assert status["Hằng năm rà soát tủ sách."][0] == "covered"
    assert not covers_all(found.files, found.source, found.quotes)


def test_one_sentence_may_be_quoted_by_several(plan: Path) -> None:
    (target,) = (covered for covered in loaded(plan).coverage() if covered.sentence.locator == "muc-tieu/1")
    assert [(span.kind, span.item) for span in target.spans] == [("target", "MT-1"), ("target", "MT-1")]
    assert (target.status, target.missing) == ("covered", ())


def test_the_quick_answer_on_coverage_is_the_full_one(plan: Path) -> None:
    found = loaded(plan)
    assert covers_all(found.files, found.source, found.quotes)
    assert not any(covered.missing for covered in found.coverage())


def test_supporting_words_may_stand_around_the_duty(plan: Path) -> None:
    change(
        plan / "tasks.yaml", "  lead: cac-xa-phuong", "  lead: {agency: cac-xa-phuong, quote: 'UBND các xã, phường'}"
    )
    assert check(loaded(plan)) == []


def rules(folder: Path) -> list[tuple[str, str]]:
    """Give file and rule of every error."""
    found, problems = read(folder)
    told = sorted(set(problems) | set(check(found) if found else ()))
    return [(Path(p.path).relative_to(folder).as_posix(), p.rule) for p in told if p.severity is Severity.ERROR]


@pytest.mark.parametrize("name", ["targets", "tasks"])
@pytest.mark.parametrize("target", ["nowhere.yaml", "{name}.yaml"])
def test_a_link_that_leads_nowhere_is_no_absent_file(plan: Path, name: str, target: str) -> None:
    (plan / f"{name}.yaml").unlink()
    (plan / f"{name}.yaml").symlink_to(target.format(name=name))
    assert (f"{name}.yaml", "missing_file") in rules(plan)


@pytest.mark.parametrize("name", ["tasks.yaml", "source/ke-hoach.txt"])
def test_a_pipe_is_not_waited_for(plan: Path, name: str) -> None:
    (plan / name).unlink()
    os.mkfifo(plan / name)
    assert "missing_file" in {rule for _, rule in rules(plan)}


def test_a_source_that_leads_to_itself_cannot_be_read(plan: Path) -> None:
    (plan / "source" / "ke-hoach.txt").unlink()
    (plan / "source" / "ke-hoach.txt").symlink_to("ke-hoach.txt")
    assert rules(plan) == [("plan.yaml", "missing_file")]


def test_records_that_cannot_be_opened_are_a_fault(plan: Path) -> None:
    (plan / "records").write_text("", encoding="utf-8")
    assert rules(plan) == [("records", "missing_file")]
    (plan / "records").unlink()
    (plan / "records").symlink_to("records")
    assert rules(plan) == [("records", "missing_file")]


def test_records_behind_a_link_to_a_folder_are_told(plan: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (plan / "records").mkdir()
    (plan / "records" / "2031").symlink_to(tmp_path / "elsewhere")
    assert rules(plan) == [("records/2031", "unknown_file")]


def test_a_folder_that_is_not_there_has_none_of_its_files(tmp_path: Path) -> None:
    found, problems = read(tmp_path / "khong-co")
    assert found is None
    assert [problem.rule for problem in problems] == ["missing_file"] * 3


def test_the_collector_is_left_as_it_was() -> None:
    assert gc.isenabled()
    with no_collection():
        assert not gc.isenabled()
        with no_collection():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()
