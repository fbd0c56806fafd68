"""What a rule is: a small generator whose docstring is the rule's public wording."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from typing import NamedTuple

from tracker.loaded import Loaded
from tracker.problems import Severity, Where

Remark = tuple[Where, str]
Check = Callable[[Loaded], Iterator[Remark]]


class Rule(NamedTuple):
    """A named rule: what it is called in messages, how loud it is, and what it asks, in Vietnamese."""

    name: str
    severity: Severity
    wording: str
    check: Check | None
    """None for a fault that reading itself finds."""


def error(check: Check) -> Rule:
    """Give the rule that a generator states, as one that stops publication."""
    return Rule(_name(check), Severity.ERROR, inspect.getdoc(check) or "", check)


def warning(check: Check) -> Rule:
    """Give the rule that a generator states, as one that is listed on the site's page on data quality."""
    return Rule(_name(check), Severity.WARNING, inspect.getdoc(check) or "", check)


def _name(check: Check) -> str:
    return getattr(check, "__name__", "")
