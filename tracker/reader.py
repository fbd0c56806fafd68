"""A plan's folder → the model, its source text, and the file and line of everything.

Nothing raises for what is in the files: each fault is one Problem, and all are found in one reading. What cannot be
read, entry by entry and key by key, is left out and remembered, so that every rule that can do without still runs.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from os.path import realpath
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import TypeAdapter, ValidationError

from tracker.faults import Refusal, refusals
from tracker.folder import lost_records, misplaced, record_names, stands
from tracker.history import read_history
from tracker.loaded import PLAN_LISTS, RECORDS, Loaded, subject_at, where
from tracker.model import Agency, Fault, Files, Passage, Plan, SolutionGroup, Target, Task
from tracker.problems import Problem, Severity
from tracker.records import Record
from tracker.source import Source, read_source
from tracker.yamlfile import YamlFile, read_bytes, read_yaml

__all__ = ["FILES", "WORDINGS", "Loaded", "read"]

#: The files of a plan, each with what it holds; the first three must be there.
FILES: Mapping[str, Any] = {
    "plan": Plan,
    "agencies": tuple[Agency, ...],
    "tasks": tuple[Task, ...],
    "solutions": tuple[SolutionGroup, ...],
    "targets": tuple[Target, ...],
    "passages": tuple[Passage, ...],
}
REQUIRED = ("plan", "agencies", "tasks")

#: The faults that reading itself finds, each with what it asks.
WORDINGS = {
    "missing_file": "Các tệp của kế hoạch phải có đủ và đọc được.",
    "unknown_file": "Trong thư mục kế hoạch và thư mục bản ghi chỉ có những tệp YAML mà chương trình đọc.",
    "not_utf8": "Tệp phải là văn bản UTF-8.",
    "control_character": "Văn bản không có ký tự điều khiển hay ký tự vô hình.",
    "tab": "Tệp YAML không có ký tự tab.",
    "empty_file": "Tệp không được trống.",
    "yaml_syntax": "Tệp phải đúng cú pháp YAML.",
    "second_document": "Mỗi tệp chỉ có một văn bản YAML.",
    "alias": "Không dùng bí danh của YAML (*tên).",
    "anchor": "Không dùng neo của YAML (&tên).",
    "tag": "Không dùng nhãn kiểu của YAML (!kiểu).",
    "merge_key": "Không dùng khoá gộp của YAML (<<).",
    "scalar_key": "Tên khoá phải là chữ.",
    "duplicate_key": "Một khoá chỉ viết một lần trong một mục.",
    "too_deep": "Dữ liệu không lồng nhau quá sâu.",
    "unknown_key": "Chỉ dùng những khoá mà chương trình biết.",
    "missing_key": "Mỗi mục phải có đủ các khoá bắt buộc.",
    "empty_value": "Khoá đã viết ra thì phải có giá trị.",
    "wrong_kind": "Giá trị phải đúng loại: chữ, danh sách hay nhóm khoá.",
    "vocabulary": "Giá trị phải thuộc danh mục.",
    "number": "Số viết bằng chữ số, dấu chấm cho phần thập phân.",
    "id_shape": "Mã phải viết đúng dạng.",
    "invalid_value": "Giá trị phải hợp lệ; ngày viết theo dạng năm-tháng-ngày và có trong lịch.",
}

#: What stands for the keys of the plan's own file that a plan must have, where they cannot be read.
_STAND_IN: Mapping[str, Any] = {
    **dict.fromkeys(("id", "title", "short_title", "issuer", "place", "source"), "x"),
    "period": {"first": "2000-01-01", "last": "2000-12-31"},
}


@cache
def _adapter(name: str) -> TypeAdapter[Any]:
    return TypeAdapter(FILES[name])


def read(folder: Path) -> tuple[Loaded | None, list[Problem]]:
    """Give the plan in a folder, as far as it can be read, and every fault that reading found.

    No plan when not one of its files can be read. A plan that is not whole comes with an error, and is for checks only.
    """
    lost = list(lost_records(folder))
    documents = _documents(folder)
    problems = [*misplaced(folder, FILES), *lost, *_troubles(folder, documents)]
    if all(document.value is None for document in documents.values()):
        return None, sorted(problems)
    parts = {name: _validated(name, documents[name].value) for name in FILES if name in documents}
    for name, part in parts.items():
        problems += [_problem(folder, name, documents, fault) for fault in part.refusals]
    records = _records(folder, documents, problems)
    unread = {name for part in parts.values() for name in part.unread}
    if lost or len(records) < sum(name.startswith(RECORDS) for name in documents):
        unread.add(RECORDS)
    source = None if "plan.source" in unread else _source(folder, parts["plan"].value, documents, problems)
    if source is None:
        unread.add("source")
    files = Files.model_construct(**{name: part.value for name, part in parts.items()})  # each validated by itself
    kept = {name: numbers for part in parts.values() for name, numbers in part.kept.items()}
    history = read_history(folder)
    source = source or read_source("")
    return Loaded(folder, files, source, records, documents, kept, frozenset(unread), history), sorted(problems)


def _documents(folder: Path) -> dict[str, YamlFile]:
    names = [name for name in FILES if name in REQUIRED or stands(folder, name)]
    return {name: read_yaml(folder / f"{name}.yaml") for name in (*names, *record_names(folder))}


def _troubles(folder: Path, documents: Mapping[str, YamlFile]) -> Iterator[Problem]:
    for name, document in documents.items():
        at = (folder / f"{name}.yaml").as_posix()
        for line, message, rule in document.troubles:
            yield Problem(at, line, Severity.ERROR, subject_at(name, document.value, line), message, rule)


class _Part(NamedTuple):
    """What the model makes of a file: its value without what it refuses, and what that is."""

    value: Any
    refusals: Sequence[Refusal] = ()
    kept: Mapping[str, tuple[int, ...]] = {}
    unread: Collection[str] = ()


def _validated(name: str, value: Any) -> _Part:
    if name == "plan":
        return _plan(value)
    if not isinstance(value, list):
        message = "tệp phải là một danh sách: mỗi mục bắt đầu bằng '- '"
        return _Part((), () if value is None else [Refusal((), message, "wrong_kind")], unread=[name])
    numbers = tuple(range(len(value)))
    try:
        return _Part(_adapter(name).validate_python(value), kept={name: numbers})
    except ValidationError as error:
        found = list(refusals(error, FILES[name]))
    bad = {refusal.path[0] for refusal in found}
    sound = tuple(n for n in numbers if n not in bad)
    return _Part(_adapter(name).validate_python([value[n] for n in sound]), found, {name: sound})


def _plan(value: Any) -> _Part:
    """Give the plan's own file; what cannot be read of it is stood in for, so that the rest can be checked."""
    if not isinstance(value, dict):
        message = "tệp phải là một nhóm khoá: mỗi dòng một 'khoá: giá trị'"
        unread = [f"plan.{name}" for name in Plan.model_fields]
        found = () if value is None else [Refusal((), message, "wrong_kind")]
        return _Part(Plan.model_validate(_STAND_IN), found, unread=unread)
    lists = {name: value[name] for name in PLAN_LISTS if isinstance(value.get(name), list)}
    try:
        found, plan = [], Plan.model_validate(value)
    except ValidationError as error:
        found, plan = list(refusals(error, Plan)), None
    bad = {fault.path[:2] if fault.path[0] in lists and len(fault.path) > 1 else fault.path[:1] for fault in found}
    kept = {name: tuple(n for n in range(len(inner)) if (name, n) not in bad) for name, inner in lists.items()}
    if plan is None:
        sound = {key: inner for key, inner in value.items() if (key,) not in bad}
        sound |= {name: [lists[name][n] for n in numbers] for name, numbers in kept.items()}
        plan = Plan.model_validate({**_STAND_IN, **sound})
    # A key that is not known may be any of those that are not there.
    missing = Plan.model_fields.keys() - value.keys() if value.keys() - Plan.model_fields.keys() else set()
    return _Part(plan, found, kept, {f"plan.{key}" for key in (*missing, *(path[0] for path in bad))})


