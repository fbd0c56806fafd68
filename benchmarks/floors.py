"""The least that the same work costs, each in a process of its own.

python -m benchmarks.floors parse PLAN                 libyaml's events of a plan's YAML files, and nothing else
python -m benchmarks.floors insert ROWS TARGET         `executemany` of the same rows into the same tables
python -m benchmarks.floors jinja PAGES TARGET         the same pages, their finished bodies framed by plain Jinja
python -m benchmarks.floors dump DATABASE ROWS         (not measured) the rows for `insert`
python -m benchmarks.floors pages PLAN DATABASE PAGES  (not measured) the pages for `jinja`
python -m benchmarks.floors hugo PLAN DATABASE TARGET  (not measured) the sources for Hugo
"""

from __future__ import annotations

import json
import pickle
import sqlite3
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


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
    connection.executescript((ROOT / "tracker" / "schema.sql").read_text(encoding="utf-8"))
    with connection:
        for name, values in tables.items():
            marks = ", ".join("?" * len(values[0]))
            connection.executemany(f'insert into "{name}" values ({marks})', values)  # noqa: S608
    connection.close()


def pages(plan: Path, database: Path, target: Path) -> None:
    """Write every page of the website for `jinja`, its body finished."""
    from benchmarks.recorded import write  # noqa: PLC0415

    write(plan, database, target)


def jinja(recorded: Path, target: Path) -> None:
    """Frame and write the recorded pages with the theme's own templates."""
    from benchmarks.frame import Frame  # noqa: PLC0415

    frame = Frame(ROOT / "docs" / "theme", **json.loads((recorded / "frame.json").read_text(encoding="utf-8")))
    with (recorded / "pages.jsonl").open(encoding="utf-8") as lines:
        for page in map(json.loads, lines):
            folder = target / page["address"]
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "index.html").write_text(frame.page(page), encoding="utf-8")
    (target / "404.html").write_text(frame.missing(), encoding="utf-8")


def hugo(plan: Path, database: Path, target: Path) -> None:
    """Write the sources from which Hugo makes the same pages."""
    from benchmarks.hugo_sources import write  # noqa: PLC0415

    write(plan, database, target)


if __name__ == "__main__":
    work = {step.__name__: step for step in (parse, dump, insert, pages, jinja, hugo)}
    work[sys.argv[1]](*map(Path, sys.argv[2:]))
