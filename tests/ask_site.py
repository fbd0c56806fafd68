"""A small static website with a page for each question, as `docs/assets/js/ask.js` wants it, and its server."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from answers import AS_OF, ROOT, open_sample, questions, write_sample
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from tracker.questions import ParameterType, Question, browser_links, browser_question, cells, options, run, shown

#: What the published pages are allowed: nothing inline, nothing from elsewhere, WebAssembly.
POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; style-src 'self'; "
    "img-src 'self' data:; worker-src 'self'; base-uri 'none'; form-action 'self'"
)
FREE = "hoi-du-lieu"
_HERE = {"database": "../../plan.db", "root": "../../"}
_TEMPLATES = Environment(
    loader=FileSystemLoader([ROOT / "docs" / "templates", ROOT / "docs" / "theme", ROOT / "tests" / "pages"]),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def write_site(folder: Path) -> None:
    """Write a page for each question and the page for any SQL, with the database and the scripts they load."""
    shutil.copytree(ROOT / "docs" / "assets", folder / "assets")
    sheet = folder / "assets" / "css" / "site.css"
    sheet.parent.mkdir(exist_ok=True)
    sheet.write_text(_TEMPLATES.get_template("assets/css/site.css").render(), encoding="utf-8")
    write_sample(folder / "plan.db")
    connection = open_sample(folder / "plan.db")
    for question in questions():
        _write(folder / "giam-sat" / question.name, question.title, _question(connection, question))
    connection.row_factory = sqlite3.Row
    words = connection.execute("select * from dictionary order by position").fetchall()
    page = _TEMPLATES.get_template("ask_anything.html")
    body = page.render(questions=questions(), words=[dict(word) for word in words], links=browser_links(), **_HERE)
    _write(folder / "giam-sat" / FREE, "Hỏi dữ liệu", body)
    connection.close()


def _question(connection: sqlite3.Connection, question: Question) -> str:
    return _TEMPLATES.get_template("answer.html").render(
        question=question,
        data=browser_question(question),
        answer=run(connection, question),
        choices={kind: options(connection, kind) for kind in ParameterType},
        as_of=AS_OF.isoformat(),
        shown=shown,
        cells=cells,
        **_HERE,
    )


def _write(folder: Path, title: str, body: str) -> None:
    folder.mkdir(parents=True)
    page = _TEMPLATES.get_template("ask.html").render(policy=POLICY, title=title, body=Markup(body))  # noqa: S704
    (folder / "index.html").write_text(page, encoding="utf-8")


class _Quiet(SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name it overrides
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on loopback under the policy; gives the address, without a slash at its end."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