def _problem(folder: Path, name: str, documents: Mapping[str, YamlFile], fault: Refusal) -> Problem:
    path, line, subject = where(folder, name, documents[name].value, fault.path)
    return Problem(path, line, Severity.ERROR, subject, fault.message, fault.rule)


def _records(folder: Path, documents: Mapping[str, YamlFile], problems: list[Problem]) -> tuple[Record, ...]:
    records = []
    for name, document in documents.items():
        if not name.startswith(f"{RECORDS}/") or document.value is None:
            continue
        try:
            records.append(Record.model_validate(document.value))
        except ValidationError as error:
            problems += [_problem(folder, name, documents, fault) for fault in refusals(error, Record)]
    return tuple(records)


def _source(folder: Path, plan: Plan, documents: Mapping[str, YamlFile], problems: list[Problem]) -> Source | None:
    try:
        return read_source(_source_text(folder, plan.source))
    except Fault as fault:
        message = f"không đọc được văn bản nguồn '{plan.source}': {fault}"
        problems.append(_problem(folder, "plan", documents, Refusal(("source",), message, "missing_file")))
    return None


def _source_text(folder: Path, name: str) -> str:
    if "\0" in name or not Path(realpath(folder / name)).is_relative_to(realpath(folder)):
        raise Fault("tệp phải nằm trong thư mục kế hoạch")
    raw = read_bytes(folder / name)
    if raw is None:
        raise Fault("không có tệp này hoặc không được phép đọc")
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        raise Fault("tệp không phải văn bản UTF-8") from None
    if "\0" in text or not text or text.isspace():
        raise Fault("tệp trống hoặc không phải văn bản")
    return text
