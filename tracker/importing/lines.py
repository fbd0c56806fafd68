"""The rows of a table → what each is: a duty, a group, what sub-rows stand under, a signature, or not understood."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum, auto
from itertools import pairwise, takewhile, zip_longest
from typing import NamedTuple

from tracker.importing.columns import Head, counts_columns
from tracker.importing.grid import Grid, TextCell
from tracker.text import fold

#: Rows of a higher rank stand below those of a lower one; a row without a number of its own ranks as numbered.
_RANKS = (
    (-1, re.compile(r"([IVX]+|[A-HK-UĐ])[.)]?")),
    (1, re.compile(r"\d+\.\d+[.)]?")),
    (2, re.compile(r"\d+(\.\d+){2,}[.)]?")),
    (3, re.compile(r"[a-zđ][.)]?")),
    (4, re.compile(r"[-–•]")),
    (5, re.compile(r"\+")),
)
_BULLETS = 4
_ROMAN = re.compile(r"[IVX]+[.)]?")
_NUMBERED = re.compile(r"\d+[.)]?")
_SUB_WORDS = re.compile(r"(?P<mark>[a-zđ]\)|[-–+•])\s+(?P<words>.+)")
_REMARK = re.compile(r"(ghi chu|luu y)\b.*|tong (cong|so)\b.*")
_SIGNED = re.compile(
    r"(nguoi|can bo|bo phan) (lap|tong hop)( bieu| bang)?|noi nhan\b.*|(tm|kt|tl|tuq)\. ?\S.*|xac nhan cua .+"
    r"|(chu tich|giam doc|thu truong( don vi| co quan)?|hieu truong)|\(?ky(,| va| ten).*"
)
_DATED = re.compile(r"[^,;]{2,30}, ngay[ .…\d]* thang[ .…\d]* nam[ .…\d]*")
_DITTO = re.compile(r"\W*(nt|nhu tren)\W*|[-/ ]*//[-/ ]*|[\"”″]+")
#: What sub-rows take over from the row above them where they say nothing; a product is of one duty only.
_INHERITED = ("lead", "coordinate", "due")
_OWN = (*_INHERITED, "deliverable")


class What(Enum):
    """What a row is."""

    DUTY = auto()
    GROUP = auto()
    """It only names the rows below it."""
    PARENT = auto()
    """Its sub-rows are the duties; they take over what they leave out."""
    REMARK = auto()
    CLOSING = auto()
    """A signature, or what stands below one."""
    ALONE = auto()
    """It looks like the name of a group, and has nothing below it: it may be a duty."""
    UNREAD = auto()
    """It says something of a duty, and names none."""


class Row(NamedTuple):
    """A row of a table: its place from 0, what it is, its number as a path, and its cells by what they hold."""

    row: int
    what: What
    number: str
    cells: Mapping[str, TextCell]
    group: str = ""
    above: tuple[str, ...] = ()
    """The words of the rows under which a sub-row stands, the highest first."""
    left_out: tuple[str, ...] = ()
    """Which cells of a parent none of its sub-rows takes over."""

    @property
    def words(self) -> str:
        """What the row says is to be done, without the mark that begins it."""
        match = _SUB_WORDS.fullmatch(self.cells["task"].text)
        return match["words"] if match else self.cells["task"].text


def read_rows(grid: Grid, head: Head) -> Sequence[Row]:
    """Give the rows of a table below its heading, in order; empty rows and repeated headings are left out."""
    return list(_with_left_out(list(_nested(list(_marked(grid, head))))))


def _marked(grid: Grid, head: Head) -> Iterator[Row]:
    """Give each row with its own mark as its number, and what it is by itself."""
    closing = False
    above: Mapping[str, TextCell] = {}
    for number, cells in enumerate(grid[head.first_row :], head.first_row):
        own = _own(cells, head, above)
        said = [cell for cell in cells if cell.text]
        if not said or counts_columns(cells) or _heads(own, head):
            continue
        above, closing = own, _closes(own, said, closing)
        if closing:
            yield Row(number, What.CLOSING, "", {"task": said[0]})
        elif row := _by_itself(number, own):
            yield row


def _own(cells: Sequence[TextCell], head: Head, above: Mapping[str, TextCell]) -> Mapping[str, TextCell]:
    """Give the cells of a row by what they hold; the last of several marks is its number, «nt» is the cell above."""
    own = {kind: cells[place] for kind, place in head.columns.items() if place < len(cells)}
    marks = [cell for kind, cell in own.items() if kind.startswith("number") and cell.text]
    own |= {"number": marks[-1]} if marks else {}
    ditto = {kind for kind in _OWN if kind in own and kind in above and _DITTO.fullmatch(fold(own[kind].text))}
    return {kind: above[kind] if kind in ditto else cell for kind, cell in own.items()}


def _heads(own: Mapping[str, TextCell], head: Head) -> bool:
    """Tell a row that says the heading again, at the top of a further page."""
    words = {kind: cell.text for kind, cell in own.items() if cell.text}
    return len(words) > 1 and all(head.headings[kind].endswith(text) for kind, text in words.items())


def _closes(own: Mapping[str, TextCell], said: Sequence[TextCell], closing: bool) -> bool:
    """Tell a signature and what stands below it; a numbered row that names who leads it opens the table again."""
    mark, task, lead = (own[kind].text if kind in own else "" for kind in ("number", "task", "lead"))
    if _is_number(mark):
        return closing and not lead
    duty = task and lead and not _SIGNED.fullmatch(fold(task)) and not _SIGNED.fullmatch(fold(lead))
    words = [fold(cell.text) for cell in said]
    return closing or (not duty and any(_SIGNED.fullmatch(part) or _DATED.fullmatch(part) for part in words))


def _by_itself(number: int, own: Mapping[str, TextCell]) -> Row | None:
    """Give a row as it stands; None for one that only holds a number, or words of columns that are not used."""
    mark = own["number"].text if "number" in own else ""
    task = own.get("task")
    if task is None or not task.text:
        if said := [cell for kind, cell in own.items() if cell.text and not kind.startswith("number")]:
            return Row(number, What.UNREAD, mark, {**own, "task": said[0]})
        named = mark and not _is_number(mark)
        return Row(number, _group_or_remark(mark), "", {**own, "task": own["number"]}) if named else None
    match = _SUB_WORDS.fullmatch(task.text)
    if match and (not mark or own["number"].spread):
        mark = match["mark"]
    mark = "" if mark == task.text else mark
    return Row(number, _group_or_remark(task.text) if _is_bare(own, task, mark) else What.DUTY, mark, own)


def _group_or_remark(words: str) -> What:
    return What.REMARK if _REMARK.fullmatch(fold(words)) else What.GROUP


def _is_bare(own: Mapping[str, TextCell], task: TextCell, mark: str) -> bool:
    """Tell a row that only names those below it: nobody leads it, and it is merged across or numbered as a part."""
    cells = [own[kind] for kind in _OWN if kind in own]
    if any(cell.text not in ("", task.text) for cell in cells):
        return False
    return not mark or _rank(mark) == -1 or any(cell.spread and cell.text for cell in cells)


def _is_number(mark: str) -> bool:
    return bool(_rank(mark) or _NUMBERED.fullmatch(mark))


def _rank(mark: str) -> int:
    return next((rank for rank, pattern in _RANKS if pattern.fullmatch(mark)), 0)


def _nested(rows: Sequence[Row]) -> Iterator[Row]:
    """Give the rows with what each takes over from those above it, and the parents told from the duties."""
    parents, empty = set(_with_sub_rows(rows)), set(_empty_groups(rows))
    group, bullets = "", 0
    above: list[tuple[int, Row]] = []
    for row in rows:
        if row.what is What.GROUP:
            group, above = row.cells["task"].text, []
        if row.what is not What.DUTY:
            yield row._replace(what=What.ALONE) if row.row in empty else row
            continue
        rank = _rank(row.number)
        bullets = bullets + 1 if rank >= _BULLETS else 0
        above = [(higher, parent) for higher, parent in above if higher < rank]
        below = _placed(row, above, bullets, group)
        if row.row in parents:
            below = below._replace(what=What.PARENT)
            above.append((rank, below))
        yield below


def _with_sub_rows(rows: Sequence[Row]) -> Iterator[int]:
    told = [row for row in rows if row.what in (What.DUTY, What.GROUP)]
    for row, after in pairwise(told):
        if after.what is What.DUTY and _rank(after.number) > _rank(row.number):
            yield row.row


def _empty_groups(rows: Sequence[Row]) -> Iterator[int]:
    """Give the rows that look like the name of a group and have nothing below them."""
    told = [row for row in rows if row.what in (What.DUTY, What.GROUP)]
    for row, after in zip_longest(told, told[1:]):
        parts = [one.number for one in (row, after) if one and one.what is What.GROUP]
        if row.what is What.GROUP and (after is None or (len(parts) > 1 and all(map(_ROMAN.fullmatch, parts)))):
            yield row.row


def _placed(row: Row, above: Sequence[tuple[int, Row]], bullet: int, group: str) -> Row:
    """Give a row with its number as a path, the words above it, and the cells that it takes over."""
    over = next((parent.number for rank, parent in reversed(above) if rank >= 0), "")
    cells = _taking_over(row, above[-1][1]) if above else row.cells
    words = tuple(parent.words for _, parent in above)
    return row._replace(number=_path(over, row.number, bullet), cells=cells, group=group, above=words)


def _path(over: str, mark: str, bullet: int) -> str:
    """Give the number of a sub-row with that of the row above it, once: «3.1» below «3» holds it already."""
    if not over or mark.startswith(f"{over.rstrip('.)')}."):
        return mark
    return f"{over} {bullet or mark}"


def _taking_over(row: Row, parent: Row) -> Mapping[str, TextCell]:
    given = {kind: parent.cells[kind] for kind in _INHERITED if kind in parent.cells and parent.cells[kind].text}
    lead = row.cells.get("lead")
    if lead and "coordinate" in given and lead.text == given["coordinate"].text:
        del given["coordinate"]  # whom the row lets lead does not work with itself
    return {**given, **{kind: cell for kind, cell in row.cells.items() if cell.text or kind not in given}}


def _with_left_out(rows: Sequence[Row]) -> Iterator[Row]:
    """Give the rows, each parent with what none of its sub-rows takes over: it may be a duty of its own."""
    for n, row in enumerate(rows):
        yield row._replace(left_out=tuple(_left_out(row, rows[n + 1 :]))) if row.what is What.PARENT else row


def _left_out(parent: Row, after: Sequence[Row]) -> Iterator[str]:
    words = (*parent.above, parent.words)
    subs = takewhile(lambda row: row.above[: len(words)] == words, (row for row in after if row.what is What.DUTY))
    taken = {(kind, cell.text) for row in subs for kind, cell in row.cells.items()}
    for kind in _OWN:
        if kind in parent.cells and parent.cells[kind].text and (kind, parent.cells[kind].text) not in taken:
            yield kind


def numbered(rows: Sequence[Row]) -> Mapping[int, str]:
    """Give for each duty's row a stable id made of its number: NV-3, NV-3-a; counted where numbers repeat."""
    ids: dict[int, str] = {}
    taken: set[str] = set()
    for count, row in enumerate(rows, 1):
        parts = re.findall(r"[0-9]+|[a-z]+", fold(row.number.replace("đ", "dd")))
        wanted = "-".join(["NV", *(parts or [str(count)])])[:26]
        name, extra = wanted, 1
        while name in taken:
            extra += 1
            name = f"{wanted}-{extra}"
        taken.add(name)
        ids[row.row] = name
    return ids
