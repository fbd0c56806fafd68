"""The rows of a table → the files of a draft plan, and what a person must decide."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations
from typing import NamedTuple

from tracker.importing.columns import Head
from tracker.importing.grid import Grid, TextCell
from tracker.importing.lines import Row, What, numbered, read_rows
from tracker.importing.names import bodies, is_collective, same_body
from tracker.importing.table_text import TableText
from tracker.importing.times import read_time
from tracker.text import fold, slug
from tracker.vocabulary import AgencyKind
from tracker.yamltext import Value, as_list, as_mapping

SOURCE = "source/bang-giao-viec.txt"
_LONGEST_TITLE, _LONGEST_SHORT_TITLE = 90, 50
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_ROLES = re.compile(r"\b(chu tri|phoi hop)\b")
_CALLED = {
    "lead": "cơ quan chủ trì",
    "coordinate": "cơ quan phối hợp",
    "due": "thời hạn",
    "deliverable": "sản phẩm",
}
_Entry = Mapping[str, Value]


class About(NamedTuple):
    """What a table does not say of its plan, or says above itself."""

    issuer: str
    place: str
    title: str | None = None
    first: date | None = None
    last: date | None = None


class Question(NamedTuple):
    """What a person must decide, and at which cell."""

    at: str
    words: str

    def __str__(self) -> str:
        return f"{self.at}: {self.words}" if self.at else self.words


class _Body(NamedTuple):
    id: str
    name: str
    at: str


class Drafting:
    """One table being turned into a plan; the questions grow with the files."""

    def __init__(self, file: str, grid: Grid, head: Head, about: About) -> None:
        self._file, self._head, self._about = file, head, about
        self.rows = read_rows(grid, head)
        self.duties = [row for row in self.rows if row.what is What.DUTY]
        self.ids = numbered(self.duties)
        self.text = TableText(grid, head, self.rows)
        self.questions: list[Question] = []
        self._bodies: dict[str, _Body] = {}
        self._year: int | None = None

    def files(self, first: date, last: date) -> Mapping[str, str]:
        """Give the files of the draft by their names, and ask what they leave open.

        first, last: the days between which the plan runs.
        """
        self._year = first.year if first.year == last.year else None
        issuer = self._agency(self._about.issuer, "")
        tasks = [self._task(row) for row in self.duties]
        self.questions += [*self._not_duties(), *self._unused(), *self._alike()]
        return {
            "plan.yaml": as_mapping(self._plan(issuer, first, last)),
            "agencies.yaml": as_list(list(self._agencies(issuer))),
            "tasks.yaml": as_list(tasks),
            "passages.yaml": as_list(list(self.text.passages(self.ids))),
            SOURCE: self.text.text,
        }

    def years(self) -> Sequence[int]:
        """Give the years that the deadlines of the table name."""
        dues = (row.cells["due"].text for row in self.duties if "due" in row.cells)
        return [int(year) for due in dues for year in _YEAR.findall(due)]

    def _task(self, row: Row) -> _Entry:
        cells, name = row.cells, self.ids[row.row]
        kind, times = self._when(cells.get("due"))
        lead = self._roles(cells.get("lead"))
        if not lead:
            called = self._head.headings["lead"]
            self._ask(lead_cell(row), f"cột «{called}» trống: cơ quan nào chủ trì nhiệm vụ {name}?")
        deliverable = cells["deliverable"].text if "deliverable" in cells else ""
        place = self.text.place(row)
        return {
            "id": name,
            "title": _title(row),
            "quote": self.text.quote(row),
            "locator": place.locator if place else None,
            "kind": kind,
            "binding": "request" if fold(row.words).startswith("de nghi") else None,
            "lead": lead,
            "coordinate": self._roles(cells.get("coordinate")),
            **times,
            "deliverable": {"text": _short(deliverable), "quote": deliverable} if deliverable else None,
            "note": "; ".join(_notes(row)) or None,
        }

    def _ask(self, cell: TextCell, words: str) -> None:
        self.questions.append(Question(cell.at, words))

    def _when(self, cell: TextCell | None) -> tuple[str, _Entry]:
        when = read_time(cell.text if cell else "", self._year)
        question = Question(cell.at, when.question) if when.question and cell else None
        if question and question not in self.questions:  # sub-rows take over the cell of the row above them
            self.questions.append(question)
        return when.kind.value, when.fields

    def _roles(self, cell: TextCell | None) -> Sequence[Value]:
        names = list(dict.fromkeys(bodies(cell.lines))) if cell else []
        roles = {self._agency(name, cell.at if cell else ""): name for name in names}
        return [{"agency": agency, "quote": name} for agency, name in roles.items()]

    def _agency(self, name: str, at: str) -> str:
        key = fold(name)
        if key not in self._bodies:
            wanted = slug(name)[:56].strip("-") or "co-quan"
            taken = {body.id for body in self._bodies.values()}
            free = next(
                w for n in range(1, len(taken) + 2) if (w := wanted if n == 1 else f"{wanted}-{n}") not in taken
            )
            self._bodies[key] = _Body(free, name[:1].upper() + name[1:], at)
            self.questions += [Question(at, words) for words in _doubts_on(name)]
        return self._bodies[key].id

    def _agencies(self, issuer: str) -> Iterator[_Entry]:
        for body in self._bodies.values():
            kind = AgencyKind.COLLECTIVE.value if is_collective(body.name) else None
            yield {"id": body.id, "name": body.name, "kind": kind, "authority": "issuer" if body.id == issuer else None}

    def _not_duties(self) -> Iterator[Question]:
        """Ask of rows that may be duties and are left out; the check names them until a person decides."""
        signed = next((row for row in self.rows if row.what is What.CLOSING), None)
        for row in self.rows:
            cell = row.cells["task"]
            if row is signed:
                yield Question(cell.at, "từ hàng này trở xuống được coi là phần ký, không phải nhiệm vụ; kiểm tra lại")
            elif words := self._doubt(row):
                yield Question(cell.at, f"{words} Tạm chưa đưa vào bản nháp.")

    def _doubt(self, row: Row) -> str:
        if row.left_out:
            called = ", ".join(f"{_CALLED[kind]} «{row.cells[kind].text}»" for kind in row.left_out)
            which = f"hàng {row.number.rstrip('.')}" if row.number else "hàng này"
            return f"{which} có {called} riêng, các hàng con không dùng: có phải là một nhiệm vụ không?"
        if row.what is What.UNREAD:
            return f"cột «{self._head.headings['task']}» trống: hàng này thuộc nhiệm vụ nào?"
        if row.what is What.ALONE:
            return "hàng này không có việc nào ở dưới: là tên nhóm việc, hay là một nhiệm vụ?"
        return ""

    def _unused(self) -> Iterator[Question]:
        for cell in self._head.unknown:
            yield Question(cell.at, f"cột «{cell.text}» không đưa vào bản nháp")

    def _alike(self) -> Iterator[Question]:
        for one, other in combinations(self._bodies.values(), 2):
            if same_body(one.name, other.name, self._about.place):
                words = f"«{other.name}» và «{one.name}»: có phải cùng một cơ quan?"
                advice = "Nếu phải thì giữ một mục trong agencies.yaml, ghi tên kia làm cách viết khác"
                yield Question(other.at, f"{words} {advice}")

    def _plan(self, issuer: str, first: date, last: date) -> _Entry:
        title = self._about.title or " ".join(self.text.above) or "Bảng giao việc"
        if not self._about.title:
            self.questions.append(Question("", f"tên kế hoạch lấy từ các dòng trên bảng: «{title}»; kiểm tra lại"))
        return {
            "id": slug(title)[:50].strip("-"),
            "title": title,
            "short_title": _short(title, _LONGEST_SHORT_TITLE),
            "issuer": issuer,
            "place": self._about.place,
            "period": {"first": first.isoformat(), "last": last.isoformat()},
            "source": SOURCE,
            "source_origin": f"Bảng giao việc, tệp «{self._file}».",
        }


def _doubts_on(name: str) -> Iterator[str]:
    if _ROLES.search(fold(name)):
        yield f"«{name}» nói cả vai trò: cơ quan nào chủ trì, cơ quan nào phối hợp?"
    elif is_collective(name):
        yield f"«{name}» gồm những cơ quan nào? Văn bản nêu rõ thì ghi danh sách vào agencies.yaml"


def lead_cell(row: Row) -> TextCell:
    """Give the cell in which a row names who leads, or its task where the row ends before that cell."""
    return row.cells.get("lead", row.cells["task"])


def _notes(row: Row) -> Iterator[str]:
    if row.group:
        yield f"Nhóm việc: {row.group}"
    if row.above:
        yield f"Thuộc việc: {' / '.join(row.above)}"
    if "note" in row.cells and row.cells["note"].text:
        yield f"Ghi chú của bảng: {row.cells['note'].text}"


def _title(row: Row) -> str:
    """Give a sub-row's words after those of the row above it, where both fit; its own words otherwise."""
    whole = ": ".join([*(words.rstrip(" .;:") for words in row.above[-1:]), row.words])
    return _short(whole if len(whole) <= _LONGEST_TITLE else row.words)


def _short(words: str, longest: int = _LONGEST_TITLE) -> str:
    """Give words that fit a title: cut at a word, marked by an ellipsis."""
    bare = words.rstrip(" .;:")
    return bare if len(bare) <= longest else f"{bare[:longest].rsplit(' ', 1)[0].rstrip(',;')}…"
