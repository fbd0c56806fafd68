"""Due days as iCalendar (RFC 5545): all-day events with reminders, one file for the plan and one for each body."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.exports.duties import Agency, Duties, Duty, Owed, state_words
from tracker.exports.origin import Origin
from tracker.text import show_date
from tracker.vocabulary import State

#: Eight in the morning, seven days and one day before; counted from midnight, when an all-day event begins.
_REMINDERS = (("-P6DT16H", "còn 7 ngày"), ("-PT16H", "còn 1 ngày"))
#: What stands for a character in a text, in this order (RFC 5545, 3.3.11).
_ESCAPES = (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r", ""), ("\n", "\\n"))
_FINISHED = {State.DONE_ON_TIME, State.DONE_LATE, State.DONE_UNDATED, State.NOT_APPLICABLE}
_OCTETS = 75


@dataclass(frozen=True)
class Event:
    """What is due on one day: of one body, or of all members of a collective alike."""

    uid: str
    owed: tuple[Owed, ...]
    who: str

    @property
    def due(self) -> str:
        """The last acceptable day."""
        assert self.owed[0].due
        return self.owed[0].due


def plan_calendar(duties: Duties, origin: Origin) -> bytes:
    """Give the calendar of the whole plan; a collective's members with the same day share one event."""
    return _calendar(_together(duties.owed), f"{origin.short_title}: thời hạn", duties, origin)


def agency_calendar(agency: Agency, duties: Duties, origin: Origin) -> bytes:
    """Give the calendar of one body, or of a collective."""
    own = duties.by_agency.get(agency.id, ())
    return _calendar(_together(own, agency.id), f"{agency.name}: {origin.short_title}", duties, origin)


def _together(owed: Iterable[Owed], agency: str | None = None) -> list[Event]:
    """Give one event for each body and period; members of a collective whose day was not moved are one event.

    agency: whose calendar it is; a member's own calendar holds events of its own.
    """
    groups: dict[str, list[Owed]] = {}
    for item in owed:
        if item.due:
            groups.setdefault(_uid(item, agency), []).append(item)
    return [Event(uid, tuple(own), _who(uid, own)) for uid, own in groups.items()]


def _uid(item: Owed, agency: str | None) -> str:
    if item.collective and agency != item.agency and not item.extensions:
        return ".".join(filter(None, (item.task, item.collective, item.occurrence)))
    return item.id


def _who(uid: str, owed: Sequence[Owed]) -> str:
    first = owed[0]
    return first.agency_short if uid == first.id else first.collective_short or first.agency_short


def _calendar(events: Sequence[Event], name: str, duties: Duties, origin: Origin) -> bytes:
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Ro Viec//Lich thoi han//VI",
        "CALSCALE:GREGORIAN",
        _text("X-WR-CALNAME", name),
        "X-WR-TIMEZONE:Asia/Ho_Chi_Minh",
        _text("X-WR-CALDESC", "\n".join(origin.lines)),
    ]
    for event in events:
        lines += _event(event, duties.tasks[event.owed[0].task], origin)
    return b"".join(map(_folded, [*lines, "END:VCALENDAR"]))


def _event(event: Event, task: Duty, origin: Origin) -> Iterator[str]:
    first = event.owed[0]
    withdrawn = all(item.withdrawn for item in event.owed)
    period = f" ({first.label})" if first.label else ""
    title = f"Hạn cuối: {task.title}{period} – {event.who}"
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}@{origin.id}"
    yield f"DTSTAMP:{_day(origin.as_of)}T000000Z"
    yield f"DTSTART;VALUE=DATE:{_day(event.due)}"
    yield f"DTEND;VALUE=DATE:{_day(_next(event.due))}"
    yield f"SEQUENCE:{first.extensions + withdrawn}"
    yield f"STATUS:{'CANCELLED' if withdrawn else 'CONFIRMED'}"
    yield "TRANSP:TRANSPARENT"
    yield _text("SUMMARY", title)
    yield _text("DESCRIPTION", "\n".join(_description(event, task, origin)))
    if not all(item.state in _FINISHED for item in event.owed):
        for trigger, words in _REMINDERS:
            yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"TRIGGER:{trigger}")
            yield from (_text("DESCRIPTION", f"{words}: {title}"), "END:VALARM")
    yield "END:VEVENT"


def _description(event: Event, task: Duty, origin: Origin) -> Iterator[str]:
    first = event.owed[0]
    yield f"Tình trạng tính đến ngày {show_date(origin.as_of)}: {state_words(event.owed)}"
    if first.extensions:
        yield f"Hạn ban đầu: {show_date(first.original_due)}; đã gia hạn đến {show_date(first.due)}"
    if task.deliverable:
        yield f"Sản phẩm: {task.deliverable}"
    if task.receive:
        yield f"Nơi nhận: {task.receive}"
    yield f"Nguyên văn: «{task.quote}» ({task.place})"
    yield f"Mã nhiệm vụ: {task.id}"
    yield f"Nguồn: {origin.source}"
    if origin.notice:
        yield origin.notice


def _day(iso: str) -> str:
    return iso.replace("-", "")


def _next(iso: str) -> str:
    return (date.fromisoformat(iso) + timedelta(days=1)).isoformat()


def _text(name: str, value: str) -> str:
    for character, escaped in _ESCAPES:
        value = value.replace(character, escaped)
    return f"{name}:{value}"


def _folded(line: str) -> bytes:
    """Give a content line in pieces of at most 75 octets, never cutting a letter (RFC 5545, 3.1)."""
    data, pieces = line.encode(), []
    while len(data) > _OCTETS:
        end = _OCTETS
        while data[end] & 0xC0 == 0x80:  # inside a letter
            end -= 1
        pieces.append(data[:end])
        data = b" " + data[end:]
    return b"\r\n".join([*pieces, data]) + b"\r\n"
