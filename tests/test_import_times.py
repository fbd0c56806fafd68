"""The words of the column «thời hạn»: read when they are wholly understood, a question otherwise."""

from __future__ import annotations

import pytest

from tracker.importing.times import When, read_time
from tracker.vocabulary import TaskKind


def part(when: When, name: str) -> dict[str, object]:
    """Give the deadline or the recurrence without what is left open."""
    found = when.fields[name]
    assert isinstance(found, dict)
    return {key: value for key, value in found.items() if value is not None}


@pytest.mark.parametrize(
    ("words", "day", "operator"),
    [
        ("30/6/2026", "2026-06-30", "by"),
        ("30-6-2026", "2026-06-30", "by"),
        ("30/6", "2026-06-30", "by"),
        ("trước 30/6", "2026-06-30", "before"),
        ("trước ngày 20/12", "2026-12-20", "before"),
        ("Trước ngày 20 tháng 12 năm 2026", "2026-12-20", "before"),
        ("Hoàn thành trước ngày 30/6/2026", "2026-06-30", "before"),
        ("Chậm nhất là ngày 15/3/2026", "2026-03-15", "by"),
        ("Đến hết ngày 30/6/2026", "2026-06-30", "by"),
        ("Hoàn thành ngày 30/6/2026", "2026-06-30", "by"),
        ("Ngày 24/8", "2026-08-24", "on"),
        ("Sau ngày 30/6/2026", "2026-06-30", "after"),
    ],
)
def test_a_day(words: str, day: str, operator: str) -> None:
    when = read_time(words, 2026)
    assert (when.kind, when.question) == (TaskKind.ONE_OFF, "")
    assert part(when, "deadline") == {"date": day, "operator": operator, "quote": words}


@pytest.mark.parametrize(
    ("words", "last"),
    [
        ("Tháng 8/2024", "2024-08-31"),
        ("Tháng 02 năm 2024", "2024-02-29"),
        ("tháng 9", "2026-09-30"),
        ("T6/2026", "2026-06-30"),
        ("Quý III/2026", "2026-09-30"),
        ("Quý 3/2026", "2026-09-30"),
        ("Trong quý 2 năm 2026", "2026-06-30"),
        ("Quý II", "2026-06-30"),
        ("Năm 2026", "2026-12-31"),
        ("cuối năm", "2026-12-31"),
        ("Trong năm", "2026-12-31"),
        ("6 tháng đầu năm 2026", "2026-06-30"),
        ("6 tháng đầu năm", "2026-06-30"),
        ("2024 - 2025", "2025-12-31"),
        ("2026-2030", "2030-12-31"),
        ("Giai đoạn 2024-2030", "2030-12-31"),
        ("Quý III/2026 - Quý IV/2026", "2026-12-31"),
        ("Quý III – IV/2026", "2026-12-31"),
        ("Quý 1-2/2026", "2026-06-30"),
        ("Tháng 3-6/2026", "2026-06-30"),
        ("Từ tháng 3 đến tháng 6 năm 2026", "2026-06-30"),
        ("15-20/6/2026", "2026-06-20"),
        ("01-3-2026 - 30-6-2026", "2026-06-30"),
    ],
)
def test_a_span_ends_on_its_last_day(words: str, last: str) -> None:
    when = read_time(words, 2026)
    assert (when.kind, when.question) == (TaskKind.ONE_OFF, "")
    assert part(when, "deadline") == {"type": "period", "date": last, "operator": "in", "quote": words}


