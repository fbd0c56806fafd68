"""The schemas that editors read: current, in Vietnamese, never against the checker, and named by every data file."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from editor import places, replaced, seen, underlined
from jsonschema import Draft202012Validator
from pydantic import TypeAdapter, ValidationError

from tracker.descriptions import FIELDS, LISTS, OBJECTS
from tracker.faults import KINDS
from tracker.model import fields_of
from tracker.reader import FILES
from tracker.records import Record
from tracker.schemas import schemas, write_schemas
from tracker.yamlfile import parse_yaml

ROOT = Path(__file__).parent.parent
PLAN = ROOT / "plan"
SCHEMAS = dict(schemas())
READ: dict[str, Any] = {name: json.loads(text) for name, text in SCHEMAS.items()}
DATA = sorted([*PLAN.rglob("*.yaml"), *(ROOT / "examples").rglob("*.yaml")])
GUIDE = re.findall(
    r"^```yaml\n# (\S+)\n(.*?)^```$", (PLAN / "README.md").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
)
ADAPTERS = {name: TypeAdapter(kind) for name, kind in {**FILES, "record": Record}.items()}


def _objects(schema: Any) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        yield schema
    for inner in schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ():
        yield from _objects(inner)


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_in_the_repository_is_current(name: str) -> None:
    written = (PLAN / "schema" / name).read_text(encoding="utf-8")
    assert written == SCHEMAS[name], "run: .venv/bin/python build.py schema"


def test_no_schema_of_a_file_that_is_no_more() -> None:
    assert {path.name for path in (PLAN / "schema").iterdir()} == set(SCHEMAS)


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_a_schema_and_not_large(name: str) -> None:
    Draft202012Validator.check_schema(READ[name])
    assert len(SCHEMAS[name].encode()) < 40_000


def _schema(path: Path) -> Path:
    """Give the schema that a data file names at its head."""
    first = path.read_text(encoding="utf-8").split("\n", 1)[0]
    named = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
    assert named, f"{path.relative_to(ROOT)} names no schema"
    return (path.parent / named[1]).resolve()


@pytest.mark.parametrize("folder", sorted({path.parent for path in DATA}), ids=lambda path: str(path.relative_to(ROOT)))
def test_data_names_its_schema_and_agrees_with_it(folder: Path) -> None:
    kind = "record" if folder.name == "records" else None
    for path in sorted(folder.glob("*.yaml")):
        schema = _schema(path)
        assert schema == PLAN / "schema" / f"{kind or path.stem}.schema.json"
        assert underlined(READ[schema.name], seen(path.read_text(encoding="utf-8"))) == [], path.name


#: Plain values and quoted ones, as somebody might write them; an editor reads many of them as numbers.
FORMS = (
    *("2031", "0031", "'2031'", "23281", "00001", "4.63", "'4.63'", "-1", "+5", "'-1'", "1e3", "0x1f", ".5", "100."),
    *("yes", "No", "on", "OFF", "t", "'true'", "true", "FALSE", "1", "0"),
    *("2031-03-10", "'2031-03-10'", "2031-q1", "2031-w05", "06-15", "null", "~", "''"),
    *("phong-noi-vu", "Phòng Nội vụ", "TC-1-1", "a#1", "by", "[]", "[a]", "[a, 2031]", "[{agency: a}]", "{text: 12}"),
)
#: A text that is only «true» needs quotes: where a schema allows booleans, editors propose them as one types.
PLAIN_BOOLEANS = {"true", "FALSE"}
SWITCHES = {"fictional", "supervises"}


@pytest.mark.parametrize(("name", "text"), GUIDE, ids=[name for name, _ in GUIDE])
def test_an_editor_never_refuses_what_the_checker_accepts(name: str, text: str) -> None:
    """Every value of the guide's plan, which gives every key, is written in every form."""
    kind = "record" if name.startswith("records/") else name.removesuffix(".yaml")
    validator = Draft202012Validator(READ[f"{kind}.schema.json"])
    checked, seen_by_editor = parse_yaml(text.encode()).value, seen(text)
    assert underlined(validator.schema, seen_by_editor) == []
    refused = []
    for path in places(seen_by_editor):
        ours, theirs, at = _single(checked, seen_by_editor, path)
        for form in FORMS if path[-1] in SWITCHES else set(FORMS) - PLAIN_BOOLEANS:
            changed = replaced(ours, at, parse_yaml(f"a: {form}".encode()).value["a"])
            if _accepted(kind, changed) and not validator.is_valid(replaced(theirs, at, seen(form))):
                refused.append(f"{path}: {form}")
    assert refused == []


def _single(ours: Any, theirs: Any, path: tuple[str | int, ...]) -> tuple[Any, Any, tuple[str | int, ...]]:
    """Give only that entry of a list in which a path lies, and the path from there: less to look at."""
    first = path[0]
    return ([ours[first]], [theirs[first]], (0, *path[1:])) if isinstance(first, int) else (ours, theirs, path)


def _accepted(kind: str, value: Any) -> bool:
    try:
        ADAPTERS[kind].validate_python(value)
    except ValidationError:
        return False
    return True


AGENCY = "- id: phong-noi-vu\n  name: Phòng Nội vụ\n"
TASK = "- id: TC-1\n  title: Việc\n  quote: việc\n  lead: phong-noi-vu\n"
TARGET = "- {id: MT-1, title: a, quote: a, direction: increase, unit: hộ, counts: hộ, "
RECORD = "id: a\nrecorded: 2031-03-20\nprovided_by: b\nentries:\n  - {kind: claim, task: TC-1, effective: 2031-03-08, "


