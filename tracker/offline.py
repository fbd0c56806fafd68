"""A finished website → a copy that works from a folder, on a disk or a USB stick, without a server.

From a file a browser opens no page for a folder and lets no page fetch a file: links name the page of the folder, and
the data that scripts load (`docs/assets/js/site.js`) stands beside itself as a script.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from tracker.periods import FILE

#: The data that pages load, from the root of the site.
_LOADED = ("search/search_index.json", FILE)

_FOLLOWED = re.compile(r"""(<(?:a|form)\s(?:[^>"]|"[^"]*")*?\b(?:href|action)=")([^"]*)""")
_ADDRESS = re.compile(r"(?![a-z][a-z0-9+.-]*:|//)([^?#]*/|\.{1,2})(?=[?#]|$)", re.IGNORECASE)


def make_offline(site: Path) -> None:
    """Turn the built site in a folder into one that works there; the page for wrong addresses goes, no server asks."""
    (site / "404.html").unlink(missing_ok=True)
    for path in site.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        path.write_text(_FOLLOWED.sub(lambda match: match[1] + to_file(match[2]), text), encoding="utf-8")
    for name in _LOADED:
        data = (site / name).read_text(encoding="utf-8")
        (site / f"{name}.js").write_text(f"site.put({json.dumps(name)}, {data});\n", encoding="utf-8")


def to_file(address: str) -> str:
    """Give an address with the page of its folder named: `../lich/?thang=3` becomes `../lich/index.html?thang=3`."""
    if match := _ADDRESS.match(address):
        return f"{match[1].removesuffix('/')}/index.html{address[match.end() :]}"
    return address
