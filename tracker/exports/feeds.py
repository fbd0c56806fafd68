"""What happened, as Atom feeds (RFC 4287): records received, findings, extensions, withdrawals, what became due."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from tracker.exports.duties import Agency, Duties, Owed
from tracker.exports.origin import LICENCE, LICENCE_URL, Origin, rows
from tracker.questions import address
from tracker.text import show_date, show_number
from tracker.vocabulary import EntryKind, Finding

#: The newest entries that a feed holds; older ones are on the website.
MOST_ENTRIES = 100
#: The lines of a day on which much became due; the rest is counted.
_MOST_LINES = 30
_ATOM = "http://www.w3.org/2005/Atom"

_RECORDS = """
select r.id, r.recorded, r.title, r.number, r.issued, r.provided_by, a.name as voice,
  (select group_concat(label || ': ' || n, '; ') from (
    select v.label, count(*) as n
    from entries e
    join vocabulary v on v.name = 'entry_kind' and v.code = e.kind
    where e.record = r.id
    group by e.kind
    order by v.position
  )) as held
from records r
join agencies a on a.id = r.provided_by
where r.recorded <= :as_of
order by r.position
"""

_DECISIONS = """
select e.id, e.kind, e.record, e.recorded, e.text, e.task, t.title, v.name as voice, b.short as about,
  f.finding, x.due, x.reason, x.title as document, x.number, w.citation
from entries e
join agencies v on v.id = e.voice
left join agencies b on b.id = e.agency
left join tasks t on t.id = e.task
left join verifications f on f.entry = e.id
left join extensions x on x.entry = e.id
left join withdrawals w on w.entry = e.id
where e.recorded <= :as_of and e.kind in ('verification', 'extension', 'withdrawal')
order by e.position
"""

_CONCERNED = """
select e.id as entry, e.record, e.voice as agency from entries e
union select e.id, e.record, e.agency from entries e where e.agency is not null
union select e.id, e.record, o.agency from entry_obligations s
  join entries e on e.id = s.entry join obligations o on o.id = s.obligation
union select e.id, e.record, o.collective from entry_obligations s
  join entries e on e.id = s.entry join obligations o on o.id = s.obligation where o.collective is not null
union select e.id, e.record, q.recipient from requests q join entries e on e.id = q.entry
"""


_DUE = """
select s.obligation, s.original_due as day, s.due, s.extended, o.position
from states s
join obligations o on o.id = s.obligation
where s.original_due <= :as_of
  and s.first <= s.original_due
  and s.original_due < s.until
  and s.state <> 'khong-ap-dung'
union
select s.obligation, s.due, s.due, s.extended, o.position
from states s
join obligations o on o.id = s.obligation
where s.extended
  and s.due <= :as_of
  and s.first <= s.due
  and s.due < s.until
  and s.state <> 'khong-ap-dung'
order by 2, 5
"""

#: Days on which something became due, by body and day, one line for each thing.
DueDays = Mapping[str, Mapping[str, Sequence[str]]]
#: Stands for the whole plan where bodies are named by their id.
_PLAN = "ke-hoach"


@dataclass(frozen=True)
class News:
    """One thing that happened: on which day, who says so, and the page that shows it."""

    path: str
    """Tells it from everything else of the plan, for ever."""
    day: str
    title: str
    text: str
    author: str
    page: str
    kind: str


class _Subject(NamedTuple):
    """What a feed is about: its title, the name of its file, and the page that shows the same."""

    title: str
    name: str
    page: str


class Feeds:
    """Everything that happened up to the day of the database, for the whole plan and for each body."""

    def __init__(self, connection: sqlite3.Connection, duties: Duties, origin: Origin) -> None:
        """Read what happened; duties: the same plan's duties."""
        self._duties, self._origin = duties, origin
        self._happened: list[News] = []
        self._by_agency: dict[str, list[News]] = defaultdict(list)
        self._add_records(connection)
        self._due_on = _due_days(connection, duties, origin.as_of)

    def plan(self, site: str = "") -> bytes:
        """Give the feed of the whole plan; site: the website's address, relative addresses if empty."""
        news = [*self._happened, *self._became_due(_PLAN, "")]
        return _feed(_Subject(self._origin.short_title, _PLAN, ""), news, self._origin, site)

    def agency(self, agency: Agency, site: str = "") -> bytes:
        """Give the feed of one body: what it gave, what speaks of it, what became due for it."""
        page = address("Mã cơ quan", agency.id) or ""
        news = [*self._by_agency.get(agency.id, ()), *self._became_due(agency.id, page)]
        subject = _Subject(f"{agency.name}: {self._origin.short_title}", agency.id, page)
        return _feed(subject, news, self._origin, site)

    def _became_due(self, agency: str, page: str) -> Iterator[News]:
        for day, lines in self._due_on.get(agency, {}).items():
            rest = len(lines) - _MOST_LINES
            shown = [*lines[:_MOST_LINES], *([f"và {show_number(rest)} việc khác"] if rest > 0 else [])]
            title = f"Đến hạn ngày {show_date(day)}: {show_number(len(lines))} việc"
            text = "\n".join(shown)
            yield News(f"den-han/{agency}/{day}", day, title, text, self._origin.issuer, page, "Đến hạn")

    def _add_records(self, connection: sqlite3.Connection) -> None:
        of_entry, of_record = defaultdict(set), defaultdict(set)
        for row in rows(connection, _CONCERNED):
            of_entry[row["entry"]].add(row["agency"])
            of_record[row["record"]].add(row["agency"])
        for row in rows(connection, _RECORDS, as_of=self._origin.as_of):
            self._add(_record(row), of_record[row["id"]] | {row["provided_by"]})
        for row in rows(connection, _DECISIONS, as_of=self._origin.as_of):
            self._add(_decision(row), of_entry[row["id"]])

    def _add(self, news: News, agencies: Iterable[str]) -> None:
        self._happened.append(news)
        for agency in agencies:
            self._by_agency[agency].append(news)


