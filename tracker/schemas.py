"""The model → JSON Schemas for editors, which then complete keys, list values and underline mistakes.

An editor reads YAML 1.2: `23281`, `2031` and `4.63` are numbers to it, which the checker takes as they are written.
So a schema accepts a number wherever the checker accepts its digits. What it shows is Vietnamese: `description`,
`enumDescriptions` and, in place of the editor's own messages, `errorMessage`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import core_schema

from tracker.descriptions import LISTS, OBJECTS, name_of, of_field, of_value
from tracker.faults import KINDS, SHAPES
from tracker.reader import FILES
from tracker.records import Record

_DIALECT = "https://json-schema.org/draft/2020-12/schema"

#: What an editor takes for a number, by the type that JSON Schema has for it.
_PROBES = {"number": "4.63", "integer": "2031"}

#: Every text that the checker reads as a number.
_DECIMAL = r"^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$"

#: Every text that the checker reads as true or false.
_BOOLEAN = "^([Tt]([Rr][Uu][Ee])?|[Ff]([Aa][Ll][Ss][Ee])?|[Yy]([Ee][Ss])?|[Nn][Oo]?|[Oo]([Nn]|[Ff][Ff])|[01])$"

#: The objects and vocabularies, by the name under which a schema defines them.
_KINDS = {kind.__name__: kind for kind in OBJECTS}

Schema = dict[str, Any]


class _Schema(GenerateJsonSchema):
    """Says of each type what the checker accepts of it, and says it in Vietnamese."""

    def str_schema(self, schema: core_schema.StringSchema) -> Schema:
        """Accept numbers, but no booleans: an editor would propose «true» and «false» in every text."""
        made = super().str_schema(schema)
        pattern = made.get("pattern", "")
        number = next((kind for kind, probe in _PROBES.items() if re.search(pattern, probe)), None)
        message = f"phải {shape}" if (shape := SHAPES.get(pattern)) else f"{KINDS['string_type']}, không để trống"
        return {**made, "type": ["string", number] if number else "string", "errorMessage": message}

    def decimal_schema(self, schema: core_schema.DecimalSchema) -> Schema:
        number = super().decimal_schema(schema)["anyOf"][0]
        message = f"{KINDS['decimal_type']}, phần thập phân dùng dấu chấm: 4.63"
        return {**number, "type": ["number", "string"], "pattern": _DECIMAL, "errorMessage": message}

    def int_schema(self, schema: core_schema.IntSchema) -> Schema:
        made = super().int_schema(schema)
        message = KINDS["int_type"]
        if "minimum" in made and "maximum" in made:
            message += f", từ {made['minimum']} đến {made['maximum']}"
        return {**made, "type": ["integer", "string"], "pattern": r"^[-+]?\d+$", "errorMessage": message}

    def bool_schema(self, schema: core_schema.BoolSchema) -> Schema:
        made = super().bool_schema(schema)
        accepted = {"type": ["boolean", "string", "integer"], "pattern": _BOOLEAN, "minimum": 0, "maximum": 1}
        return {**made, **accepted, "errorMessage": KINDS["bool_type"]}

    def date_schema(self, schema: core_schema.DateSchema) -> Schema:
        made = super().date_schema(schema)
        return {**made, "pattern": r"^\d{4}-\d\d-\d\d$", "errorMessage": KINDS["date_type"]}

    def enum_schema(self, schema: core_schema.EnumSchema) -> Schema:
        made = super().enum_schema(schema)
        made["enumDescriptions"] = [of_value(value) for value in schema["members"]]
        listed = ", ".join(f"{value.value} ({value.label})" for value in schema["members"])
        return {**made, "errorMessage": f"chọn một trong: {listed}"}

    def nullable_schema(self, schema: core_schema.NullableSchema) -> Schema:
        """Give one schema for a value or nothing where that says the same: editors speak of it more clearly."""
        made = super().nullable_schema(schema)
        inner, *rest = made.get("anyOf", [made])
        if rest != [{"type": "null"}] or not isinstance(inner.get("type"), str | list):
            return made
        types = [inner["type"]] if isinstance(inner["type"], str) else inner["type"]
        return {**inner, "type": [*types, "null"]}

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> Schema:
        """Leave out defaults that say «nothing»: an editor would write them after each key that it completes."""
        made = super().default_schema(schema)
        return {key: value for key, value in made.items() if key != "default" or value not in (None, [])}

    def model_schema(self, schema: core_schema.ModelSchema) -> Schema:
        return self._part(super().model_schema(schema), schema["cls"])

    def dataclass_schema(self, schema: core_schema.DataclassSchema) -> Schema:
        return self._part(super().dataclass_schema(schema), schema["cls"])

    def _part(self, made: Schema, kind: type) -> Schema:
        made["description"] = OBJECTS[kind]
        for key, field in made["properties"].items():
            field["description"] = of_field(kind, key)
        required = made.get("required", [])
        others = ", ".join(key for key in made["properties"] if key not in required)
        parts = [f"phải có {', '.join(required)}"] * bool(required) + [f"có thể có {others}"] * bool(others)
        return {**made, "errorMessage": f"phải là một nhóm khoá: {'; '.join(parts)}"}

    def tagged_union_schema(self, schema: core_schema.TaggedUnionSchema) -> Schema:
        """Leave out the key that only OpenAPI knows."""
        made = super().tagged_union_schema(schema)
        made.pop("discriminator", None)
        return made


def schemas() -> Iterator[tuple[str, str]]:
    """Give each schema as the name of its file and its JSON text."""
    for name, kind in {**FILES, "record": Record}.items():
        made = _plain(TypeAdapter(kind).json_schema(mode="validation", schema_generator=_Schema))
        for part, definition in made["$defs"].items():  # over pydantic's own, made of names and docstrings
            definition["description"] = OBJECTS[_KINDS[part]]
            if "properties" in definition:
                definition["title"] = name_of(_KINDS[part])
        if name in LISTS:
            made = {"description": LISTS[name], "errorMessage": KINDS["list_type"], **made}
        yield f"{name}.schema.json", json.dumps({"$schema": _DIALECT, **made}, ensure_ascii=False, indent=2) + "\n"


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
