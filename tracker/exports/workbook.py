"""The duties as an Excel workbook in the layout of an official table, for the whole plan and for each body."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from tracker.exports.duties import Agency, Duties, Duty, Owed, state_words
from tracker.exports.letters import line_count
from tracker.exports.origin import Origin
from tracker.text import show_date

#: What a cell holds; a day is shown dd/mm/yyyy and sorts as a day.
Cell = str | int | date | None

#: The most characters a cell of Excel takes.
_LONGEST = 32767
_HEAD_ROW = 4
_A4 = 9
#: Height of a line of text. Rows get theirs from here: not every program finds it when it opens the file.
_POINTS = 14
#: Size of the letters of a table and of a title.
_SIZE, _TITLE_SIZE = 11, 14
_FONT = {"font_name": "Times New Roman", "font_size": _SIZE}
#: Width of the page «Nguồn và cách đọc», in characters: what an upright A4 page holds without being made smaller.
_PAGE = 85
#: Words in the column «Tình trạng» → colours of letters and ground; the first that is found counts.
_COLOURS = (
    (": ", "#000000", "#FFFFFF"),  # several states with their numbers: no one colour is true
    ("Hoàn thành, không", "#0B5A2A", "#DFF2E4"),
    ("Hoàn thành đúng hạn", "#0B5A2A", "#DFF2E4"),
    ("chưa có báo cáo", "#7A3E00", "#FDEBD3"),
    ("quá hạn", "#8C1515", "#FBE1E1"),
    ("sắp đến hạn", "#6B5300", "#FFF4C7"),
    ("trong hạn", "#123F7A", "#E2EDFB"),
    ("Không", "#4A4A4A", "#EFEFEF"),
)


@dataclass(frozen=True)
class Line:
    """One row before it is written: a task, the obligations the row speaks of, and the part the body has in it."""

    duty: Duty
    owed: Sequence[Owed]
    part: str

    @property
    def only(self) -> Owed | None:
        """The one obligation of the row, if it speaks of one."""
        return self.owed[0] if len(self.owed) == 1 else None


@dataclass(frozen=True)
class Column:
    """A column: its heading, its width in characters, what it holds, and whether it is printed."""

    heading: str
    width: float
    value: Callable[[Line], Cell]
    printed: bool = True
    centred: bool = False


def _due(line: Line) -> Cell:
    day = line.only.original_due if line.only else line.duty.due
    return date.fromisoformat(day) if day else line.duty.due_words


def _extended(line: Line) -> Cell:
    return _as_day(line.only.due) if line.only and line.only.extensions else None


def _as_day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None


_TITLE = Column("Nội dung nhiệm vụ", 36, lambda line: line.duty.title)
_LEAD = Column("Cơ quan chủ trì", 22, lambda line: line.duty.lead)
_COORDINATE = Column("Cơ quan phối hợp", 24, lambda line: line.duty.coordinate)
_DUE = Column("Thời hạn", 16, _due, centred=True)
_DELIVERABLE = Column("Sản phẩm", 24, lambda line: line.duty.deliverable)
_STATE = Column("Tình trạng", 19, lambda line: state_words(line.owed), centred=True)
_PERIOD = Column("Kỳ", 11, lambda line: line.only.label if line.only else None, centred=True)
_PART = Column("Vai trò", 14, lambda line: line.part, centred=True)
_EXTENDED = Column("Gia hạn đến", 13, _extended, printed=False, centred=True)
_WHO = Column("Cơ quan thực hiện", 30, lambda line: line.only.agency_name if line.only else None)
_GROUP = Column("Được giao qua nhóm", 22, lambda line: line.only.collective_name if line.only else None)
_REPORTED = (
    Column("Ngày đạt theo báo cáo", 13, lambda line: _as_day(line.only.claimed) if line.only else None, printed=False),
    Column("Số minh chứng", 11, lambda line: line.only.evidence if line.only else None, printed=False, centred=True),
    Column("Kết luận giám sát", 15, lambda line: line.only.finding if line.only else None, printed=False),
)
_DETAILS = (
    Column("Nơi nhận", 24, lambda line: line.duty.receive, printed=False),
    Column("Trích nguyên văn", 120, lambda line: line.duty.quote, printed=False),
    Column("Vị trí trong văn bản", 50, lambda line: line.duty.place, printed=False),
    Column("Điều chưa rõ", 50, lambda line: line.duty.unclear, printed=False),
    Column("Mã nhiệm vụ", 12, lambda line: line.duty.id, printed=False, centred=True),
)
_OFFICIAL = (_TITLE, _LEAD, _COORDINATE, _DUE, _DELIVERABLE, _STATE)
_OF_PLAN = (*_OFFICIAL, *_DETAILS)
_OF_AGENCY = (*_OFFICIAL, _PART, _PERIOD, _EXTENDED, *_REPORTED, *_DETAILS)
_BY_BODY = (_TITLE, _WHO, _GROUP, _PERIOD, _DUE, _EXTENDED, _STATE, *_REPORTED, _DETAILS[-1])


def plan_workbook(duties: Duties, origin: Origin) -> bytes:
    """Give the workbook of the whole plan: one row for each task, then one for each body that owes it."""
    tasks = (Line(duty, duties.by_task.get(duty.id, ()), "") for duty in duties.tasks.values())
    bodies = (Line(duties.tasks[item.task], (item,), "") for item in duties.owed)
    return _workbook(
        (
            ("Nhiệm vụ", "Danh mục nhiệm vụ", _OF_PLAN, tasks),
            ("Từng cơ quan", "Tình trạng từng việc của từng cơ quan", _BY_BODY, bodies),
        ),
        origin,
        long=True,
    )


def agency_workbook(agency: Agency, duties: Duties, origin: Origin) -> bytes:
    """Give the workbook of one body: each of its obligations, and each task in which it has another part."""
    lines = _agency_lines(agency, duties)
    return _workbook((("Nhiệm vụ", f"Danh mục nhiệm vụ của {agency.name}", _OF_AGENCY, lines),), origin)


def _agency_lines(agency: Agency, duties: Duties) -> Iterator[Line]:
    parts = duties.roles.get(agency.id, {})
    own: dict[str, list[Owed]] = {}
    for item in duties.by_agency.get(agency.id, ()):
        own.setdefault(item.task, []).append(item)
    for duty in duties.tasks.values():
        if duty.id in own:
            groups = [own[duty.id]] if agency.collective else [[item] for item in own[duty.id]]
            yield from (Line(duty, group, parts.get(duty.id, "")) for group in groups)
        elif duty.id in parts:
            yield Line(duty, duties.by_task.get(duty.id, ()), parts[duty.id])


Sheet = tuple[str, str, Sequence[Column], Iterable[Line]]


def _workbook(sheets: Sequence[Sheet], origin: Origin, *, long: bool = False) -> bytes:
    """Give a workbook; long: each row leaves memory when the next begins, which takes a little more time."""
    data = io.BytesIO()
    # Columns are measured in digits of the book's font: it is that of the cells. The library changes what it is given.
    kept = {"constant_memory": True} if long else {"in_memory": True}
    settings = {**kept, "default_date_format": "dd/mm/yyyy", "default_format_properties": dict(_FONT)}
    with Workbook(data, settings) as book:
        book.set_properties(
            {
                "title": f"{sheets[0][1]} – {origin.short_title}",
                "subject": origin.source,
                "comments": "\n".join(origin.lines),
                "created": datetime.fromisoformat(origin.as_of),
            }
        )
        style = _Styles(book)
        for name, title, columns, lines in sheets:
            _Table(book.add_worksheet(name), columns, style).write(title, lines, origin)
        _about(book.add_worksheet("Nguồn và cách đọc"), sheets, style, origin)
    return data.getvalue()


class _Styles:
    """The formats of a workbook."""

    def __init__(self, book: Workbook) -> None:
        cell = {**_FONT, "border": 1, "border_color": "#7F7F7F", "text_wrap": True, "valign": "top"}
        middle = {"align": "center", "valign": "vcenter", "text_wrap": True}
        self.title = book.add_format({**_FONT, **middle, "font_size": _TITLE_SIZE, "bold": True})
        self.subtitle = book.add_format({**_FONT, **middle, "italic": True})
        self.head = book.add_format({**cell, **middle, "bold": True, "bg_color": "#E7ECF2"})
        self.left = book.add_format(cell)
        self.centred = book.add_format({**cell, "align": "center"})
        self.day = book.add_format({**cell, "align": "center", "num_format": "dd/mm/yyyy"})
        self.plain = book.add_format({**_FONT, "text_wrap": True, "valign": "top"})
        self.bold = book.add_format({**_FONT, "bold": True, "text_wrap": True, "valign": "top"})
        self.colours = [
            (words, book.add_format({"font_color": letters, "bg_color": ground})) for words, letters, ground in _COLOURS
        ]


class _Table:
    """One sheet: title, table with filters, and how it is printed."""

    def __init__(self, sheet: Worksheet, columns: Sequence[Column], style: _Styles) -> None:
        self._sheet, self._columns, self._style = sheet, columns, style
        self._printed = max(n for n, column in enumerate(columns, 1) if column.printed)

    def write(self, title: str, lines: Iterable[Line], origin: Origin) -> None:
        self._top(title, origin)
        last = _HEAD_ROW
        for last, line in enumerate(lines, _HEAD_ROW + 1):
            self._sheet.write_number(last, 0, last - _HEAD_ROW, self._style.centred)
            values = [column.value(line) for column in self._columns]
            filled = ((str(v), c.width) for v, c in zip(values, self._columns, strict=True) if v)
            self._sheet.set_row(last, max((_height(*cell) for cell in filled), default=_height("", 1)))
            for n, (column, value) in enumerate(zip(self._columns, values, strict=True), 1):
                self._cell(last, n, value, column.centred)
        self._sheet.autofilter(_HEAD_ROW, 0, last, len(self._columns))
        self._colour(last)
        self._print(last, origin)

    def _top(self, title: str, origin: Origin) -> None:
        sheet, style = self._sheet, self._style
        day = f"Tình trạng tính đến ngày {show_date(origin.as_of)}. {origin.notice}".strip()
        whole = sum(column.width for column in self._columns if column.printed) + 6
        for row, text, form, size in (
            (0, title.upper(), style.title, _TITLE_SIZE),
            (1, origin.source, style.subtitle, _SIZE),
            (2, day, style.subtitle, _SIZE),
        ):
            sheet.set_row(row, _height(text, whole, size) + 4)
            sheet.merge_range(row, 0, row, self._printed, text, form)
        sheet.set_column(0, 0, 6)
        sheet.write_string(_HEAD_ROW, 0, "STT", style.head)
        for n, column in enumerate(self._columns, 1):
            sheet.set_column(n, n, column.width)
            sheet.write_string(_HEAD_ROW, n, column.heading, style.head)
        sheet.set_row(_HEAD_ROW, max(_height(column.heading, column.width, bold=True) for column in self._columns) + 3)
        sheet.freeze_panes(_HEAD_ROW + 1, 2)

    def _cell(self, row: int, column: int, value: Cell, centred: bool) -> None:
        sheet, style = self._sheet, self._style
        form = style.centred if centred else style.left
        if isinstance(value, date):
            sheet.write_datetime(row, column, value, style.day)
        elif isinstance(value, int):
            sheet.write_number(row, column, value, form)
        elif value:
            sheet.write_string(row, column, value[:_LONGEST], form)
        else:
            sheet.write_blank(row, column, None, form)

    def _colour(self, last: int) -> None:
        column = next(n for n, column in enumerate(self._columns, 1) if column is _STATE)
        for words, form in self._style.colours:
            rule = {"type": "text", "criteria": "containing", "value": words, "format": form, "stop_if_true": True}
            self._sheet.conditional_format(_HEAD_ROW + 1, column, max(last, _HEAD_ROW + 1), column, rule)

    def _print(self, last: int, origin: Origin) -> None:
        sheet = self._sheet
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.set_margins(left=0.6, right=0.4, top=0.6, bottom=0.7)
        sheet.repeat_rows(_HEAD_ROW)
        sheet.print_area(0, 0, last, self._printed)
        sheet.fit_to_pages(1, 0)
        sheet.center_horizontally()
        short = origin.short_title.replace("&", "&&")[:120]
        sheet.set_footer(f"&L&8{short}; tính đến ngày {show_date(origin.as_of)}; Rõ Việc, CC BY 4.0&R&8Trang &P/&N")


def _height(text: str, width: float, size: float = _SIZE, *, bold: bool = False) -> float:
    """Give the height in points that a text takes in a column; width: in characters, as Excel counts them."""
    room = (width * 7 + 5) * 0.75 - 5  # a character is 7 pixels wide; both sides keep some free
    return line_count(text, size, room * 0.96, bold=bold) * _POINTS * size / _SIZE + 3


def _about(sheet: Worksheet, sheets: Sequence[Sheet], style: _Styles, origin: Origin) -> None:
    sheet.set_column(0, 0, _PAGE)
    sheet.print_area(0, 0, len(origin.lines) + len(_READING) + len(sheets), 0)
    sheet.set_portrait()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    named = (f"Trang tính «{name}»: {title[0].lower()}{title[1:]}." for name, title, _, _ in sheets)
    sheet.write_string(0, 0, "Nguồn và cách đọc", style.bold)
    for row, text in enumerate((*origin.lines, *_READING, *named), 1):
        sheet.set_row(row, _height(text, _PAGE) + 3)
        sheet.write_string(row, 0, text, style.plain)


_READING = (
    "Tình trạng được tính từ hạn ghi trong văn bản và các tài liệu đã công bố; luôn so với hạn ban đầu.",
    "«Đến hạn, chưa có báo cáo»: chưa có thông tin công bố; không có nghĩa là không làm.",
    "«Không xác định thời hạn»: văn bản không nêu hạn nên không thể kết luận là chậm.",
    "«Suy ra»: văn bản không nêu vai trò bằng lời; người lập dữ liệu suy ra từ tên mục giao việc.",
    "«Điều chưa rõ» là nhận xét về văn bản, không phải về cơ quan được giao.",
    "Các cột sau bảng chính (trích nguyên văn, vị trí, điều chưa rõ…) xem trên máy, không nằm trong vùng in.",
)
