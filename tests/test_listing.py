"""The plan's YAML beside the site: a place for every line, to which each page's source leads."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from made_pages import PLANS, ROOT, made, rows

from tracker import listing
from tracker.checks import check
from tracker.database import write
from tracker.listing import lay_out_files
from tracker.pages import about, tasks
from tracker.pages.portal import FILES, file_address
from tracker.reader import read

TEMPLATES = ROOT / "docs" / "templates"


@pytest.mark.parametrize("plan", PLANS)
def test_every_line_of_every_file_has_its_place(plan: str, tmp_path: Path) -> None:
    """The text is that of the file; the file itself is there to take away."""
    folder, _ = PLANS[plan]
    kept = lay_out_files(folder, TEMPLATES, tmp_path)
    for path in [*folder.glob("*.yaml"), *folder.glob("records/*.yaml")]:
        name = path.relative_to(folder).as_posix()
        assert (tmp_path / "docs" / FILES / name).read_bytes() == path.read_bytes()
        page = (tmp_path / "bodies" / f"{file_address(name, 1)}.html").read_text(encoding="utf-8")
        assert len(re.findall(r'<li id="L\d+">', page)) == len(path.read_text(encoding="utf-8").splitlines())
        assert tmp_path / "docs" / file_address(name, 1) / "index.md" in kept


def test_a_long_file_is_cut_into_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Five thousand duties are a hundred thousand lines: a link names the page of its line."""
    monkeypatch.setattr("tracker.pages.portal.FILE_LINES", 10)
    monkeypatch.setattr(listing, "FILE_LINES", 10)
    (tmp_path / "plan").mkdir()
    (tmp_path / "plan" / "tasks.yaml").write_text("".join(f"- {n}\n" for n in range(1, 26)), encoding="utf-8")
    lay_out_files(tmp_path / "plan", TEMPLATES, tmp_path / "work")
    assert file_address("tasks.yaml", 10) == f"{FILES}/tasks"
    assert file_address("tasks.yaml", 11) == f"{FILES}/tasks/2"
    last = (tmp_path / "work" / "bodies" / f"{FILES}/tasks/3.html").read_text(encoding="utf-8")
    assert re.findall(r'<li id="L(\d+)">', last) == ["21", "22", "23", "24", "25"]
    assert '<ol class="lines" start="21">' in last


def test_what_is_no_longer_a_file_of_the_plan_goes(tmp_path: Path) -> None:
    (tmp_path / "plan").mkdir()
    (tmp_path / "plan" / "tasks.yaml").write_text("- id: TC-1\n", encoding="utf-8")
    old = tmp_path / "docs" / FILES / "old.yaml"
    old.parent.mkdir(parents=True)
    old.write_text("", encoding="utf-8")
    lay_out_files(tmp_path / "plan", TEMPLATES, tmp_path)
    assert not old.exists()


@pytest.mark.parametrize("plan", PLANS)
def test_a_duty_leads_to_its_very_line(plan: str) -> None:
    """Neither plan names a repository; the whole address stands on the page, or the browser fills it in."""
    folder, _ = PLANS[plan]
    lines = (folder / "tasks.yaml").read_text(encoding="utf-8").splitlines()
    for row in rows(plan, "select id, line from tasks"):
        page = made(tasks.pages, plan)[f"nhiem-vu/{row['id'].lower()}"]
        assert row["id"] in lines[row["line"] - 1]
        assert (
            f'{file_address("tasks.yaml", row["line"])}/#L{row["line"]}">tasks.yaml, dòng {row["line"]}</a>'
            in page.body
        )
        own = f"nhiem-vu/{row['id'].lower()}/"
        known = f'<a href="https://thanh-pho-mau.example/ro-viec/{own}">https://thanh-pho-mau.example/ro-viec/{own}</a>'
        assert (known if plan == "sample" else f'<a href="../../{own}" data-address>{own}</a>') in page.body


@pytest.mark.parametrize("plan", PLANS)
def test_warnings_name_their_files_within_the_plan(plan: str, tmp_path: Path) -> None:
    """Wherever the plan's folder lies, so that each leads to its line."""
    folder, as_of = PLANS[plan]
    loaded, _ = read(folder)
    assert loaded is not None
    write(tmp_path / "plan.db", loaded, list(check(loaded)), as_of)
    with closing(sqlite3.connect(tmp_path / "plan.db")) as connection:
        named = {name for (name,) in connection.execute("select distinct file from warnings")}
    assert named
    assert [name for name in named if not (folder / name).is_file() or Path(name).is_absolute()] == []


def test_without_a_place_for_corrections_something_can_be_done() -> None:
    """The issuer is named, and that it has ended; its heirs are not invented."""
    page = made(about.pages, "real")["dinh-chinh"].body
    assert "Uỷ ban nhân dân thành phố Kon Tum</a> ban hành. Cơ quan này đã kết thúc hoạt động ngày" in page
    assert "30/06/2025" in page
    assert "https://thanh-pho-mau.example/phan-anh" in made(about.pages, "sample")["dinh-chinh"].body
