"""The least that the same work costs, each in a process of its own.

python -m benchmarks.floors parse PLAN            libyaml's events of a plan's YAML files, and nothing else
python -m benchmarks.floors insert ROWS TARGET    `executemany` of the same rows into the same tables
python -m benchmarks.floors jinja DATABASE SITE TARGET    one page for each duty and body, written by plain Jinja
python -m benchmarks.floors dump DATABASE ROWS            (not measured) the rows for `insert`
python -m benchmarks.floors hugo DATABASE SITE TARGET     (not measured) the sources for Hugo
"""

from __future__ import annotations

import pickle
import shutil
import sqlite3
import sys
from pathlib import Path

HERE = Path(__file__).parent


def parse(plan: Path) -> None:
    """Read the events of every YAML file of a plan with libyaml."""
    import yaml  # noqa: PLC0415  # the measured process loads what it uses, as a bare script would

    for path in sorted(plan.glob("*.yaml")):
        for _ in yaml.parse(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader):
            pass


def dump(database: Path, rows: Path) -> None:
    """Write the rows of every ordinary table of a database to a file, search indexes left out."""
    connection = sqlite3.connect(database)
    listed = connection.execute("select name from pragma_table_list where type = 'table' and name not like 'sqlite%'")
    tables = {name: connection.execute(f'select * from "{name}"').fetchall() for (name,) in listed.fetchall()}  # noqa: S608
    rows.write_bytes(pickle.dumps({name: values for name, values in tables.items() if values}))


def insert(rows: Path, target: Path) -> None:
    """Insert dumped rows into the tables of tracker/schema.sql, in one transaction."""
    tables = pickle.loads(rows.read_bytes())  # noqa: S301  # written by `dump` a moment ago
    connection = sqlite3.connect(target)
    connection.executescript((HERE.parent / "tracker" / "schema.sql").read_text(encoding="utf-8"))
    with connection:
        for name, values in tables.items():
            marks = ", ".join("?" * len(values[0]))
            connection.executemany(f'insert into "{name}" values ({marks})', values)  # noqa: S608
    connection.close()


def jinja(database: Path, site: Path, target: Path) -> None:
    """Write one page for each duty and body with plain Jinja, inside the shell of our own pages."""
    from jinja2 import Environment, FileSystemLoader  # noqa: PLC0415

    from benchmarks.content import SECTIONS, pages, shell  # noqa: PLC0415

    template = Environment(loader=FileSystemLoader(HERE), autoescape=True).get_template("page.html.jinja")
    frame: tuple[str, str] | None = None
    for page in pages(database):
        before, after = frame = frame or shell(site, page.address)
        words = {**page._asdict(), "section": SECTIONS[page.section]}
        folder = target / page.address
        folder.mkdir(parents=True)
        (folder / "index.html").write_text(template.render(before=before, after=after, **words), encoding="utf-8")


def hugo(database: Path, site: Path, target: Path) -> None:
    """Write the sources from which Hugo makes the same pages."""
    from benchmarks.content import SECTIONS, as_hugo, pages, shell  # noqa: PLC0415

    shutil.copytree(HERE / "hugo", target)
    content = target / "content"
    for section, title in SECTIONS.items():
        (content / section).mkdir(parents=True)
        (content / section / "_index.md").write_text(f"---\ntitle: {title}\n---\n", encoding="utf-8")
    frame: tuple[str, str] | None = None
    for page in pages(database):
        frame = frame or shell(site, page.address)
        (content / f"{page.address.rstrip('/')}.md").write_text(as_hugo(page), encoding="utf-8")
    partials = target / "layouts" / "partials"
    partials.mkdir(parents=True)
    for name, words in zip(("before", "after"), frame or (), strict=False):
        text = words.replace("{{", "{{ `{{` }}").replace("@title@", "{{ .Title }}")
        (partials / f"{name}.html").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    work = {step.__name__: step for step in (parse, dump, insert, jinja, hugo)}
    work[sys.argv[1]](*map(Path, sys.argv[2:]))
