"""The clerk's guide tells the truth: its examples are a sound plan and name every field there is."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

from tracker.checks import check
from tracker.descriptions import OBJECTS, of_field
from tracker.loaded import Loaded
from tracker.model import fields_of
from tracker.problems import Severity
from tracker.reader import FILES, read
from tracker.records import Record
from tracker.vocabulary import Vocabulary
from tracker.yamlfile import Entries, Fields

GUIDE = (Path(__file__).parent.parent / "plan" / "README.md").read_text(encoding="utf-8")


@pytest.fixture
def example(tmp_path: Path) -> tuple[Loaded, list[str]]:
    """Give the guide's plan, and what is wrong with it."""
    (tmp_path / "records").mkdir()
    (tmp_path / "source").mkdir()
    for name, text in re.findall(r"^```yaml\n# (\S+)\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL):
        (tmp_path / name).write_text(text, encoding="utf-8")
    source = re.search(r"^```text\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
    assert source
    (tmp_path / "source" / "ke-hoach.txt").write_text(source[1], encoding="utf-8")
    loaded, problems = read(tmp_path)
    assert loaded is not None, "\n".join(map(str, problems))
    return loaded, [str(p) for p in (*problems, *check(loaded)) if p.severity is Severity.ERROR]


def test_the_examples_of_the_guide_are_a_sound_plan(example: tuple[Loaded, list[str]]) -> None:
    assert example[1] == []


def _given(value: Any, raw: Any) -> Iterator[tuple[type, Fields]]:
    """Give each part of the model that an example shows, with what stands for it in the file."""
    if isinstance(raw, Entries):
        for inner, given in zip(value, raw, strict=True):
            yield from _given(inner, given)
    elif isinstance(raw, Fields) and fields_of(type(value)):
        yield type(value), raw
        for key in raw:
            yield from _given(getattr(value, key), raw[key])


def _shown(loaded: Loaded) -> Iterator[tuple[str, type, Fields]]:
    """Give the same for every file, with the file's name."""
    values = {name: getattr(loaded.files, name) for name in FILES}
    values |= {f"records/{record.id}": record for record in loaded.records}
    for name, value in values.items():
        yield from ((name, part, raw) for part, raw in _given(value, loaded.documents[name].value))


def _line(part: type) -> Iterator[type]:
    """Give a part of the model and the bases that have fields of their own."""
    return (base for base in part.__mro__ if base is part or fields_of(base))


def _parts(kind: Any) -> Iterator[type]:
    """Give every part of the model that can stand in a file."""
    if isinstance(kind, type) and fields_of(kind):
        yield kind
        for field in fields_of(kind).values():
            yield from _parts(field.annotation)
    for inner in get_args(kind):
        yield from _parts(inner)


def test_the_guide_names_every_field(example: tuple[Loaded, list[str]]) -> None:
    loaded, _ = example
    named: dict[type, set[str]] = defaultdict(set)
    for _, part, raw in _shown(loaded):
        for base in part.__mro__:  # what several sorts of entry share need be shown for one
            named[base] |= raw.keys()
    known = {part for kind in (*FILES.values(), Record) for part in _parts(kind)}
    missing = {
        part.__name__: [field for field in fields_of(part) if not any(field in named[p] for p in _line(part))]
        for part in known
    }
    assert {name: fields for name, fields in missing.items() if fields} == {}


def _commented(loaded: Loaded) -> Iterator[tuple[type, str, str]]:
    """Give part, key and words of every comment beside a key of an example."""
    for name, part, raw in _shown(loaded):
        lines = loaded.documents[name].raw.decode().splitlines()
        for key, line in zip(raw, raw.lines, strict=True):
            if comment := re.search(r"\s# (.+)$", lines[line - 1]):
                yield part, key, comment[1]


def _left(part: type, key: str, comment: str) -> str:
    """Give what a comment says besides the values of a vocabulary with their labels."""
    kind = fields_of(part)[key].annotation
    for value in kind if isinstance(kind, type) and issubclass(kind, Vocabulary) else ():
        label = re.escape(value.label.lower())
        comment = re.sub(rf"\b{value.value}\b( {label})?|^{label}$", "", comment)
    return re.sub(r"\(mặc định\)|; trình soạn thảo liệt kê các \w+( \w+)?$", "", comment).strip(":,; ")


def test_the_guide_says_of_a_key_what_an_editor_says(example: tuple[Loaded, list[str]]) -> None:
    loaded, _ = example
    found = list(_commented(loaded))
    assert len(found) > 90
    differing = [
        f"{part.__name__}.{key}: {comment}"
        for part, key, comment in found
        if _left(part, key, comment).lower() not in f"{of_field(part, key)} {OBJECTS[part]}".lower()
    ]
    assert differing == []


def test_the_shortest_entries_of_the_guide_are_enough(tmp_path: Path) -> None:
    section = re.search(r"^## Ít nhất phải ghi$(.*?)^Mã ", GUIDE, re.MULTILINE | re.DOTALL)
    assert section
    agency, task = re.findall(r"(?:^    .+\n)+", section[1], re.MULTILINE)
    (tmp_path / "agencies.yaml").write_text(agency.replace("phong-giao-duc", "cac-xa-phuong"), encoding="utf-8")
    (tmp_path / "tasks.yaml").write_text(task, encoding="utf-8")
    (tmp_path / "plan.yaml").write_text(
        "id: a\ntitle: A\nshort_title: A\nissuer: cac-xa-phuong\nplace: nơi A\n"
        "period: {first: 2031-01-01, last: 2031-12-31}\nsource: a.txt\ncorrection_url: https://a.example/\n",
        encoding="utf-8",
    )
    (tmp_path / "a.txt").write_text("1. Các xã: Tổ chức ngày đọc sách.\n", encoding="utf-8")
    loaded, problems = read(tmp_path)
    assert loaded is not None
    assert [*problems, *check(loaded)] == []
