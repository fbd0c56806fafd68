"""The plan's YAML as it was written, published with the site: files to take away, pages with a place for every line.

What cites a line of the data leads there when the plan names no public repository. Nothing is read from these files
but their text: what they mean, pages know from the database.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from tracker.pages.portal import FILE_LINES, FILES, Page, file_address
from tracker.pages.writing import write_if_changed, write_pages


def lay_out_files(plan: Path, templates: Path, folder: Path) -> set[Path]:
    """Write a plan's YAML files and their pages into the folder of pages; gives what stands there by them."""
    files = sorted([*plan.glob("*.yaml"), *plan.glob("records/**/*.yaml")])
    texts = {path.relative_to(plan).as_posix(): path.read_text(encoding="utf-8") for path in files}
    place = folder / "docs" / FILES
    for name, text in texts.items():
        write_if_changed(place / name, text)
    for path in place.rglob("*.yaml"):
        if path.relative_to(place).as_posix() not in texts:
            path.unlink()
    return write_pages(_pages(texts, templates), folder) | {place / name for name in texts}


def _pages(texts: dict[str, str], templates: Path) -> Iterator[Page]:
    environment = Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    template = environment.get_template("plan_file.html")
    for name, text in texts.items():
        lines = text.splitlines()
        starts = range(0, max(len(lines), 1), FILE_LINES)
        for first in starts:
            address = file_address(name, first + 1)
            last = min(first + FILE_LINES, len(lines))
            title = name if len(starts) == 1 else f"{name}, dòng {first + 1}–{last}"
            body = template.render(
                name=name,
                up="../" * len(address.split("/")),
                file=f"{FILES}/{name}",
                first=first + 1,
                lines=lines[first:last],
                parts=[(file_address(name, start + 1), start + 1) for start in starts],
            )
            description = f"Tệp dữ liệu {title} của kế hoạch, nguyên văn, từng dòng."
            yield Page(address, title, description, body, kicker="Tệp dữ liệu", parent=("Dữ liệu mở", "du-lieu-mo/"))
