"""What happens to the built site: bodies go into their frames, the needless goes, and it takes the old one's place."""

from __future__ import annotations

import ctypes
import errno
import os
import re
import shutil
from pathlib import Path

from tracker.linkcheck import Seen, see_page

#: Files of the theme that no page asks for: source maps, the style sheet's parts, the theme's own frame and languages.
UNUSED = (
    "**/*.map",
    "css",
    "assets/stylesheets",
    "assets/images",
    "assets/javascripts/bundle.*.js",
    "assets/javascripts/lunr/tinyseg.js",
    "assets/javascripts/lunr/wordcut.js",
    "assets/javascripts/lunr/min/lunr.[!sv]*.js",
    "assets/javascripts/lunr/min/lunr.s[!t]*.js",
)

#: Where the theme leaves room for a body, and in which file that is.
_ROOM = re.compile(r"<!-- fragment: (\S+) -->")
_RENAME_EXCHANGE = 2  # linux/fs.h
_AT_FDCWD = -100  # fcntl.h
_NOT_HERE = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP}


def put_together(site: Path, bodies: Path) -> dict[str, Seen]:
    """Put the bodies into the frames of the built site; gives what the link check needs to know of every page."""
    pages = sorted(site.rglob("*.html"))
    return {page.relative_to(site).as_posix(): see_page(_whole(page, bodies)) for page in pages}


def _whole(page: Path, bodies: Path) -> str:
    """Give the text of a page with its body in its frame, and write it so."""
    text = page.read_text(encoding="utf-8")
    if room := _ROOM.search(text):
        body = (bodies / room[1]).read_text(encoding="utf-8")
        text = text[: room.start()] + body + text[room.end() :]
        page.write_text(text, encoding="utf-8")
    return text


def finish(site: Path) -> None:
    """Take away what no page of the built site asks for."""
    for pattern in UNUSED:
        for path in sorted(site.glob(pattern)):
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()


def exchange(new: Path, live: Path) -> None:
    """Put the folder `new` in the place of `live`, in one step that no reader can see half done.

    The tracked `.gitignore` of the old folder goes over to the new one; the old one is deleted. Where the system cannot
    exchange two folders (renameat2(2), Linux 3.15), two renames do it. Both lie on one file system. Raises OSError, and
    then `live` is as it was.
    """
    if not live.exists():
        _settle(new)
        new.rename(live)
    else:
        if (kept := live / ".gitignore").exists():
            shutil.copy2(kept, new / ".gitignore")
        _settle(new)
        if not _exchanged(new, live):
            _swap(new, live)
        shutil.rmtree(new)
    _settle_names(live.parent)


def _exchanged(new: Path, live: Path) -> bool:
    """Exchange two folders in one system call; False where the system or the file system has none."""
    libc = ctypes.CDLL(None, use_errno=True)
    if not hasattr(libc, "renameat2"):
        return False
    if libc.renameat2(_AT_FDCWD, os.fsencode(new), _AT_FDCWD, os.fsencode(live), _RENAME_EXCHANGE) == 0:
        return True
    if (code := ctypes.get_errno()) in _NOT_HERE:
        return False
    raise OSError(code, os.strerror(code), str(new), None, str(live))


def _swap(new: Path, live: Path) -> None:
    """Exchange two folders by renaming; `live` is missing for a moment, and comes back should the second fail."""
    aside = live.with_name(f".{live.name}.old")
    live.rename(aside)
    try:
        new.rename(live)
    except OSError:
        aside.rename(live)
        raise
    aside.rename(new)


def _settle(folder: Path) -> None:
    """Have the folder's files on the disk before its name says so: one call for the file system, not one a file."""
    libc = ctypes.CDLL(None, use_errno=True)
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        if hasattr(libc, "syncfs"):
            libc.syncfs(descriptor)
        else:
            os.sync()
    finally:
        os.close(descriptor)


def _settle_names(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
