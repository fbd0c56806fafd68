"""What an editor makes of a YAML file: values by the core schema of YAML 1.2, held to a JSON Schema."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml
from jsonschema import Draft202012Validator


class _Core(yaml.SafeLoader):
    """Reads plain values by https://yaml.org/spec/1.2.2/#103-core-schema: no dates, no `yes`, no sexagesimals."""


_Core.yaml_implicit_resolvers = {}  # none of YAML 1.1's


def _plain(tag: str, pattern: str, make: Any) -> None:
    _Core.add_implicit_resolver(tag, re.compile(f"^(?:{pattern})$"), None)
    _Core.add_constructor(tag, lambda _, node: make(node.value))


_plain("core:null", "null|Null|NULL|~|", lambda _: None)
_plain("core:bool", "true|True|TRUE|false|False|FALSE", lambda text: text.lower() == "true")
_plain("core:int", "[-+]?[0-9]+", int)
_plain("core:hex", "0o[0-7]+|0x[0-9a-fA-F]+", lambda text: int(text, 0))
_plain("core:float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", float)
_plain("core:special", r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)", lambda text: float(text.replace(".", "")))


def seen(text: str) -> Any:
    """Give what an editor reads in the text of a file."""
    return yaml.load(text, _Core)  # noqa: S506 — a SafeLoader


def underlined(schema: Any, value: Any) -> list[str]:
    """Give what an editor would underline: each place, the value there and what the schema asks of it."""
    faults = Draft202012Validator(schema).iter_errors(value)
    return [f"{fault.json_path}: {str(fault.instance)[:80]}: {fault.validator}" for fault in faults]


def places(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Give the path of everything within a value, objects and lists included."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield (*path, key)
        yield from places(inner, (*path, key))


def replaced(value: Any, path: tuple[str | int, ...], new: Any) -> Any:
    """Give a value with something else at one path."""
    if not path:
        return new
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = replaced(value[path[0]], path[1:], new)  # type: ignore[index]
    return copy
