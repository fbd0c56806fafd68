"""A plan's folder → the model, its source text, and the file and line of everything.

Nothing raises for what is in the files: each fault is one Problem, and all are found in one reading. Entries that
cannot be read are left out and remembered, so that the other checks can still run.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from tracker.coverage import Covered, Found, coverage, find_quotes
from tracker.faults import Refusal, refusals
from tracker.model import Agency, Files, Passage, Plan, SolutionGroup, Target, Task
from tracker.problems import Problem, Severity, Where, nearest
from tracker.records import Record
from tracker.source import Source, read_source
from tracker.yamlfile import Entries, Fields, YamlFile, read_yaml

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
RECORDS = "records"

#: What an entry of a file is called.
NOUNS = {
    "plan": "kế hoạch",
    "agencies": "cơ quan",
    "tasks": "nhiệm vụ",
    "solutions": "nhóm giải pháp",
    "commitments": "cam kết",
    "targets": "chỉ tiêu",
    "passages": "đoạn",
    "records": "bản ghi",
}

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


@dataclass(frozen=True)
class Loaded:
    """A plan that has been read."""

    folder: Path
    files: Files
    source: Source
    records: tuple[Record, ...]
    documents: Mapping[str, YamlFile]
    """What the YAML files hold, by the name of the file without its ending («records/2018-05» for a record)."""
    kept: Mapping[str, tuple[int, ...]]
    """For each file, which of its entries could be read, by number from 0."""

    @property
    def complete(self) -> bool:
        """Whether every entry of every file could be read."""
        return not self.broken and all(len(self.documents[n].value or ()) == len(k) for n, k in self.kept.items())

    @cached_property
    def broken(self) -> frozenset[str]:
        """The ids of entries that are there but could not be read."""
        read = {item for item in self._places if item in self._read_ids}
        return frozenset(self._places.keys() - read)

    @cached_property
    def _read_ids(self) -> frozenset[str]:
        files = self.files
        groups = (files.agencies, files.tasks, files.solutions, files.targets, self.records)
        ids = {entry.id for group in groups for entry in group}
        ids |= {c.id for group in files.solutions for c in group.commitments}
        return frozenset(ids | {f"{r.id}#{n}" for r in self.records for n in range(1, len(r.entries) + 1)})

    @cached_property
    def quotes(self) -> tuple[Found, ...]:
        """Every quote with the places where it stands."""
        return find_quotes(self.files, self.source)

    @cached_property
    def _coverage(self) -> tuple[Covered, ...]:
        return coverage(self.files, self.source, self.quotes)

    @cached_property
    def _locators(self) -> dict[str, str]:
        return {
            quote.item: quote.locator or self.source.place_of(spans[0]).locator
            for quote, spans in self.quotes
            if quote.kind in ("task", "commitment", "target") and not quote.support and spans
        }

    @cached_property
    def _places(self) -> dict[str, tuple[str, tuple[str | int, ...]]]:
        """Where each id stands: file and path; the first place when an id is used twice."""
        places: dict[str, tuple[str, tuple[str | int, ...]]] = {}
        for name, path, item in identified(self.documents):
            places.setdefault(item, (name, path))
        return places

    def coverage(self) -> tuple[Covered, ...]:
        """Give every sentence of the source with what quotes it."""
        return self._coverage

    def locator(self, item: str) -> str:
        """Give the place of an item's quote; raises KeyError when the quote was not found."""
        return self._locators[item]

    def line(self, item: str, *field: str | int) -> int:
        """Give the line of an item, or of a field of it; raises KeyError for an unknown id."""
        return self.where(item, *field).line

    def where(self, item: str, *field: str | int) -> Where:
        """Give the file, line and name of an item, or of a field of it; raises KeyError for an unknown id."""
        name, path = self._places[item]
        return self.at(name, *path, *field)

    def entry(self, name: str, number: int, *field: str | int) -> Where:
        """Give the file, line and name of the entry with this number among those that could be read."""
        return self.at(name, self.kept[name][number], *field)

    def at_line(self, name: str, line: int) -> Where:
        """Give the file and line, and the name of the entry in which the line stands."""
        value = self.documents[name].value
        return Where((self.folder / f"{name}.yaml").as_posix(), line, _subject_at(name, value, line))

    def at(self, name: str, *path: str | int) -> Where:
        """Give the file, line and name of what stands at a path of a file («tasks», 3, «lead»)."""
        return where(self.folder, name, self.documents[name].value, path)


