"""The files of a plan's folder: which are read, and which would be left out without a word.

A file counts as soon as its name stands in the folder: a link that leads nowhere is a fault, not an absence.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator
from pathlib import Path

from tracker.loaded import RECORDS
from tracker.problems import Problem, Severity, nearest, then

#: What somebody meant as a YAML file, however it is called.
_MEANT = re.compile(r"\.ya?ml(\.txt)?$", re.IGNORECASE)
_READ = ".yaml"
_AWAY = "đổi tên hoặc đưa ra khỏi thư mục"


def stands(folder: Path, name: str) -> bool:
    """Tell whether a YAML file of this name, without its ending, stands in a folder, even as a broken link."""
    return os.path.lexists(folder / f"{name}{_READ}")


def record_names(folder: Path) -> list[str]:
    """Give each record file of a plan, without its ending, in order: those that stand directly in its folder."""
    try:
        names = [path.name for path in _listed(folder / RECORDS)]
    except OSError:
        return []
    return [f"{RECORDS}/{name.removesuffix(_READ)}" for name in names if name.endswith(_READ)]


def misplaced(folder: Path, known: Collection[str]) -> Iterator[Problem]:
    """Give a problem for each file of a plan's own folder that nobody reads; known: the names without ending."""
    files = [f"{name}{_READ}" for name in known]
    for path in _listed(folder) if folder.is_dir() else ():
        folded = path.name.casefold()
        if _MEANT.search(path.name) and path.name not in files:
            near = nearest(folded, files)
            yield _unknown(path, then(f"không biết tệp này{near}", _AWAY))
        elif folded in (RECORDS, RECORDS[:-1]) and path.name != RECORDS:
            yield _unknown(path, f"không biết thư mục này; có phải '{RECORDS}'? Đổi tên, hoặc đưa ra khỏi thư mục")


def lost_records(folder: Path) -> Iterator[Problem]:
    """Give a problem for each record that nobody reads: ill named, further below, or behind closed doors."""
    place = folder / RECORDS
    if os.path.lexists(place):
        yield from _lost(place, top=True)


def _lost(place: Path, *, top: bool = False) -> Iterator[Problem]:
    try:
        paths = _listed(place)
    except OSError:
        reason = "không được phép đọc" if place.is_dir() else "đây không phải là thư mục"
        yield Problem(place.as_posix(), 1, Severity.ERROR, "", f"không đọc được thư mục: {reason}", "missing_file")
        return
    for path in paths:
        if path.is_dir() and not path.is_symlink():
            yield from _lost(path)
        elif path.is_dir() or (_MEANT.search(path.name) and not (top and path.name.endswith(_READ))):
            yield _unknown(path, f"bản ghi này không được đọc; đặt ngay trong {RECORDS}/, tên kết thúc bằng '{_READ}'")


def _listed(place: Path) -> list[Path]:
    return sorted(place.iterdir())


def _unknown(path: Path, message: str) -> Problem:
    return Problem(path.as_posix(), 1, Severity.ERROR, "", message, "unknown_file")