def _record(row: sqlite3.Row) -> News:
    title = row["title"] or "Tài liệu không có tên"
    number = f", số {row['number']}" if row["number"] else ""
    issued = f", ngày {show_date(row['issued'])}" if row["issued"] else ""
    text = f"{row['voice']} cung cấp: {title}{number}{issued}. Nội dung: {row['held'] or 'không có'}."
    page = address("Mã ghi nhận", row["id"]) or ""
    return News(page, row["recorded"], f"Nhận tài liệu: {title}", text, row["voice"], page, "Tài liệu")


def _decision(row: sqlite3.Row) -> News:
    about = f" ({row['about']})" if row["about"] else ""
    match row["kind"]:
        case EntryKind.VERIFICATION:
            title = f"Kết luận giám sát «{Finding(row['finding']).label}»: {row['title']}{about}"
            text = row["text"] or ""
        case EntryKind.EXTENSION:
            title = f"Gia hạn đến {show_date(row['due'])}: {row['title']}{about}"
            number = f" số {row['number']}" if row["number"] else ""
            text = f"Lý do: {row['reason']} Văn bản: {row['document']}{number}."
        case _:
            title = f"Thôi áp dụng: {row['title']}{about}"
            text = f"Căn cứ: {row['citation']}."
    page = (address("Mã nhiệm vụ", row["task"]) if row["task"] else address("Mã ghi nhận", row["record"])) or ""
    path = f"ghi-nhan/{row['id'].replace('#', '/')}"
    return News(path, row["recorded"], title, text, row["voice"], page, EntryKind(row["kind"]).label)


def _due_days(connection: sqlite3.Connection, duties: Duties, as_of: str) -> DueDays:
    """Give for each body, and for the plan under «», the days on which something became due, with a line for each.

    Each day is told as it was on that day, so that no later decision rewrites what was told.
    """
    owed = {item.id: item for item in duties.owed}
    found: dict[str, dict[str, dict[str, None]]] = defaultdict(lambda: defaultdict(dict))
    for row in rows(connection, _DUE, as_of=as_of):
        item = owed[row["obligation"]]
        line = _due_line(item, duties.tasks[item.task].title, row)
        named = f"{line} – {item.collective_short or item.agency_short}"
        found[item.agency][row["day"]][line] = None
        for group in filter(None, (item.collective, _PLAN)):
            found[group][row["day"]][named] = None
    return {agency: {day: tuple(lines) for day, lines in days.items()} for agency, days in found.items()}


def _due_line(item: Owed, title: str, row: sqlite3.Row) -> str:
    label = f" ({item.label})" if item.label else ""
    if not row["extended"]:
        return f"{title}{label}"
    if row["day"] == row["due"]:
        return f"{title}{label}, hạn đã gia hạn"
    return f"{title}{label}, hạn ban đầu, đã gia hạn đến {show_date(row['due'])}"


def _feed(subject: _Subject, news: Sequence[News], origin: Origin, site: str) -> bytes:
    newest = sorted(news, key=lambda item: (item.day, item.path), reverse=True)[:MOST_ENTRIES]
    root = site or "../"
    feed = Element("feed", {"xmlns": _ATOM, "xml:lang": "vi"})
    _leaf(feed, "id", _tag(origin, f"nguon-tin/{subject.name}"))
    _leaf(feed, "title", subject.title)
    _leaf(feed, "subtitle", " ".join(origin.lines))
    _leaf(feed, "updated", _moment(newest[0].day if newest else origin.first))
    _leaf(SubElement(feed, "author"), "name", "Rõ Việc")
    _leaf(feed, "rights", f"{LICENCE} {LICENCE_URL}")
    if site:  # RFC 4287, 4.2.7.2 asks for it; a relative one would tell nothing, and validators refuse it
        own = f"{site}nguon-tin/{subject.name}.atom"
        SubElement(feed, "link", {"rel": "self", "type": "application/atom+xml", "href": own})
    SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": f"{root}{subject.page}"})
    for item in newest:
        _entry(feed, item, origin, root)
    indent(feed)
    text: str = tostring(feed, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()


def _entry(feed: Element, item: News, origin: Origin, root: str) -> None:
    entry = SubElement(feed, "entry")
    _leaf(entry, "id", _tag(origin, item.path.rstrip("/")))
    _leaf(entry, "title", item.title)
    _leaf(entry, "published", _moment(item.day))
    _leaf(entry, "updated", _moment(item.day))
    _leaf(SubElement(entry, "author"), "name", item.author)
    SubElement(entry, "category", {"term": item.kind})
    SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": f"{root}{item.page}"})
    _leaf(entry, "content", item.text, {"type": "text"})


def _leaf(parent: Element, name: str, text: str, attributes: Mapping[str, str] | None = None) -> None:
    SubElement(parent, name, dict(attributes or {})).text = text


def _tag(origin: Origin, path: str) -> str:
    """Give a tag: address (RFC 4151) that holds wherever the website stands: the plan's id names the authority."""
    return f"tag:{origin.id},{origin.first[:4]}:{path}"


def _moment(day: str) -> str:
    return f"{day}T00:00:00+07:00"
