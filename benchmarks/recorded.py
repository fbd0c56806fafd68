"""Every page of the website with what it was made from, so that others can make the same pages from the same data."""

from __future__ import annotations

import json
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from tracker.listing import lay_out_files
from tracker.opening import open_database
from tracker.pages import MAKERS
from tracker.pages.duties import Duty
from tracker.pages.portal import Page, Portal
from tracker.website import configuration, plan_facts

ROOT = Path(__file__).parent.parent
TEMPLATES = ROOT / "docs" / "templates"


class Recorded(NamedTuple):
    """A page, and what its own template was given."""

    page: Page
    template: str
    """The template of its body; empty for a page of words or of a file of the plan."""
    given: Mapping[str, Any]


class _Recorder(Portal):
    """A portal that remembers what the last template was given."""

    last: tuple[str, Mapping[str, Any]]

    def render(self, template: str, address: str, **values: Any) -> str:
        self.last = template, values
        return super().render(template, address, **values)


class Website:
    """The website of a plan and its built database: its frame's words, its pages, and what all of them know."""

    def __init__(self, plan: Path, database: Path) -> None:
        """Open the database."""
        self._plan, self._database = plan, database
        self._connection = open_database(database)
        self.portal = _Recorder(self._connection, TEMPLATES)

    def close(self) -> None:
        """Close the database."""
        self._connection.close()

    def pages(self) -> Iterator[Recorded]:
        """Give every page, those written by hand and those of the plan's files first."""
        for path in sorted((ROOT / "docs").glob("*.md")):
            yield Recorded(_read(path, path.stem), "", {})
        for page in _listed(self._plan):
            yield Recorded(page, "", {})
        for make in MAKERS:
            for page in make(self.portal):
                yield Recorded(page, *self.portal.last)

    def settings(self) -> dict[str, Any]:
        """Give the configuration of the website, the plan's over the root's."""
        own = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
        plan = yaml.safe_load(configuration(ROOT, plan_facts(self._database)))
        return {**own, **plan, "extra": own["extra"] | plan["extra"]}


def _read(path: Path, address: str, bodies: Path = ROOT) -> Page:
    """Read the file of a page; its body is in the head or in a file of its own among the bodies."""
    _, head, words = path.read_text(encoding="utf-8").split("---\n", 2)
    said = yaml.safe_load(head)
    if "fragment" in said:
        said["body"] = (bodies / said["fragment"]).read_text(encoding="utf-8")
    if "parent" in said:
        said["parent"] = said["parent"]["title"], said["parent"]["url"]
    fields = {name: value for name, value in said.items() if name in Page._fields}
    return Page(address=address, words=words.strip(), **fields)


def _listed(plan: Path) -> Iterator[Page]:
    """Give the pages of the plan's own files."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for path in sorted(lay_out_files(plan, TEMPLATES, folder)):
            if path.suffix == ".md":
                address = path.parent.relative_to(folder / "docs").as_posix()
                yield _read(path, address, folder / "bodies")


def head(page: Page) -> dict[str, Any]:
    """Give the fields of a page as the theme reads them."""
    parent = {"title": page.parent[0], "url": page.parent[1]} if page.parent else None
    return {**page._asdict(), "parent": parent, "parts": [part._asdict() for part in page.parts]}


def menu(settings: Mapping[str, Any]) -> list[dict[str, str]]:
    """Give title and address of the menu's entries; the address of the home page is empty."""
    entries = (entry for item in settings["nav"] for entry in item.items())
    return [{"title": title, "url": path.removesuffix("index.md")} for title, path in entries]


def as_json(value: Any) -> Any:
    """Give a value that a template was given as JSON can carry it.

    Fields that hold nothing are left out, properties count as fields, and a duty is named by its id.
    """
    if isinstance(value, Duty):
        return value.task["id"]
    if hasattr(value, "_asdict"):
        return as_json(fields_of(value))
    if isinstance(value, (Mapping, sqlite3.Row)):
        return {key: as_json(each) for key, each in dict(value).items() if each is not None}
    if isinstance(value, (list, tuple)):
        return [as_json(each) for each in value]
    return value


def fields_of(value: Any) -> dict[str, Any]:
    """Give the fields and the properties of a named tuple."""
    names = [name for name, kind in vars(type(value)).items() if isinstance(kind, property)]
    return {**value._asdict(), **{name: getattr(value, name) for name in names}}


def write(plan: Path, database: Path, folder: Path) -> None:
    """Write the pages and the settings of a plan and its built database for the plain Jinja of `floors`."""
    folder.mkdir(parents=True)
    with closing(Website(plan, database)) as website, (folder / "pages.jsonl").open("w", encoding="utf-8") as lines:
        settings = website.settings()
        (folder / "frame.json").write_text(
            json.dumps({"config": settings, "menu": menu(settings)}, default=str), encoding="utf-8"
        )
        for page, _, _ in website.pages():
            lines.write(json.dumps(head(page)) + "\n")
