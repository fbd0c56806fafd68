"""Rules on days that are too early: nobody carries out a plan before there is one.

A mistyped year would otherwise turn what is late into what was done in time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise

from tracker.checks.records import days_of, entries
from tracker.checks.rule import Remark
from tracker.loaded import Loaded
from tracker.problems import Where
from tracker.records import Claim, Evidence, Measurement, Record
from tracker.text import show_date
from tracker.timeline import beginning

#: What may be older than the plan: a document that existed already, the figure from which a target starts.
_MAY_BE_OLDER = (Evidence, Measurement)


def nothing_before_plan(loaded: Loaded) -> Iterator[Remark]:
    """Ngày báo cáo, giám sát, gia hạn, yêu cầu, trả lời không được trước khi có kế hoạch."""
    first = beginning(loaded.files.plan)
    for record in loaded.records:
        if record.document and record.document.issued and not _may_be_older(record):
            yield from _too_early(loaded.where(record.id, "document", "issued"), record.document.issued, first)
    for _, key, entry in entries(loaded):
        for field, day in () if isinstance(entry, _MAY_BE_OLDER) else days_of(entry):
            yield from _too_early(loaded.where(key, field), day, first)


def _may_be_older(record: Record) -> bool:
    return all(isinstance(entry, _MAY_BE_OLDER) for entry in record.entries)


def _too_early(where: Where, day: date, first: date) -> Iterator[Remark]:
    if day < first:
        yield where, f"ngày {show_date(day)} trước khi có kế hoạch ({show_date(first)}); kiểm tra lại năm"


def evidence_before_plan(loaded: Loaded) -> Iterator[Remark]:
    """Tài liệu chứng minh thường không cũ hơn kế hoạch."""
    first = beginning(loaded.files.plan)
    for _, key, entry in entries(loaded):
        if isinstance(entry, Evidence) and entry.issued and entry.issued < first:
            message = f"tài liệu ngày {show_date(entry.issued)}, cũ hơn kế hoạch ({show_date(first)}); kiểm tra lại năm"
            yield loaded.where(key, "issued"), message


def claim_in_its_turn(loaded: Loaded) -> Iterator[Remark]:
    """Báo cáo của một kỳ thường nói về ngày sau hạn của kỳ trước."""
    previous: dict[str, Mapping[str, date]] = {}
    for _, key, entry in entries(loaded):
        if isinstance(entry, Claim) and entry.period and entry.task in loaded.owed:
            if entry.task not in previous:
                previous[entry.task] = _previous_dues(loaded, entry.task)
            before = previous[entry.task].get(entry.period)
            if before and entry.effective <= before:
                message = f"ngày {show_date(entry.effective)} không sau hạn của kỳ trước ({show_date(before)})"
                yield loaded.where(key, "effective"), f"{message}; kiểm tra lại năm và kỳ"


def _previous_dues(loaded: Loaded, task: str) -> Mapping[str, date]:
    """Give for each period of a duty, but the first, the due day of the one before it."""
    dues = {owed.occurrence: owed.due for owed in loaded.owed[task] if owed.occurrence and owed.due}
    ordered = sorted(dues, key=dues.__getitem__)
    return {later: dues[earlier] for earlier, later in pairwise(ordered)}
