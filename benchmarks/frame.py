"""The theme's frame with plain Jinja: as little of MkDocs as docs/theme asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader


class Frame:
    """Puts the frame of every page around a finished body."""

    def __init__(self, theme: Path, config: Mapping[str, Any], menu: Sequence[Mapping[str, str]]) -> None:
        """Read the templates; config: the settings of MkDocs; menu: title and address of each entry."""
        self._environment = Environment(loader=FileSystemLoader(theme), autoescape=False)  # noqa: S701  # as MkDocs has it
        self._config = config
        self._items = [
            SimpleNamespace(title=item["title"], url=item["url"], active=False, is_homepage=not item["url"])
            for item in menu
        ]

    def page(self, page: Mapping[str, Any]) -> str:
        """Give a page as HTML; page: its fields as the theme reads them."""
        address = page["address"]
        url = f"{address}/" if address else ""
        for item in self._items:
            item.active = item.url == url
        body = page["body"].rstrip("\n") + "\n"  # what a block of YAML keeps of it
        site_url = self._config["site_url"]
        base_url = "/".join([".."] * (address.count("/") + 1)) if address else "."
        shown = SimpleNamespace(
            meta={**page, "body": body},
            title=page["title"],
            url=url,
            is_homepage=not address,
            canonical_url=f"{site_url}{url}" if site_url else "",
        )
        return self._render(page["template"], base_url, shown)

    def missing(self) -> str:
        """Give the page that a wrong address shows."""
        return self._render("404.html", urlsplit(self._config["site_url"] or "/").path, None)

    def _render(self, template: str, base_url: str, page: SimpleNamespace | None) -> str:
        return self._environment.get_template(template).render(
            config=self._config, nav=SimpleNamespace(items=self._items), base_url=base_url, page=page
        )
