"""Measure how soon the matrix answers: `python -m benchmarks.matrix [--tasks 500] [--bodies 100] [--repeat 5]`.

From a change of a control to after the next paint, in headless Chromium, on a wide window and on a phone; the matrix is
the one that a site of an invented plan would have.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parent.parent
AS_OF = "2025-07-01"
WINDOWS = {1280: 900, 390: 844}
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
HEAD = """\
| window | control | median ms | worst ms |
|---|---|---|---|
"""
#: Sets a control as a reader does; answers with the milliseconds from its event to after the paint that follows the
#: change of the count: a script that waits before it works is not taken for a quick one.
CHANGE = """([name, value]) => new Promise((resolve) => {
  const control = document.querySelector("[data-filters]").elements[name];
  const told = new MutationObserver(() => {
    told.disconnect();
    requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - began)));
  });
  told.observe(document.querySelector("[data-count]"), { childList: true, characterData: true, subtree: true });
  const began = performance.now();
  control.value = value;
  control.dispatchEvent(new Event("input", { bubbles: true }));
})"""
OPTIONS = (
    "name => [...document.querySelector('[data-filters]').elements[name].options].map((one) => one.value).slice(1)"
)
SELECTS = ("co-quan", "vai-tro", "giai-phap", "tinh-trang", "chua-ro")
TYPED = ("giam ngheo", "von", "chuong trinh", "kinh phi", "nha o")
#: Milliseconds between two changes, as of a quick reader.
REST = 200


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name it overrides
        """Say nothing."""


@contextmanager
def site(tasks: int, bodies: int) -> Iterator[str]:
    """Build the website of a plan of that size and serve it on loopback; gives its address."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        run("-m", "benchmarks.generate", str(tasks), str(folder / "plan"), "--bodies", str(bodies))
        where = ("--work", str(folder / "work"), "--site", str(folder / "site"))
        run("build.py", "site", "--plan", str(folder / "plan"), "--as-of", AS_OF, *where)
        with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder / "site"))) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            yield f"http://127.0.0.1:{server.server_port}/"
            server.shutdown()


def run(*words: str) -> None:
    """Run this Python to its end."""
    subprocess.run([sys.executable, *words], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def measure(page: Page, repeat: int) -> Iterator[tuple[str, list[float]]]:
    """Give for each control how long its changes took: a value, then everything again."""
    choices = {name: page.evaluate(OPTIONS, name) for name in SELECTS} | {"tu": TYPED}
    for name, values in choices.items():
        times = []
        for value in (value for one in values[:repeat] for value in (one, "")):
            times.append(page.evaluate(CHANGE, [name, value]))
            page.wait_for_timeout(REST)
        yield f"{name}: a value", times[::2]
        yield f"{name}: all again", times[1::2]


def main() -> None:
    """Build, measure, print the table."""
    asked = argparse.ArgumentParser(prog="python -m benchmarks.matrix", description=__doc__)
    asked.add_argument("--tasks", type=int, default=500)
    asked.add_argument("--bodies", type=int, default=100)
    asked.add_argument("--repeat", type=int, default=5, help="values of each control")
    words = asked.parse_args()
    with site(words.tasks, words.bodies) as address, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        print(HEAD, end="", flush=True)
        for width, height in WINDOWS.items():
            page = chromium.new_page(viewport={"width": width, "height": height})
            page.clock.set_system_time(f"{AS_OF}T05:00:00Z")
            page.goto(f"{address}ma-tran/")
            page.wait_for_load_state("networkidle")
            for name, times in measure(page, words.repeat):
                print(f"| {width} | {name} | {statistics.median(times):.0f} | {max(times):.0f} |", flush=True)
            page.close()
        chromium.close()


if __name__ == "__main__":
    main()
