"""Answers as CSV, JSON and a table for the terminal."""

from __future__ import annotations

import csv
import io
import json
import unicodedata

from tracker.exports.tabular import as_csv, as_json, as_table, columns
from tracker.questions import Answer

ANSWER = Answer(
    ("Mã nhiệm vụ", "Nhiệm vụ", "Hạn", "Giá trị"),
    (("TC-1", "Gửi kế hoạch", "2031-03-10", 4.63), ("TC-2", None, None, 2135)),
)


def test_csv_opens_in_a_spreadsheet_with_its_letters_whole() -> None:
    data = as_csv(ANSWER)
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.decode("utf-8-sig") == (
        "Mã nhiệm vụ,Nhiệm vụ,Hạn,Giá trị\r\nTC-1,Gửi kế hoạch,2031-03-10,4.63\r\nTC-2,,,2135\r\n"
    )


def test_csv_never_holds_a_formula() -> None:
    texts = ("=1+1", "+84", "-1", "@SUM(A1)", "\t=1", "\r=1", "a=1")
    data = as_csv(Answer(("Chữ",), tuple((text,) for text in texts))).decode("utf-8-sig")
    cells = [row[0] for row in csv.reader(io.StringIO(data, newline=""))][1:]
    assert cells == [*(f"'{text}" for text in texts[:-1]), "a=1"]


def test_a_negative_number_is_no_formula() -> None:
    assert as_csv(Answer(("Số",), ((-5,), (-2.0,)))).decode("utf-8-sig") == "Số\r\n-5\r\n-2\r\n"


def test_json_is_a_list_of_objects_in_readable_letters() -> None:
    text = as_json(ANSWER)
    assert json.loads(text)[0] == {"Mã nhiệm vụ": "TC-1", "Nhiệm vụ": "Gửi kế hoạch", "Hạn": "2031-03-10",
                                   "Giá trị": 4.63}  # fmt: skip
    assert "Gửi kế hoạch" in text


def test_the_table_lines_up_and_shows_dates_and_numbers_the_vietnamese_way() -> None:
    assert as_table(ANSWER) == (
        "Mã nhiệm vụ  Nhiệm vụ      Hạn         Giá trị\n"
        "-----------  ------------  ----------  -------\n"
        "TC-1         Gửi kế hoạch  10/03/2031     4,63\n"
        "TC-2                                     2.135\n"
        "2 dòng\n"
    )


def test_long_cells_are_folded_and_decomposed_letters_take_no_more_room() -> None:
    long = unicodedata.normalize("NFD", "Tuyên truyền, vận động nhân dân")
    table = as_table(Answer(("Việc", "Số"), ((long, 1),)), width=16)
    assert table.splitlines()[2:4] == ["Tuyên truyền,   1", "vận động nhân"]


def test_an_empty_answer_still_has_its_headings() -> None:
    assert as_table(Answer(("Một", "Hai"), ())) == "Một  Hai\n---  ---\n0 dòng\n"


def test_width_counts_marks_as_nothing_and_wide_letters_as_two() -> None:
    assert columns(unicodedata.normalize("NFD", "Uỷ")) == 2
    assert columns("市a") == 3
