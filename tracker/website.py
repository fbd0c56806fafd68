"""Everything of the website but what its pages say: hand-written files, MkDocs' configuration, and its run."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import datetime
from functools import partial
from itertools import chain
from pathlib import Path
from urllib.parse import urlsplit

import yaml

from tracker import periods
from tracker.exports.links import DATABASE
from tracker.linkcheck import check_links
from tracker.opening import open_database
from tracker.problems import NotPublishedError
from tracker.publish import finish, put_together
from tracker.questions import read_questions
from tracker.sharing import aside, hands_for
from tracker.text import show_date

#: One broken link in the frame is broken on every page: more lines than this tell nothing new.
MOST_FAULTS = 50

#: What the footer of every page leads to besides corrections.
_ABOUT = (
    ("Giới thiệu", "gioi-thieu/"),
    ("Hướng dẫn", "huong-dan/"),
    ("Cách tính", "cach-tinh/"),
    ("Từ điển dữ liệu", "tu-dien-du-lieu/"),
    ("Dữ liệu mở", "du-lieu-mo/"),
    ("Hỏi dữ liệu", "hoi-du-lieu/"),
    ("Trợ năng", "tro-nang/"),
)

_FACTS = """
select p.title, p.short_title, p.place, p.fictional, p.repository_url, a.name as issuer,
       (select value from meta where key = 'as_of') as as_of,
       (select coalesce(max(value), '') from meta where key = 'site_url') as site_url
from plan p
join agencies a on a.id = p.issuer
"""


def handwritten(docs: Path) -> list[Path]:
    """Give the files of docs/ that go to the website as they are, relative to it."""
    files = [*docs.glob("*.md"), *(docs / "assets").rglob("*")]
    return sorted(path.relative_to(docs) for path in files if path.is_file())


def hands(database: Path) -> int:
    """Give how many processes the website of a plan is worth: nearly all of its pages are those of its duties."""
    with closing(open_database(database)) as connection:
        return hands_for(connection.execute("select count(*) from tasks").fetchone()[0])


def lay_out(docs: Path, database: Path, folder: Path) -> set[Path]:
    """Copy the hand-written files and the database into the folder of pages; gives what stands there by them."""
    placed = set()
    for name in handwritten(docs):
        target = folder / name
        if not (target.exists() and target.read_bytes() == (docs / name).read_bytes()):
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(docs / name, target)
        placed.add(target)
    published = folder / DATABASE
    published.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(database, published)
    return placed | {published}


def plan_facts(database: Path) -> sqlite3.Row:
    """Give what every page says of the plan: its titles, place, issuer, addresses and the day spoken of."""
    with closing(open_database(database)) as connection:
        cursor = connection.cursor()
        cursor.row_factory = sqlite3.Row
        facts: sqlite3.Row = cursor.execute(_FACTS).fetchone()
    return facts


def configuration(root: Path, facts: sqlite3.Row) -> str:
    """Give MkDocs' configuration for a plan: what the theme says on every page, over that of the root."""
    settings = {
        "INHERIT": str(root / "mkdocs.yml"),
        "site_description": f"Theo dõi thực hiện {facts['title'][:1].lower()}{facts['title'][1:]}",
        "site_url": facts["site_url"],
        "docs_dir": "docs",
        "theme": {"custom_dir": str(root / "docs" / "theme")},
        "extra": {
            "plan_title": facts["short_title"],
            "place": facts["place"],
            "issuer": facts["issuer"],
            "as_of": facts["as_of"],
            "as_of_text": show_date(facts["as_of"]),
            "fictional": bool(facts["fictional"]),
            "about": [{"title": title, "url": url} for title, url in _ABOUT],
            "repository": facts["repository_url"] or "",
        },
    }
    return yaml.safe_dump(settings, allow_unicode=True, sort_keys=False)


#: What takes long in the building of a website.
STAGES = ("đóng khung các trang, làm tệp tải về", "đặt nội dung vào khung", "kiểm tra liên kết")


def write_downloads(root: Path, database: Path, site_url: str, folder: Path) -> None:
    """Write the files that readers take away into a folder, and the states over time that pages load.

    site_url: where the website is published, for the links in them; empty when it is not known.
    """
    from tracker.exports.files import files  # noqa: PLC0415 - whoever does it aside need not hold its tools as well

    with closing(open_database(database)) as connection:
        made = files(connection, read_questions(root / "queries"), site_url)
        states = periods.FILE, periods.Periods(connection).whole().encode()
        for path, content in chain([states], made):
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)


def build(root: Path, work: Path, database: Path, site: Path, processes: int = 1) -> Iterator[str]:
    """Frame the pages in `work` into a finished website in the folder `site`, which must not exist.

    Gives the name of each of its STAGES as it begins: it is built when they have all been taken.
    Raises NotPublishedError when MkDocs complains about a page or the theme, or a link leads nowhere.
    """
    downloads = site.with_name("downloads")
    facts = plan_facts(database)
    framing, filling, checking = STAGES
    yield framing
    with (
        _framing(root, work, facts, site) as mkdocs,
        aside(partial(write_downloads, root, database, facts["site_url"], downloads), processes) as written,
    ):
        said = mkdocs.communicate()[0]
        if mkdocs.returncode:
            raise NotPublishedError(_complaint(said))
        yield filling
        finish(site)
        pages = put_together(site, work / "bodies")
        written()
    yield checking
    _move_into(downloads, site)
    home = urlsplit(facts["site_url"] or "/").path  # the path under which the website is published
    _refuse(check_links(site, pages, home))


def _framing(root: Path, work: Path, facts: sqlite3.Row, site: Path) -> subprocess.Popen[str]:
    """Start MkDocs, which gives every page in `work`/docs its frame; the sitemap tells the day of the plan's state."""
    (work / "mkdocs.yml").write_text(configuration(root, facts), encoding="utf-8")
    moment = int(datetime.fromisoformat(f"{facts['as_of']}T00:00+00:00").timestamp())
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"]
    return subprocess.Popen(
        [*command, "--config-file", str(work / "mkdocs.yml"), "--site-dir", str(site)],
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": str(moment)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )


def _complaint(said: str) -> str:
    """Give what MkDocs says; of a fault in the theme only the last line, the others speak of its own code."""
    return said.strip().splitlines()[-1] if "Traceback" in said else said


def _move_into(folder: Path, site: Path) -> None:
    """Move the files of a folder to their places in another."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        target = site / path.relative_to(folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        path.rename(target)
    shutil.rmtree(folder)


def _refuse(faults: Iterable[object]) -> None:
    if lines := [str(fault) for fault in faults]:
        more = [f"… và {len(lines) - MOST_FAULTS} lỗi khác"] if len(lines) > MOST_FAULTS else []
        raise NotPublishedError("\n".join(lines[:MOST_FAULTS] + more))