def identified(documents: Mapping[str, YamlFile]) -> Iterator[tuple[str, tuple[str | int, ...], str]]:
    """Give file, path and id of every entry that has an id, even where the rest of it cannot be read."""
    for name in ("agencies", "tasks", "solutions", "targets"):
        if name in documents:
            for n, entry in enumerate(_list(documents[name].value)):
                yield from _identified(name, (n,), entry)
                for m, inner in enumerate(_list(_field(entry, "commitments"))):
                    yield from _identified(name, (n, "commitments", m), inner)
    for name, document in documents.items():
        if name.startswith(f"{RECORDS}/"):
            record = str(_field(document.value, "id"))
            yield name, (), record
            for n in range(len(_list(_field(document.value, "entries")))):
                yield name, ("entries", n), f"{record}#{n + 1}"


def _identified(name: str, path: tuple[str | int, ...], entry: Any) -> Iterator[tuple[str, tuple[str | int, ...], str]]:
    item = _field(entry, "id")
    if isinstance(item, str):
        yield name, path, item


def _field(value: Any, name: str) -> Any:
    return value.get(name) if isinstance(value, Fields) else None


def _list(value: Any) -> Entries:
    return value if isinstance(value, Entries) else Entries(0)


def where(folder: Path, name: str, value: Any, path: Iterable[str | int]) -> Where:
    """Give the place of a path within what a file holds, as far as the path exists there."""
    noun = name.split("/", maxsplit=1)[0]
    line = getattr(value, "line", 1)
    subject = _called(noun, value, 0) if noun in ("plan", RECORDS) else ""
    for part in path:
        step = _step(value, part)
        if step is None:
            break
        line, value = step
        if isinstance(part, int) and (not subject or noun == "commitments"):
            subject = _called(noun, value, part)
        noun = "commitments" if part == "commitments" else noun
    return Where((folder / f"{name}.yaml").as_posix(), line, subject)


def _step(value: Any, part: str | int) -> tuple[int, Any] | None:
    """Give the line and value one step further into what a file holds, or None when there is no such step."""
    if isinstance(value, Fields) and isinstance(part, str) and part in value:
        return value.lines[part], value[part]
    if isinstance(value, Entries) and isinstance(part, int) and part < len(value):
        return value.lines[part], value[part]
    return None


def _called(noun: str, value: Any, number: int) -> str:
    if noun == "plan":
        return NOUNS[noun]
    if noun != "passages" and isinstance(_field(value, "id"), str):
        return f"{NOUNS[noun]} {value['id']}"
    return f"{NOUNS[noun]} thứ {number + 1}"


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
    return Loaded(folder, files, source, records, documents, kept), sorted(problems)


def _documents(folder: Path) -> tuple[dict[str, YamlFile], list[Problem]]:
    problems = list(_unknown_files(folder))
    documents = {name: read_yaml(folder / f"{name}.yaml") for name in FILES if _expected(folder, name)}
    for path in sorted((folder / RECORDS).glob("*.yaml")):
        documents[f"{RECORDS}/{path.stem}"] = read_yaml(path)
    for name, document in documents.items():
        for line, message, rule in document.troubles:
            subject = _subject_at(name, document.value, line)
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


def _subject_at(name: str, value: Any, line: int) -> str:
    """Give the entry of a list in which a line stands."""
    lines = getattr(value, "lines", None)
    if not isinstance(lines, list):
        return ""
    number = next((n for n in range(len(lines) - 1, -1, -1) if lines[n] <= line), None)
    return "" if number is None else _called(name, value[number], number)


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
