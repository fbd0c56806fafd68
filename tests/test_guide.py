"""The page «Hướng dẫn»: its commands do what it says, and what it shows is there."""

from __future__ import annotations

import re
import struct
from pathlib import Path

import pytest
from guide_pictures import FORM, GUIDE, PICTURES, commands, go_through
from openpyxl import load_workbook

import build


def test_every_command_of_the_office_is_on_the_page() -> None:
    told = {line.split()[2] for line in commands() if line.startswith(".venv/bin/python build.py")}
    assert {"form", "receive", "check", "report", "sheet", "site", "import"} <= told <= set(build.door.commands)


def test_every_picture_is_there_in_the_size_told_and_is_told_in_words() -> None:
    shown = re.findall(
        r'<img src="\.\./assets/huong-dan/([^"]+)" alt="([^"]+)" width="(\d+)" height="(\d+)"', GUIDE.read_text("utf-8")
    )
    assert {name for name, *_ in shown} == {path.name for path in PICTURES.iterdir()}
    for name, words, *size in shown:
        content = (PICTURES / name).read_bytes()
        assert list(struct.unpack(">II", content[16:24])) == [int(side) for side in size], name
        assert len(content) < 150_000, f"{name} is not small"
        assert len(words) > 40, f"{name} is not told in words"


@pytest.mark.slow
def test_the_round_of_the_page_can_be_gone_through(tmp_path: Path) -> None:
    done = go_through(tmp_path)
    for each, command in zip(done, commands(), strict=True):
        assert each.returncode == 0, f"{command}\n{each.stdout}{each.stderr}"
    received = next(each for each, command in zip(done, commands(), strict=True) if " receive " in command)
    assert received.stdout.count("không điền gì") == 7
    record = tmp_path / "build/thuc-hanh/records/2031-10-02-bieu-mau-phuong-mau-bac.yaml"
    assert "state: done" in record.read_text(encoding="utf-8")
    page = tmp_path / "build/thuc-hanh-web/site/co-quan/phuong-mau-bac/index.html"
    assert "nhiem-vu/tc-11-3/" in page.read_text(encoding="utf-8")
    task = tmp_path / "build/thuc-hanh-web/site/nhiem-vu/tc-11-3/index.html"
    assert "xử lý 7 trường hợp" in task.read_text(encoding="utf-8")
    assert load_workbook(tmp_path / FORM)["Báo cáo"]["L12"].value == "45/BC-UBND"
