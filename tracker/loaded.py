"""A plan that has been read: the model, its source text, and the file and line of everything."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from tracker.coverage import Covered, Found, coverage, find_quotes
from tracker.history import History
from tracker.model import Files
from tracker.problems import Where
from tracker.records import Record
from tracker.source import Source
from tracker.timeline import Obligation, obligations
from tracker.yamlfile import Entries, Fields, YamlFile

#: The folder of the dated records, within the plan's.
RECORDS = "records"

#: The lists of `plan.yaml`, whose entries are read one by one, as those of a file are.
PLAN_LISTS = ("legal_basis", "figures", "source_notes", "topics")

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
    """For each file, and each list of the plan's own file, which of its entries could be read, by number from 0."""
    unread: frozenset[str]
    """What a rule may need and must do without: «agencies», «source», «plan.period», «records» if any is left out."""
    history: History
    """What git remembers of the plan."""

    @cached_property
    def owed(self) -> Mapping[str, Sequence[Obligation]]:
        """The obligations of each duty, by the duty's id."""
        found: dict[str, list[Obligation]] = {task.id: [] for task in self.files.tasks}
        for obligation in obligations(self.files):
            found[obligation.task].append(obligation)
        return found

    @cached_property
    def complete(self) -> bool:
        """Whether every entry of every file could be read, so that what is not there can be judged."""
        kept = all(len(self._held(name)) == len(numbers) for name, numbers in self.kept.items())
        return kept and not self.unread and all(len(places) == 1 for places in self.stands.values())

    @cached_property
    def broken(self) -> frozenset[str]:
        """The ids of entries that are there but could not be read."""
        return frozenset(self.stands.keys() - self._read_ids)

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
    def stands(self) -> dict[str, list[tuple[str, tuple[str | int, ...]]]]:
        """Where each id stands, as file and path; more than one place when it is used twice."""
        places: dict[str, list[tuple[str, tuple[str | int, ...]]]] = {}
        for name, path, item in _identified(self.documents):
            places.setdefault(item, []).append((name, path))
        return places

    @cached_property
    def oddities(self) -> Mapping[str, set[str]]:
        """The characters of each file that plain Vietnamese does without, by the name of the file."""
        return {name: document.oddities() for name, document in self.documents.items()}

    @cached_property
    def skimmed(self) -> Mapping[str, bytes]:
        """Each file as `YamlFile.skimmed` gives it, by its name: what is not there need not be looked for in a text."""
        return {name: document.skimmed() for name, document in self.documents.items()}

    @cached_property
    def served(self) -> frozenset[str]:
        """Every commitment and target that a duty serves."""
        return frozenset(item for task in self.files.tasks for item in task.serves)

    @cached_property
    def mentioned(self) -> frozenset[str]:
        """Every agency that the plan, a duty, another agency or a record refers to."""
        files = self.files
        mentioned = {files.plan.issuer, files.plan.focal}
        mentioned |= {entry.agency for task in files.tasks for entry in task.entries()}
        mentioned |= {agency for task in files.tasks for agency in (task.via, task.decides)}
        mentioned |= {record.provided_by for record in self.records}
        for agency in files.agencies:
            mentioned.update(agency.members or ())
            mentioned.update(agency.successor.agencies if agency.successor else ())
        return frozenset(agency for agency in mentioned if agency)

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
        name, path = self.stands[item][0]
        return self.at(name, *path, *field)

    def _held(self, name: str) -> Sequence[Any]:
        """Give all that a file, or a list of the plan's own file, holds."""
        value = self.documents["plan"].value.get(name) if name in PLAN_LISTS else self.documents[name].value
        return value or ()

    def entry(self, name: str, number: int, *field: str | int) -> Where:
        """Give the file, line and name of the entry with this number among those that could be read.

        name: a file («passages»), or a list of the plan's own file («figures»).
        """
        path = (self.kept[name][number], *field)
        return self.at("plan", name, *path) if name in PLAN_LISTS else self.at(name, *path)

    def at_line(self, name: str, line: int) -> Where:
        """Give the file and line, and the name of the entry in which the line stands."""
        value = self.documents[name].value
        return Where((self.folder / f"{name}.yaml").as_posix(), line, subject_at(name, value, line))

    def at(self, name: str, *path: str | int) -> Where:
        """Give the file, line and name of what stands at a path of a file («tasks», 3, «lead»)."""
        return where(self.folder, name, self.documents[name].value, path)


Standing = tuple[str, tuple[str | int, ...], str]


def _identified(documents: Mapping[str, YamlFile]) -> Iterator[Standing]:
    """Give file, path and id of every entry that has an id, even where the rest of it cannot be read."""
    for name in ("agencies", "tasks", "solutions", "targets"):
        entries = _list(documents[name].value) if name in documents else ()
        yield from _with_ids(name, (), entries)
        for n, group in enumerate(entries if name == "solutions" else ()):
            yield from _with_ids(name, (n, "commitments"), _list(_field(group, "commitments")))
    for name, document in documents.items():
        record = _field(document.value, "id") if name.startswith(f"{RECORDS}/") else None
        if isinstance(record, str):
            yield name, (), record
            for n in range(len(_list(_field(document.value, "entries")))):
                yield name, ("entries", n), f"{record}#{n + 1}"


def _with_ids(name: str, path: tuple[str | int, ...], entries: Iterable[Any]) -> Iterator[Standing]:
    for n, entry in enumerate(entries):
        item = entry.get("id") if entry.__class__ is Fields else None
        if item.__class__ is str:
            yield name, (*path, n), item


def _field(value: Any, name: str) -> Any:
    return value.get(name) if isinstance(value, Fields) else None


def _list(value: Any) -> Entries:
    if isinstance(value, Entries):
        return value
    nothing = Entries()
    nothing.line, nothing.lines = 0, array("I")
    return nothing


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
        return value.line_of(part), value[part]
    if isinstance(value, Entries) and isinstance(part, int) and part < len(value):
        return value.lines[part], value[part]
    return None


def _called(noun: str, value: Any, number: int) -> str:
    if noun == "plan":
        return NOUNS[noun]
    if noun != "passages" and isinstance(_field(value, "id"), str):
        return f"{NOUNS[noun]} {value['id']}"
    return f"{NOUNS[noun]} thứ {number + 1}"


def subject_at(name: str, value: Any, line: int) -> str:
    """Give what stands at a line of a file: the entry of a list, or what the whole file is about."""
    if isinstance(value, Fields):
        return _called(name.split("/", maxsplit=1)[0], value, 0)
    number = bisect_right(_list(value).lines, line) - 1 if value else -1
    return "" if number < 0 else _called(name, value[number], number)
