"""Broken plans: each folder of `bad/` laid over a sound plan, with the exact lines that must be printed.

python tests/broken.py      write anew what each case says (to be read before it is committed)
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))  # so that it also runs by its file name

from tracker.checks import check  # noqa: E402
from tracker.reader import read  # noqa: E402

BAD = ROOT / "tests" / "bad"
BASE = BAD / "base"
EXPECTED = "expected.txt"
#: Files of the sound plan that a case does without, one a line.
REMOVED = "removed.txt"
#: What was committed before, for rules that ask git.
BEFORE = "before"


def cases() -> list[str]:
    """Give the name of every broken plan."""
    return sorted(path.name for path in BAD.iterdir() if path.is_dir() and path != BASE)


def lay_out(case: str, folder: Path) -> None:
    """Put the sound plan with a case laid over it into a folder that does not exist yet."""
    shutil.copytree(BASE, folder)
    if (BAD / case / BEFORE).exists():
        shutil.copytree(BAD / case / BEFORE, folder, dirs_exist_ok=True)
        commit(folder)
    removed = BAD / case / REMOVED
    for name in removed.read_text(encoding="utf-8").split() if removed.exists() else ():
        (folder / name).unlink()
    own = shutil.ignore_patterns(EXPECTED, REMOVED, BEFORE)
    shutil.copytree(BAD / case, folder, dirs_exist_ok=True, ignore=own)


def commit(folder: Path) -> None:
    """Commit all of a folder, which becomes a repository when it is none yet."""
    environment = {
        **os.environ,
        "GIT_AUTHOR_DATE": "2031-01-15T00:00:00Z",
        "GIT_COMMITTER_DATE": "2031-01-15T00:00:00Z",
    }
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    for arguments in (("init", "-q"), ("add", "."), (*who, "commit", "-q", "-m", "Ban hành")):
        subprocess.run(["git", *arguments], cwd=folder, env=environment, check=True)


def said_of(folder: Path) -> str:
    """Give every line that reading and checking a plan prints."""
    loaded, problems = read(folder)
    if loaded is not None:
        problems = sorted(set(problems) | set(check(loaded)))
    return "".join(f"{problem}\n" for problem in problems)


def said_of_case(case: str, scratch: Path) -> str:
    """Give what is said of a broken plan, laid out as `plan` in an empty folder that becomes the current one."""
    os.chdir(scratch)
    lay_out(case, Path("plan"))
    return said_of(Path("plan"))


def main() -> None:
    """Write what every case says into its file."""
    home = Path.cwd()
    for case in cases():
        os.chdir(home)
        with tempfile.TemporaryDirectory() as scratch:
            (BAD / case / EXPECTED).write_text(said_of_case(case, Path(scratch)), encoding="utf-8")


if __name__ == "__main__":
    main()
