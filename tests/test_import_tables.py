"""Assignment tables as offices circulate them become drafts that pass the check, or questions at their cells."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from tracker.importing import About, Draft, Refused, draft, faults
from tracker.importing.names import bodies, is_collective
from tracker.model import Task
from tracker.reader import read
from tracker.text import same_tone, squeeze
from tracker.vocabulary import TaskKind

ROOT = Path(__file__).parent.parent
OFFICE = Path(__file__).parent / "office"
MINISTRY = OFFICE / "btnmt-kh09-2024-phu-luc.csv"
ABOUT = About("Uỷ ban nhân dân thành phố Mẫu", "thành phố Mẫu", "Kế hoạch năm 2026")


def laid_out(made: Draft, folder: Path) -> list[Task]:
    """Write a draft that must pass the check, and give its duties."""
    for name, text in made.files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    assert list(map(str, faults(made, folder))) == []
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


HEAD = ["STT", "Nội dung nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Sản phẩm", "Thời hạn hoàn thành"]


def names(task: Task, role: str) -> list[str]:
    return [squeeze(entry.quote or "") for entry in getattr(task, role)]


# --- a real table ---


def test_the_ministrys_table_agrees_with_what_a_person_reads(tmp_path: Path) -> None:
    about = About("Bộ Tài nguyên và Môi trường", "cả nước")
    tasks = laid_out(draft(MINISTRY, about), tmp_path)
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
            [1, "Rà soát thủ tục hành chính", "Sở Nội vụ", "Sở Tư pháp", "Báo cáo", "Quý III/2026"],
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
    assert "trang «Giao việc», ô B2: NV-1: ô cơ quan chủ trì trống; ai chủ trì?" in list(map(str, made.questions))
    for name, text in made.files.items():
        (tmp_path / "nhap" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "nhap" / name).write_text(text, encoding="utf-8")
    assert [fault.at for fault in faults(made, tmp_path / "nhap")] == ["trang «Giao việc», ô B2"]


def test_columns_the_program_does_not_know_are_told(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        [*HEAD, "Lãnh đạo phụ trách"],
        [1, "Khảo sát hiện trạng", "Sở Xây dựng", None, None, "2026", "Phó Chủ tịch"],
    ]
    made = draft(saved(tmp_path / "a.xlsx", rows), ABOUT)
    assert "trang «Giao việc», ô G1: cột «Lãnh đạo phụ trách» không đưa vào bản nháp" in list(map(str, made.questions))
    laid_out(made, tmp_path / "nhap")


@pytest.mark.parametrize(
    "rows", [[["Tên", "Số lượng"], ["Bút", 3]], [HEAD], [["STT", "Nhiệm vụ"], [1, "Khảo sát"]], [[]]]
)
def test_a_file_without_such_a_table_is_told(tmp_path: Path, rows: list[list[object]]) -> None:
    with pytest.raises(Refused, match="không thấy bảng giao việc"):
        draft(saved(tmp_path / "a.xlsx", rows), ABOUT)


# --- the words of cells ---


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("Vụ Pháp chế và các đơn vị có liên quan.", ["Vụ Pháp chế", "các đơn vị có liên quan"]),
        ("Sở Giáo dục và Đào tạo", ["Sở Giáo dục và Đào tạo"]),
        ("Văn phòng HĐND và UBND", ["Văn phòng HĐND và UBND"]),
        ("Sở Y tế; Sở Nội vụ\nCông an tỉnh", ["Sở Y tế", "Sở Nội vụ", "Công an tỉnh"]),
        ("- Sở Y tế\n- UBND các xã, phường", ["Sở Y tế", "UBND các xã, phường"]),
        ("Sở Văn hoá, Thể thao\nvà Du lịch", ["Sở Văn hoá, Thể thao và Du lịch"]),
        ("Cục A và các cơ quan, đơn vị có liên quan", ["Cục A", "các cơ quan, đơn vị có liên quan"]),
        ("", []),
    ],
)
def test_the_bodies_in_a_cell(cell: str, found: list[str]) -> None:
    assert list(bodies(cell.splitlines())) == found


def test_a_collective_is_told_from_a_single_body() -> None:
    assert is_collective("UBND các xã, phường")
    assert is_collective("Các sở, ban, ngành")
    assert not is_collective("Cục Biến đổi khí hậu")


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
