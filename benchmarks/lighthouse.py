"""What Lighthouse says of the fictional city's pages on a slow phone: `python -m benchmarks.lighthouse [--write]`.

Needs Node, npm and Chromium. The website is served compressed, as deploy/nginx does.
"""

from __future__ import annotations

import gzip
import json
import mimetypes
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
RESULTS = Path(__file__).parent / "LIGHTHOUSE.md"
VERSION = "12.8.2"
PLAN = ("--plan", "examples/thanh-pho-mau", "--as-of", "2031-09-30")
PAGES = {
    "Home": "",
    "Matrix": "ma-tran/",
    "Agency": "co-quan/so-nong-nghiep-moi-truong/",
    "Duty": "nhiem-vu/tc-2-1/",
    "Text": "van-ban/",
}
CHROMIUM = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
HEAD = """\
| page | performance | accessibility | best practices | SEO | LCP | TBT | CLS | HTML kB | HTML gz kB | transfer kB |
|---|---|---|---|---|---|---|---|---|---|---|
"""
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
TIMES = ("largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift")


class Compressed(SimpleHTTPRequestHandler):
    """Serves files compressed, when they are text."""

    def do_GET(self) -> None:
        """Answer with the file, compressed."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        if not path.exists() or not kind.startswith(("text/", "application/j", "image/svg")):
            super().do_GET()
            return
        content = gzip.compress(path.read_bytes())
        self.send_response(200)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *arguments: Any) -> None:  # noqa: A002 - the base class names it so
        """Say nothing."""


@contextmanager
def served(site: Path) -> Iterator[str]:
    """Serve a folder on loopback; gives its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Compressed, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def looked_at(address: str) -> dict[str, Any]:
    """Give Lighthouse's report on a page, on its own slow-phone setting."""
    command = ["npm", "exec", "--yes", f"--package=lighthouse@{VERSION}", "--", "lighthouse", address]
    options = ["--quiet", "--output=json", f"--chrome-flags={CHROMIUM}"]
    done = subprocess.run([*command, *options], check=True, capture_output=True, encoding="utf-8")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def line(name: str, page: Path, report: dict[str, Any]) -> str:
    """Give the row of the table."""
    html = page.read_bytes()
    audits = report["audits"]
    cells = [
        name,
        *(f"{report['categories'][category]['score'] * 100:.0f}" for category in CATEGORIES),
        *(audits[time]["displayValue"].replace("\N{NO-BREAK SPACE}", " ") for time in TIMES),
        *(f"{size / 1024:.0f}" for size in (len(html), len(gzip.compress(html)))),
        f"{audits['total-byte-weight']['numericValue'] / 1024:.0f}",
    ]
    return f"| {' | '.join(cells)} |"


def main() -> None:
    """Build the website, look at its pages, print the table, and write it down when asked."""
    print(HEAD, end="", flush=True)
    lines = []
    with tempfile.TemporaryDirectory() as folder:
        places = ("--work", f"{folder}/work", "--site", f"{folder}/site")
        command = [sys.executable, "build.py", "site", *PLAN, *places]
        subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        with served(Path(folder, "site")) as address:
            for name, page in PAGES.items():
                lines.append(line(name, Path(folder, "site", page, "index.html"), looked_at(address + page)))
                print(lines[-1], flush=True)
    if "--write" in sys.argv:
        note = f"Written by `python -m benchmarks.lighthouse --write`: Lighthouse {VERSION}, its slow-phone setting.\n"
        RESULTS.write_text("# Lighthouse\n\n" + note + "\n" + HEAD + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
