"""Report forms as an office fills them in and sends them back; the sample's commune Mẫu Bắc on 30/9/2031."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from tracker.checks import check
from tracker.database import write
from tracker.exports.duties import Duties
from tracker.exports.form import Form, agency_form
from tracker.exports.form_workbook import SHEET, form_workbook
from tracker.exports.origin import read_origin
from tracker.loaded import Loaded
from tracker.problems import Severity
from tracker.reader import read

SAMPLE = Path(__file__).parent.parent / "examples" / "thanh-pho-mau"
AS_OF = "2031-09-30"
RECORDED = date(2031, 10, 2)
BODY = "phuong-mau-bac"

Edit = Callable[[Workbook], None]


def loaded_plan(folder: Path = SAMPLE) -> Loaded:
    """Give a plan that must be sound."""
    loaded, problems = read(folder)
    assert loaded is not None
    assert not [p for p in [*problems, *check(loaded)] if p.severity is Severity.ERROR]
    return loaded


def database(folder: Path, plan: Path = SAMPLE, as_of: str = AS_OF) -> sqlite3.Connection:
    """Give the database of a plan, written into a folder."""
    write(folder / "plan.db", loaded_plan(plan), [], date.fromisoformat(as_of))
    return sqlite3.connect(folder / "plan.db")


def form_of(connection: sqlite3.Connection, agency: str = BODY, as_of: str = AS_OF) -> Form:
    """Give the form of a body that owes something."""
    form = agency_form(agency, Duties(connection, as_of), read_origin(connection), as_of)
    assert form is not None
    return form


def filled(form: Form, target: Path, *edits: Edit) -> Path:
    """Save a form as a workbook, with what an office did to it."""
    target.write_bytes(form_workbook(form))
    book = load_workbook(target)
    for edit in edits:
        edit(book)
    book.save(target)
    book.close()
    return target


def cells(**values: str | float | date | None) -> Edit:
    """Give the edit that fills cells of the form by their names."""

    def edit(book: Workbook) -> None:
        for name, value in values.items():
            book[SHEET][name] = value

    return edit


#: The row of TC-11-3, «thường xuyên», filled in as it should be.
GOOD = cells(
    C5="50/BC-UBND",
    C6=date(2031, 9, 30),
    G12="Đã hoàn thành",
    H12=date(2031, 9, 20),
    I12="Đã kiểm tra 12 điểm tập kết; xử lý 7 trường hợp.",
    K12="Báo cáo kết quả kiểm tra",
    L12="45/BC-UBND",
    M12=date(2031, 9, 21),
    N12="https://mau-bac.example/45-bc-ubnd",
)
