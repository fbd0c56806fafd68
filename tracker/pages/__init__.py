"""Database rows → the pages of the website, as plain files that MkDocs frames.

Each module here makes the pages of one kind; nothing here reads the plan's YAML, so that what the public
reads is what Datasette answers.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from functools import partial
from pathlib import Path

from tracker.opening import open_database
from tracker.pages import (
    about,
    agencies,
    data_dictionary,
    home,
    matrix,
    methods,
    open_data,
    packs,
    plan_text,
    quality,
    received,
    schedule,
    solutions,
    supervision,
    targets,
    tasks,
    topics,
)
from tracker.pages.portal import Page, Portal
from tracker.pages.writing import remove_others, write_pages
from tracker.sharing import share

#: The longest work first, so that none is left when the others are done.
MAKERS: tuple[Callable[[Portal], Iterator[Page]], ...] = (
    tasks.pages,
    agencies.pages,
    packs.pages,
    supervision.pages,
    plan_text.pages,
    matrix.pages,
    solutions.pages,
    targets.pages,
    schedule.pages,
    topics.pages,
    received.pages,
    quality.pages,
    home.pages,
    open_data.pages,
    methods.pages,
    data_dictionary.pages,
    about.pages,
)


class _Maker:
    """Writes the pages of one kind after another."""

    def __init__(self, database: Path, templates: Path, folder: Path) -> None:
        self._connection = open_database(database)
        self._portal = Portal(self._connection, templates)
        self._folder = folder

    def __call__(self, number: int) -> set[Path]:
        return write_pages(MAKERS[number](self._portal), self._folder)

    def close(self) -> None:
        self._connection.close()


def make_pages(database: Path, templates: Path, folder: Path, kept: Collection[Path] = (), processes: int = 1) -> int:
    """Write every page of a plan's site into a folder, from its database; gives how many there are.

    kept: pages in `docs` within the folder that others wrote and that stay.
    """
    begin = partial(_Maker, database, templates, folder)
    written = set().union(*share(begin, range(len(MAKERS)), processes))
    remove_others(folder, written | set(kept))
    return len(written)
