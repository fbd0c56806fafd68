"""How everything is worked out: each word of state with its rule and a worked example, and what is not counted.

The examples are invented; a test works each of them out with the rules themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from tracker.clarity import VAGUE_WORDS
from tracker.pages.portal import Page, Portal

ADDRESS = "cach-tinh"


class Said(NamedTuple):
    """A report in an example: the day it was recorded, what it said, and of which day it spoke."""

    recorded: str
    state: str
    effective: str


class Example(NamedTuple):
    """A made-up obligation as it stands on a day; days are ISO 8601."""

    due: str | None
    day: str
    said: Said | None = None
    extended: tuple[str, str] | None = None
    """The day an extension was recorded, and the new last day."""
    withdrawn: str | None = None
    """The day from which the duty no longer applies."""


#: An example for each word of state.
STATES: Mapping[str, Example] = {
    "hoan-thanh-dung-han": Example("2031-03-10", "2031-03-20", Said("2031-03-14", "done", "2031-03-10")),
    "hoan-thanh-qua-han": Example("2031-03-10", "2031-03-20", Said("2031-03-14", "done", "2031-03-11")),
    "hoan-thanh": Example(None, "2031-03-20", Said("2031-03-14", "done", "2031-03-11")),
    "trong-han": Example("2031-03-10", "2031-03-02"),
    "sap-den-han": Example("2031-03-10", "2031-03-03"),
    "qua-han": Example("2031-03-10", "2031-03-20", Said("2031-03-14", "in_progress", "2031-03-14")),
    "chua-co-bao-cao": Example("2031-03-10", "2031-03-11"),
    "khong-xac-dinh": Example(None, "2031-03-20"),
    "khong-ap-dung": Example("2031-03-10", "2031-03-20", withdrawn="2031-03-05"),
}

#: The original day stays beside the new one: on the day of the example, late by the first, in time by the second.
EXTENDED = Example("2031-03-10", "2031-03-20", extended=("2031-03-08", "2031-04-30"))


class Named(NamedTuple):
    """A day as a text names it, the word before it, and the last day on which one is still in time."""

    operator: str
    named: str
    last: str | None


OPERATORS: Sequence[Named] = (
    Named("before", "2031-06-20", "2031-06-19"),
    Named("by", "2031-06-20", "2031-06-20"),
    Named("on", "2031-06-20", "2031-06-20"),
    Named("in", "2031-06-30", "2031-06-30"),
    Named("after", "2031-06-20", None),
)

#: The 15th of a month that is a Saturday, by what the text says of days off.
WEEKEND = "2031-03-15"
WORKING_DAYS: Mapping[str, str] = {"as_is": "2031-03-15", "previous": "2031-03-14", "next": "2031-03-17"}


def pages(portal: Portal) -> Iterator[Page]:
    """Give the page on how everything is worked out."""
    body = portal.render(
        "methods.html",
        ADDRESS,
        states=STATES,
        extended=EXTENDED,
        operators=OPERATORS,
        weekend=WEEKEND,
        working_days=WORKING_DAYS,
        vague=VAGUE_WORDS,
    )
    description = "Từng chữ chỉ tình trạng nghĩa là gì, tính thế nào, kèm ví dụ; hạn cuối, gia hạn, 6 rõ."
    yield Page(ADDRESS, "Cách tính", description, body, words=description)
