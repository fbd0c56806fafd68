"""A table's own words as the source text of a plan: where each row and cell stands in it, and what is no duty."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from tracker.importing.columns import Head
from tracker.importing.grid import Grid
from tracker.importing.lines import Row, What
from tracker.outline import Place
from tracker.source import Source, Span, read_source
from tracker.vocabulary import Reason
from tracker.yamltext import Value

Passage = Mapping[str, Value]

#: Why a row that gives no duty gives none.
_REASONS = {
    What.GROUP: (Reason.HEADING, "Tên nhóm việc."),
    What.PARENT: (Reason.INTRODUCTION, "Dẫn vào các việc ở những hàng dưới."),
    What.REMARK: (Reason.EXPLANATION, "Ghi chú hoặc dòng tổng của bảng."),
    What.CLOSING: (Reason.CLOSING, "Phần ký."),
}


class TableText:
    """The text of a table: what stands above it, then its heading and its rows, one line each."""

    def __init__(self, grid: Grid, head: Head, rows: Sequence[Row]) -> None:
        self.above = list(_above(grid[: head.head_row]))
        self._grid, self._head, self._rows = grid, head, rows
        self._first = len(self.above) + 4
        lines = [*self.above, "", _line(head.headings.values()), f"|{' --- |' * len(head.headings)}"]
        self.text = "\n".join([*lines, *(_line(self._cells(row)) for row in rows)]) + "\n"
        self.source: Source = read_source(self.text)
        lines_of = {
            self.source.line(place.start): place for place in self.source.places if place.kind in ("row", "closing")
        }
        self._places = {row.row: lines_of[line] for line, row in self._numbered() if line in lines_of}

    def rows_by_line(self) -> Mapping[int, Row]:
        """Give the row at each line of the text."""
        return dict(self._numbered())

    def place(self, row: Row) -> Place | None:
        """Give the place of a row in the outline of the text."""
        return self._places.get(row.row)

    def quote(self, row: Row) -> str:
        """Give the words of a row's duty, with those of the cells beside them where they stand twice in the row."""
        words = row.cells["task"].text
        place = self.place(row)
        found = self.source.find(words, place.locator) if place else []
        if place is None or len(found) < 2:
            return words
        before = [kind for kind, cell in self._shown(row) if cell == words].index("task")
        whole = [span for span in found if _is_cell(self.source.text, span)]
        first = whole[before].start if before < len(whole) else found[0].start
        return _once(self.source, words, first, Span(place.start, place.end), place.locator)

    def passages(self, ids: Mapping[int, str]) -> Iterator[Passage]:
        """Give what is no duty, and why; a row that was not understood is left for a person.

        ids: the duty of each row that gives one.
        """
        if self.above:
            title = " ".join(self.above)
            yield {"reason": Reason.TITLE.value, "quote": _once(self.source, title, 0, Span(0, len(self.source.text)))}
        for row in self._rows:
            place = self.place(row)
            if place and row.row in ids:
                note = f"Số thứ tự và các ô khác của hàng giao nhiệm vụ {ids[row.row]}."
                yield {"reason": Reason.EXPLANATION.value, "locator": place.locator, "note": note}
            elif place and row.what in _REASONS and not row.left_out:
                reason, note = _REASONS[row.what]
                yield {"reason": reason.value, "locator": place.locator, "note": note}

    def _numbered(self) -> Iterator[tuple[int, Row]]:
        return enumerate(self._rows, self._first)

    def _shown(self, row: Row) -> Sequence[tuple[str, str]]:
        cells = self._grid[row.row]
        places = self._head.columns.items()
        return [(kind, cells[place].text if place < len(cells) else "") for kind, place in places]

    def _cells(self, row: Row) -> Sequence[str]:
        if row.what in (What.DUTY, What.PARENT, What.UNREAD):
            return [text for _, text in self._shown(row)]
        return list(dict.fromkeys(cell.text for cell in self._grid[row.row] if cell.text))


def _above(rows: Grid) -> Iterator[str]:
    for row in rows:
        if words := list(dict.fromkeys(cell.text for cell in row if cell.text)):
            yield " ".join(words)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _once(source: Source, words: str, first: int, place: Span, locator: str | None = None) -> str:
    """Give the words that begin at a position, with as many of the cells beside them as make them stand once."""
    end = first + len(words)
    while len(source.find(source.text[first:end], locator)) > 1 and (first, end) != place:
        if end < place.end:
            end = source.text.find(" |", end + 2, place.end)
            end = place.end if end < 0 else end
        else:
            first = max(place.start, source.text.rfind("| ", place.start, first - 2) + 2)
    return source.text[first:end]


def _is_cell(text: str, span: Span) -> bool:
    return text[span.start - 2 : span.start] == "| " and text[span.end : span.end + 2] == " |"
