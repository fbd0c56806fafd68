"""The house keeps its shape: who may know whom, what nobody may do, and how large a room may grow."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

ROOT = Path(__file__).parent.parent
TRACKER = ROOT / "tracker"
MODULES = sorted(TRACKER.rglob("*.py"))
PUBLIC = [*MODULES, *ROOT.glob("build.py")]

#: What stands between the YAML and the database; those who show it know the database only.
BEFORE_THE_DATABASE = {
    "model",
    "records",
    "outline",
    "sentences",
    "source",
    "yamlfile",
    "coverage",
    "loaded",
    "folder",
    "reader",
    "checks",
    "rows",
    "record_rows",
}
CODE_LINES = 300
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "manager", "managers", "common", "misc"}
CLOCK_ATTRIBUTES = {"now", "utcnow", "today", "localtime", "gmtime", "time_ns", "monotonic", "perf_counter"}
SQL_CLOCK = re.compile(r"'now'|\bcurrent_(date|time|timestamp)\b", re.IGNORECASE)
PRINTING = re.compile(r"print|input|sys\.(stdin|stdout|stderr)|(click\.)?s?echo")

#: Addresses of package indexes, options that name one, and folders of one machine.
MACHINE = re.compile(
    r"(pypi|pythonhosted|npmjs)\.org|--(extra-)?index-url|--find-links|--trusted-host"
    r"|(?<![\w.}/-])/(work|root|tmp|opt/pypi|home/[a-z]+)/\w"
)


def tracked() -> list[str]:
    """Give the files of the project as git sees them, new ones included, ignored ones not."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return sorted(name for name in listed.split("\0") if name and (ROOT / name).exists())


