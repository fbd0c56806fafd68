"""What every page is made from: the database, the words of its vocabularies, and the templates."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from traceback import extract_tb
from typing import Any, NamedTuple, TypeVar, cast

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError, TemplateSyntaxError

from tracker.exports.links import Downloads
from tracker.periods import Periods
from tracker.problems import NotPublishedError
from tracker.text import show_date, show_number, slug

Row = sqlite3.Row
Made = TypeVar("Made")

#: Where the page of each kind of item stands.
FOLDERS = {
    "task": "nhiem-vu",
    "agency": "co-quan",
    "solution_group": "giai-phap",
    "target": "chi-tieu",
    "question": "giam-sat",
    "topic": "chu-de",
    "record": "ho-so",
}

#: The letter that stands for a role where there is no room for the word.
LETTERS = {"lead": "C", "coordinate": "P", "advise": "T", "receive": "N", "supervise": "G"}


def as_of_scripts(*own: str) -> tuple[str, ...]:
    """Give the scripts of a page that can be seen as of another day; own: those that redraw a part of it."""
    return tuple(f"assets/js/{name}.js" for name in ("site", "days", "periods", "drawing", *own, "as-of"))


#: The scripts of a page that shows states but no choice of a day: they load the rest only when the page has aged.
AGEING_SCRIPTS = tuple(f"assets/js/{name}.js" for name in ("site", "days", "ageing"))


#: Fills in the whole address of a page where the plan does not say where it is published.
ADDRESS_SCRIPT = "assets/js/address.js"

#: Where the plan's YAML is published, and how many of its lines one page shows.
FILES = "du-lieu/ke-hoach"
FILE_LINES = 2000


def file_address(name: str, line: int) -> str:
    """Give the folder of the page that shows a line of one of the plan's files (`tasks.yaml`)."""
    part = (line - 1) // FILE_LINES
    folder = f"{FILES}/{name.removesuffix('.yaml')}"
    return f"{folder}/{part + 1}" if part else folder


class Part(NamedTuple):
    """A place within a page: its anchor, what it is called, and the words by which it is found."""

    anchor: str
    title: str
    words: str


class Page(NamedTuple):
    """One page of the site: where it stands, what it is called and what it shows."""

    address: str
    """Folder of the page, from the root of the site: «nhiem-vu/tc-15-1»; empty for the home page."""
    title: str
    """The title, without markup: the theme makes the heading of it."""
    description: str
    """One sentence for search engines and link previews."""
    body: str
    """The page's content as HTML."""
    words: str = ""
    """What the search index holds besides the title; empty: the page is not indexed."""
    also: str = ""
    """Other words by which the page is found and which are not shown: initials of a name."""
    parts: tuple[Part, ...] = ()
    """Places within the page that are found by themselves."""
    boost: int = 1
    """How much sooner the page is shown among others that have the words as well."""
    template: str = "page.html"
    """The theme's template that frames the body: page.html, wide.html, matrix.html."""
    kicker: str = ""
    """A short line above the title: the kind of page."""
    parent: tuple[str, str] | None = None
    """One more breadcrumb before this page: its title and its address."""
    scripts: tuple[str, ...] = ()
    """Scripts, as paths from the root of the site."""
    modules: tuple[str, ...] = ()
    """ES modules, as paths from the root of the site."""
    wasm: bool = False
    """True for a page that runs WebAssembly."""


