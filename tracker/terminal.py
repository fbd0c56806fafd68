"""What the terminal takes from a clerk and says to one, in Vietnamese; click itself speaks English.

`--help` stays in English, as click writes it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import click
from click.core import Context, Parameter

from tracker.text import fold, read_date

#: The answers to a question, without diacritics and case.
ANSWERS: Mapping[str, bool] = {
    **dict.fromkeys(("c", "co", "y", "yes"), True),
    **dict.fromkeys(("k", "khong", "n", "no", ""), False),
}


class Misuse(click.UsageError):
    """A command that lacks something or says two things that do not go together, told in Vietnamese."""


class Day(click.ParamType[date]):
    """A day as 30/09/2031 or 2031-09-30."""

    name = "day"

    def convert(self, value: Any, param: Parameter | None, ctx: Context | None) -> date:
        """Give the day that was written."""
        day = value if isinstance(value, date) else read_date(str(value).strip())
        if day is None:
            self.fail(f"«{value}» không phải ngày có trong lịch; viết như 30/09/2031 hoặc 2031-09-30", param, ctx)
        return day


class Place(click.Path):
    """A file or a folder."""

    def __init__(self, *, folder: bool = False, exists: bool = False) -> None:
        super().__init__(exists=exists, file_okay=not folder, dir_okay=folder, path_type=Path)

    def convert(self, value: Any, param: Parameter | None, ctx: Context | None) -> Any:
        """Give the path."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            self.fail(self._why(Path(value)), param, ctx)

    def _why(self, path: Path) -> str:
        noun, other = ("thư mục", "tệp") if self.dir_okay else ("tệp", "thư mục")
        if not path.exists():
            return f"không có {noun} '{path}'"
        if path.is_dir() != self.dir_okay:
            return f"'{path}' là {other}, không phải {noun}"
        return f"không mở được {noun} '{path}'; kiểm tra quyền đọc, ghi"


def answer(words: str) -> bool | None:
    """Give what an answer to a question means: c, có, y for yes; k, không, n or nothing for no; None for neither."""
    return ANSWERS.get(fold(words))


def complaint(error: click.ClickException) -> str:
    """Give what is wrong with a command as lines to be read; for a misused one also how it is used."""
    lines = [f"Lỗi: {_message(error)}"]
    if isinstance(error, click.UsageError) and error.ctx:
        path = error.ctx.command_path
        used = " ".join((path, *error.ctx.command.collect_usage_pieces(error.ctx)))
        lines += [f"Cách dùng: {used}", f"Xem thêm: {path} --help"]
    return "\n".join(lines)


def _message(error: click.ClickException) -> str:
    words = error.message
    match error:
        case click.NoSuchOption():
            words = f"không có tuỳ chọn {error.option_name}{_perhaps(error.possibilities)}"
        case click.NoSuchCommand():
            words = f"không có lệnh {error.command_name}{_perhaps(error.possibilities)}"
        case click.BadOptionUsage():
            words = f"tuỳ chọn {error.option_name} thiếu giá trị đi kèm, hoặc có giá trị mà nó không nhận"
        case click.MissingParameter():
            words = f"thiếu {_named(error.param)}"
        case click.BadParameter():
            words = f"{_named(error.param)}: {_of_type(error)}"
        case click.UsageError() if not isinstance(error, Misuse):
            words = f"thừa {_within_brackets(error.message)}"
    return words


def _perhaps(possibilities: list[str] | None) -> str:
    return f"; có phải {possibilities[0]}?" if possibilities else ""


def _named(param: Parameter | None) -> str:
    if param is None:
        return "tham số"
    return param.opts[-1] if param.param_type_name == "option" else param.human_readable_name


def _of_type(error: click.BadParameter) -> str:
    kind = error.param.type if error.param else None
    if isinstance(kind, click.Choice):
        return f"chọn một trong {', '.join(map(str, kind.choices))}"
    if isinstance(kind, type(click.INT)):
        return "phải là một số nguyên"
    return error.message


def _within_brackets(words: str) -> str:
    """Give the arguments that click names in brackets, since nothing else tells which were too many."""
    found = re.search(r"\((.+)\)", words)
    return f"«{found[1]}»" if found else "tham số"
