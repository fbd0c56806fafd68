"""What git remembers of a plan: which duties were edited, and when each record was published.

A plan outside a repository, or in a clone without its history, is told apart from a plan without changes.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from tracker.text import squeeze

#: What of a duty may not change unseen, under the name the public table of changes uses.
WATCHED = ("title", "quote", "kind", "binding", "lead", "deadline", "recurrence", "deliverable")

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
    """A commit that touched a file: its full hash, its author's day and its subject line."""

    hash: str
    day: str
    subject: str


@dataclass(frozen=True)
class History:
    """The changes of a plan's duties, oldest first, and the day each record entered the repository."""

    known: bool = False
    """False where there is no full history to read."""
    changes: tuple[Change, ...] = ()
    """Edits of watched parts after the duty was first committed."""
    published: Mapping[str, date] = field(default_factory=dict)
    """Record id → the day of the commit that added its file."""


def read_history(folder: Path) -> History:
    """Give what git remembers of the plan in a folder; `known` is False without a full history.

    Raises nothing for a missing git, a shallow clone or a folder that is not in a repository.
    """
    if _git(folder, "rev-parse", "--is-shallow-repository") != "false\n":
        return History()
    revisions = list(_revisions(folder, "tasks.yaml"))
    return History(
        known=bool(revisions),
        changes=tuple(_changes(folder, revisions)),
        published=_published(folder),
    )


def _git(folder: Path, *arguments: str) -> str | None:
    """Give what a git command prints, None when it fails or there is no git."""
    try:
        done = subprocess.run(
            ["git", "-c", "core.quotePath=false", *arguments],
            cwd=folder,
            capture_output=True,
            check=True,
            encoding="utf-8",
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout


def _revisions(folder: Path, file: str) -> Iterator[Revision]:
    """Give the commits that touched a file, oldest first."""
    log = _git(folder, "log", "--reverse", "--format=commit %H %as %s", "--", file) or ""
    for line in log.splitlines():
        if match := _COMMIT.match(line):
            yield Revision(*match.groups())


def _changes(folder: Path, revisions: list[Revision]) -> Iterator[Change]:
    before: dict[str, dict[str, str]] | None = None
    for revision in revisions:
        after = _watched(_git(folder, "show", f"{revision.hash}:./tasks.yaml"))
        if after is None:
            continue
        if before is not None:
            yield from _differences(before, after, revision)
        before = after


def _watched(text: str | None) -> dict[str, dict[str, str]] | None:
    """Give for each duty its watched parts as text; None for a file that cannot be read as duties."""
    try:
        items = yaml.load(text or "", Loader=_PlainLoader)  # noqa: S506 - every scalar stays text
    except yaml.YAMLError:
        return None
    if not isinstance(items, list):
        return None
    return {
        str(item["id"]): {name: _plain(item[name]) for name in WATCHED if name in item}
        for item in items
        if isinstance(item, dict) and "id" in item
    }


class _PlainLoader(yaml.CBaseLoader):
    """The loader that leaves every scalar as text."""


def _plain(value: Any) -> str:
    """Give a value as one line of text, the same for the same content however it is laid out."""
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_plain(value[key])}" for key in sorted(value))
    if isinstance(value, list):
        return ", ".join(_plain(item) for item in value)
    return squeeze(str(value))


def _differences(
    before: Mapping[str, Mapping[str, str]], after: Mapping[str, Mapping[str, str]], revision: Revision
) -> Iterator[Change]:
    """Give the edits between two versions; duties that are new are no edit, duties that vanished are."""
    for task, parts in before.items():
        if task not in after:
            yield Change(revision.day, revision.hash, revision.subject, task, "task", parts.get("title"), None)
            continue
        for name in WATCHED:
            old, new = parts.get(name), after[task].get(name)
            if old != new:
                yield Change(revision.day, revision.hash, revision.subject, task, name, old, new)


def _published(folder: Path) -> dict[str, date]:
    """Give for each record's id the day of the commit that added its file."""
    log = _git(folder, "log", "--reverse", "--diff-filter=A", "--name-only", "--format=commit %H %as %s", "--", "records")
    days: dict[str, date] = {}
    day = None
    for line in (log or "").splitlines():
        if match := _COMMIT.match(line):
            day = date.fromisoformat(match[2])
        elif day is not None and line.endswith(".yaml"):
            days.setdefault(Path(line).stem, day)
    return days
