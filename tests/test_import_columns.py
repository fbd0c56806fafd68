"""What the columns of a table hold, by headings of one row or several."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from tracker.importing.columns import find_head
from tracker.importing.grid import TextCell


def called(*rows: Sequence[str], wide: Sequence[int] = ()) -> Mapping[str, str]:
    """Give what the heading at the top of some rows calls each thing.

    wide: the columns of the first row that show the heading to their left, merged sideways.
    """
    grid = [
        [TextCell(text, "", (text,), n == 0 and m in wide) for m, text in enumerate(row)] for n, row in enumerate(rows)
    ]
    head = find_head(grid)
    return head.headings if head else {}


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Hạn", "due"),
        ("Hạn xong", "due"),
        ("Thời gian thực hiện/ hoàn thành", "due"),
        ("Tiến độ", "due"),
        ("Đơn vị", "lead"),
        ("Cơ quan chịu trách nhiệm", "lead"),
        ("Đơn vị/ cá nhân phụ trách", "lead"),
        ("Sở ngành chủ trì tham mưu", "lead"),
        ("Đơn vị phối hợp", "coordinate"),
        ("Dự kiến kết quả", "deliverable"),
        ("Tên nhiệm vụ", "task"),
        ("Hạn chế", None),
        ("Đơn vị tính", None),
        ("Thời gian bắt đầu", None),
    ],
)
def test_what_a_column_holds_by_its_heading(heading: str, kind: str | None) -> None:
    others = [
        name for other, name in (("task", "Công việc"), ("lead", "Chủ trì"), ("due", "Thời gian")) if other != kind
    ]
    found = called([*others, heading])
    assert [thing for thing, name in found.items() if name == heading] == ([kind] if kind else [])


@pytest.mark.parametrize("merged", [False, True])
def test_the_lowest_heading_names_the_column(merged: bool) -> None:
    """Merged in a workbook, the wide heading is in both cells; in a .csv it stands in the first."""
    who, when = ("Cơ quan thực hiện", "Thời gian") if merged else ("", "")
    found = called(
        ["STT", "Nhiệm vụ", "Cơ quan thực hiện", who, "Thời gian", when],
        ["", "", "Chủ trì", "Phối hợp", "Bắt đầu", "Kết thúc"],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
        wide=(3, 5) if merged else (),
    )
    assert found == {
        "number": "STT",
        "task": "Nhiệm vụ",
        "lead": "Cơ quan thực hiện: Chủ trì",
        "coordinate": "Cơ quan thực hiện: Phối hợp",
        "due": "Thời gian: Kết thúc",
    }


def test_titles_side_by_side_are_no_heading() -> None:
    found = called(
        ["UBND TỈNH", "UBND TỈNH", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", ""],
        ["STT", "Nhiệm vụ", "Chủ trì", "Hạn"],
        wide=(1,),
    )
    assert found == {"number": "STT", "task": "Nhiệm vụ", "lead": "Chủ trì", "due": "Hạn"}
