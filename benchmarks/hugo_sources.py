"""What Hugo makes the same pages from: content files with JSON front matter, data and parameters.

Pages of duties, of bodies and of their packs of sheets carry what our own templates were given, and layouts/ makes
them; of the other pages, few of each kind, Hugo gets the finished body and frames it.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from benchmarks.recorded import Recorded, Website, as_json, fields_of, head, menu
from tracker.pages.agencies import Held
from tracker.pages.portal import FILE_LINES, LETTERS, Portal

LAYOUTS = Path(__file__).parent / "hugo"
HEAD = ("title", "description", "kicker", "parent", "scripts", "modules", "wasm", "words", "also", "parts")
#: The folder of the layout that makes the pages of a template, where it is not the first folder of their address.
TYPES = {"agency_pack.html": "phieu"}
WIDTHS = {"page.html": "reading", "wide.html": "wide", "matrix.html": "full"}


def write(plan: Path, database: Path, folder: Path) -> None:
    """Write the sources of the website of a plan and its built database into a folder that does not exist."""
    shutil.copytree(LAYOUTS, folder)
    with closing(Website(plan, database)) as website:
        portal = website.portal
        _dump(folder / "config" / "_default" / "params.json", _parameters(website))
        for name, value in _data(portal).items():
            _dump(folder / "data" / f"{name}.json", value)
        for recorded in website.pages():
            path = folder / "content" / _content_path(recorded.page.address)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(_content(recorded, portal), encoding="utf-8")


def _dump(path: Path, value: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")


def _parameters(website: Website) -> dict[str, Any]:
    """Give what the frame says on every page, and the plan."""
    settings = website.settings()
    return {
        **settings["extra"],
        "nav": menu(settings),
        "site_description": settings["site_description"],
        "site_url": settings["site_url"],
        "home": urlsplit(settings["site_url"] or "/").path,
        "file_lines": FILE_LINES,
        "plan": as_json(website.portal.plan),
    }


def _data(portal: Portal) -> dict[str, Any]:
    """Give what the templates look up by a code or an id."""
    vocabulary: dict[str, dict[str, Any]] = {}
    for row in portal.rows("select * from vocabulary"):
        vocabulary.setdefault(row["name"], {})[row["code"]] = as_json(row)
    return {"vocabulary": vocabulary, "letters": LETTERS, "commitment_groups": portal.commitment_groups}


def _content_path(address: str) -> str:
    """Give where the content of a page stands: pages at the top are Hugo's sections, with or without pages below."""
    if "/" in address:
        return f"{address}.html"
    return f"{address}/_index.html" if address else "_index.html"


def _content(recorded: Recorded, portal: Portal) -> str:
    """Give the text of a page's content file; one that is made from data has no body."""
    fields, data = head(recorded.page), _made_from(recorded, portal)
    about = {name: fields[name] for name in HEAD} | {"width": WIDTHS[recorded.page.template], "data": data}
    about["type"] = TYPES.get(recorded.template)
    about["boost"] = fields["boost"] if fields["boost"] != 1 else None
    front = json.dumps({name: value for name, value in about.items() if value}, ensure_ascii=False)
    return f"{front}\n" if data else f"{front}\n{recorded.page.body}"


def _made_from(recorded: Recorded, portal: Portal) -> Mapping[str, Any]:
    """Give what the template of a duty, body or pack was given; nothing for the other pages."""
    given = dict(recorded.given)
    match recorded.template:
        case "task.html":
            given |= fields_of(given.pop("duty"))
        case "agency.html":
            body, downloads = given["body"]["id"], portal.downloads
            given["downloads"] = downloads.links_for("agency", body)
            given["dateless"] = downloads.duties.undated.get(body, 0)
            given["calendar"] = downloads.has_calendar(body)
            given["sheet"] = [_line(items) for items in given["sheet"]]
        case "agency_pack.html":
            given["sheet"] = [_line(items) for items in given.pop("items")]
        case _:
            return {}
    return {name: as_json(value) for name, value in given.items()}


def _line(items: Sequence[Held]) -> dict[str, Any]:
    """Give what a printed sheet says of one duty; what the body's page has of it is not said twice."""
    leads = next((item for item in items if item.role == "lead"), None)
    return {
        "duty": items[0].duty,
        "roles": [{"role": item.role, "basis": item.basis} for item in items],
        "leads": leads is not None,
        "states": leads.states if leads else (),
        "own": len(leads.own) if leads else 0,
    }
