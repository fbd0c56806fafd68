"""What is said about faulty data: one line that an editor can open, what is wrong, and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    """How loud a problem is: an error stops publication, a warning is listed on the site."""

    ERROR = "error"
    WARNING = "warning"


class Where(NamedTuple):
    """A place in a file, and what stands there: «nhiệm vụ TC-15-1»."""

    path: str
    line: int
    subject: str


class Problem(NamedTuple):
    """One fault in the data; sorts by file and line, prints as one line."""

    path: str
    line: int
    severity: Severity
    subject: str
    message: str
    rule: str

    def __str__(self) -> str:
        mark = "cảnh báo: " if self.severity is Severity.WARNING else ""
        subject = f"{self.subject}: " if self.subject else ""
        line = f"{self.path}:{self.line}: {mark}{subject}{self.message}  [{self.rule}]"
        return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in line)


class NotPublishedError(ValueError):
    """A question, a template or a page is faulty; its text is what an editor needs to see, line by line."""


def nearest(wanted: str, known: Iterable[str]) -> str:
    """Give «; có phải 'x'?» for the known value closest to a mistyped one, nothing when none is close."""
    from difflib import get_close_matches  # noqa: PLC0415  # most plans have no such mistake to wait for

    close = get_close_matches(wanted, known, n=1, cutoff=0.75)
    return f"; có phải '{close[0]}'?" if close else ""


def then(message: str, advice: str) -> str:
    """Give a message with advice after it, which begins a sentence of its own when the message ends in a question."""
    return f"{message} {advice[0].upper()}{advice[1:]}" if message.endswith("?") else f"{message}; {advice}"
