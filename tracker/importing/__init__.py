"""An assignment table as offices circulate it → draft files of a plan, and what a person must decide, by cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tracker.checks import check
from tracker.importing.columns import find_head
from tracker.importing.drafting import SOURCE, About, Drafting, Question, lead_cell
from tracker.importing.grid import read_grids
from tracker.problems import Problem, Severity
from tracker.reader import read
from tracker.receiving.returned import FormFault, Refused

__all__ = ["About", "Draft", "Question", "Refused", "draft", "faults"]


@dataclass(frozen=True)
class Draft:
    """The files of a draft plan by their names, what must be decided, and the cells that faults are told by."""

    files: Mapping[str, str]
    questions: Sequence[Question]
    cells: Mapping[str, str]
    """The cell of each duty."""
    leads: Mapping[str, str]
    """The cell that names who leads each duty."""
    lines: Mapping[int, str]
    """The cell of each row, by its line in the source text."""


def draft(path: Path, about: About) -> Draft:
    """Give the draft of a plan from a table in .xlsx or .csv.

    Raises Refused when the file cannot be read, or no table in it names tasks and who leads them.
    """
    tables = [Drafting(path.name, grid, head, about) for grid in read_grids(path) if (head := find_head(grid))]
    filled = [table for table in tables if table.duties]
    if not filled:
        message = "không thấy bảng giao việc: cần một hàng tiêu đề có cột nhiệm vụ và cột cơ quan chủ trì"
        raise Refused([FormFault(path.name, "", message)])
    for other in filled[1:]:
        words = "bảng giao việc ở trang này chưa đưa vào bản nháp; lưu thành tệp riêng rồi nhập"
        filled[0].questions.append(Question(other.duties[0].cells["task"].at, words))
    return _drafted(filled[0], path, about)


def _drafted(drafting: Drafting, path: Path, about: About) -> Draft:
    first, last = _period(drafting, path, about)
    files = drafting.files(first, last)
    cells = {drafting.ids[row.row]: row.cells["task"].at for row in drafting.duties}
    leads = {drafting.ids[row.row]: lead_cell(row).at for row in drafting.duties}
    lines = {line: row.cells["task"].at for line, row in drafting.text.rows_by_line().items()}
    return Draft(files, drafting.questions, cells, leads, lines)


def _period(drafting: Drafting, path: Path, about: About) -> tuple[date, date]:
    years = drafting.years()
    first = about.first or (date(min(years), 1, 1) if years else None)
    last = about.last or (date(max(years), 12, 31) if years else None)
    if first is None or last is None:
        message = "bảng không nêu năm nào; cho biết giai đoạn thực hiện bằng --first và --last"
        raise Refused([FormFault(path.name, "", message)])
    if not (about.first and about.last):
        words = f"giai đoạn lấy theo các năm trong cột thời hạn: {first:%d/%m/%Y} – {last:%d/%m/%Y}; kiểm tra lại"
        drafting.questions.append(Question("", words))
    return first, last


def faults(draft: Draft, folder: Path) -> Sequence[Question]:
    """Check the draft in a folder; gives what stops it, at the cell that it is about."""
    loaded, problems = read(folder)
    found = sorted(set(problems) | set(check(loaded) if loaded else ()))
    return [_by_cell(problem, draft) for problem in found if problem.severity is Severity.ERROR]


def _by_cell(problem: Problem, draft: Draft) -> Question:
    duty = problem.subject.rpartition(" ")[2]
    if problem.rule == "missing_key" and "'lead'" in problem.message and duty in draft.leads:
        return Question(draft.leads[duty], f"nhiệm vụ {duty} chưa có cơ quan chủ trì  [lead_named]")
    at = draft.cells.get(duty, f"{problem.path}:{problem.line}")
    if problem.path.endswith(SOURCE):
        at = draft.lines.get(problem.line, at)
    return Question(at, f"{problem.message}  [{problem.rule}]")
