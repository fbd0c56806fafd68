"""Values → YAML text as the project's files are written: a comment line, folded long text, dates bare."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence

import yaml

#: What a file of a plan holds: text (dates and numbers are text too), lists and mappings; None is left out.
Value = str | None | Sequence["Value"] | Mapping[str, "Value"]

_WIDTH = 110
_BARE = re.compile(r"\d{4}-\d\d-\d\d|true|false")


def as_mapping(fields: Mapping[str, Value], apart: frozenset[str] = frozenset()) -> str:
    """Give the text of a file that holds one mapping.

    apart: keys whose list has an empty line between its entries.
    """
    return "\n".join(_fields(fields, "", apart)) + "\n"


def as_list(entries: Sequence[Mapping[str, Value]]) -> str:
    """Give the text of a file that holds a list of mappings, an empty line between them."""
    return "\n".join(_entries(entries, "", gap=True)) + "\n"


def _fields(fields: Mapping[str, Value], indent: str, apart: frozenset[str] = frozenset()) -> Iterator[str]:
    for key, value in fields.items():
        if isinstance(value, str):
            yield from _scalar(f"{indent}{key}:", value, indent)
        elif isinstance(value, Mapping):
            yield f"{indent}{key}:"
            yield from _fields(value, f"{indent}  ")
        elif value:
            yield f"{indent}{key}:"
            yield from _entries(value, f"{indent}  ", gap=key in apart)


def _entries(entries: Sequence[Value], indent: str, *, gap: bool) -> Iterator[str]:
    for number, entry in enumerate(entries):
        if gap and number:
            yield ""
        if isinstance(entry, Mapping):
            first, *others = _fields(entry, f"{indent}  ")
            yield f"{indent}- {first.lstrip()}"
            yield from others
        elif isinstance(entry, str):
            yield from _scalar(f"{indent}-", entry, f"{indent}  ")


def _scalar(head: str, value: str, indent: str) -> Iterator[str]:
    if len(head) + 1 + len(value) <= _WIDTH or not _foldable(value):
        yield f"{head} {_quoted(value)}"
        return
    yield f"{head} >-"
    inner = f"{indent}  "
    yield from textwrap.wrap(
        value, _WIDTH, initial_indent=inner, subsequent_indent=inner, break_long_words=False, break_on_hyphens=False
    )


def _foldable(value: str) -> bool:
    """Tell whether folding gives the same text back: single spaces only."""
    return " ".join(value.split()) == value and " " in value


def _quoted(value: str) -> str:
    if _BARE.fullmatch(value):
        return value
    written = yaml.safe_dump(value, allow_unicode=True, width=10**6)
    return written.removesuffix("...\n").rstrip("\n")
