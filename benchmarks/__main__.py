"""Measure check, database and site: `python -m benchmarks [--sizes 50,500,5000] [--repeat 3] [--write]`."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.cost import Cost, best, run

ROOT = Path(__file__).parent.parent
RESULTS = Path(__file__).parent / "RESULTS.md"
#: How many times as often a step is measured that takes no second, and that a busy machine disturbs the more.
OFTEN = 5
AS_OF = ("--as-of", "2025-07-01")
HEAD = """\
| tasks | what | wall s | CPU s | peak MB | floor | wall s | CPU s | peak MB | wall ÷ floor | CPU ÷ floor | output |
|---|---|---|---|---|---|---|---|---|---|---|---|
"""


class Measured(NamedTuple):
    """A step of ours beside a floor."""

    tasks: int
    what: str
    ours: Cost
    floor_name: str
    floor: Cost
    output: str

    def line(self) -> str:
        """Give the row of the table."""
        ours, floor = self.ours, self.floor
        return (
            f"| {self.tasks} | {self.what} | {_figures(ours)} | {self.floor_name} | {_figures(floor)} "
            f"| {ours.wall / floor.wall:.1f} | {ours.cpu / floor.cpu:.1f} | {self.output} |"
        )


def _figures(cost: Cost) -> str:
    return f"{cost.wall:.2f} | {cost.cpu:.2f} | {cost.peak:.0f}"


def python(*words: str | Path) -> Cost:
    """Run this Python."""
    return run(sys.executable, *words, cwd=ROOT)


def same_pages(ours: Path, theirs: Path) -> str:
    """Give how many of our pages another website has too; the first that differs is shown on stderr."""
    command = [sys.executable, "-m", "benchmarks.same", str(ours), str(theirs)]
    return subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout.strip()


class Bench:
    """The measurements of one size, in a folder of their own."""

    def __init__(self, tasks: int, repeat: int, folder: Path) -> None:
        """Make the plan, and whatever the floors start from."""
        self.tasks, self.repeat, self.folder = tasks, repeat, folder
        self.plan, self.database, self.site = folder / "plan", folder / "plan.db", folder / "site"
        python("-m", "benchmarks.generate", str(tasks), self.plan)

    def ours(self, step: str, *words: str | Path) -> Cost:
        """Run a step of build.py on the plan."""
        return python("build.py", step, "--plan", self.plan, *words)

    def results(self) -> Iterator[Measured]:
        """Measure step by step; ours and the floors take turns, so that a busy machine slows both."""
        yield self.check()
        yield self.load()
        yield from self.publish()

    def check(self) -> Measured:
        """Measure the check beside libyaml alone: often, since it is short; once before, to have Python's bytecode."""
        self._check()
        ours, floor = zip(*(self._check() for _ in range(OFTEN * self.repeat)), strict=True)
        return Measured(self.tasks, "check", best(ours), "libyaml events", best(floor), "")

    def _check(self) -> tuple[Cost, Cost]:
        return self.ours("check"), python("-m", "benchmarks.floors", "parse", self.plan)

    def load(self) -> Measured:
        """Measure the database beside the plain insertion of its rows."""
        self.ours("database", *AS_OF, "--out", self.database)
        rows = self.folder / "rows"
        python("-m", "benchmarks.floors", "dump", self.database, rows)
        ours, floor = zip(*(self._load(rows) for _ in range(self.repeat)), strict=True)
        size = f"{self.database.stat().st_size / 1024:.0f} kB"
        return Measured(self.tasks, "database", best(ours), "executemany", best(floor), size)

    def _load(self, rows: Path) -> tuple[Cost, Cost]:
        plain = self.folder / "plain.db"
        plain.unlink(missing_ok=True)
        ours = self.ours("database", *AS_OF, "--out", self.database)
        return ours, python("-m", "benchmarks.floors", "insert", rows, plain)

    def publish(self) -> Iterator[Measured]:
        """Measure the site beside plain Jinja and beside Hugo, which make the same pages.

        Ours begins at the YAML files and makes the downloads too; Jinja only frames finished bodies; Hugo makes the
        pages of duties, of bodies and of their packs of sheets from data and frames the others.
        """
        for name in ("pages", "hugo"):
            python("-m", "benchmarks.floors", name, self.plan, self.database, self.folder / name)
        ours, jinja, hugo = zip(*(self._publish() for _ in range(self.repeat)), strict=True)
        for name, floor in (("Jinja", jinja), ("Hugo", hugo)):
            output = same_pages(self.site, self.folder / name)
            yield Measured(self.tasks, "site", best(ours), name, best(floor), output)

    def _publish(self) -> tuple[Cost, Cost, Cost]:
        for name in ("work", "site", "Jinja", "Hugo"):
            shutil.rmtree(self.folder / name, ignore_errors=True)
        ours = self.ours("site", *AS_OF, "--work", self.folder / "work", "--site", self.site)
        jinja = python("-m", "benchmarks.floors", "jinja", self.folder / "pages", self.folder / "Jinja")
        return ours, jinja, run("hugo", "--quiet", "-d", self.folder / "Hugo", cwd=self.folder / "hugo")


def main() -> None:
    """Measure, print the table as it grows, and write it down when asked."""
    asked = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    asked.add_argument("--sizes", default="50,500,5000", help="numbers of tasks")
    asked.add_argument("--repeat", type=int, default=3, help=f"runs of each, {OFTEN} times that of the check")
    asked.add_argument("--write", action="store_true", help="write benchmarks/RESULTS.md")
    words = asked.parse_args()
    print(HEAD, end="", flush=True)
    lines = []
    for tasks in map(int, words.sizes.split(",")):
        with tempfile.TemporaryDirectory() as folder:
            for measured in Bench(tasks, words.repeat, Path(folder)).results():
                print(measured.line(), flush=True)
                lines.append(measured.line())
    if words.write:
        runs = f"quickest of {words.repeat} runs (the check: of {OFTEN * words.repeat})"
        note = f"Written by `python -m benchmarks --write`: {os.cpu_count()} cores, {runs}.\n"
        RESULTS.write_text("# Time and memory\n\n" + note + "\n" + HEAD + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