class Portal:
    """The database of one plan, as pages see it; everything is read through `rows` and `grouped`."""

    def __init__(self, connection: sqlite3.Connection, templates: Path) -> None:
        """Open the portal on a read-only connection and the folder of body templates."""
        connection.row_factory = sqlite3.Row
        self._connection = connection
        self._made: dict[Callable[[Portal], Any], Any] = {}
        self._environment = Environment(
            loader=FileSystemLoader(templates),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters.update(date=show_date, number=show_number, slug=slug, label=self.label)
        self._links = Links(self.commitment_groups)
        # Globals, so that what templates import from each other is compiled and run once, not once a page.
        self._environment.globals.update(
            define=self.definition,
            letters=LETTERS,
            portal=self,
            plan=self.plan,
            as_of=self.as_of,
            link=self._links,
        )

    @property
    def connection(self) -> sqlite3.Connection:
        """The read-only connection, for what asks the database in its own way."""
        return self._connection

    def once(self, make: Callable[[Portal], Made]) -> Made:
        """Give what a function makes of this portal; made once, however many pages ask."""
        if make not in self._made:
            self._made[make] = make(self)
        return cast("Made", self._made[make])

    def rows(self, sql: str, **values: Any) -> list[Row]:
        """Give the rows of a query."""
        return self._connection.execute(sql, values).fetchall()

    def grouped(self, sql: str, key: str, **values: Any) -> Mapping[Any, Sequence[Row]]:
        """Give the rows of a query by the value of one of their columns; a missing key gives no rows."""
        groups: dict[Any, list[Row]] = defaultdict(list)
        for row in self._connection.execute(sql, values):
            groups[row[key]].append(row)
        return groups

    @cached_property
    def plan(self) -> Row:
        """The plan itself, with its issuer's name."""
        return self.rows(
            """
            select p.*, a.name as issuer_name, a.last as issuer_last
            from plan p
            join agencies a on a.id = p.issuer
            """
        )[0]

    @cached_property
    def meta(self) -> Mapping[str, str]:
        """The facts about this build, as_of and schema_version among them."""
        return {row["key"]: row["value"] for row in self.rows("select key, value from meta")}

    @property
    def as_of(self) -> str:
        """The day of which the pages speak, as ISO text."""
        return self.meta["as_of"]

    def public(self, address: str) -> str | None:
        """Give the whole address under which a page is published; None when the plan does not say where."""
        site = self.meta.get("site_url")
        return f"{site.rstrip('/')}/{address}/" if site else None

    @cached_property
    def _vocabulary(self) -> Mapping[tuple[str, str], Row]:
        return {
            (row["name"], row["code"]): row for row in self.rows("select * from vocabulary order by name, position")
        }

    def label(self, code: str, vocabulary: str) -> str:
        """Give the Vietnamese label of a value of a vocabulary."""
        return str(self._vocabulary[vocabulary, code]["label"])

    def definition(self, code: str, vocabulary: str) -> str:
        """Give the public definition of a value of a vocabulary."""
        return str(self._vocabulary[vocabulary, code]["definition"])

    def values(self, vocabulary: str) -> Sequence[Row]:
        """Give the values of a vocabulary in their order."""
        return [row for (name, _), row in self._vocabulary.items() if name == vocabulary]

    def render(self, template: str, address: str, **values: Any) -> str:
        """Give the HTML of a template for the page at an address; its links are relative to that page.

        Raises NotPublishedError, naming file and line, when the template is faulty.
        """
        self._links.stand_on(address)
        try:
            return self._environment.get_template(template).render(values)
        except TemplateError as error:
            raise NotPublishedError(f"{_place(error)}: bản mẫu sai: {error.message}") from error

    @cached_property
    def downloads(self) -> Downloads:
        """What there is to take away, and where it stands."""
        return Downloads(self._connection)

    @cached_property
    def periods(self) -> Periods:
        """The states of all obligations over time, for the pages that show them as of another day."""
        return Periods(self._connection)

    @cached_property
    def commitment_groups(self) -> Mapping[str, str]:
        """Give for each commitment the group on whose page it stands."""
        return {row["id"]: row["solution_group"] for row in self.rows("select id, solution_group from commitments")}


def _place(error: TemplateError) -> str:
    """Give file and line of what is wrong in a template."""
    if isinstance(error, TemplateSyntaxError):
        return f"docs/templates/{error.name}:{error.lineno}"
    frames = [frame for frame in extract_tb(error.__traceback__) if frame.filename.endswith(".html")]
    return f"docs/templates/{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "docs/templates"


class Links:
    """Makes addresses relative to one page, so that the site works in any folder of any host."""

    def __init__(self, commitment_groups: Mapping[str, str]) -> None:
        """Stand on the home page; commitment_groups: for each commitment the group on whose page it is."""
        self._groups = commitment_groups
        self._up = ""

    def stand_on(self, address: str) -> None:
        """Go to the page at an address (`nhiem-vu/tc-15-1`; empty for the home page)."""
        self._up = "../" * len([part for part in address.split("/") if part])

    def __call__(self, kind: str, item: str) -> str:
        """Give the address of the page of an item."""
        if kind == "commitment":
            return f"{self('solution_group', self._groups[item])}#{item.lower()}"
        return self.to(f"{FOLDERS[kind]}/{item.lower()}")

    def to(self, address: str) -> str:
        """Give the address of a page by its folder; empty for the home page."""
        return f"{self._up}{address}/" if address else self._up or "./"

    def file(self, path: str) -> str:
        """Give the address of a file by its path from the root of the site."""
        return f"{self._up}{path}"

    def line(self, name: str, number: int) -> str:
        """Give the address of a line of one of the plan's files, as it is published with the site."""
        return f"{self.to(file_address(name, number))}#L{number}"

    def sentence(self, number: int) -> str:
        """Give the address of a sentence in the plan's own text."""
        return f"{self.to('van-ban')}#c-{number}"
