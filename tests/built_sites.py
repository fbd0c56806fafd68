"""The two websites as they are published, the real plan's and the fictional city's, each built once and served."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from made_pages import PLANS, ROOT
from playwright.sync_api import Browser, Page


@dataclass(frozen=True)
class Site:
    """One built website and the address where it is served."""

    folder: Path
    address: str

    def pages(self) -> list[str]:
        """Give every page's address from the root: `""` the home page, `co-quan/phong-noi-vu/`."""
        found = (path.parent.relative_to(self.folder).as_posix() for path in self.folder.rglob("index.html"))
        return sorted("" if name == "." else f"{name}/" for name in found)

    def kinds(self) -> list[str]:
        """Give one page of every kind, the largest of its kind: what can go wrong with a kind goes wrong there."""
        largest: dict[tuple[str, bool], str] = {}
        for name in sorted(self.pages(), key=self.size):
            largest[name.split("/")[0], name.count("/") > 1] = name
        return sorted(largest.values())

    def size(self, name: str) -> int:
        """Give the bytes of a page."""
        return (self.folder / name / "index.html").stat().st_size


@dataclass
class Visitor:
    """Someone with one browser window; what the browser complains of is kept."""

    site: Site
    page: Page
    complaints: list[str] = field(default_factory=list)

    def open(self, name: str) -> Page:
        """Open a page by its address from the root of the site."""
        self.page.goto(self.site.address + name)
        return self.page


def built(name: str, place: Path) -> Path:
    """Build one of the plans through the door, as on the command line; gives the folder of the website."""
    plan, as_of = PLANS[name]
    options = {"--plan": plan, "--as-of": as_of, "--work": place / "work", "--site": place / "site"}
    command = [sys.executable, str(ROOT / "build.py"), *(str(part) for pair in options.items() for part in pair)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return place / "site"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name it overrides
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[Site]:
    """Serve a built website on loopback."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield Site(folder, f"http://127.0.0.1:{server.server_port}/")
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def visitor(browser: Browser, site: Site, **options: object) -> Iterator[Visitor]:
    """Give a visitor with an empty window; at the end nothing was said on the console and no other host was asked.

    options: of Playwright's `new_context` (viewport, colour scheme, JavaScript…). What a page's policy refuses is said
    on the console.
    """
    context = browser.new_context(**options)  # type: ignore[arg-type]
    guest = Visitor(site, context.new_page())
    guest.page.on("console", lambda message: guest.complaints.append(f"{guest.page.url}: {message.text}"))
    guest.page.on("pageerror", lambda error: guest.complaints.append(f"{guest.page.url}: {error}"))
    own = (site.address, "data:", "blob:")
    guest.page.on("request", lambda asked: None if asked.url.startswith(own) else guest.complaints.append(asked.url))
    try:
        yield guest
    finally:
        context.close()
    assert guest.complaints == [], guest.complaints
