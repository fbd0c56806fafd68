"""The schemas that editors read: current, complete, and named by every data file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tracker.schemas import schemas, write_schemas

PLAN = Path(__file__).parent.parent / "plan"
SCHEMAS = dict(schemas())


def _objects(schema: Any) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        yield schema
    for inner in schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ():
        yield from _objects(inner)


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_in_the_repository_is_current(name: str) -> None:
    written = (PLAN / "schema" / name).read_text(encoding="utf-8")
    assert written == SCHEMAS[name], "run: python build.py schema"


def test_no_schema_of_a_file_that_is_no_more() -> None:
    assert {path.name for path in (PLAN / "schema").iterdir()} == set(SCHEMAS)


@pytest.mark.parametrize("path", sorted(PLAN.glob("*.yaml")), ids=lambda path: path.name)
def test_a_data_file_names_its_schema(path: Path) -> None:
    first = path.read_text(encoding="utf-8").split("\n", 1)[0]
    assert first == f"# yaml-language-server: $schema=schema/{path.stem}.schema.json"
    assert (PLAN / "schema" / f"{path.stem}.schema.json").exists()


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_refuses_unknown_keys_and_describes_every_key(name: str) -> None:
    objects = [part for part in _objects(json.loads(SCHEMAS[name])) if "properties" in part]
    assert objects
    for part in objects:
        assert part["additionalProperties"] is False
        assert [key for key, value in part["properties"].items() if not value.get("description")] == []


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_value_of_a_vocabulary_has_its_label(name: str) -> None:
    for part in _objects(json.loads(SCHEMAS[name])):
        if "enum" in part:
            assert len(part["enumDescriptions"]) == len(part["enum"])
            assert all(part["enumDescriptions"])


def test_schemas_are_written_into_a_new_folder(tmp_path: Path) -> None:
    write_schemas(tmp_path / "moi")
    assert {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "moi").iterdir()} == SCHEMAS
