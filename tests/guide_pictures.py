"""The round of reporting that the page «Hướng dẫn» tells, and the pictures in it.

python tests/guide_pictures.py      go through the round and take the pictures anew (docs/assets/huong-dan/)
"""

from __future__ import annotations

import html
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from openpyxl import load_workbook
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))  # so that it also runs by its file name

from conftest import CHROMIUM_FLAGS  # noqa: E402
from fresh_clone import fresh_clone, typed  # noqa: E402

GUIDE = ROOT / "docs" / "huong-dan.md"
PICTURES = ROOT / "docs" / "assets" / "huong-dan"
FORM = Path("build/bieu-mau/bieu-mau-phuong-mau-bac-2031-09-30.xlsx")
PROGRAMS = {".venv/bin/python", "cp", "mkdir"}


def commands() -> list[str]:
    """Give every command of the page, in order."""
    blocks = re.findall(r"<pre[^>]*><code>(.*?)</code></pre>", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    lines = [html.unescape(line.strip()) for block in blocks for line in block.splitlines()]
    return [line for line in lines if line.split(" ", 1)[0] in PROGRAMS]


def go_through(folder: Path) -> list[subprocess.CompletedProcess[str]]:
    """Do what the page says in a fresh clone in an empty folder: every command, and the filling in between."""
    fresh_clone(folder)
    done = []
    for command in commands():
        done.append(typed(command, folder, answer="c\n"))
        if "build.py form" in command:
            fill_in(folder / FORM)
    return done


def fill_in(path: Path) -> None:
    """Fill in one duty, as the page's picture shows it."""
    book = load_workbook(path)
    sheet = book["Báo cáo"]
    sheet["C5"], sheet["C6"] = "50/BC-UBND", date(2031, 9, 30)
    sheet["G12"], sheet["H12"] = "Đã hoàn thành", date(2031, 9, 20)
    sheet["I12"] = "Đã kiểm tra 12 điểm tập kết; xử lý 7 trường hợp."
    sheet["K12"], sheet["L12"], sheet["M12"] = "Báo cáo kết quả kiểm tra", "45/BC-UBND", date(2031, 9, 21)
    book.save(path)
    book.close()


def _picture(document: Path, folder: Path, wide: int, cut: Sequence[int], target: Path) -> None:
    """Save a part of the first page of an office document.

    wide: how many pixels the whole page has across. cut: left, top, width and height of the part in those pixels.
    """
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(document)]
    subprocess.run(command, check=True, capture_output=True)
    size = ["-scale-to-x", str(wide), "-scale-to-y", "-1"]
    part = [word for pair in zip(("-x", "-y", "-W", "-H"), map(str, cut), strict=True) for word in pair]
    pages = [str(folder / f"{document.stem}.pdf"), str(target.with_suffix(""))]
    subprocess.run(["pdftoppm", "-png", "-singlefile", *size, *part, *pages], check=True)


def take(folder: Path) -> None:
    """Take every picture of the page from a round that was gone through in a folder."""
    PICTURES.mkdir(exist_ok=True)
    _picture(folder / FORM, folder, 1120, (0, 25, 1120, 740), PICTURES / "bieu-mau.png")
    _picture(folder / "build/bao-cao-quy-3.docx", folder, 620, (0, 0, 620, 620), PICTURES / "bao-cao.png")
    page = folder / "build/thuc-hanh-web/site/nhiem-vu/tc-11-3/index.html"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=CHROMIUM_FLAGS)
        tab = chromium.new_page(viewport={"width": 900, "height": 640}, locale="vi-VN")
        tab.goto(page.as_uri())
        tab.get_by_text("xử lý 7 trường hợp").first.scroll_into_view_if_needed()
        tab.evaluate("scrollBy(0, 250)")
        tab.screenshot(path=PICTURES / "trang-nhiem-vu.png")
        chromium.close()


if __name__ == "__main__":
    with TemporaryDirectory() as made:
        for each in go_through(Path(made)):
            assert each.returncode == 0, each.stdout + each.stderr
        take(Path(made))
