"""The supervisor's questions: how they are read, what they may be asked, and what they answer on the sample."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from answers import ROOT, answers, cases, expected, open_sample, questions, write_sample

from tracker.database import write
from tracker.questions import (
    Question,
    address,
    browser_question,
    cells,
    datasette_queries,
    options,
    read_question,
    run,
    shown,
)
from tracker.reader import read

HEADER = "-- title: Tên\n-- group: Nhóm\n-- why: Vì sao\n-- order: 1\n"
QUESTIONS = questions()
every_question = pytest.mark.parametrize("question", QUESTIONS, ids=[q.name for q in QUESTIONS])


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> sqlite3.Connection:
    path = tmp_path_factory.mktemp("sample") / "plan.db"
    write_sample(path)
    return open_sample(path)


def named(name: str) -> Question:
    return next(question for question in QUESTIONS if question.name == name)


def written(folder: Path, text: str, name: str = "cau-hoi.sql") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@every_question
def test_answers_on_the_sample(sample: sqlite3.Connection, question: Question) -> None:
    """The rows were read and judged; to accept new ones run `python -m tests.answers` and read the difference."""
    assert json.loads(answers(sample, question)) == expected(question)


@every_question
def test_something_is_found_on_some_day(question: Question) -> None:
    assert any(case["rows"] for case in expected(question))


@every_question
def test_headings_are_distinct_and_in_vietnamese(sample: sqlite3.Connection, question: Question) -> None:
    columns = run(sample, question).columns
    assert len(set(columns)) == len(columns)
    assert all(column[0].isupper() and "_" not in column for column in columns)


@every_question
def test_left_empty_is_the_same_as_not_given_and_as_the_default(sample: sqlite3.Connection, question: Question) -> None:
    empty = run(sample, question, {parameter.name: "" for parameter in question.parameters})
    default = run(sample, question, {parameter.name: parameter.default for parameter in question.parameters})
    null = sample.execute(question.sql, {parameter.name: None for parameter in question.parameters}).fetchall()
    assert run(sample, question) == empty == default
    assert list(empty.rows) == null


@every_question
def test_no_question_reads_the_clock_or_a_denied_function(question: Question) -> None:
    forbidden = ("'now'", "current_", "printf(", "format(", "random", "zeroblob(")
    assert not [word for word in forbidden if word in question.sql.lower()]


@every_question
def test_every_id_shown_as_a_link_exists(sample: sqlite3.Connection, question: Question) -> None:
    ids = {
        "nhiem-vu": {row[0] for row in sample.execute("select id from tasks")},
        "co-quan": {row[0] for row in sample.execute("select id from agencies")},
        "chi-tieu": {row[0] for row in sample.execute("select id from targets")},
        "giai-phap": {row[0] for row in sample.execute("select id from solution_groups")},
        "ho-so": {row[0] for row in sample.execute("select id from records")},
    }
    for values in cases(question):
        answer = run(sample, question, values)
        for row in answer.rows:
            for column, value in zip(answer.columns, row, strict=True):
                if page := address(column, value):
                    assert value in ids[page.split("/")[0]]


def test_every_state_of_every_day_is_counted_once(sample: sqlite3.Connection) -> None:
    by_agency, one_by_one = named("dung-han-qua-han-theo-co-quan"), named("tinh-trang-tung-viec")
    for day in ("2031-01-01", "2031-02-15", "2031-06-30", "2031-09-20", "2031-12-31"):
        counts = run(sample, by_agency, {"as_of": day})
        total = counts.columns.index("Tổng số việc")
        assert all(row[total] == sum(int(n or 0) for n in row[total + 1 :]) for row in counts.rows)
        listed = len(run(sample, one_by_one, {"as_of": day}).rows)
        assert sum(int(row[total] or 0) for row in counts.rows) == listed


def test_what_is_recorded_later_is_not_known_earlier(sample: sqlite3.Connection) -> None:
    for question in QUESTIONS:
        if "as_of" not in {parameter.name for parameter in question.parameters}:
            continue
        for day in ("2031-02-15", "2031-07-15"):
            answer = run(sample, question, {"as_of": day})
            known = [n for n, column in enumerate(answer.columns) if column.startswith("Ngày ghi nhận")]
            assert all(str(row[n] or "") <= day for row in answer.rows for n in known), question.name


def test_a_collective_is_asked_about_as_its_members(sample: sqlite3.Connection) -> None:
    question = named("co-quan-chua-bao-cao-viec-co-han")
    members = {row[0] for row in sample.execute("select member from agency_members")}
    answer = run(sample, question, {"as_of": "2031-01-02", "task": "TC-11-1", "agency": "ubnd-cac-xa-phuong"})
    column = answer.columns.index("Mã cơ quan")
    assert sorted(str(row[column]) for row in answer.rows) == sorted(members)


def test_the_real_plan_says_which_communes_have_not_sent_theirs_by_10_3_2018(tmp_path: Path) -> None:
    loaded, _ = read(ROOT / "plan")
    assert loaded is not None
    write(tmp_path / "plan.db", loaded, [], date(2026, 11, 24))
    question = named("co-quan-chua-bao-cao-viec-co-han")
    with closing(open_sample(tmp_path / "plan.db")) as connection:
        answer = run(connection, question, {"task": "TC-15-1", "as_of": "2018-03-11"})
    told = ("Hạn ban đầu", "Số ngày qua hạn", "Tình trạng")
    places = [answer.columns.index(column) for column in told]
    assert [tuple(row[n] for n in places) for row in answer.rows] == [
        ("2018-03-10", 1, "Đến hạn, chưa có báo cáo"),
    ] * 21
    assert len({row[answer.columns.index("Mã cơ quan")] for row in answer.rows}) == 21


def test_datasette_is_given_every_question_with_its_parameters() -> None:
    given = datasette_queries(QUESTIONS)
    assert list(given) == [question.name for question in QUESTIONS]
    for question in QUESTIONS:
        assert given[question.name]["sql"] == question.sql
        assert given[question.name]["params"] == [parameter.name for parameter in question.parameters]


def test_the_browser_is_given_a_question_as_json() -> None:
    given = json.loads(json.dumps(browser_question(named("viec-sap-den-han"))))
    assert given["sql"] == named("viec-sap-den-han").sql
    assert given["parameters"][1] == {
        "name": "days",
        "type": "days",
        "label": "Trong bao nhiêu ngày tới",
        "default": "30",
    }


def test_a_question_may_name_only_what_the_plan_has(sample: sqlite3.Connection) -> None:
    for question in QUESTIONS:
        for parameter in question.parameters:
            for value, label in options(sample, parameter.type):
                assert value
                assert label


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"as_of": "10/3/2031"}, "Tính đến ngày: «10/3/2031» không phải là ngày"),
        ({"as_of": "2031-02-30"}, "Tính đến ngày: «2031-02-30» không phải là ngày"),
        ({"days": "-1"}, "Trong bao nhiêu ngày tới: «-1» không phải là số ngày"),
        ({"days": "9999"}, "không phải là số ngày từ 0 đến 3660"),
        ({"agency": "khong-co"}, "Cơ quan: dữ liệu không có «khong-co»"),
        ({"co_quan": "x"}, "câu hỏi «viec-sap-den-han» không có tham số «co_quan»"),
    ],
)
def test_a_value_that_cannot_be_is_refused(sample: sqlite3.Connection, values: dict[str, str], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        run(sample, named("viec-sap-den-han"), values)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("-- title: Tên\nselect 1", "cần đúng một dòng «-- group: …»"),
        (HEADER + "-- Tựa: gì\nselect 1", "dòng đầu tệp không đúng mẫu: '-- Tựa: gì'"),
        (HEADER + "select :as_of", r"tham số khai báo \[\] không khớp tham số dùng trong câu lệnh \['as_of'\]"),
        (HEADER + "-- param: as_of | date | Ngày\nselect 1", r"tham số khai báo \['as_of'\] không khớp"),
        (HEADER + "-- param: days | days | Ngày | 7\nselect :days", "mặc định của «days» trong câu lệnh khác"),
        (HEADER + "-- param: days\nselect :days", "tham số phải viết «tên | loại | nhãn | mặc định»"),
        (HEADER + "-- param: days | number | Ngày\nselect :days", "'number' is not a valid ParameterType"),
        (HEADER.replace("1", "một") + "select 1", "invalid literal"),
    ],
)
def test_a_question_badly_written_is_refused_with_its_file(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ValueError, match=f"queries/cau-hoi.sql: .*{message}"):
        read_question(written(tmp_path, text))


def test_a_question_has_an_address_that_needs_no_escaping(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="tên tệp chỉ gồm"):
        read_question(written(tmp_path, HEADER + "select 1", "Câu hỏi.sql"))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("2031-03-10", "10/03/2031"),
        ("từ 2031-03-10", "từ 2031-03-10"),
        (2135, "2.135"),
        (4.63, "4,63"),
        (80.0, "80"),
        (-1234.5, "-1.234,5"),
        (0, "0"),
    ],
)
def test_a_cell_is_shown_the_vietnamese_way(value: str | float | None, text: str) -> None:
    assert shown(value) == text


def test_a_cell_with_an_id_leads_to_its_page() -> None:
    assert address("Mã nhiệm vụ", "TC-15-1") == "nhiem-vu/tc-15-1/"
    assert address("Mã cơ quan kế thừa", "phuong-mau") == "co-quan/phuong-mau/"
    assert address("Mã cơ quan kế thừa", None) is None
    assert address("Nhiệm vụ", "TC-15-1") is None


def test_an_id_that_says_nothing_is_left_out_and_leads_from_the_next_cell() -> None:
    row = cells(("Mã nhiệm vụ", "Mã cơ quan", "Cơ quan", "Mã cơ quan kế thừa", "Cơ quan kế thừa", "Số"),
                ("TC-1", "so-y-te", "Sở Y tế", None, None, 3))  # fmt: skip
    assert row == [
        ("Mã nhiệm vụ", "TC-1", False, "nhiem-vu/tc-1/"),
        ("Cơ quan", "Sở Y tế", False, "co-quan/so-y-te/"),
        ("Cơ quan kế thừa", "", False, None),
        ("Số", "3", True, None),
    ]
    assert cells(("Mã nhiệm vụ", "Nhiệm vụ"), ("TC-1", "Phân loại rác")) == [
        ("Mã nhiệm vụ", "TC-1", False, None),
        ("Nhiệm vụ", "Phân loại rác", False, "nhiem-vu/tc-1/"),
    ]
