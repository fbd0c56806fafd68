"""Measure check, database and site: `python -m benchmarks [--sizes 50,500,5000] [--repeat 3] [--write]`."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
RESULTS = Path(__file__).parent / "RESULTS.md"
AS_OF = ("--as-of", "2025-07-01")
HEAD = """\
| tasks | what | wall s | peak MB | floor | floor s | floor MB | time ÷ floor | output kB |
|---|---|---|---|---|---|---|---|---|
"""


class Cost(NamedTuple):
    """What a process cost: seconds on the clock, and the largest of its resident sets in MB."""

    wall: float
    peak: float


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
            f"| {self.tasks} | {self.what} | {ours.wall:.2f} | {ours.peak:.0f} | {self.floor_name} "
            f"| {floor.wall:.2f} | {floor.peak:.0f} | {ours.wall / floor.wall:.1f} | {self.output} |"
        )


def run(*command: str | Path, cwd: Path = ROOT) -> Cost:
    """Run a command to its end in a process of its own, and give what it cost; stop all when it fails."""
    words = [str(word) for word in command]
    began = time.perf_counter()
    with tempfile.TemporaryFile() as said:
        child = subprocess.Popen(words, cwd=cwd, stdout=said)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            said.seek(0)
            sys.exit(f"failed: {' '.join(words)}\n{said.read().decode()}")
    return Cost(time.perf_counter() - began, usage.ru_maxrss / 1024)


def python(*words: str | Path) -> Cost:
    """Run this Python."""
    return run(sys.executable, *words)


def weight(folder: Path) -> str:
    """Give the number of pages in a folder and their mean size."""
    sizes = [path.stat().st_size for path in folder.rglob("index.html")]
    return f"{len(sizes)} × {sum(sizes) / len(sizes) / 1024:.1f}"


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

    def best(self, cost: Cost, *more: Cost) -> Cost:
        """Give the quickest time and the largest memory of several runs."""
        runs = (cost, *more)
        return Cost(min(run.wall for run in runs), max(run.peak for run in runs))

    def results(self) -> Iterator[Measured]:
        """Measure step by step; ours and the floors take turns, so that a busy machine slows both."""
        yield self.check()
        yield self.load()
        yield from self.publish()

    def check(self) -> Measured:
        """Measure the check beside libyaml alone."""
        ours, floor = zip(*(self._check() for _ in range(self.repeat)), strict=True)
        return Measured(self.tasks, "check", self.best(*ours), "libyaml events", self.best(*floor), "")

    def _check(self) -> tuple[Cost, Cost]:
        return self.ours("check"), python("-m", "benchmarks.floors", "parse", self.plan)

    def load(self) -> Measured:
        """Measure the database beside the plain insertion of its rows."""
        self.ours("database", *AS_OF, "--out", self.database)
        rows = self.folder / "rows"
        python("-m", "benchmarks.floors", "dump", self.database, rows)
        ours, floor = zip(*(self._load(rows) for _ in range(self.repeat)), strict=True)
        size = f"{self.database.stat().st_size / 1024:.0f}"
        return Measured(self.tasks, "database", self.best(*ours), "executemany", self.best(*floor), size)

    def _load(self, rows: Path) -> tuple[Cost, Cost]:
        plain = self.folder / "plain.db"
        plain.unlink(missing_ok=True)
        ours = self.ours("database", *AS_OF, "--out", self.database)
        return ours, python("-m", "benchmarks.floors", "insert", rows, plain)

    def publish(self) -> Iterator[Measured]:
        """Measure the site beside plain Jinja and beside Hugo, which make a page for each duty and body."""
        self.ours("site", *AS_OF, "--work", self.folder / "work", "--site", self.site)
        python("-m", "benchmarks.floors", "hugo", self.database, self.site, self.folder / "hugo")
        ours, jinja, hugo = zip(*(self._publish() for _ in range(self.repeat)), strict=True)
        for name, floor in (("Jinja", jinja), ("Hugo", hugo)):
            output = f"{weight(self.site)}; {name} {weight(self.folder / name)}"
            yield Measured(self.tasks, "site", self.best(*ours), name, self.best(*floor), output)

    def _publish(self) -> tuple[Cost, Cost, Cost]:
        for name in ("work", "site", "Jinja", "Hugo"):
            shutil.rmtree(self.folder / name, ignore_errors=True)
        ours = self.ours("site", *AS_OF, "--work", self.folder / "work", "--site", self.site)
        jinja = python("-m", "benchmarks.floors", "jinja", self.database, self.site, self.folder / "Jinja")
        return ours, jinja, run("hugo", "--quiet", "-d", self.folder / "Hugo", cwd=self.folder / "hugo")


def main() -> None:
    """Measure, print the table as it grows, and write it down when asked."""
    asked = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    asked.add_argument("--sizes", default="50,500,5000", help="numbers of tasks")
    asked.add_argument("--repeat", type=int, default=3, help="runs of each; the quickest counts")
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
        note = f"Written by `python -m benchmarks --write`: {os.cpu_count()} cores, quickest of {words.repeat} runs.\n"
        RESULTS.write_text("# Time and memory\n\n" + note + "\n" + HEAD + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
