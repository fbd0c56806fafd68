"""Open data: every table and question as CSV and JSON, described by a valid Data Package."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from exported import PLANS, QUESTIONS, connect, downloads

from tracker.questions import run


def parsed(plan: str, path: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(downloads(plan)[path].decode("utf-8-sig"), newline="")))


def resources(plan: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(downloads(plan)["du-lieu/datapackage.json"])["resources"]
    return found


@pytest.mark.parametrize("plan", PLANS)
def test_every_table_is_there_whole_as_json_and_as_csv(plan: str) -> None:
    with closing(connect(plan)) as connection:
        tables = [row[0] for row in connection.execute("select name from pragma_table_list where type = 'table'")]
        own = [name for name in tables if not name.startswith("sqlite_") and "_fts" not in name]
        assert "periods" in own
        for name in own:
            rows = connection.execute(f'select * from "{name}" order by rowid').fetchall()
            assert [tuple(row.values()) for row in json.loads(downloads(plan)[f"du-lieu/{name}.json"])["rows"]] == rows
            assert len(parsed(plan, f"du-lieu/{name}.csv")) == len(rows) + 1


def test_every_question_is_there_with_its_vietnamese_headings() -> None:
    with closing(connect("sample")) as connection:
        for question in QUESTIONS:
            answer = run(connection, question)
            data = json.loads(downloads("sample")[f"du-lieu/cau-hoi/{question.name}.json"])
            assert [tuple(row.values()) for row in data["rows"]] == list(answer.rows)
            assert data["title"] == question.title
            assert tuple(parsed("sample", f"du-lieu/cau-hoi/{question.name}.csv")[0]) == answer.columns


def test_no_csv_cell_is_a_formula() -> None:
    def is_number(cell: str) -> bool:
        return cell.lstrip("-").replace(".", "", 1).isdigit()

    for path, data in downloads("real").items():
        if path.endswith(".csv"):
            assert data.startswith(b"\xef\xbb\xbf")
            cells = (cell for row in parsed("real", path) for cell in row)
            assert [cell for cell in cells if cell[:1] in {*"=+-@\t\r"} and cell and not is_number(cell)] == []


# The library writes into the tree of loggers and opens what it never closes: it works in a process of its own.
VALIDATE = """
import sys
from frictionless import Package
report = Package(sys.argv[1]).validate()
for row in report.flatten(["name", "rowNumber", "fieldName", "type", "message"])[:20]:
    print(row)
print(report.valid, len(report.tasks), sum(task.stats["errors"] for task in report.tasks))
"""


@pytest.mark.parametrize("plan", PLANS)
def test_the_data_package_is_valid_with_its_keys(plan: str, tmp_path: Path) -> None:
    for path, data in downloads(plan).items():
        if path.startswith("du-lieu/"):
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_bytes(data)
    command = [sys.executable, "-c", VALIDATE, str(tmp_path / "du-lieu" / "datapackage.json")]
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    assert said.stdout.splitlines()[-1:] == [f"True {len(resources(plan))} 0"], said.stdout + said.stderr


def test_the_package_describes_every_column_with_type_key_and_reference() -> None:
    found = {one["name"]: one for one in resources("real")}
    schema = found["obligations"]["schema"]
    due = next(field for field in schema["fields"] if field["name"] == "due")
    assert due["type"] == "date"
    assert due["description"].startswith("Hạn cuối")
    assert schema["primaryKey"] == ["position"]
    assert {"fields": ["agency"], "reference": {"resource": "agencies", "fields": ["id"]}} in schema["foreignKeys"]
    assert [field["name"] for one in found.values() for field in one["schema"]["fields"] if one["name"] == "tasks"] == (
        parsed("real", "du-lieu/tasks.csv")[0]
    )
    assert list(undescribed(found)) == []


def undescribed(found: dict[str, Any]) -> Iterator[str]:
    for name, one in found.items():
        if not name.startswith("cau-hoi-"):
            yield from (f"{name}.{field['name']}" for field in one["schema"]["fields"] if "description" not in field)


def test_the_catalogue_names_files_that_exist() -> None:
    data = json.loads(downloads("sample")["du-lieu/dcat.jsonld"])
    files = [one["dcat:downloadURL"]["@id"].removeprefix("../") for one in data["dcat:distribution"]]
    assert set(files) <= {*downloads("sample"), "du-lieu/plan.db"}
    assert {"du-lieu/plan.db", "du-lieu/ke-hoach.xlsx", "du-lieu/datapackage.json"} <= set(files)
    assert data["dct:modified"]["@value"] == "2031-09-30"