@pytest.mark.parametrize(
    ("name", "sound", "broken"),
    [
        ("agencies", f"{AGENCY}  codes: [{{code: 23281}}]\n", f"{AGENCY}  codes: [{{code: [23281]}}]\n"),
        ("agencies", f"{AGENCY}  short: NV\n", f"{AGENCY}  shrot: NV\n"),
        ("agencies", f"{AGENCY}  kind: department\n", f"{AGENCY}  kind: phòng\n"),
        ("agencies", f"{AGENCY}  first: 2018-03-10\n", f"{AGENCY}  first: 10/3/2018\n"),
        ("agencies", f"{AGENCY}  first: 2018-03-10\n", f"{AGENCY}  first: 2018\n"),
        ("agencies", f"{AGENCY}  supervises: yes\n", f"{AGENCY}  supervises: có\n"),
        ("agencies", f"{AGENCY}  note: a\n", f"{AGENCY}  name:\n".replace("  name: Phòng Nội vụ\n", "")),
        ("agencies", AGENCY, AGENCY.replace("phong-noi-vu", "Phòng-nội-vụ")),
        ("agencies", AGENCY, "id: phong-noi-vu\nname: Phòng Nội vụ\n"),
        ("tasks", TASK, TASK.replace("  lead: phong-noi-vu\n", "")),
        ("tasks", f"{TASK}  advise: [a, {{agency: b}}]\n", f"{TASK}  advise: [a, {{agency: b, basis: đoán}}]\n"),
        ("tasks", f"{TASK}  deliverable: Kế hoạch\n", f"{TASK}  deliverable: {{quote: Kế hoạch}}\n"),
        (
            "tasks",
            f"{TASK}  recurrence: {{every: month, day: 20, quote: a}}\n",
            f"{TASK}  recurrence: {{every: month, day: 40, quote: a}}\n",
        ),
        ("targets", f"{TARGET}value: 4.63}}\n", f"{TARGET}value: '4,63'}}\n"),
        ("targets", f"{TARGET}value: '4.63'}}\n", f"{TARGET}value: 4.63%}}\n"),
        ("record", f"{RECORD}state: done, period: 2031}}\n", f"{RECORD}state: done, period: quý 1}}\n"),
        ("record", f"{RECORD}state: done}}\n", f"{RECORD}state: xong}}\n"),
        ("record", f"{RECORD}state: done}}\n", f"{RECORD}state: done, finding: confirmed}}\n"),
        ("record", f"{RECORD}state: done}}\n", RECORD.replace("claim", "báo cáo") + "state: done}\n"),
    ],
)
def test_an_editor_underlines_what_is_broken(name: str, sound: str, broken: str) -> None:
    schema = READ[f"{name}.schema.json"]
    assert underlined(schema, seen(sound)) == []
    assert _accepted(name, parse_yaml(sound.encode()).value)
    assert underlined(schema, seen(broken)) != []
    assert not _accepted(name, parse_yaml(broken.encode()).value)


def _vietnamese(words: str) -> bool:
    """Say whether words carry the marks that Vietnamese has and English has not."""
    return any(unicodedata.combining(sign) or sign in "đĐ" for sign in unicodedata.normalize("NFD", words))


@cache
def _said() -> list[tuple[str, str]]:
    """Give every word that an editor shows of the schemas, with the key under which it stands."""
    keys = ("title", "description", "markdownDescription", "errorMessage", "patternErrorMessage")
    lists = ("enumDescriptions", "markdownEnumDescriptions")
    said = [(key, part[key]) for part in _objects(READ) for key in keys if isinstance(part.get(key), str)]
    return said + [(key, words) for part in _objects(READ) for key in lists for words in part.get(key, ())]


def test_all_that_an_editor_shows_is_vietnamese() -> None:
    assert len(_said()) > 500
    assert [f"{key}: {words}" for key, words in _said() if not _vietnamese(words)] == []


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_refuses_unknown_keys_and_describes_every_object_and_key(name: str) -> None:
    whole = READ[name]
    assert whole["description"]
    assert [part for part, definition in whole["$defs"].items() if not definition.get("description")] == []
    objects = [part for part in _objects(whole) if isinstance(part.get("properties"), dict)]
    assert objects
    for part in objects:
        assert part["additionalProperties"] is False
        assert part["description"]
        assert [key for key, value in part["properties"].items() if not value.get("description")] == []


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_value_of_a_vocabulary_has_its_label(name: str) -> None:
    for part in _objects(READ[name]):
        if isinstance(part.get("enum"), list):
            assert len(part["enumDescriptions"]) == len(part["enum"])
            assert all(part["enumDescriptions"])
        if isinstance(part.get("const"), str):
            assert part["description"]


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_completed_key_waits_for_its_value(name: str) -> None:
    """An editor writes a default behind the key that it completes: «note: null» would stay there."""
    assert [part for part in _objects(READ[name]) if part.get("default", 0) in (None, [])] == []


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_text_of_a_certain_shape_says_which(name: str) -> None:
    shaped = [part for part in _objects(READ[name]) if isinstance(part.get("pattern"), str)]
    assert [part["pattern"] for part in shaped if part["errorMessage"].startswith(KINDS["string_type"])] == []


def test_nothing_is_said_of_what_is_not_there() -> None:
    assert [f"{kind.__name__}.{key}" for kind in FIELDS for key in FIELDS[kind] if key not in fields_of(kind)] == []
    shown = {part for schema in READ.values() for part in schema["$defs"]} | {"Plan", "Record"}
    assert {kind.__name__ for kind in OBJECTS} - shown == set()
    assert set(LISTS) | {"plan"} == set(FILES)


def test_schemas_are_written_into_a_new_folder(tmp_path: Path) -> None:
    write_schemas(tmp_path / "moi")
    assert {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "moi").iterdir()} == SCHEMAS
