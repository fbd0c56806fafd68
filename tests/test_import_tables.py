"""Assignment tables as offices circulate them become drafts that pass the check, or questions at their cells."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from datetime import date
from itertools import groupby
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from tracker.importing import About, Draft, Refused, draft, faults
from tracker.model import Task
from tracker.reader import read
from tracker.text import same_tone, squeeze
from tracker.vocabulary import TaskKind

ROOT = Path(__file__).parent.parent
OFFICE = Path(__file__).parent / "office"
MINISTRY = OFFICE / "btnmt-kh09-2024-phu-luc.csv"
ABOUT = About("Uỷ ban nhân dân thành phố Mẫu", "thành phố Mẫu", "Kế hoạch năm 2026")


def stopped(made: Draft, folder: Path) -> list[str]:
    """Write a draft, and give what stops it."""
    for name, text in made.files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return list(map(str, faults(made, folder)))


def laid_out(made: Draft, folder: Path) -> list[Task]:
    """Write a draft that must pass the check, and give its duties."""
    assert stopped(made, folder) == []
    loaded, _ = read(folder)
    assert loaded is not None
    return list(loaded.files.tasks)


def saved(path: Path, rows: Sequence[Sequence[object]], merged: Sequence[str] = ()) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Giao việc"
    for row in rows:
        sheet.append(list(row))
    for area in merged:
        sheet.merge_cells(area)
    book.save(path)
    return path


HEAD: list[object] = [
    "STT",
    "Nội dung nhiệm vụ",
    "Đơn vị chủ trì",
    "Đơn vị phối hợp",
    "Sản phẩm",
    "Thời hạn hoàn thành",
]


def names(task: Task, role: str) -> list[str]:
    return [squeeze(entry.quote or "") for entry in getattr(task, role)]


# --- a real table ---


def as_a_workbook(path: Path) -> Path:
    """Give the ministry's table as offices lay it out: a heading of two rows, and who leads merged down its rows."""
    title, _, *lines = csv.reader(MINISTRY.read_text("utf-8-sig").splitlines())
    wide = ["TT", "Nhiệm vụ", "Cơ quan thực hiện", None, "Thời gian thực hiện/ hoàn thành"]
    narrow = [None, None, "Chủ trì", "Phối hợp", None]
    areas = ["A1:E1", "A2:A3", "B2:B3", "C2:D2", "E2:E3"]
    first = 5
    for _, group in groupby(lines, key=lambda line: line[2]):
        last = first + len(list(group)) - 1
        areas += [f"C{first}:C{last}"] if last > first else []
        first = last + 1
    return saved(path, [title, wide, narrow, ["(1)", "(2)", "(3)", "(4)", "(5)"], *lines], areas)


@pytest.mark.parametrize("merged", [False, True])
def test_the_ministrys_table_agrees_with_what_a_person_reads(tmp_path: Path, merged: bool) -> None:
    about = About("Bộ Tài nguyên và Môi trường", "cả nước")
    path = as_a_workbook(tmp_path / "a.xlsx") if merged else MINISTRY
    tasks = laid_out(draft(path, about), tmp_path / "nhap")
    reference = [json.loads(line) for line in MINISTRY.with_suffix(".reference.jsonl").read_text("utf-8").splitlines()]
    assert len(tasks) == len(reference) == 9
    for task, wanted in zip(tasks, reference, strict=True):
        assert same_tone(wanted["verbatim"]).rstrip(" .") in same_tone(task.quote)
        assert names(task, "lead") == wanted["lead"]
        assert task.deadline is not None
        assert task.deadline.date == date.fromisoformat(wanted["deadline_iso"])
        assert (task.deadline.quote, task.deadline.operator.value) == (wanted["deadline_text"], wanted["deadline_op"])
        assert all(name in wanted["coordinating"][0] for name in names(task, "coordinate"))
    assert names(tasks[4], "coordinate") == [
        "Cục Biến đổi khí hậu",
        "Cục Bảo tồn thiên nhiên và Đa dạng sinh học",
        "các đơn vị có liên quan thuộc Bộ TN&MT",
    ]


