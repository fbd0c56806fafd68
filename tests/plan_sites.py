"""The website of a plan, built of a day as the door builds it, for tests that look at it in a browser."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from made_pages import ROOT

from tracker import website
from tracker.database import write
from tracker.listing import lay_out_files
from tracker.pages import make_pages
from tracker.reader import read


def build_site(plan: str, as_of: date, folder: Path) -> Path:
    """Build the website of a plan in folder/site; gives its database."""
    loaded, problems = read(ROOT / plan)
    assert loaded is not None
    write(folder / "plan.db", loaded, problems, as_of)
    kept = website.lay_out(ROOT / "docs", folder / "plan.db", folder / "docs")
    kept |= lay_out_files(ROOT / plan, ROOT / "docs" / "templates", folder)
    make_pages(folder / "plan.db", ROOT / "docs" / "templates", folder, kept)
    for _ in website.build(ROOT, folder, folder / "plan.db", folder / "site"):
        pass
    return folder / "plan.db"
