"""Report forms: only what is to be filled in is open, and each form knows which one it is."""

from __future__ import annotations

import csv
import io
import re
import sqlite3
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path
from typing import NamedTuple

import pytest
from filled_forms import AS_OF, BODY, database, form_of
from openpyxl import load_workbook

from tracker.exports.duties import Duties
from tracker.exports.form import ENTERED, FIRST_DAY, GIVEN, form_csv, reporting_bodies
from tracker.exports.form_workbook import _GUIDE, HEAD_ROW, MARKS_SHEET, SHEET, form_workbook
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


def test_rows_grow_with_what_is_typed_into_them(connection: sqlite3.Connection) -> None:
    form = form_of(connection)
    with zipfile.ZipFile(io.BytesIO(form_workbook(form))) as packed:
        sheet = packed.read("xl/worksheets/sheet1.xml").decode()
    rows = {int(n): said for n, said in re.findall(r'<row r="(\d+)"([^>]*)>', sheet)}
    table = [rows[number] for number in range(HEAD_ROW + 2, HEAD_ROW + 2 + len(form.rows))]
    assert all("ht=" in said and "customHeight" not in said for said in table)


def test_nothing_is_taken_that_cannot_be_received(connection: sqlite3.Connection) -> None:
    sheet = load_workbook(io.BytesIO(form_workbook(form_of(connection))))[SHEET]
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    first = (date(2030, 12, 27) - date(1899, 12, 30)).days
    assert {rules["C6"].formula1, rules["H9:H13"].formula1} == {str(first)}
    assert rules["M9:M13"].formula1 == str((FIRST_DAY - date(1899, 12, 30)).days)
    assert (rules["I9:I13"].type, rules["I9:I13"].formula1) == ("textLength", "2000")


class Word(NamedTuple):
    """A word on a page of a PDF: its box in points from the upper left, and itself."""

    left: float
    top: float
    right: float
    bottom: float
    word: str


def printed(workbook: Path) -> list[tuple[float, float, list[Word]]]:
    """Give width, height and words of each page that LibreOffice prints."""
    folder = workbook.parent
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(workbook)]
    subprocess.run(command, check=True, capture_output=True)
    reader = ["pdftotext", "-bbox", str(workbook.with_suffix(".pdf")), "-"]
    said = subprocess.run(reader, check=True, capture_output=True, encoding="utf-8").stdout
    size = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.DOTALL)
    return [(float(width), float(height), words(page)) for width, height, page in size.findall(said)]


def words(page: str) -> list[Word]:
    """Give the words of a page as pdftotext tells of them."""
    word = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.+?)</word>')
    return [Word(float(a), float(b), float(c), float(d), unescape(text)) for a, b, c, d, text in word.findall(page)]


#: How high Times New Roman, and the fonts that stand in for it, stand and hang for a letter of size 1.
_OF_A_LETTER = 1.107
_FOOTER = 40


@pytest.mark.slow
def test_the_form_prints_on_a4_in_letters_that_can_be_read(connection: sqlite3.Connection, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(form_workbook(form_of(connection)))
    *table, guide = printed(tmp_path / "a.xlsx")
    assert {(round(width), round(height)) for width, height, _ in table} == {(842, 595)}
    assert [round(side) for side in guide[:2]] == [595, 842]
    for width, height, told in (*table, guide):
        assert max(word.right for word in told) < width - 10
        body = [word for word in told if word.bottom < height - _FOOTER]
        assert min((word.bottom - word.top) / _OF_A_LETTER for word in body) > 9
    said = "".join(word.word for word in guide[2])  # a letter from another font begins a new word
    assert [line for line in _GUIDE if line.replace(" ", "") not in said] == []


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