def test_what_a_person_must_decide_is_told_by_its_cell() -> None:
    questions = list(map(str, draft(MINISTRY, About("Bộ Tài nguyên và Môi trường", "cả nước")).questions))
    assert questions[0].startswith("giai đoạn lấy theo các năm trong cột thời hạn: 01/01/2024 – 31/12/2030")
    assert any(line.startswith("hàng 8, cột 4: «các tổ chức quốc tế» gồm những cơ quan nào?") for line in questions)


# --- the shapes of tables ---


def test_groups_name_and_sub_rows_inherit(tmp_path: Path) -> None:
    path = saved(
        tmp_path / "a.xlsx",
        [
            ["BẢNG PHÂN CÔNG NHIỆM VỤ NĂM 2026"],
            HEAD,
            ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
            ["I", "Cải cách hành chính"],
            [1, "Rà soát thủ tục hành chính", "Sở Nội vụ", "Sở Tư pháp", None, "Quý III/2026"],
            ["a)", "Lập danh mục thủ tục phải sửa", None, None, None, None],
            ["b)", "Trình phương án cắt giảm", "Sở Tư pháp", None, "Tờ trình", "trước ngày 20/12/2026"],
            ["II", "Chuyển đổi số"],
            [2, "Tập huấn kỹ năng số cho cán bộ", "Sở Khoa học và Công nghệ", None, None, "Thường xuyên"],
        ],
        ["A1:F1", "B4:F4"],
    )
    one, two, three = laid_out(draft(path, ABOUT), tmp_path / "nhap")
    assert [task.id for task in (one, two, three)] == ["NV-1-a", "NV-1-b", "NV-2"]
    assert names(one, "lead") == ["Sở Nội vụ"]
    assert names(one, "coordinate") == ["Sở Tư pháp"]
    assert one.deadline is not None
    assert one.deadline.date == date(2026, 9, 30)
    assert (one.title, one.quote) == (
        "Rà soát thủ tục hành chính: Lập danh mục thủ tục phải sửa",
        "Lập danh mục thủ tục phải sửa",
    )
    assert one.note == "Nhóm việc: Cải cách hành chính; Thuộc việc: Rà soát thủ tục hành chính"
    assert names(two, "lead") == ["Sở Tư pháp"]
    assert two.deadline is not None
    assert (two.deadline.date, two.deadline.operator.value) == (date(2026, 12, 20), "before")
    assert two.deliverable is not None
    assert two.deliverable.text == "Tờ trình"
    assert (three.kind, three.deadline, three.note) == (TaskKind.STANDING, None, "Nhóm việc: Chuyển đổi số")


def test_merged_cells_hold_for_every_row_they_span(tmp_path: Path) -> None:
    path = saved(
        tmp_path / "a.xlsx",
        [
            [*HEAD],
            [1, "Khảo sát hiện trạng", "Sở Xây dựng", "UBND các xã, phường", None, "Tháng 6/2026"],
            [2, "Lập phương án cải tạo", None, None, None, None],
            [3, "Công khai kết quả khảo sát", "Văn phòng UBND", None, None, "31/12/2026"],
        ],
        ["C2:C3", "D2:D3", "F2:F3"],
    )
    made = draft(path, ABOUT)
    tasks = laid_out(made, tmp_path / "nhap")
    assert [names(task, "lead") for task in tasks] == [["Sở Xây dựng"], ["Sở Xây dựng"], ["Văn phòng UBND"]]
    assert [task.deadline and task.deadline.date for task in tasks] == [
        date(2026, 6, 30),
        date(2026, 6, 30),
        date(2026, 12, 31),
    ]
    assert any(str(q).startswith("trang «Giao việc», ô D2: «UBND các xã, phường» gồm") for q in made.questions)