def rooms() -> dict[str, list[str]]:
    """Give the README's map: each top-level entry with the entries named below it, in order."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    block = re.search(r"^## The rooms$.*?^```\w*\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert block, "README.md has no section «## The rooms» with the map in a code block"
    found: dict[str, list[str]] = {}
    below: list[str] = []
    for line in block[1].splitlines():
        names = [name.rstrip("/") for name in re.split(r"\s{2,}", line.strip())[0].split()]
        if line.startswith(" "):
            below.extend(names)
        else:
            below = []
            found |= dict.fromkeys(names, below)
    return found


def order() -> list[str]:
    """Give the rooms of tracker/ in the order in which data passes through them."""
    return [name.removesuffix(".py") for name in rooms()["tracker"]]


def room(path: Path) -> str:
    """Give the room a file of tracker/ belongs to; a package is one room."""
    return path.relative_to(TRACKER).parts[0].removesuffix(".py")


def imported(tree: ast.AST, path: Path) -> Iterator[tuple[int, str]]:
    """Give line and room of every import of another room of tracker/."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.relative_to(ROOT)}:{node.lineno}: import by the full name, not by dots"
            names = [f"{node.module}.{a.name}" for a in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        for name in names:
            parts = name.split(".")
            if parts[0] == "tracker" and len(parts) > 1 and parts[1] != room(path):
                yield node.lineno, parts[1]


def complaints(find: Callable[[ast.Module, Path], Iterator[tuple[int, str]]], paths: list[Path]) -> str:
    """Give what `find` says of each file, one clickable line each; nothing when all is well."""
    lines = (
        f"{path.relative_to(ROOT)}:{line}: {message}"
        for path in paths
        for line, message in find(ast.parse(path.read_text(encoding="utf-8")), path)
    )
    return "\n".join(lines)


def strings(tree: ast.AST) -> set[ast.Constant]:
    """Give the strings that stand alone as statements: docstrings."""
    return {n.value for n in ast.walk(tree) if isinstance(n, ast.Expr) and isinstance(n.value, ast.Constant)}


def test_a_room_knows_only_the_rooms_before_it() -> None:
    places = order()

    def find(tree: ast.Module, path: Path) -> Iterator[tuple[int, str]]:
        own = room(path)
        if own == "__init__":
            return
        if own not in places:
            yield 1, f"«{own}» is not in README.md's map of the rooms, under tracker/, where the order is told"
            return
        for line, other in imported(tree, path):
            if other not in places[: places.index(own)]:
                yield line, f"«{own}» may import only rooms named before it in README.md's map, not «{other}»"

    assert not (found := complaints(find, MODULES)), found


def test_what_shows_the_data_knows_the_database_only() -> None:
    def find(tree: ast.Module, path: Path) -> Iterator[tuple[int, str]]:
        for line, other in imported(tree, path):
            if other in BEFORE_THE_DATABASE:
                yield line, f"«{room(path)}» reads the database, never «{other}»"

    showing = [path for path in MODULES if room(path) in {"pages", "exports", "datasette", "questions"}]
    assert not (found := complaints(find, showing)), found


def test_nothing_reads_the_clock() -> None:
    def find(tree: ast.Module, _path: Path) -> Iterator[tuple[int, str]]:
        docstrings = strings(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr in CLOCK_ATTRIBUTES:
                yield node.lineno, f"«.{node.attr}» reads the clock: take the day as an argument"
            elif isinstance(node, ast.Import | ast.ImportFrom) and re.match("(from|import) time\\b", ast.unparse(node)):
                yield node.lineno, "«time» reads the clock: take the day as an argument"
            elif isinstance(node, ast.Constant) and node not in docstrings and SQL_CLOCK.search(str(node.value)):
                yield node.lineno, "this SQL reads the clock: take the day as a parameter"

    assert not (found := complaints(find, MODULES)), found


def test_no_sql_file_reads_the_clock() -> None:
    faults = [
        f"{path.relative_to(ROOT)}:{number}: reads the clock: take the day as a parameter"
        for path in [*TRACKER.glob("*.sql"), *(ROOT / "queries").glob("*.sql")]
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if SQL_CLOCK.search(line.split("--")[0])
    ]
    assert not faults, "\n".join(faults)


def test_nothing_prints() -> None:
    def find(tree: ast.Module, _path: Path) -> Iterator[tuple[int, str]]:
        for node in ast.walk(tree):
            if isinstance(node, ast.Name | ast.Attribute) and PRINTING.fullmatch(ast.unparse(node)):
                yield node.lineno, f"«{ast.unparse(node)}»: only the door speaks to people; return the text"

    # The door's second leaf: build.py holds no more than 300 lines, and its commands must ask and answer.
    silent = [path for path in MODULES if path != TRACKER / "commands.py"]
    assert not (found := complaints(find, silent)), found


def test_rooms_are_small() -> None:
    """Blank lines, comments and docstrings do not count: nobody should save on those."""

    def find(tree: ast.Module, path: Path) -> Iterator[tuple[int, str]]:
        told = {n for s in strings(tree) for n in range(s.lineno, (s.end_lineno or s.lineno) + 1)}
        lines = enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        count = sum(1 for n, line in lines if line.strip() and not line.lstrip().startswith("#") and n not in told)
        if count > CODE_LINES:
            yield 1, f"{count} lines of code, at most {CODE_LINES}: it is two rooms"

    assert not (found := complaints(find, PUBLIC)), found


def test_no_room_is_named_after_nothing() -> None:
    vague = [name for name in tracked() if VAGUE_NAMES & set(Path(name).with_suffix("").parts)]
    assert not vague, f"say what is in it: {', '.join(vague)}"


def test_public_functions_say_what_they_give() -> None:
    def find(tree: ast.Module, _path: Path) -> Iterator[tuple[int, str]]:
        public = (n for n in tree.body if isinstance(n, ast.ClassDef) and not n.name.startswith("_"))
        for node in chain(tree.body, *(owner.body for owner in public)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_"):
                if not ast.get_docstring(node):
                    yield node.lineno, f"«{node.name}» has no docstring"
                if bare := list(unannotated(node)):
                    yield node.lineno, f"«{node.name}»: no annotation for {', '.join(bare)}"

    assert not (found := complaints(find, PUBLIC)), found


def unannotated(function: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[str]:
    """Give the parts of a signature that no annotation speaks of."""
    given = function.args
    for argument in (*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg):
        if argument and argument.annotation is None and argument.arg not in {"self", "cls"}:
            yield argument.arg
    if function.returns is None:
        yield "what it returns"


def test_the_map_names_every_entry_and_no_other() -> None:
    there = {name.split("/")[0] for name in tracked()}
    named = set(rooms()) - {"build"}
    assert there - named == set(), "README.md's map of the rooms does not name these"
    assert named - there == set(), "README.md's map of the rooms names what is not there"


def test_no_file_tells_of_one_machine() -> None:
    faults = []
    for name in tracked():
        if "vendor" in Path(name).parts or ROOT / name == Path(__file__):
            continue
        try:
            text = (ROOT / name).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(text.splitlines(), 1):
            if found := MACHINE.search(line):
                faults.append(f"{name}:{number}: «{found[0]}» is true on one machine only")
    assert not faults, "\n".join(faults)
