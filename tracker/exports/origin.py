"""Where a download comes from: the plan, the day it speaks of, its source and its licence."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Any

from tracker.text import show_date

LICENCE = "CC BY 4.0"
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/deed.vi"
#: The licence itself, as machines name it; the address above explains it in Vietnamese.
LICENCE_IRI = "https://creativecommons.org/licenses/by/4.0/"

#: What sort of document a title begins with; the longer names first.
_KINDS = (
    "Chương trình hành động",
    "Kế hoạch hành động",
    "Chương trình",
    "Quyết định",
    "Nghị quyết",
    "Thông báo",
    "Kế hoạch",
    "Kết luận",
    "Chỉ thị",
    "Đề án",
)
#: A title that goes on so needs no «về» before it.
_GOES_ON = ("về ", "ban hành ", "phê duyệt ", "thực hiện ", "triển khai ", "tổ chức ", "hưởng ứng ")

_PLAN = """
select p.id, p.title, p.short_title, p.place, p.number, p.issued, p.first, p.last, p.fictional,
  a.name as issuer, m.value as as_of
from plan p
join agencies a on a.id = p.issuer
join meta m on m.key = 'as_of'
"""


def rows(connection: sqlite3.Connection, sql: str, **values: Any) -> list[sqlite3.Row]:
    """Give the rows of a query, whatever kind of rows the connection gives by itself."""
    cursor = connection.cursor()
    cursor.row_factory = sqlite3.Row
    return cursor.execute(sql, values).fetchall()


@dataclass(frozen=True)
class Origin:
    """The plan that a download is made from; days are ISO 8601 text."""

    id: str
    title: str
    short_title: str
    place: str
    number: str | None
    issued: str | None
    first: str
    last: str
    fictional: int
    issuer: str
    as_of: str

    @property
    def source(self) -> str:
        """The plan as one cites it (Nghị định 30/2020/NĐ-CP, Phụ lục I): kind, number, day, issuer, subject."""
        number = f" số {self.number}" if self.number else ""
        issued = f" ngày {show_date(self.issued)}" if self.issued else ""
        kind = next((kind for kind in _KINDS if self.title.startswith(f"{kind} ")), None)
        if kind is None:
            return (
                f"{self.title},{number}{issued} của {self.issuer}"
                if number or issued
                else f"{self.title}, {self.issuer}"
            )
        return f"{kind}{number}{issued} của {self.issuer} {self._about(self.title.removeprefix(kind).strip())}"

    def _about(self, words: str) -> str:
        """Give what follows the issuer in a citation; a title that names its issuer does so only once."""
        by = f"của {self.issuer} "
        if words.startswith(by):
            return words.removeprefix(by)
        return words if words.startswith(_GOES_ON) else f"về {words}"

    @property
    def notice(self) -> str:
        """What must be said of a fictional plan wherever it is shown; empty for a real one."""
        return "Kế hoạch hư cấu, chỉ để minh hoạ." if self.fictional else ""

    @property
    def lines(self) -> tuple[str, ...]:
        """What every download says of itself, one sentence each."""
        said = (
            self.notice,
            f"Dữ liệu tính đến ngày {show_date(self.as_of)}.",
            f"Nguồn: {self.source}.",
            f"Giấy phép: {LICENCE} ({LICENCE_URL}); khi dùng lại, ghi nguồn «Rõ Việc» và nói rõ nếu có sửa đổi.",
        )
        return tuple(line for line in said if line)


def read_origin(connection: sqlite3.Connection) -> Origin:
    """Give the origin of everything that is made from a database."""
    return Origin(**dict(rows(connection, _PLAN)[0]))
