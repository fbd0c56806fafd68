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
    needs: frozenset[str] = frozenset()
    """What it cannot do without, as `Loaded.unread` names it; where that could not be read, it stays silent."""


def error(check: Check, *needs: str) -> Rule:
    """Give the rule that a generator states, as one that stops publication."""
    return Rule(_name(check), Severity.ERROR, inspect.getdoc(check) or "", check, frozenset(needs))


def warning(check: Check, *needs: str) -> Rule:
    """Give the rule that a generator states, as one that is listed on the site's page on data quality."""
    return Rule(_name(check), Severity.WARNING, inspect.getdoc(check) or "", check, frozenset(needs))


def _name(check: Check) -> str:
    return getattr(check, "__name__", "")
