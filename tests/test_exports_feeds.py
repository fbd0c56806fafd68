"""Feeds: valid Atom, in order, without a change where nothing happened."""

from __future__ import annotations

import re
from typing import Any
from xml.etree.ElementTree import Element, fromstring

import feedparser
import pytest
from exported import PLANS, downloads

ATOM = "{http://www.w3.org/2005/Atom}"
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T00:00:00\+07:00")
TAG = re.compile(r"tag:[a-z0-9-]+,\d{4}:[a-z0-9/#-]+")
WHOLE = "nguon-tin/ke-hoach.atom"


def feeds(plan: str) -> dict[str, bytes]:
    return {path: data for path, data in downloads(plan).items() if path.endswith(".atom")}


def entries(data: bytes) -> list[Any]:
    parsed = feedparser.parse(data)
    assert not parsed.bozo
    assert parsed.version == "atom10"
    return list(parsed.entries)


def only(parent: Element, name: str) -> str:
    """Give the text of the one child of this name."""
    (child,) = parent.findall(f"{ATOM}{name}")
    return child.text or ""


@pytest.mark.parametrize("plan", PLANS)
def test_what_the_standard_requires_is_there(plan: str) -> None:
    """RFC 4287, 4.1.1 and 4.1.2."""
    for path, data in feeds(plan).items():
        feed = fromstring(data)  # noqa: S314
        assert feed.tag == f"{ATOM}feed"
        # Without the address of the site none: a relative one tells nothing, and validators refuse it.
        assert [link for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self"] == [], path
        found = feed.findall(f"{ATOM}entry")
        for element in (feed, *found):
            assert TAG.fullmatch(only(element, "id"))
            assert only(element, "title")
            assert MOMENT.fullmatch(only(element, "updated"))
            (author,) = element.findall(f"{ATOM}author")
            assert only(author, "name")
        ids = [only(entry, "id") for entry in found]
        assert len(ids) == len(set(ids))
        updated = [only(entry, "updated") for entry in found]
        assert updated == sorted(updated, reverse=True)
        assert only(feed, "updated") == (updated[0] if updated else f"{PLANS[plan][1][:4]}-01-01T00:00:00+07:00")


@pytest.mark.parametrize("plan", PLANS)
def test_a_feed_library_reads_every_feed_and_nothing_lies_in_the_future(plan: str) -> None:
    for data in feeds(plan).values():
        assert all(entry.updated[:10] <= PLANS[plan][1] for entry in entries(data))
    assert entries(feeds(plan)[WHOLE])


def test_records_findings_extensions_and_due_days_are_told() -> None:
    kinds = {entry.tags[0].term for entry in entries(downloads("sample")[WHOLE])}
    assert kinds == {"Tài liệu", "Giám sát", "Gia hạn", "Thôi áp dụng", "Đến hạn"}
    by_title = {entry.title: entry for entry in entries(downloads("sample")["nguon-tin/so-tai-chinh.atom"])}
    extension = by_title["Gia hạn đến 15/06/2031: Tham mưu bố trí kinh phí mua thùng, xe thu gom (Sở Tài chính)"]
    assert extension.updated == "2031-04-09T00:00:00+07:00"
    assert "52/TB-UBND" in extension.content[0].value
    assert extension.link == "../nhiem-vu/tc-2-1/"


def test_a_body_hears_of_itself_only() -> None:
    text = downloads("sample")["nguon-tin/phuong-mau-dong.atom"].decode()
    assert "xã Mẫu Ngoài" not in text
    assert "phường Mẫu Đông" in text


def test_a_day_later_what_was_told_is_told_in_the_same_words() -> None:
    """Also across the extension of 2 October, which no entry of September may know of."""
    for path in feeds("sample"):
        before = {entry.id: (entry.title, entry.updated, entry.content[0].value) for entry in
                  entries(downloads("sample")[path])}  # fmt: skip
        after = {entry.id: (entry.title, entry.updated, entry.content[0].value) for entry in
                 entries(downloads("sample", "2031-10-03")[path])}  # fmt: skip
        kept = before.keys() & after.keys()
        assert [before[one] for one in kept] == [after[one] for one in kept]
        assert before.keys() - after.keys() == set() or len(after) == 100


def test_due_days_tell_the_original_and_the_extended_day() -> None:
    own = {entry.title: entry.content[0].value for entry in entries(downloads("sample")["nguon-tin/so-tai-chinh.atom"])}
    title = "Tham mưu bố trí kinh phí mua thùng, xe thu gom"
    assert f"{title}, hạn ban đầu, đã gia hạn đến 15/06/2031" in own["Đến hạn ngày 15/04/2031: 1 việc"]
    assert f"{title}, hạn đã gia hạn" in own["Đến hạn ngày 15/06/2031: 1 việc"]


def test_with_the_address_of_the_site_every_link_is_whole() -> None:
    data = downloads("sample", "", "https://thanh-pho-mau.example/")[WHOLE]
    links = re.findall(r'href="([^"]+)"', data.decode())
    assert 'rel="self"' in data.decode()
    assert f"https://thanh-pho-mau.example/{WHOLE}" in links
    assert all(link.startswith("https://thanh-pho-mau.example/") for link in links)