@pytest.mark.parametrize(
    ("words", "fields"),
    [
        ("Hằng quý", {"every": "quarter"}),
        ("Hàng năm", {"every": "year"}),
        ("Định kỳ", {"every": "unstated"}),
        ("Định kỳ 6 tháng", {"every": "half_year"}),
        ("03 tháng một lần", {"every": "quarter"}),
        ("02 lần/năm", {"every": "half_year"}),
        ("Trước ngày 25 hàng tháng", {"every": "month", "day": "25", "operator": "before"}),
        ("Ngày cuối tháng hằng tháng", {"every": "month", "day": "-1"}),
        ("Thứ Sáu hằng tuần", {"every": "week", "day": "5"}),
        ("Hằng quý, trước ngày 25 của tháng cuối quý", {"every": "quarter", "day": "25", "operator": "before"}),
        ("Hàng năm, trước ngày 15/12", {"every": "year", "dates": ["12-15"], "operator": "before"}),
        ("Định kỳ hàng năm (trước ngày 10/12)", {"every": "year", "dates": ["12-10"], "operator": "before"}),
        (
            "trước ngày 15 tháng 6 và trước ngày 01 tháng 12 hằng năm",
            {"every": "half_year", "dates": ["06-15", "12-01"], "operator": "before"},
        ),
        ("Quý IV hằng năm", {"every": "year", "day": "-1", "months": ["12"], "operator": "in"}),
    ],
)
def test_what_returns(words: str, fields: dict[str, object]) -> None:
    when = read_time(words, 2026)
    assert (when.kind, when.question) == (TaskKind.RECURRING, "")
    assert part(when, "recurrence") == {**fields, "quote": words}


@pytest.mark.parametrize(
    ("words", "every", "question"),
    [
        ("Hàng quý, năm", "quarter", "nêu nhiều kỳ; tạm ghi kỳ ngắn nhất (hằng quý)"),
        ("02 tuần một lần", "unstated", "chưa có kỳ này"),
        ("Hằng năm từ 2026 đến 2030", "year", "chỉ đọc được kỳ"),
        ("Hằng năm, trước ngày 31/02", "year", "chỉ đọc được kỳ"),
        ("định kỳ hàng năm (trước ngày 10/12) hoặc đột xuất", "year", "chỉ đọc được kỳ"),
    ],
)
def test_what_returns_with_a_question(words: str, every: str, question: str) -> None:
    when = read_time(words, 2026)
    assert when.kind is TaskKind.RECURRING
    assert part(when, "recurrence") == {"every": every, "quote": words}
    assert when.question.startswith(f"«{words}»: ")
    assert question in when.question


@pytest.mark.parametrize("words", ["", "Thường xuyên", "Thường xuyên, liên tục", "Thường xuyên hằng năm"])
def test_what_never_ends(words: str) -> None:
    assert read_time(words, 2026) == When(TaskKind.STANDING, {})


@pytest.mark.parametrize(
    "words", ["Ngay sau khi Kế hoạch được ban hành", "Trong 15 ngày kể từ ngày ban hành", "Khi có yêu cầu", "Đột xuất"]
)
def test_what_hangs_on_an_event(words: str) -> None:
    when = read_time(words, 2026)
    assert (part(when, "deadline"), when.question) == ({"type": "event", "quote": words}, "")


@pytest.mark.parametrize(
    ("words", "year", "question"),
    [
        ("trước 30/6", None, "không ghi năm"),
        ("Quý II", None, "không ghi năm"),
        ("31/4/2026", 2026, "không phải ngày có trong lịch"),
        ("Tháng 13/2026", 2026, "không phải ngày có trong lịch"),
        ("Trước tháng 6/2026", 2026, "trước ngày đầu hay trước ngày cuối"),
        ("Bắt đầu từ 01/7/2026", 2026, "chỉ nêu lúc bắt đầu"),
        ("Xong trước 31/5/2026, báo cáo 15/6/2026", 2026, "nêu nhiều mốc thời gian"),
        ("15/6/2026 và 15/12/2026", 2026, "nêu nhiều mốc thời gian"),
        ("Quý III, IV/2026", 2026, "nêu nhiều mốc thời gian"),
        ("Theo quy định", 2026, "theo quy định nào"),
        ("Theo tiến độ dự án", 2026, "không đọc được"),
        ("3-6/2026", 2026, "không đọc được"),
        ("2026 và các năm tiếp theo", 2026, "không đọc được"),
        ("Sau khi có nghị quyết, trước 30/6/2026", 2026, "không đọc được"),
        ("6 tháng", 2026, "không đọc được"),
    ],
)
def test_words_that_a_person_must_read(words: str, year: int | None, question: str) -> None:
    when = read_time(words, year)
    assert when.question.startswith(f"«{words}»: ")
    assert question in when.question
    assert when.question.endswith("Tạm ghi là hạn theo sự kiện, không có ngày.")
    assert part(when, "deadline") == {"type": "event", "quote": words}
