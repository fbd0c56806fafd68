"""Database rows → the pages of the website, as plain files that MkDocs frames.

Each module here makes the pages of one kind; nothing here reads the plan's YAML, so that what the public
reads is what Datasette answers.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from tracker.pages import (
    about,
    agencies,
    data_dictionary,
    home,
    matrix,
    methods,
    open_data,
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
from tracker.pages.writing import write_pages

MAKERS: tuple[Callable[[Portal], Iterator[Page]], ...] = (
    home.pages,
    matrix.pages,
    agencies.pages,
    tasks.pages,
    solutions.pages,
    targets.pages,
    plan_text.pages,
    schedule.pages,
    supervision.pages,
    topics.pages,
    received.pages,
    quality.pages,
    methods.pages,
    data_dictionary.pages,
    open_data.pages,
    about.pages,
)


def make_pages(database: Path, templates: Path, folder: Path, kept: Collection[Path] = ()) -> int:
    """Write every page of a plan's site into a folder, from its database; gives how many there are.

    kept: files in the folder that others wrote and that stay.
    """
    connection = sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)
    try:
        portal = Portal(connection, templates)
        return write_pages((page for make in MAKERS for page in make(portal)), folder, kept)
    finally:
        connection.close()
