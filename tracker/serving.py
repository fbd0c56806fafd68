"""The website and Datasette on one's own machine; the browser reloads when the plan was built anew."""

from __future__ import annotations

import shutil
import socket
import sqlite3
import subprocess
import threading
from collections.abc import Iterable
from contextlib import suppress
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from tracker.datasette.configuration import PROJECT, Profile, command, configuration_files
from tracker.questions import read_questions

_SCRIPT = """\
let seen;
setInterval(async () => {
  const version = await (await fetch("/__version")).text();
  if (seen !== undefined && version !== seen) location.reload();
  seen = version;
}, 700);
"""
_TAG = b'<script src="/__reload.js"></script></body>'

#: How long saving must have been quiet before building begins, in seconds: editors save in several steps.
_QUIET = 0.3
#: How long between two looks whether Datasette answers, in seconds.
_POLL = 0.1
_CHANGED = ("created", "modified", "moved", "deleted")


class PortTakenError(Exception):
    """A port is not to be had; its text says which, in Vietnamese."""


def free(port: int) -> None:
    """Raise PortTakenError when somebody serves on a port of loopback already."""
    with socket.socket() as taking:
        taking.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            taking.bind(("127.0.0.1", port))
        except OSError:
            raise PortTakenError(f"cổng {port} đang có chương trình khác dùng; chọn cổng khác") from None


class Website:
    """A server of a folder on loopback; pages reload themselves after `changed` was called."""

    def __init__(self, folder: Path, port: int) -> None:
        """Take the port at once, so that a taken one is told before anything is built; 0 takes any free one.

        Raises PortTakenError.
        """
        self._version = 0
        website = self

        class Handler(SimpleHTTPRequestHandler):
            def __init__(self, *arguments: Any) -> None:
                super().__init__(*arguments, directory=str(folder))

            def do_GET(self) -> None:
                if self.path == "/__version":
                    self._answer(str(website._version).encode(), "text/plain")
                elif self.path == "/__reload.js":
                    self._answer(_SCRIPT.encode(), "text/javascript")
                elif (page := Path(self.translate_path(self.path)) / "index.html").exists() and self.path[-1] == "/":
                    self._answer(page.read_bytes().replace(b"</body>", _TAG), "text/html; charset=utf-8")
                else:
                    super().do_GET()

            def _answer(self, content: bytes, kind: str) -> None:
                self.send_response(200)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(content)))
                self.send_header("Cache-Control", "no-store")
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, format: str, *arguments: Any) -> None:  # noqa: A002 - the base class names it so
                """Say nothing: the terminal is for what building says."""

        free(port)
        self._server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    @property
    def address(self) -> str:
        """Where a browser finds it."""
        return f"http://127.0.0.1:{self._server.server_port}/"

    def start(self) -> None:
        """Begin to serve, in the background."""
        self._thread.start()

    def changed(self) -> None:
        """Have every open page reload itself."""
        self._version += 1

    def stop(self) -> None:
        """Serve no more and give the port back."""
        self._server.shutdown()
        self._server.server_close()


class Watch:
    """Tells when files below some folders were saved, once for each burst of saving."""

    def __init__(self, sources: Iterable[Path]) -> None:
        """Watch folders with all below them, and single files."""
        self._saved = threading.Event()
        self._observer = Observer()
        handler = _Handler(self._saved)
        for source in sources:
            self._observer.schedule(handler, str(source), recursive=source.is_dir())
        self._observer.start()

    def wait(self, seconds: float | None = None) -> bool:
        """Wait until something was saved and saving is quiet; False when the seconds passed before."""
        if not self._saved.wait(seconds):
            return False
        while self._saved.is_set():
            self._saved.clear()
            self._saved.wait(_QUIET)
        return True

    def stop(self) -> None:
        """Watch no more."""
        self._observer.stop()
        self._observer.join()


class _Handler(FileSystemEventHandler):
    def __init__(self, saved: threading.Event) -> None:
        self._saved = saved

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type in _CHANGED and not event.is_directory:
            self._saved.set()


class Datasette:
    """A Datasette process over a copy of the database; a new database means a new process."""

    def __init__(self, folder: Path, queries: Path, website: str, port: int, *, public: bool) -> None:
        """Say where its files go, which questions it answers and where its pages lead back to."""
        self._folder = folder
        self._queries = queries
        self._website = website
        self._port = port
        self._profile = Profile.PUBLIC if public else Profile.OWN
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Where a browser finds it."""
        return f"http://127.0.0.1:{self._port}/"

    def start(self, database: Path) -> None:
        """Serve a database, and return when it answers.

        What was served before is stopped first, since it would mix old and new answers. Raises PortTakenError when the
        process ends instead, as it does when another program has taken the port meanwhile.
        """
        self.stop()
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir(parents=True)
        copy = self._folder / database.name
        shutil.copyfile(database, copy)
        connection = sqlite3.connect(copy)
        questions = read_questions(self._queries)
        files = configuration_files(
            self._profile, connection, copy.stem, questions, self._folder, website=self._website
        )
        connection.close()
        for path, text in files.items():
            path.write_text(text, encoding="utf-8")
        arguments = command(self._profile, copy, self._folder, port=self._port)
        self._process = subprocess.Popen(arguments, cwd=PROJECT, stdout=subprocess.DEVNULL)
        while not self._listens():
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(_POLL)
                raise PortTakenError(f"Datasette không chạy được trên cổng {self._port}")

    def _listens(self) -> bool:
        with socket.socket() as caller:
            return caller.connect_ex(("127.0.0.1", self._port)) == 0

    def stop(self) -> None:
        """End the process, if there is one."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait()
            self._process = None
