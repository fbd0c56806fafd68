"""Open data: every table and question as CSV and JSON, described by a valid Data Package."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from exported import PLANS, QUESTIONS, connect, database, downloads

from tracker.questions import run

FORMULA = re.compile(r"[=+\-@\t\r]")
#: The only thing that may begin with one of these.
NEGATIVE = re.compile(r"-\d+(\.\d+)?(e-?\d+)?")


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
    for plan in PLANS:
        for path, data in downloads(plan).items():
            if path.endswith(".csv"):
                assert data.startswith(b"\xef\xbb\xbf")
                cells = (cell for row in parsed(plan, path) for cell in row)
                assert [cell for cell in cells if FORMULA.match(cell) and not NEGATIVE.fullmatch(cell)] == [], path


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
    (tmp_path / "du-lieu" / "plan.db").write_bytes(database(plan).read_bytes())
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
    assert [field["name"] for field in found["tasks"]["schema"]["fields"]] == (parsed("real", "du-lieu/tasks.csv")[0])
    assert list(undescribed(found)) == []


def undescribed(found: dict[str, Any]) -> Iterator[str]:
    for name, one in found.items():
        if "schema" in one and not name.startswith("cau-hoi-"):
            yield from (f"{name}.{field['name']}" for field in one["schema"]["fields"] if "description" not in field)


@pytest.mark.parametrize("plan", PLANS)
def test_the_package_names_every_data_file(plan: str) -> None:
    paths = [f"du-lieu/{one['path']}" for one in resources(plan)]
    data = {
        path for path in downloads(plan) if path.startswith("du-lieu/") and path.endswith((".csv", ".json", ".xlsx"))
    }
    assert set(paths) == data - {"du-lieu/datapackage.json"} | {"du-lieu/plan.db"}
    assert len(paths) == len(set(paths))
    names = [one["name"] for one in resources(plan)]
    assert len(names) == len(set(names))


def catalogue(plan: str, site: str = "") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(downloads(plan, "", site)["du-lieu/dcat.jsonld"])
    return found


def test_the_catalogue_names_files_that_exist() -> None:
    distributions = catalogue("sample")["dcat:distribution"]
    files = [one["dcat:downloadURL"]["@id"].removeprefix("../") for one in distributions]
    assert set(files) <= {*downloads("sample"), "du-lieu/plan.db"}
    assert {"du-lieu/plan.db", "du-lieu/ke-hoach.xlsx", "du-lieu/datapackage.json", "du-lieu/tasks.csv"} <= set(files)


@pytest.mark.parametrize("plan", PLANS)
def test_the_catalogue_has_what_dcat_and_search_engines_need(plan: str) -> None:
    """W3C DCAT 3 with DCAT-AP's mandatory and recommended properties; schema.org as Google Dataset Search reads it."""
    data = catalogue(plan)
    assert {
        "dct:title",
        "dct:description",
        "dct:publisher",
        "dct:temporal",
        "dct:spatial",
        "dcat:keyword",
    } <= data.keys()
    assert data["dct:license"] == {"@id": "https://creativecommons.org/licenses/by/4.0/"}
    assert data["dct:modified"]["@value"] == PLANS[plan][1]
    assert data["dct:temporal"]["dcat:startDate"] == {"@value": f"{PLANS[plan][1][:4]}-01-01", "@type": "xsd:date"}
    assert data["dct:spatial"]["skos:prefLabel"]["@value"].startswith("thành phố")
    assert data["dcat:landingPage"]["@id"] != data["@id"]
    assert 50 <= len(data["schema:description"]) <= 5000
    assert data["schema:license"] == data["dct:license"]
    assert data["schema:temporalCoverage"] == f"{PLANS[plan][1][:4]}-01-01/{PLANS[plan][1][:4]}-12-31"
    assert data["schema:publisher"]["schema:name"] == "Rõ Việc"
    assert {key.split(":")[0] for key in data if not key.startswith("@")} <= data["@context"].keys()
    for one in data["dcat:distribution"]:
        assert {"@id", "dcat:accessURL", "dcat:downloadURL", "dcat:mediaType", "dct:license"} <= one.keys()
        assert one["schema:contentUrl"] == one["dcat:downloadURL"]
    assert [one["@id"] for one in data["dcat:distribution"]] == [one["@id"] for one in data["schema:distribution"]]


def test_with_the_address_of_the_site_the_catalogue_is_true_anywhere() -> None:
    site = "https://thanh-pho-mau.example/"
    data = catalogue("sample", site)
    assert data["@id"] == f"{site}du-lieu-mo/#bo-du-lieu"
    assert all(one["dcat:downloadURL"]["@id"].startswith(site) for one in data["dcat:distribution"])
