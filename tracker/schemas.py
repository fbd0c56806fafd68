"""The model → JSON Schemas for editors, which then complete keys, list values and underline mistakes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import core_schema

from tracker.reader import FILES
from tracker.records import Record
from tracker.vocabulary import Vocabulary

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


class _Schema(GenerateJsonSchema):
    """Gives each value of a vocabulary its Vietnamese label, under the key that editors show."""

    def enum_schema(self, schema: core_schema.EnumSchema) -> dict[str, Any]:
        made = super().enum_schema(schema)
        labels = [f"{v.label}. {v.definition}".strip() for v in schema["members"] if isinstance(v, Vocabulary)]
        return {**made, "enumDescriptions": labels, "markdownEnumDescriptions": labels}


def schemas() -> Iterator[tuple[str, str]]:
    """Give each schema as the name of its file and its JSON text."""
    for name, kind in {**FILES, "record": Record}.items():
        made = TypeAdapter(kind).json_schema(mode="validation", schema_generator=_Schema)
        titled = {"$schema": _DIALECT, "title": f"{name}.yaml", **_plain(made)}
        yield f"{name}.schema.json", json.dumps(titled, ensure_ascii=False, indent=2) + "\n"


def _plain(value: Any) -> Any:
    """Leave out the titles that pydantic makes of the names of fields."""
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items() if key != "title" or not isinstance(inner, str)}
    return value


def write_schemas(folder: Path) -> None:
    """Write every schema into a folder, which is made when it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in schemas():
        (folder / name).write_text(text, encoding="utf-8")
