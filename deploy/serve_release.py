"""Serve one release's database in Datasette, for the public, on a socket.

python -m deploy.serve_release RELEASE/plan.db, started in the project's folder. Configuration and socket are
written to the folder that systemd gives in RUNTIME_DIRECTORY. The process becomes Datasette.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

from tracker.datasette.configuration import PROJECT, Profile, command, configuration_files
from tracker.questions import read_questions

#: Where nginx publishes Datasette and the website; see nginx/ro-viec.conf.
BASE_URL = "/du-lieu/"
WEBSITE = "/"


def prepare(database: Path, folder: Path) -> list[str]:
    """Write the configuration of a release into a folder; give the command that serves it there."""
    questions = read_questions(PROJECT / "queries")
    with closing(sqlite3.connect(f"file:{database}?mode=ro&immutable=1", uri=True)) as connection:
        files = configuration_files(
            Profile.PUBLIC, connection, database.stem, questions, folder.resolve(), website=WEBSITE
        )
    for path, text in files.items():
        path.write_text(text, encoding="utf-8")
    return command(Profile.PUBLIC, database, folder, socket=folder / "datasette.sock", base_url=BASE_URL)


if __name__ == "__main__":
    parts = prepare(Path(sys.argv[1]).resolve(), Path(os.environ["RUNTIME_DIRECTORY"]))
    os.chdir(PROJECT)
    os.execv(parts[0], parts)  # noqa: S606
