"""Calendars: read back by two independent libraries, and told apart over time."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from datetime import date, timedelta
from typing import Any

import pytest
from exported import PLANS, connect, downloads
from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar

WHOLE = "lich/ke-hoach.ics"
EXTENDED = "TC-2-1.so-tai-chinh@thanh-pho-mau-rac-thai-2031"


def events(data: bytes) -> dict[str, Any]:
    """Give the events by their uid, as the first library reads them."""
    found = Calendar.from_ical(data).walk("VEVENT")
    by_uid = {str(event["UID"]): event for event in found}
    assert len(by_uid) == len(found)
    return by_uid


def days(event: Any) -> Sequence[date]:
    return event["DTSTART"].dt, event["DTEND"].dt


@pytest.mark.parametrize("plan", PLANS)
def test_two_libraries_read_the_same(plan: str) -> None:
    calendars = {path: data for path, data in downloads(plan).items() if path.endswith(".ics")}
    assert WHOLE in calendars
    for path, data in calendars.items():
        first = events(data)
        second = {event.uid: event for event in IcsCalendarStream.calendar_from_ics(data.decode()).events}
        assert first.keys() == second.keys(), path
        for uid, event in first.items():
            other = second[uid]
            assert str(event["SUMMARY"]) == other.summary
            assert str(event["DESCRIPTION"]) == other.description
            assert list(days(event)) == [other.dtstart, other.dtend]
            assert int(event["SEQUENCE"]) == other.sequence


@pytest.mark.parametrize("plan", PLANS)
def test_every_dated_obligation_is_in_the_calendar_of_its_body_on_its_last_acceptable_day(plan: str) -> None:
    with closing(connect(plan)) as connection:
        owed = connection.execute("select id, agency, due, (select id from plan) from obligations where due > ''")
        found = owed.fetchall()
    assert found
    for obligation, agency, due, name in found:
        event = events(downloads(plan)[f"lich/{agency}.ics"])[f"{obligation}@{name}"]
        begins, ends = days(event)
        assert type(begins) is date
        assert ends == begins + timedelta(days=1)
        if not event["SEQUENCE"]:
            assert begins == date.fromisoformat(due)


def test_an_extension_moves_the_event_and_raises_its_sequence_and_nothing_else() -> None:
    before = events(downloads("sample", "2031-04-08")["lich/so-tai-chinh.ics"])[EXTENDED]
    after = events(downloads("sample", "2031-04-09")["lich/so-tai-chinh.ics"])[EXTENDED]
    assert (days(before)[0], int(before["SEQUENCE"])) == (date(2031, 4, 15), 0)
    assert (days(after)[0], int(after["SEQUENCE"])) == (date(2031, 6, 15), 1)
    assert "Hạn ban đầu: 15/04/2031; đã gia hạn đến 15/06/2031" in after["DESCRIPTION"]
    second = events(downloads("sample", "2031-10-02")["lich/so-nong-nghiep-moi-truong.ics"])
    twice = second["TC-1-4.so-nong-nghiep-moi-truong@thanh-pho-mau-rac-thai-2031"]
    assert (days(twice)[0], int(twice["SEQUENCE"])) == (date(2031, 11, 30), 2)


def test_a_withdrawn_duty_is_cancelled_not_removed() -> None:
    with closing(connect("sample")) as connection:
        sql = """
        select s.obligation, o.agency, w.first from entry_obligations s
        join withdrawals w on w.entry = s.entry join obligations o on o.id = s.obligation
        where o.due > '' and w.first <= '2031-09-30'
        """
        withdrawn = connection.execute(sql).fetchall()
    assert withdrawn
    for obligation, agency, _first in withdrawn:
        uid = f"{obligation}@thanh-pho-mau-rac-thai-2031"
        before = events(downloads("sample", "2031-08-13")[f"lich/{agency}.ics"])[uid]
        after = events(downloads("sample")[f"lich/{agency}.ics"])[uid]
        assert (before["STATUS"], after["STATUS"]) == ("CONFIRMED", "CANCELLED")
        assert int(after["SEQUENCE"]) > int(before["SEQUENCE"])
        assert not after.walk("VALARM")


def test_what_is_still_to_be_done_is_called_to_mind_twice_at_eight_in_the_morning() -> None:
    owed = events(downloads("sample", "2031-01-31")["lich/so-nong-nghiep-moi-truong.ics"])
    event = owed["TC-1-1.so-nong-nghiep-moi-truong@thanh-pho-mau-rac-thai-2031"]
    triggers = [alarm["TRIGGER"].dt for alarm in event.walk("VALARM")]
    assert triggers == [timedelta(hours=8) - timedelta(days=days) for days in (7, 1)]
    done = events(downloads("sample")["lich/so-nong-nghiep-moi-truong.ics"])
    assert not done["TC-1-1.so-nong-nghiep-moi-truong@thanh-pho-mau-rac-thai-2031"].walk("VALARM")


def test_members_of_a_collective_share_one_event_in_the_calendar_of_the_plan() -> None:
    whole = events(downloads("real")[WHOLE])
    assert len(whole) == 1
    (event,) = whole.values()
    assert "Đến hạn, chưa có báo cáo: 21" in events(downloads("real", "2019-01-31")[WHOLE]).popitem()[1]["DESCRIPTION"]
    assert "UBND xã, phường" in event["SUMMARY"]


def test_lines_are_short_and_end_as_the_standard_says() -> None:
    for path, data in downloads("sample").items():
        if path.endswith(".ics"):
            assert data.endswith(b"END:VCALENDAR\r\n")
            assert b"\n" not in data.replace(b"\r\n", b"")
            assert max(map(len, data.split(b"\r\n"))) <= 75
