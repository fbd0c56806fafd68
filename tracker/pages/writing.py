"""Pages → plain files: front matter, the body as one block of text, and the words that search finds."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable
from html import escape
from pathlib import Path
from typing import Any

from tracker.pages.portal import Page

#: YAML refuses these, and MkDocs then shows the page's source instead of the page, without a word.
_UNPRINTABLE = re.compile("[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]|[\u2028\u2029]")


def page_file(page: Page) -> str:
    """Give a page as the text of its file.

    Title, description, kicker and parent are plain text, which the theme escapes. The body stands in the
    front matter, so that neither Markdown nor Jinja reads it; what follows the front matter is all that the
    search index holds. Raises ValueError for a character YAML cannot carry.
    """
    body = "".join(f"  {line}\n" if line else "\n" for line in page.body.split("\n"))
    head: dict[str, Any] = {
        "template": page.template,
        "title": page.title,
        "description": page.description,
    }
    head |= {name: value for name, value in _extras(page).items() if value}
    lines = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in head.items())
    words = f"<p>{escape(page.words, quote=False)}</p>\n" if page.words else ""
    text = f"---\n{lines}body: |2\n{body}---\n{words}"
    if bad := _UNPRINTABLE.search(text):
        raise ValueError(f"{page.address}: {bad[0]!r} cannot stand in a page")
    return text


def _extras(page: Page) -> dict[str, Any]:
    """Give what only some pages have, under the names the theme reads."""
    return {
        "kicker": page.kicker,
        "parent": {"title": page.parent[0], "url": page.parent[1]} if page.parent else None,
        "scripts": page.scripts,
        "modules": page.modules,
        "wasm": page.wasm,
        "search": None if page.words else {"exclude": True},
    }


def write_pages(pages: Iterable[Page], folder: Path, kept: Collection[Path] = ()) -> int:
    """Write each page where its address says, leave those that are as they should be, remove the others.

    Gives the number of pages. Only `.md` files are removed, and none of those in `kept`.
    """
    wanted: set[Path] = set()
    for page in pages:
        path = folder / page.address / "index.md"
        write_if_changed(path, page_file(page))
        wanted.add(path)
    for path in folder.rglob("*.md"):
        if path not in wanted and path not in kept:
            path.unlink()
    return len(wanted)


def write_if_changed(path: Path, text: str) -> None:
    """Write a text file unless it already says so, so that its time tells when it last changed."""
    data = text.encode()
    if not (path.exists() and path.read_bytes() == data):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
