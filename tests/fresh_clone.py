"""The project as somebody has it who has just cloned it and run `make check`, and commands as a shell runs them."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def fresh_clone(folder: Path) -> Path:
    """Put the project's own files into an empty folder, with the environment that `make check` makes and no more."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, encoding="utf-8").stdout
    for name in listed.split("\0"):
        if name and (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    (folder / ".venv").symlink_to(sys.prefix)
    return folder


def typed(command: str, folder: Path, answer: str = "") -> subprocess.CompletedProcess[str]:
    """Run a command line as it is printed, in a folder."""
    words = ["sh", "-c", command]
    return subprocess.run(words, cwd=folder, input=answer, capture_output=True, encoding="utf-8", check=False)
