"""The model → JSON Schemas for editors, which then complete keys, list values and underline mistakes."""

from __future__ import annotations

import ast
import inspect
import json
from collections.abc import Iterator, Mapping
from itertools import chain, pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import core_schema

from tracker import model, records
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
    told = _docstrings(model, records)
    for name, kind in {**FILES, "record": Record}.items():
        made = TypeAdapter(kind).json_schema(mode="validation", schema_generator=_Schema)
        for title, part in {getattr(kind, "__name__", ""): made, **made.get("$defs", {})}.items():
            _describe(part.get("properties", {}), told.get(title, {}))
        titled = {"$schema": _DIALECT, "title": f"{name}.yaml", **_plain(made)}
        yield f"{name}.schema.json", json.dumps(titled, ensure_ascii=False, indent=2) + "\n"


def _docstrings(*modules: ModuleType) -> dict[str, dict[str, str]]:
    """Give what stands below each field of each class of some modules, those of its bases included."""
    told: dict[str, dict[str, str]] = {}
    for node in chain.from_iterable(ast.parse(inspect.getsource(module)).body for module in modules):
        if isinstance(node, ast.ClassDef):
            told[node.name] = dict(_below_fields(node))
            for base in node.bases:
                told[node.name] |= told.get(ast.unparse(base), {})
    return told


def _below_fields(node: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for field, below in pairwise(node.body):
        if isinstance(field, ast.AnnAssign) and isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant):
            yield ast.unparse(field.target), inspect.cleandoc(str(below.value.value))


def _describe(properties: dict[str, Any], told: Mapping[str, str]) -> None:
    """Write its description into each property, where pydantic would, had it looked for it."""
    for field, schema in properties.items():
        if field in told:
            properties[field] = dict(sorted({**schema, "description": told[field]}.items()))


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
