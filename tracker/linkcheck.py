"""What is wrong with the pages of the built site: links that lead nowhere, and what their own policy would refuse."""

from __future__ import annotations

import os
import posixpath
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from sys import intern
from typing import NamedTuple
from urllib.parse import unquote

#: Attributes that name something the browser fetches by itself, and those that a reader follows.
_FETCHED = {"src", "poster", "data", "xlink:href"}
_FETCHED_RELATIONS = {
    "stylesheet", "icon", "manifest", "preload", "modulepreload", "prefetch", "preconnect", "dns-prefetch",
}  # fmt: skip
_SCHEME = re.compile(r"(?:([a-z][a-z0-9+.-]*):|//)", re.IGNORECASE)
_FOLLOWED_SCHEMES = {"http", "https", "mailto", "tel"}

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_RAW = re.compile(r"(<(script|style|textarea)\b[^>]*>)(.*?)(</\2\s*>)", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"""<([a-zA-Z][^\s/>]*)[\s/]([^>"']*(?:"[^"]*"[^>"']*|'[^']*'[^>"']*)*)>""")
_ATTRIBUTE = re.compile(r"""([^\s=/"'>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
#: Without one of these attributes a tag says nothing that matters here.
_TOLD = re.compile(
    r"""(?:^|[\s"'])(?:id|(?:xlink:)?href|src|srcset|action|poster|data|style|on\w+)\s*=""", re.IGNORECASE
)
_CSS_ADDRESS = re.compile(r"""(?:url\(|@import)\s*["']?([^"')\s;]+)""", re.IGNORECASE)
_ENTITIES = {"&amp;": "&", "&#38;": "&", "&quot;": '"', "&#34;": '"', "&#39;": "'", "&lt;": "<", "&gt;": ">"}
_ENTITY = re.compile("|".join(_ENTITIES))

_POLICY = 'http-equiv="Content-Security-Policy"'


class Fault(NamedTuple):
    """One thing wrong with the built site; `str()` of it is the line to show, in Vietnamese."""

    file: str
    """The file, from the root of the site."""
    message: str

    def __str__(self) -> str:
        """Give the line to show."""
        return f"{self.file}: {self.message}"


class Seen(NamedTuple):
    """What matters of a page, a style sheet, or one start tag."""

    ids: frozenset[str] = frozenset()
    links: tuple[str, ...] = ()
    """Addresses that a reader follows."""
    fetched: tuple[str, ...] = ()
    """Addresses that the browser fetches by itself."""
    faults: tuple[str, ...] = ()


_NOTHING = Seen()


def check_links(site: Path, pages: Mapping[str, Seen], home: str = "/") -> list[Fault]:
    """Give what is wrong with the pages, sorted by file.

    Links and anchors that lead nowhere, ids used twice, anything fetched from another host, and whatever a page's own
    Content-Security-Policy would refuse (https://www.w3.org/TR/CSP3/): inline scripts, handlers and styles.
    Links to other sites are fine and not followed.

    pages: what `see_page` gives of every page of the site, by its file from the root.
    home: the path under which the site is published, by which 404.html must name what it links.
    """
    files = {posixpath.join(folder, name) for folder, names in _folders(site) for name in names}
    sheets = {name: _sheet((site / name).read_text(encoding="utf-8")) for name in files if name.endswith(".css")}
    found = [Fault(name, message) for name, page in pages.items() for message in page.faults]
    for name, page in [*pages.items(), *sheets.items()]:
        for fetched, addresses in ((False, page.links), (True, page.fetched)):
            wrong = (_wrong(name, _from_root(address, home), fetched, files, pages) for address in addresses)
            found.extend(Fault(name, message) for message in wrong if message)
    return sorted(found)


def _folders(site: Path) -> Iterator[tuple[str, list[str]]]:
    root = str(site)
    for folder, _, names in os.walk(root):
        relative = os.path.relpath(folder, root)
        yield ("" if relative == os.curdir else relative.replace(os.sep, "/")), names


def see_page(text: str) -> Seen:
    """Give what matters of a page."""
    if "<!--" in text:
        text = _COMMENT.sub("", text)
    ids: dict[str, int] = {}
    links: set[str] = set()
    fetched: set[str] = set()
    faults = [*_forbidden(text)]
    tags = Counter(tag.groups() for tag in _TAG.finditer(_RAW.sub(r"\1\4", text)))
    for (name, attributes), times in tags.items():
        if (tag := _tag(name, attributes)) is _NOTHING:
            continue
        faults.extend(tag.faults)
        links.update(tag.links)
        fetched.update(tag.fetched)
        for one in tag.ids:
            ids[one] = ids.get(one, 0) + times
    faults.extend(f"mã #{one} dùng hai lần trong trang" for one, times in ids.items() if times > 1)
    return Seen(frozenset(ids), tuple(links), tuple(fetched), tuple(dict.fromkeys(faults)))


def _forbidden(text: str) -> Iterator[str]:
    """Give what a strict policy refuses in the page as a whole."""
    if _POLICY not in text:
        yield "trang không có chính sách bảo mật (Content-Security-Policy)"
    for raw in _RAW.finditer(text):
        name = raw[2].lower()
        if name == "style" or (name == "script" and raw[3].strip() and "json" not in raw[1]):
            yield f"mã nhúng trong trang <{name}>, chính sách bảo mật sẽ chặn"


def _sheet(text: str) -> Seen:
    """Give what a style sheet fetches."""
    return Seen(fetched=tuple(address for address in _CSS_ADDRESS.findall(text) if not address.startswith("data:")))


@lru_cache(maxsize=8192)
def _tag(name: str, text: str) -> Seen:
    """Give what matters of a start tag; thousands of pages repeat the same ones."""
    if not _TOLD.search(text):
        return _NOTHING
    name = name.lower()
    attributes = {m[1].lower(): _unescape(m[2] or m[3] or m[4] or "") for m in _ATTRIBUTE.finditer(text)}
    faults = [
        f"thuộc tính {key} trong <{name}>, chính sách bảo mật sẽ chặn"
        for key in attributes
        if key == "style" or key.startswith("on")
    ]
    ids = frozenset(filter(None, [attributes.get("id")]))
    links, fetched = _addresses(name, attributes)
    return Seen(ids, links, fetched, tuple(faults))


def _addresses(name: str, attributes: Mapping[str, str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the addresses in a tag's attributes that a reader follows, and those that the browser fetches by itself."""
    links: list[str] = []
    fetched: list[str] = []
    for key, value in attributes.items():
        if key == "href":
            by_itself = name == "link" and _FETCHED_RELATIONS & {*attributes.get("rel", "").split()}
            (fetched if by_itself or name not in ("a", "link") else links).append(intern(value))
        elif key in _FETCHED or (key == "action" and name == "form"):
            fetched.append(intern(value))
        elif key == "srcset":
            fetched.extend(intern(part.split()[0]) for part in value.split(",") if part.strip())
    return tuple(links), tuple(fetched)


def _unescape(value: str) -> str:
    return _ENTITY.sub(lambda m: _ENTITIES[m[0]], value) if "&" in value else value


def _from_root(address: str, home: str) -> str:
    return f"/{address.removeprefix(home)}" if address.startswith(home) else address


def _wrong(name: str, address: str, fetched: bool, files: set[str], pages: Mapping[str, Seen]) -> str:
    """Give what is wrong with an address in a file; nothing when it leads somewhere."""
    if scheme := _SCHEME.match(address):
        if fetched and address.startswith("data:"):
            return ""
        if fetched:
            return f"tải từ máy chủ khác: {address}"
        return "" if (scheme[1] or "http").lower() in _FOLLOWED_SCHEMES else f"liên kết không hợp lệ: {address}"
    path, _, fragment = address.partition("#")
    target = _target(posixpath.dirname(name), path.partition("?")[0], name)
    if target not in files:
        return f"liên kết hỏng: {address}"
    if fragment and target in pages and unquote(fragment) not in pages[target].ids:
        return f"liên kết đến mã không có: {address}"
    return ""


def _target(folder: str, path: str, name: str) -> str:
    """Give the file that an address means; an empty one means the page itself."""
    if not path:
        return name
    joined = path[1:] if path.startswith("/") else f"{folder}/{path}"
    target = posixpath.normpath(unquote(joined)).lstrip("/")
    return posixpath.join("" if target == "." else target, "index.html") if path.endswith(("/", ".")) else target
