"""Letters measured without a font at hand: widths, lines, and where a name is broken."""

from __future__ import annotations

import pytest

from tracker.exports.letters import broken, line_count, longest_word, width

#: The left half of an upright page's heading block, in points.
ROOM = 64 / 25.4 * 72


def test_a_letter_is_as_wide_with_its_marks_as_without() -> None:
    assert width("Ề", 10) == width("E", 10) == pytest.approx(6.11)
    assert width("Đường", 10, bold=True) == pytest.approx(7.22 + 5 + 5.56 + 5.56 + 5, abs=0.02)
    assert width("a b", 10) == pytest.approx(4.44 + 2.5 + 5)


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [("", 10, 1), ("aaa", 20, 1), ("aaa aaa", 20, 2), ("aaa aaa", 40, 1), ("a\nb", 40, 2), ("a" * 10, 20, 3)],
)
def test_lines_are_filled_word_by_word(text: str, room: float, lines: int) -> None:
    assert line_count(text, 10, room) == lines


def test_the_widest_word_counts() -> None:
    assert longest_word(["trong hạn", "nghiêng"], 10) == width("nghiêng", 10)
    assert longest_word([], 10) == 0


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("UỶ BAN NHÂN DÂN THÀNH PHỐ MẪU", ["UỶ BAN NHÂN DÂN", "THÀNH PHỐ MẪU"]),
        (
            "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG THÀNH PHỐ MẪU",
            ["SỞ NÔNG NGHIỆP", "VÀ MÔI TRƯỜNG", "THÀNH PHỐ MẪU"],
        ),
        ("CỤC BIẾN ĐỔI KHÍ HẬU", ["CỤC BIẾN ĐỔI KHÍ HẬU"]),
        ("", []),
    ],
)
def test_a_name_is_broken_where_its_parts_meet(name: str, lines: list[str]) -> None:
    assert broken(name, 13, ROOM, bold=True) == lines


def test_no_line_ends_with_a_word_that_leads_on() -> None:
    title = (
        "Tình hình thực hiện Kế hoạch của Bộ Tài nguyên và Môi trường triển khai Chỉ thị số 13/CT-TTg ngày 02/5/2024"
    )
    assert not any(line.endswith(("số", "ngày")) for line in broken(title, 14, 160 / 25.4 * 72, bold=True))


def test_a_very_long_name_is_broken_in_no_time_and_keeps_its_words() -> None:
    name = " ".join(f"chữ{n}" for n in range(500))
    assert " ".join(broken(name, 13, ROOM)) == name