def test_a_row_that_nobody_leads_is_a_question_and_stops_the_check(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.xlsx", [HEAD, [1, "Khảo sát hiện trạng", None, "Sở Xây dựng", None, "Tháng 6/2026"]])
    made = draft(path, ABOUT)
    asked = "trang «Giao việc», ô C2: cột «Đơn vị chủ trì» trống: cơ quan nào chủ trì nhiệm vụ NV-1?"
    assert asked in list(map(str, made.questions))
    assert stopped(made, tmp_path / "nhap") == [
        "trang «Giao việc», ô C2: nhiệm vụ NV-1 chưa có cơ quan chủ trì  [lead_named]"
    ]


def test_columns_the_program_does_not_know_are_told(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        [*HEAD, "Lãnh đạo phụ trách"],
        [1, "Khảo sát hiện trạng", "Sở Xây dựng", None, None, "2026", "Phó Chủ tịch"],
    ]
    made = draft(saved(tmp_path / "a.xlsx", rows), ABOUT)
    assert "trang «Giao việc», ô G1: cột «Lãnh đạo phụ trách» không đưa vào bản nháp" in list(map(str, made.questions))
    laid_out(made, tmp_path / "nhap")


WIDE: list[object] = ["STT", "Nhiệm vụ", "Cơ quan thực hiện", None, "Thời gian", None, "Sản phẩm"]
NARROW: list[object] = [None, None, "Chủ trì", "Phối hợp", "Bắt đầu", "Hoàn thành", None]
COUNTED: list[object] = [f"({n})" for n in range(1, 8)]
AREAS = ["A2:A3", "B2:B3", "C2:D2", "E2:F2", "G2:G3"]


@pytest.mark.parametrize("counted", [[], [COUNTED]])
def test_a_heading_of_two_rows_names_the_columns_by_its_lowest(tmp_path: Path, counted: list[list[object]]) -> None:
    duty = [1, "Xây dựng đề án", "Sở Tài chính", "Sở Nội vụ", "01/3/2026", "30/6/2026", "Đề án"]
    rows: list[list[object]] = [["BẢNG PHÂN CÔNG NHIỆM VỤ"], WIDE, NARROW, *counted, duty]
    made = draft(saved(tmp_path / "a.xlsx", rows, ["A1:G1", *AREAS]), ABOUT)
    (task,) = laid_out(made, tmp_path / "nhap")
    assert (task.id, task.title) == ("NV-1", "Xây dựng đề án")
    assert (names(task, "lead"), names(task, "coordinate")) == (["Sở Tài chính"], ["Sở Nội vụ"])
    assert task.deadline is not None
    assert task.deadline.date == date(2026, 6, 30)
    assert "trang «Giao việc», ô E3: cột «Thời gian: Bắt đầu» không đưa vào bản nháp" in map(str, made.questions)


def test_a_heading_of_two_rows_in_a_csv(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    duty = '1,Xây dựng đề án,Sở Tài chính,Sở Nội vụ,"01/3/2026","30/6/2026",Đề án'
    lines = [",".join(str(cell or "") for cell in row) for row in (WIDE, NARROW, COUNTED)]
    path.write_text("\n".join([*lines, ",Nhóm việc đầu,,,,,", duty]) + "\n", encoding="utf-8-sig")
    (task,) = laid_out(draft(path, ABOUT), tmp_path / "nhap")
    assert (names(task, "lead"), names(task, "coordinate")) == (["Sở Tài chính"], ["Sở Nội vụ"])
    assert task.deadline is not None
    assert task.deadline.date == date(2026, 6, 30)


def test_a_wide_heading_that_nothing_divides_has_its_duties_below_it(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["STT", "Nội dung nhiệm vụ", None, "Đơn vị chủ trì", "Thời hạn"],
        [None, "Nhóm việc đầu", None, None, None],
        [1, "Khảo sát hiện trạng", None, "Sở Xây dựng", "30/6/2026"],
    ]
    path = saved(tmp_path / "a.xlsx", rows, ["B1:C1", "B2:C2", "B3:C3"])
    (task,) = laid_out(draft(path, ABOUT), tmp_path / "nhap")
    assert (task.title, task.note) == ("Khảo sát hiện trạng", "Nhóm việc: Nhóm việc đầu")


def test_of_several_columns_the_better_named_is_read_and_the_others_are_told(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Thời gian", "Nội dung công việc", "Cơ quan chịu trách nhiệm", "Đơn vị chủ trì", "Thời hạn hoàn thành"],
        ["Năm 2025", "Khảo sát hiện trạng", "Bộ Xây dựng", "Vụ Kế hoạch", "30/6/2026"],
    ]
    made = draft(saved(tmp_path / "a.xlsx", rows), ABOUT)
    (task,) = laid_out(made, tmp_path / "nhap")
    assert names(task, "lead") == ["Vụ Kế hoạch"]
    assert task.deadline is not None
    assert task.deadline.date == date(2026, 6, 30)
    told = [str(q).partition(": ")[2] for q in made.questions]
    assert "cột «Cơ quan chịu trách nhiệm» không đưa vào bản nháp" in told
    assert "cột «Thời gian» không đưa vào bản nháp" in told


PARENT: list[list[object]] = [
    HEAD,
    [1, "Khảo sát", "Sở Xây dựng", None, None, "Tháng 6/2026"],
    [2, "Xây dựng kế hoạch", "Sở Tài chính", None, "Kế hoạch", "trước 30/6"],
    ["a)", "Lập dự toán", None, None, None, None],
    ["b)", "Trình phê duyệt", "Sở Nội vụ", None, None, None],
]


def test_a_row_with_a_product_of_its_own_above_sub_rows_is_asked_and_never_passed_over(tmp_path: Path) -> None:
    made = draft(saved(tmp_path / "a.xlsx", PARENT), ABOUT)
    asked = "có phải là một nhiệm vụ không? Tạm chưa đưa vào bản nháp."
    assert [(q.at[-2:], q.words) for q in made.questions if "nhiệm vụ không" in q.words] == [
        ("B3", f"hàng 2 có sản phẩm «Kế hoạch» riêng, các hàng con không dùng: {asked}")
    ]
    found = [fault for fault in stopped(made, tmp_path / "nhap") if "chưa có mục nào trích" in fault]
    assert all(fault.startswith("trang «Giao việc», ô B3: ") for fault in found)
    assert "«Xây dựng kế hoạch" in found[0]
    loaded, _ = read(tmp_path / "nhap")
    assert loaded is not None
    assert [(task.id, task.title, task.deliverable) for task in loaded.files.tasks[1:]] == [
        ("NV-2-a", "Xây dựng kế hoạch: Lập dự toán", None),
        ("NV-2-b", "Xây dựng kế hoạch: Trình phê duyệt", None),
    ]


def test_a_product_merged_over_sub_rows_is_theirs(tmp_path: Path) -> None:
    made = draft(saved(tmp_path / "a.xlsx", PARENT, ["E3:E5"]), ABOUT)
    tasks = laid_out(made, tmp_path / "nhap")
    assert [task.deliverable and task.deliverable.text for task in tasks] == [None, "Kế hoạch", "Kế hoạch"]


def test_the_numbers_of_sub_rows_make_their_ids(tmp_path: Path) -> None:
    due = "30/6/2026"
    rows: list[list[object]] = [
        HEAD,
        [3, "Mua sắm", "Sở Y tế", None, None, due],
        ["3.1", "Chọn nhà thầu", None, None, None, None],
        ["3.2", "Ký hợp đồng", None, None, None, None],
        ["a)", "Soạn thảo", None, None, None, None],
        ["b)", "Ký", "Sở Nội vụ", None, None, None],
        [4, "Tuyên truyền", "Sở Y tế", None, None, due],
        ["-", "Trên báo", None, None, None, None],
        ["-", "Trên đài", None, None, None, None],
        [5, "Tổng kết", "Sở Y tế", None, None, due],
    ]
    tasks = laid_out(draft(saved(tmp_path / "a.xlsx", rows), ABOUT), tmp_path / "nhap")
    assert [task.id for task in tasks] == ["NV-3-1", "NV-3-2-a", "NV-3-2-b", "NV-4-1", "NV-4-2", "NV-5"]
    assert tasks[1].note == "Thuộc việc: Mua sắm / Ký hợp đồng"
    assert names(tasks[1], "lead") == ["Sở Y tế"]


def test_the_marks_of_sub_rows_may_have_a_column_of_their_own(tmp_path: Path) -> None:
    """As in Kế hoạch 277/KH-UBND ngày 14/7/2026 of Hà Nội, where sub-rows share merged cells."""
    rows: list[list[object]] = [
        ["TT", "Stt", "Chi tiết", "Tên nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Sản phẩm", "Thời hạn"],
        [1, "1", None, "Hoàn thiện thể chế", "Sở Tư pháp", "Sở Y tế", "Quyết định", "Quý III/2026"],
        [2, None, "a)", "Rà soát văn bản", "Sở Tư pháp", None, None, None],
        [3, None, "b)", "Ban hành quy chế", "Sở Nội vụ", None, None, None],
        [4, "2", None, "Tuyên truyền", "Sở Y tế", None, "Tin bài", "Thường xuyên"],
    ]
    made = draft(saved(tmp_path / "a.xlsx", rows, ["B2:B4", "F2:F4", "G2:G4", "H2:H4"]), ABOUT)
    tasks = laid_out(made, tmp_path / "nhap")
    assert [task.id for task in tasks] == ["NV-1-a", "NV-1-b", "NV-2"]
    assert tasks[0].title == "Hoàn thiện thể chế: Rà soát văn bản"
    assert [task.deliverable and task.deliverable.text for task in tasks] == ["Quyết định", "Quyết định", "Tin bài"]
    assert not [q for q in made.questions if "không đưa vào" in q.words]


def test_a_row_that_names_no_duty_is_asked(tmp_path: Path) -> None:
    rows: list[list[object]] = [HEAD, PARENT[1], [None, None, "Sở Nội vụ", None, None, "30/9/2026"]]
    made = draft(saved(tmp_path / "a.xlsx", rows), ABOUT)
    asked = "trang «Giao việc», ô C3: cột «Nội dung nhiệm vụ» trống: hàng này thuộc nhiệm vụ nào?"
    assert any(str(q).startswith(asked) for q in made.questions)
    assert list(made.cells) == ["NV-1"]
    assert any(fault.startswith("trang «Giao việc», ô C3: chưa có mục") for fault in stopped(made, tmp_path / "nhap"))


def test_a_group_with_nothing_below_it_is_asked(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        HEAD,
        ["I", "Xây dựng", None, None, None, None],
        ["II", "Y tế", None, None, None, None],
        PARENT[1],
        [None, "Các cơ quan báo cáo kết quả trước ngày 15/12/2026", None, None, None, None],
        [None, "Ghi chú: thời hạn tính theo ngày làm việc.", None, None, None, None],
    ]
    made = draft(saved(tmp_path / "a.xlsx", rows), ABOUT)
    assert [q.at[-2:] for q in made.questions if "tên nhóm việc, hay là một nhiệm vụ?" in q.words] == ["B2", "B5"]
    found = stopped(made, tmp_path / "nhap")
    assert [fault[:24] for fault in found if "chưa có mục" in fault] == [
        f"trang «Giao việc», ô {at}:" for at in ("B2", "B5")
    ]


def test_sub_rows_below_a_merged_number_are_told_by_their_own_mark(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        HEAD,
        [1, "Mua sắm", "Sở Y tế", None, None, "30/6/2026"],
        [None, "a) Chọn nhà thầu", None, None, None, None],
        [None, "b) Ký hợp đồng", "Sở Nội vụ", None, None, None],
        [2, "Tổng hợp, báo cáo", "Sở Y tế", None, None, "31/12/2026"],
    ]
    tasks = laid_out(draft(saved(tmp_path / "a.xlsx", rows, ["A2:A4"]), ABOUT), tmp_path / "nhap")
    assert [(task.id, task.quote) for task in tasks] == [
        ("NV-1-a", "a) Chọn nhà thầu"),
        ("NV-1-b", "b) Ký hợp đồng"),
        ("NV-2", "Tổng hợp, báo cáo"),
    ]
    assert tasks[0].title == "Mua sắm: Chọn nhà thầu"


def test_a_row_that_only_holds_words_of_an_unused_column_names_no_group(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        [*HEAD, "Lãnh đạo phụ trách"],
        [*PARENT[1], "Phó Chủ tịch"],
        [None, None, None, None, None, None, "Chủ tịch"],
        [2, "Công khai", "Sở Y tế", None, None, "30/6/2026", None],
    ]
    tasks = laid_out(draft(saved(tmp_path / "a.xlsx", rows), ABOUT), tmp_path / "nhap")
    assert [(task.id, task.note) for task in tasks] == [("NV-1", None), ("NV-2", None)]


def test_a_signature_is_no_duty_and_a_heading_said_again_neither(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        HEAD,
        PARENT[1],
        HEAD,
        COUNTED[:6],
        [2, "Công khai kết quả", "Văn phòng UBND", None, None, "31/12/2026"],
        [None, "Lễ ra quân, ngày 19 tháng 5 năm 2026", "Tỉnh đoàn", None, None, "19/5/2026"],
        [None, None, None, "Lào Cai, ngày 12 tháng 3 năm 2026", None, None],
        [None, "Người lập biểu", None, "TM. UBND TỈNH", None, None],
        [None, "Nguyễn Văn A", "Trần Văn B", None, None, None],
    ]
    made = draft(saved(tmp_path / "a.xlsx", rows), ABOUT)
    assert [task.id for task in laid_out(made, tmp_path / "nhap")] == ["NV-1", "NV-2", "NV-3"]
    assert any(str(q).startswith("trang «Giao việc», ô D7: từ hàng này trở xuống được coi") for q in made.questions)
    loaded, _ = read(tmp_path / "nhap")
    assert loaded is not None
    assert [covered.reason for covered in loaded.coverage()][-3:] == ["closing"] * 3


def test_words_that_stand_twice_in_a_row_are_quoted_with_the_cell_beside_them(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        HEAD,
        [1, "Báo cáo tổng kết", "Sở Nội vụ", None, "Báo cáo tổng kết", "Tháng 6/2026"],
        [2, "Báo cáo tổng kết", "Sở Y tế", None, "Báo cáo tổng kết", "Tháng 12/2026"],
    ]
    tasks = laid_out(draft(saved(tmp_path / "a.xlsx", rows), ABOUT), tmp_path / "nhap")
    assert [(task.title, task.quote) for task in tasks] == [
        ("Báo cáo tổng kết", "Báo cáo tổng kết | Sở Nội vụ"),
        ("Báo cáo tổng kết", "Báo cáo tổng kết | Sở Y tế"),
    ]


def test_a_remark_of_the_table_goes_with_the_duty(tmp_path: Path) -> None:
    rows: list[list[object]] = [[*HEAD, "Ghi chú"], [*PARENT[1], "Việc trọng tâm"]]
    (task,) = laid_out(draft(saved(tmp_path / "a.xlsx", rows), ABOUT), tmp_path / "nhap")
    assert task.note == "Ghi chú của bảng: Việc trọng tâm"


def test_a_month_or_a_day_that_the_spreadsheet_made_a_date_is_what_it_shows(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.xlsx", [HEAD, PARENT[1], [2, "Công khai", "Sở Y tế", None, None, None]])
    book = load_workbook(path)
    sheet = book.active
    assert sheet is not None
    for row, day, shown in ((2, date(2026, 3, 1), "mmm-yy"), (3, date(2019, 6, 30), "d-mmm")):
        sheet.cell(row, 6).value = day
        sheet.cell(row, 6).number_format = shown
    book.save(path)
    tasks = laid_out(draft(path, ABOUT._replace(first=date(2026, 1, 1), last=date(2026, 12, 31))), tmp_path / "nhap")
    assert [task.deadline and task.deadline.quote for task in tasks] == ["03/2026", "30/06"]
    assert [task.deadline and task.deadline.date for task in tasks] == [date(2026, 3, 31), date(2026, 6, 30)]


def test_a_number_that_the_spreadsheet_counts_is_its_value(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.xlsx", [HEAD, PARENT[1], ["=A2+1", "Công khai", "Sở Y tế", None, None, "30/6/2026"]])
    counted = tmp_path / "b.xlsx"
    with zipfile.ZipFile(path) as packed, zipfile.ZipFile(counted, "w") as again:
        for name in packed.namelist():
            text = packed.read(name)
            again.writestr(name, text.replace(b"<f>A2+1</f><v />", b"<f>A2+1</f><v>2</v>"))
    assert [task.id for task in laid_out(draft(counted, ABOUT), tmp_path / "nhap")] == ["NV-1", "NV-2"]


def test_a_cell_that_says_as_above_is_the_cell_above(tmp_path: Path) -> None:
    rows: list[list[object]] = [HEAD, PARENT[1]]
    rows += [[2, "Công khai", "nt", None, None, "-nt-"], [3, "Tổng kết", "Như trên", None, None, "//"]]
    tasks = laid_out(draft(saved(tmp_path / "a.xlsx", rows), ABOUT), tmp_path / "nhap")
    assert [names(task, "lead") for task in tasks] == [["Sở Xây dựng"]] * 3
    assert [task.deadline and task.deadline.date for task in tasks] == [date(2026, 6, 30)] * 3


def test_a_cell_that_mixes_roles_is_asked(tmp_path: Path) -> None:
    rows = [HEAD, [1, "Khảo sát", "Sở Xây dựng chủ trì, phối hợp với Sở Y tế", None, None, "30/6/2026"]]
    asked = "cơ quan nào chủ trì, cơ quan nào phối hợp?"
    at = [q.at[-2:] for q in draft(saved(tmp_path / "a.xlsx", rows), ABOUT).questions if asked in q.words]
    assert at == ["C2"]


def test_a_table_on_another_sheet_is_told(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.xlsx", [HEAD, PARENT[1]])
    book = load_workbook(path)
    sheet = book.create_sheet("Phụ lục II")
    sheet.append(HEAD)
    sheet.append([1, "Công khai", "Sở Y tế"])
    book.save(path)
    told = "trang «Phụ lục II», ô B2: bảng giao việc ở trang này chưa đưa vào bản nháp; lưu thành tệp riêng rồi nhập"
    assert told in list(map(str, draft(path, ABOUT).questions))


def test_names_that_may_be_of_one_body_are_asked_at_their_cell(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        HEAD,
        [1, "Khảo sát", "Sở KH&CN", "UBND thành phố, Sở Khoa học và Công nghệ", None, "30/6/2026"],
    ]
    asked = [str(q) for q in draft(saved(tmp_path / "a.xlsx", rows), ABOUT).questions]
    advice = "có phải cùng một cơ quan? Nếu phải thì giữ một mục trong agencies.yaml, ghi tên kia làm cách viết khác"
    place = "trang «Giao việc», ô D2"
    assert f"{place}: «UBND thành phố» và «Uỷ ban nhân dân thành phố Mẫu»: {advice}" in asked
    assert f"{place}: «Sở Khoa học và Công nghệ» và «Sở KH&CN»: {advice}" in asked


@pytest.mark.parametrize(
    "rows", [[["Tên", "Số lượng"], ["Bút", 3]], [HEAD], [["STT", "Nhiệm vụ"], [1, "Khảo sát"]], [[]]]
)
def test_a_file_without_such_a_table_is_told(tmp_path: Path, rows: list[list[object]]) -> None:
    with pytest.raises(Refused, match="không thấy bảng giao việc"):
        draft(saved(tmp_path / "a.xlsx", rows), ABOUT)


# --- the command ---


def test_the_command_writes_the_draft_and_never_over_another(tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "build.py"), "import", str(MINISTRY), "--out", str(tmp_path / "nhap")]
    command += ["--issuer", "Bộ Tài nguyên và Môi trường", "--place", "cả nước"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.rstrip().endswith("9 nhiệm vụ; 9 điều cần quyết định, 0 lỗi.")
    check = [sys.executable, str(ROOT / "build.py"), "check", "--plan", str(tmp_path / "nhap")]
    assert subprocess.run(check, cwd=ROOT, capture_output=True, check=False).returncode == 0
    again = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert again.returncode == 1
    assert "đã có tệp" in again.stderr
