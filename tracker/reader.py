"""A plan's folder → the model, its source text, and the file and line of everything.

Nothing raises for what is in the files: each fault is one Problem, and all are found in one reading. Entries that
cannot be read are left out and remembered, so that the other checks can still run.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from tracker.faults import Refusal, refusals
from tracker.history import read_history
from tracker.loaded import RECORDS, Loaded, subject_at, where
from tracker.model import Agency, Files, Passage, Plan, SolutionGroup, Target, Task
from tracker.problems import Problem, Severity, nearest
from tracker.records import Record
from tracker.source import Source, read_source
from tracker.yamlfile import YamlFile, read_yaml

__all__ = ["FILES", "WORDINGS", "Loaded", "no_collection", "read"]

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
    "unknown_file": "Trong thư mục kế hoạch chỉ có những tệp YAML mà chương trình biết.",
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

_ADAPTERS = {name: TypeAdapter(kind) for name, kind in FILES.items()}
_RECORD = TypeAdapter(Record)


@contextmanager
def no_collection() -> Iterator[None]:
    """Keep the cycle collector from walking ever more objects, none of which is garbage."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.freeze()
            gc.enable()


def read(folder: Path) -> tuple[Loaded | None, list[Problem]]:
    """Give the plan in a folder and every fault that reading it found; no plan when there is nothing to check."""
    with no_collection():
        return _read(folder)


def _read(folder: Path) -> tuple[Loaded | None, list[Problem]]:
    documents, problems = _documents(folder)
    values: dict[str, Any] = {}
    kept: dict[str, tuple[int, ...]] = {}
    for name in FILES:
        if name in documents:
            values[name], faults = _validated(name, documents[name].value)
            problems += [_problem(folder, name, documents, fault) for fault in faults]
            if name != "plan":
                bad = {fault.path[0] for fault in faults if fault.path}
                kept[name] = tuple(n for n in range(len(documents[name].value or ())) if n not in bad)
    records = _records(folder, documents, problems)
    source = _source(folder, values.get("plan"), documents, problems)
    if source is None or any(values.get(name) is None for name in REQUIRED):
        return None, sorted(problems)
    files = Files(**{name: value for name, value in values.items() if value is not None})
    return Loaded(folder, files, source, records, documents, kept, read_history(folder)), sorted(problems)


def _documents(folder: Path) -> tuple[dict[str, YamlFile], list[Problem]]:
    problems = list(_unknown_files(folder))
    documents = {name: read_yaml(folder / f"{name}.yaml") for name in FILES if _expected(folder, name)}
    for path in sorted((folder / RECORDS).glob("*.yaml")):
        documents[f"{RECORDS}/{path.stem}"] = read_yaml(path)
    for name, document in documents.items():
        for line, message, rule in document.troubles:
            subject = subject_at(name, document.value, line)
            at = (folder / f"{name}.yaml").as_posix()
            problems.append(Problem(at, line, Severity.ERROR, subject, message, rule))
    return documents, problems


def _expected(folder: Path, name: str) -> bool:
    return name in REQUIRED or (folder / f"{name}.yaml").exists()


def _unknown_files(folder: Path) -> Iterator[Problem]:
    known = [f"{name}.yaml" for name in FILES]
    for path in sorted([*folder.glob("*.yaml"), *folder.glob("*.yml")]):
        if path.name not in known:
            message = f"không biết tệp này{nearest(path.name, known)}; đổi tên hoặc đưa ra khỏi thư mục"
            yield Problem(path.as_posix(), 1, Severity.ERROR, "", message, "unknown_file")


def _validated(name: str, value: Any) -> tuple[Any, list[Refusal]]:
    """Give what the model makes of a file's value, without the entries that it refuses, and the refusals."""
    if value is None:
        return None, []
    kind = FILES[name]
    if name != "plan" and not isinstance(value, list):
        message = "tệp phải là một danh sách: mỗi mục bắt đầu bằng '- '"
        return None, [Refusal((), message, "wrong_kind")]
    if name == "plan" and not isinstance(value, dict):
        return None, [Refusal((), "tệp phải là một nhóm khoá: mỗi dòng một 'khoá: giá trị'", "wrong_kind")]
    try:
        return _ADAPTERS[name].validate_python(value), []
    except ValidationError as error:
        found = list(refusals(error, kind))
    if name == "plan":
        return None, found
    bad = {refusal.path[0] for refusal in found}
    return _ADAPTERS[name].validate_python([entry for n, entry in enumerate(value) if n not in bad]), found


def _problem(folder: Path, name: str, documents: Mapping[str, YamlFile], fault: Refusal) -> Problem:
    path, line, subject = where(folder, name, documents[name].value, fault.path)
    return Problem(path, line, Severity.ERROR, subject, fault.message, fault.rule)


def _records(folder: Path, documents: Mapping[str, YamlFile], problems: list[Problem]) -> tuple[Record, ...]:
    records = []
    for name, document in documents.items():
        if not name.startswith(f"{RECORDS}/") or document.value is None:
            continue
        try:
            records.append(_RECORD.validate_python(document.value))
        except ValidationError as error:
            problems += [_problem(folder, name, documents, fault) for fault in refusals(error, Record)]
    return tuple(records)


def _source(
    folder: Path, plan: Plan | None, documents: Mapping[str, YamlFile], problems: list[Problem]
) -> Source | None:
    if plan is None:
        return None
    try:
        return read_source(_source_text(folder, plan.source))
    except (OSError, ValueError) as error:
        reason = "không có tệp này hoặc không được phép đọc"
        if isinstance(error, UnicodeDecodeError):
            reason = "tệp không phải văn bản UTF-8"
        elif isinstance(error, ValueError):
            reason = str(error)
        fault = Refusal(("source",), f"không đọc được văn bản nguồn '{plan.source}': {reason}", "missing_file")
        problems.append(_problem(folder, "plan", documents, fault))
    return None


def _source_text(folder: Path, name: str) -> str:
    path = folder / name
    if not path.resolve().is_relative_to(folder.resolve()):
        raise ValueError("tệp phải nằm trong thư mục kế hoạch")
    text = path.read_text(encoding="utf-8-sig")
    if "\x00" in text or not text.strip():
        raise ValueError("tệp trống hoặc không phải văn bản")
    return text
