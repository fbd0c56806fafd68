"""Report forms: only what is to be filled in is open, and each form knows which one it is."""

from __future__ import annotations

import csv
import io
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from filled_forms import AS_OF, BODY, database, form_of
from openpyxl import load_workbook

from tracker.exports.duties import Duties
from tracker.exports.form import ENTERED, GIVEN, form_csv, reporting_bodies
from tracker.exports.form_workbook import HEAD_ROW, MARKS_SHEET, SHEET, form_workbook
from tracker.vocabulary import ClaimState


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    opened = database(tmp_path)
    yield opened
    opened.close()


def test_only_the_cells_to_fill_in_are_open(connection: sqlite3.Connection) -> None:
    form = form_of(connection)
    book = load_workbook(io.BytesIO(form_workbook(form)))
    sheet = book[SHEET]
    assert sheet.protection.sheet
    assert not sheet.protection.password
    unlocked = {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    rows = range(HEAD_ROW + 2, HEAD_ROW + 2 + len(form.rows))
    assert unlocked == {"C5", "C6"} | {f"{column}{row}" for column in "GHIJKLMN" for row in rows}
    assert book[MARKS_SHEET].sheet_state == "veryHidden"


def test_states_are_chosen_from_a_list_and_days_are_days(connection: sqlite3.Connection) -> None:
    sheet = load_workbook(io.BytesIO(form_workbook(form_of(connection))))[SHEET]
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    listed = next(rule for rule in rules.values() if rule.type == "list")
    assert listed.formula1 == '"' + ",".join(state.label for state in ClaimState) + '"'
    covered = {cell for cells, rule in rules.items() if rule.type == "date" for cell in cells.split()}
    assert "C6" in covered
    assert sheet["H9"].number_format == "dd/mm/yyyy"
    assert sheet["L9"].number_format == "@"


def test_a_form_holds_what_the_body_owes_on_the_day(connection: sqlite3.Connection) -> None:
    form = form_of(connection)
    sql = "select obligation from states where agency = ? and first <= ? and ? < until and state <> 'khong-ap-dung'"
    owed = {row[0] for row in connection.execute(sql, (BODY, AS_OF, AS_OF))}
    assert {row["id"] for row in form.rows} == owed != set()


def test_every_body_that_owes_something_has_a_form(connection: sqlite3.Connection) -> None:
    duties = Duties(connection, AS_OF)
    sql = "select distinct o.agency from obligations o join agencies a on a.id = o.agency where not a.collective"
    assert set(reporting_bodies(duties)) == {row[0] for row in connection.execute(sql)}
    members = {
        row[0]
        for row in connection.execute("select member from agency_members where collective = 'ubnd-cac-xa-phuong'")
    }
    assert set(reporting_bodies(duties, "ubnd-cac-xa-phuong")) == members


def test_the_version_follows_what_identifies_the_rows(connection: sqlite3.Connection) -> None:
    form = form_of(connection)
    first, *others = form.rows
    assert replace(form, rows=others).version != form.version
    assert replace(form, rows=[{**first, "quote": "khác"}, *others]).version != form.version
    assert replace(form, rows=[{**first, "state": "khác"}, *others]).version == form.version


def test_the_same_form_has_the_same_bytes(connection: sqlite3.Connection) -> None:
    form = form_of(connection)
    assert form_workbook(form) == form_workbook(form)


def test_the_csv_has_the_same_rows_and_every_mark(connection: sqlite3.Connection) -> None:
    form = form_of(connection)
    rows = list(csv.DictReader(io.StringIO(form_csv(form).decode("utf-8-sig"))))
    assert [row["Mã"] for row in rows] == [row["id"] for row in form.rows]
    assert {row["Phiên bản"] for row in rows} == {form.version}
    assert set(rows[0]) >= {column.heading for column in (*GIVEN, *ENTERED)}
