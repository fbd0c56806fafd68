"""Pages → plain files: front matter and the words that search finds, and the body beside them."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator
from html import escape
from pathlib import Path
from typing import Any

from tracker.pages.portal import Page

#: YAML refuses these, and MkDocs then shows the page's source instead of the page, without a word.
_UNPRINTABLE = re.compile("[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]|[\u2028\u2029]")


def page_file(page: Page) -> str:
    """Give a page as the text of its file, without its body.

    Title, description, kicker and parent are plain text, which the theme escapes. The body stands in a file of its own,
    which the front matter names: MkDocs holds all pages at once, and need neither read nor hold what it only passes on.
    What follows the front matter is all that the search index holds. Raises ValueError for a character
    that YAML cannot carry.
    """
    head: dict[str, Any] = {
        "template": page.template,
        "title": page.title,
        "description": page.description,
        "fragment": _fragment(page),
    }
    head |= {name: value for name, value in _extras(page).items() if value}
    lines = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in head.items())
    text = f"---\n{lines}---\n{''.join(_found_by(page))}"
    if bad := _UNPRINTABLE.search(text):
        raise ValueError(f"{page.address}: {bad[0]!r} cannot stand in a page")
    return text


def _found_by(page: Page) -> Iterator[str]:
    """Give what the search index holds of a page, line by line; every heading with an id becomes an entry."""
    for words in filter(None, (page.words, page.also)):
        yield f"<p>{escape(words, quote=False)}</p>\n"
    for part in page.parts:
        yield f'<h2 id="{part.anchor}">{escape(part.title)}</h2>\n<p>{escape(part.words, quote=False)}</p>\n'


def _fragment(page: Page) -> str:
    """Give where the body stands within the folder of bodies."""
    return f"{page.address or 'index'}.html"


def _extras(page: Page) -> dict[str, Any]:
    """Give what only some pages have, under the names the theme reads."""
    return {
        "kicker": page.kicker,
        "parent": {"title": page.parent[0], "url": page.parent[1]} if page.parent else None,
        "scripts": page.scripts,
        "modules": page.modules,
        "wasm": page.wasm,
        "search": _search(page),
    }


def _search(page: Page) -> dict[str, Any] | None:
    if not page.words:
        return {"exclude": True}
    return {"boost": page.boost} if page.boost != 1 else None


def write_pages(pages: Iterable[Page], folder: Path) -> set[Path]:
    """Write each page into `docs` and its body into `bodies` within the folder; gives the files of the pages.

    Files that are as they should be are left alone.
    """
    written: set[Path] = set()
    for page in pages:
        path = folder / "docs" / page.address / "index.md"
        write_if_changed(path, page_file(page))
        write_if_changed(folder / "bodies" / _fragment(page), page.body)
        written.add(path)
    return written


def remove_others(folder: Path, kept: Collection[Path]) -> None:
    """Remove the pages in `docs` within the folder that are not among those kept; bodies without a page do no harm."""
    for path in (folder / "docs").rglob("*.md"):
        if path not in kept:
            path.unlink()


def write_if_changed(path: Path, text: str) -> None:
    """Write a text file unless it already says so, so that its time tells when it last changed."""
    data = text.encode()
    if not (path.exists() and path.read_bytes() == data):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
