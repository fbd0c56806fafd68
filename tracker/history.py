"""What git remembers of a plan: which duties were edited, and when each record was published.

A plan outside a repository, or in a clone without its history, is told apart from a plan without changes. What
was committed is no better than what is in a file today: it is read with the same guards, and what the model refuses
was never published and counts for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from tracker.model import Deadline, Task, fields_of
from tracker.text import ACCENTED, nfc, show_date, squeeze
from tracker.vocabulary import Basis
from tracker.yamlfile import parse_yaml

#: What of a duty may not change unseen, under the name the public table of changes uses.
WATCHED = ("title", "quote", "kind", "binding", "lead", "deadline", "recurrence", "deliverable")

#: What readers are told of a subject line that is not in their language; git keeps the line itself.
UNREADABLE = "không viết bằng tiếng Việt có dấu"

_COMMIT = re.compile(r"^commit ([0-9a-f]{40}) (\d{4}-\d\d-\d\d) (.*)$")


class Change(NamedTuple):
    """One watched part of a duty before and after a commit; None where the duty did not exist."""

    changed: str
    revision: str
    message: str
    task: str
    field: str
    before: str | None
    after: str | None
    document: str | None = None


class Revision(NamedTuple):
    """A commit that touched a file: its full hash, its author's day, and the reason that readers are told."""

    hash: str
    day: str
    reason: str


Version = tuple[Revision, Mapping[str, Mapping[str, Any]]]


@dataclass(frozen=True)
class History:
    """The changes of a plan's duties, oldest first, and the day each record entered the repository."""

    known: bool = False
    """False where there is no full history to read."""
    changes: tuple[Change, ...] = ()
    """Edits of watched parts after the duty was first committed."""
    published: Mapping[str, date] = field(default_factory=dict)
    """Record id → the day of the commit that added its file."""
    deadlines: Mapping[str, Sequence[Deadline]] = field(default_factory=dict)
    """Duty id → each dated deadline that was committed for it, oldest first."""


def read_history(folder: Path) -> History:
    """Give what git remembers of the plan in a folder; `known` is False without a full history.

    Raises nothing for a missing git, a shallow clone or a folder that is not in a repository.
    """
    place = folder.absolute()
    inside = any((around / ".git").exists() for around in (place, *place.parents))
    if not inside or _git(folder, "rev-parse", "--is-shallow-repository") != b"false\n":
        return History()
    revisions = list(_revisions(folder, "tasks.yaml"))
    versions = list(_versions(folder, revisions))
    return History(
        known=bool(revisions),
        changes=tuple(change for pair in pairwise(versions) for change in _differences(*pair)),
        published=_published(folder),
        deadlines=_deadlines(versions),
    )


def _git(folder: Path, *arguments: str) -> bytes | None:
    """Give what a git command prints, None when it fails or there is no git."""
    import subprocess  # noqa: PLC0415  # a plan outside a repository does without

    command = ["git", "-c", "core.quotePath=false", "-c", "i18n.logOutputEncoding=UTF-8", *arguments]
    try:
        return subprocess.run(command, cwd=folder, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return None


def _log(folder: Path, *arguments: str) -> list[str]:
    """Give the lines of a log of commits, oldest first."""
    log = _git(folder, "log", "--reverse", "--format=commit %H %as %s", *arguments) or b""
    return log.decode(errors="replace").split("\n")


def _revisions(folder: Path, file: str) -> Iterator[Revision]:
    """Give the commits that touched a file, oldest first."""
    for line in _log(folder, "--", file):
        if match := _COMMIT.match(line):
            revision, day, subject = match.groups()
            yield Revision(revision, day, subject if any(c in ACCENTED for c in nfc(subject)) else UNREADABLE)


def _versions(folder: Path, revisions: Iterable[Revision]) -> Iterator[Version]:
    """Give each version whose file could be read; a duty that the model refuses counts as it stood before."""
    before: Mapping[str, Mapping[str, Any]] = {}
    for revision in revisions:
        document = parse_yaml(_git(folder, "show", f"{revision.hash}:./tasks.yaml") or b"")
        if document.troubles or not isinstance(document.value, list):
            continue
        before = {name: duty for name, item in _named(document.value) if (duty := _sound(item, before.get(name)))}
        yield revision, before


def _named(items: Iterable[Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for item in items:
        if isinstance(item, dict) and isinstance(item.get("id"), str):
            yield item["id"], item


def _sound(item: Mapping[str, Any], before: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    """Give a duty, or what it was before when the model refuses it; keys that the model no longer has are no fault."""
    if item == before:
        return before
    known = fields_of(Task)
    try:
        Task(**{key: value for key, value in item.items() if key in known})
    except ValidationError:
        return before
    return item


def _plain(value: Any) -> str | None:
    """Give a value as one line for readers, the same for the same content however it is laid out; None for None."""
    if value is None:
        return None
    if isinstance(value, dict):
        return _described(value)
    if isinstance(value, list):
        return ", ".join(str(_plain(item)) for item in value)
    return squeeze(str(value))


def _described(part: Mapping[str, Any]) -> str:
    """Give a role as its body, a product as its text, a deadline as its day, word and quote; remarks do not count."""
    if "agency" in part:
        return f"{part['agency']} (suy ra)" if part.get("basis") == Basis.INFERRED else str(part["agency"])
    told = [str(_plain(part[key])) for key in sorted(part) if key not in ("date", "note", "quote")]
    day = [show_date(part["date"])] if "date" in part else []
    quote = [f"«{squeeze(str(part['quote']))}»"] if "quote" in part else []
    return "; ".join([*day, *told, *quote])


def _differences(before: Version, after: Version) -> Iterator[Change]:
    """Give the edits between two versions; duties that are new are no edit, duties that vanished are."""
    revision, duties = after
    for task, old in before[1].items():
        if task not in duties:
            yield Change(revision.day, revision.hash, revision.reason, task, "task", _plain(old.get("title")), None)
            continue
        for name in WATCHED:
            values = _plain(old.get(name)), _plain(duties[task].get(name))
            if values[0] != values[1]:
                yield Change(revision.day, revision.hash, revision.reason, task, name, *values)


def _deadlines(versions: Iterable[Version]) -> dict[str, list[Deadline]]:
    found: dict[str, list[Deadline]] = {}
    for _, duties in versions:
        for task, duty in duties.items():
            deadline = duty.get("deadline")
            if deadline is not None and deadline.get("date") is not None:
                found.setdefault(task, []).append(Deadline(**deadline))
    return found


def _published(folder: Path) -> dict[str, date]:
    """Give for each record's id the day of the commit that added its file."""
    days: dict[str, date] = {}
    day = None
    for line in _log(folder, "--diff-filter=A", "--name-only", "--", "records"):
        if match := _COMMIT.match(line):
            day = date.fromisoformat(match[2])
        elif day is not None and line.endswith(".yaml"):
            days.setdefault(Path(line).stem, day)
    return days
