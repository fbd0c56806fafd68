"""An assignment table as offices circulate it → draft files of a plan, and what a person must decide, by cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from tracker.checks import check
from tracker.importing.columns import Head, find_head
from tracker.importing.grid import Grid, TextCell, read_grids
from tracker.importing.lines import Row, duties, numbered
from tracker.importing.names import bodies, is_collective
from tracker.importing.times import read_time
from tracker.problems import Problem, Severity
from tracker.reader import read
from tracker.receiving.returned import FormFault, Refused
from tracker.source import Source, read_source
from tracker.text import fold, same_tone, slug
from tracker.vocabulary import AgencyKind, Reason
from tracker.yamltext import Value, as_list, as_mapping

__all__ = ["About", "Draft", "Question", "Refused", "draft", "faults"]

SOURCE = "source/bang-giao-viec.txt"
_LONGEST_TITLE, _LONGEST_SHORT_TITLE = 90, 50
_ALIKE = 0.9
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
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


@dataclass(frozen=True)
class Draft:
    """The files of a draft plan by their names, what must be decided, and the cell of each duty."""

    files: Mapping[str, str]
    questions: Sequence[Question]
    cells: Mapping[str, str]


def draft(path: Path, about: About) -> Draft:
    """Give the draft of a plan from a table in .xlsx or .csv.

    Raises Refused when the file cannot be read, or no table in it names tasks and who leads them.
    """
    for grid in read_grids(path):
        head = find_head(grid)
        if head and (rows := list(duties(grid, head))):
            return _Drafting(path, grid, head, rows, about).draft()
    message = "không thấy bảng giao việc: cần một hàng tiêu đề có cột nhiệm vụ và cột cơ quan chủ trì"
    raise Refused([FormFault(path.name, "", message)])


def faults(draft: Draft, folder: Path) -> Sequence[Question]:
    """Check the draft in a folder; gives what stops it, at the cell of the duty when it is about one."""
    loaded, problems = read(folder)
    found = sorted(set(problems) | set(check(loaded) if loaded else ()))
    return [_by_cell(problem, draft) for problem in found if problem.severity is Severity.ERROR]


def _by_cell(problem: Problem, draft: Draft) -> Question:
    duty = problem.subject.rpartition(" ")[2]
    return Question(draft.cells.get(duty, f"{problem.path}:{problem.line}"), f"{problem.message}  [{problem.rule}]")


class _Drafting:
    """One table being turned into a plan."""

    def __init__(self, path: Path, grid: Grid, head: Head, rows: Sequence[Row], about: About) -> None:
        self._path, self._grid, self._head, self._rows, self._about = path, grid, head, rows, about
        self._ids = numbered(rows)
        self._agencies: dict[str, tuple[str, str]] = {}
        self._questions: list[Question] = []
        self._first, self._last = self._period()
        self._text = "\n".join(self._source()) + "\n"
        self._read: Source = read_source(self._text)

    def draft(self) -> Draft:
        issuer = self._agency(self._about.issuer)
        tasks = [self._task(row) for row in self._rows]
        self._questions += [
            Question(cell.at, f"cột «{cell.text}» không đưa vào bản nháp") for cell in self._head.unknown
        ]
        self._questions += list(self._alike())
        files = {
            "plan.yaml": as_mapping(self._plan(issuer)),
            "agencies.yaml": as_list(list(self._bodies())),
            "tasks.yaml": as_list(tasks),
            "passages.yaml": as_list(list(self._passages())),
            SOURCE: self._text,
        }
        cells = {self._ids[row.row]: row.cells["task"].at for row in self._rows}
        return Draft(files, self._questions, cells)

    def _period(self) -> tuple[date, date]:
        years = [int(year) for row in self._rows if "due" in row.cells for year in _YEAR.findall(row.cells["due"].text)]
        first = self._about.first or (date(min(years), 1, 1) if years else None)
        last = self._about.last or (date(max(years), 12, 31) if years else None)
        if first is None or last is None:
            message = "bảng không nêu năm nào; cho biết giai đoạn thực hiện bằng --first và --last"
            raise Refused([FormFault(self._path.name, "", message)])
        if not (self._about.first and self._about.last):
            words = f"giai đoạn lấy theo các năm trong cột thời hạn: {first:%d/%m/%Y} – {last:%d/%m/%Y}; kiểm tra lại"
            self._questions.append(Question("", words))
        return first, last

    def _source(self) -> Iterator[str]:
        """Give the table's own words as text: what stands above it, then its rows."""
        for row in self._grid[: self._head.head_row]:
            words = list(dict.fromkeys(cell.text for cell in row if cell.text))
            if words:
                yield " ".join(words)
        yield ""
        places = [self._head.columns[kind] for kind in self._head.columns]
        for number, row in enumerate(self._grid[self._head.head_row :], self._head.head_row):
            if not self._head.head_row < number < self._head.first_row:
                cells = [row[place].text if place < len(row) else "" for place in places]
                if any(cells):
                    yield f"| {' | '.join(cells)} |"
            if number == self._head.head_row:
                yield f"|{' --- |' * len(places)}"

    def _task(self, row: Row) -> _Entry:
        cells, name = row.cells, self._ids[row.row]
        words = cells["task"].text
        when = self._when(cells.get("due"))
        lead = self._roles(cells.get("lead"))
        if not lead:
            self._questions.append(Question(cells["task"].at, f"{name}: ô cơ quan chủ trì trống; ai chủ trì?"))
        deliverable = cells["deliverable"].text if "deliverable" in cells else ""
        return {
            "id": name,
            "title": _short(words),
            "quote": words,
            "locator": self._locator(words, row),
            "kind": when[0],
            "binding": "request" if fold(words).startswith("de nghi") else None,
            "lead": lead,
            "coordinate": self._roles(cells.get("coordinate")),
            **when[1],
            "deliverable": {"text": _short(deliverable), "quote": deliverable} if deliverable else None,
            "note": f"Nhóm việc: {row.group}" if row.group else None,
        }

    def _when(self, cell: TextCell | None) -> tuple[str, _Entry]:
        single = self._first.year if self._first.year == self._last.year else None
        when = read_time(cell.text if cell else "", single)
        if when.question and cell:
            self._questions.append(Question(cell.at, when.question))
        return when.kind.value, when.fields

    def _locator(self, words: str, row: Row) -> str | None:
        """Give the place of a row's words in the text; rows of the same words follow each other."""
        found = self._read.find(words)
        earlier = sum(r.cells["task"].text == words for r in self._rows if r.row < row.row)
        return self._read.place_of(found[min(earlier, len(found) - 1)]).locator if found else None

    def _roles(self, cell: TextCell | None) -> Sequence[Value]:
        names = list(dict.fromkeys(bodies(cell.lines))) if cell else []
        roles = {self._agency(name, cell): name for name in names}
        return [{"agency": agency, "quote": name} for agency, name in roles.items()]

    def _agency(self, name: str, cell: TextCell | None = None) -> str:
        key = same_tone(fold(name))
        if key not in self._agencies:
            wanted = slug(name)[:56].strip("-") or "co-quan"
            taken = {agency for agency, _ in self._agencies.values()}
            free = next(w for n in range(1, 99) if (w := wanted if n == 1 else f"{wanted}-{n}") not in taken)
            self._agencies[key] = (free, name[:1].upper() + name[1:])
            if is_collective(name):
                words = f"«{name}» gồm những cơ quan nào? ghi 'members' trong agencies.yaml nếu văn bản nói rõ"
                self._questions.append(Question(cell.at if cell else "", words))
        return self._agencies[key][0]

    def _bodies(self) -> Iterator[_Entry]:
        issuer = self._agency(self._about.issuer)
        for agency, name in self._agencies.values():
            kind = AgencyKind.COLLECTIVE.value if is_collective(name) else None
            yield {"id": agency, "name": name, "kind": kind, "authority": "issuer" if agency == issuer else None}

    def _alike(self) -> Iterator[Question]:
        for (_, one), (_, other) in combinations(self._agencies.values(), 2):
            if SequenceMatcher(None, fold(one), fold(other)).ratio() >= _ALIKE:
                yield Question("", f"«{one}» và «{other}» có phải một cơ quan? nếu phải thì gộp lại, ghi 'aliases'")

    def _plan(self, issuer: str) -> _Entry:
        above = [line for line in self._text.partition("\n\n")[0].split("\n") if line and not line.startswith("|")]
        title = self._about.title or " ".join(above) or "Bảng giao việc"
        if not self._about.title:
            self._questions.append(Question("", f"tên kế hoạch lấy từ các dòng trên bảng: «{title}»; kiểm tra lại"))
        return {
            "id": slug(title)[:50].strip("-"),
            "title": title,
            "short_title": _short(title, _LONGEST_SHORT_TITLE),
            "issuer": issuer,
            "place": self._about.place,
            "period": {"first": self._first.isoformat(), "last": self._last.isoformat()},
            "source": SOURCE,
            "source_origin": f"Bảng giao việc, tệp «{self._path.name}».",
        }

    def _passages(self) -> Iterator[_Entry]:
        note = "Số thứ tự, tên cột và các ô khác của bảng; việc giao được trích ở từng nhiệm vụ."
        for place in self._read.places:
            if place.parent is None:
                yield {"reason": Reason.EXPLANATION.value, "locator": place.locator, "note": note}


def _short(words: str, longest: int = _LONGEST_TITLE) -> str:
    """Give words that fit a title: cut at a word, marked by an ellipsis."""
    bare = words.rstrip(" .;")
    return bare if len(bare) <= longest else f"{bare[:longest].rsplit(' ', 1)[0].rstrip(',;')}…"
