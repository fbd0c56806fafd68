"""The words of the column «thời hạn» → a deadline or a recurrence as a plan stores it, or a question."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from tracker.importing.points import NoYearError, Span, led, plain, span, times_in
from tracker.importing.recurring import returning
from tracker.vocabulary import DeadlineType, Operator, TaskKind
from tracker.yamltext import Value

_STANDING = re.compile(
    r"(?:thuong xuyen|lien tuc)(?:(?:,| va|,? trong| hang)? (?:thuong xuyen|lien tuc|nam|ca nam|hang nam))*"
    r"|(?:trong )?suot (?:nam|thoi gian thuc hien(?: ke hoach)?)"
)
_VERB = re.compile(r"(?:hoan thanh|thuc hien|ket thuc|xong) ")
_DONE = ("hoan thanh ", "ket thuc ", "xong ")
_STARTS = re.compile(r"(?:bat dau|ke tu|tu) .+")
_EVENT = re.compile(
    r"(?:ngay )?(?:sau )?khi .+|ngay sau .+|trong (?:vong |thoi han )?\d+ .+ (?:ke tu|tu|sau) .+"
    r"|dot xuat(?: .+)?|theo yeu cau(?: .+)?"
)
_UNTIL = re.compile(r"\bden (?:het|ngay)\b")


class When(NamedTuple):
    """What the words say: the kind of duty, its `deadline` or `recurrence` as YAML fields, and a question if any."""

    kind: TaskKind
    fields: Mapping[str, Value]
    question: str = ""


def read_time(words: str, year: int | None) -> When:
    """Give what the words of a deadline say; a question when they are not wholly understood.

    year: that of a day without a year; None when the plan does not lie within one.
    """
    bare = plain(words)
    verb = _VERB.match(bare)
    said = bare[verb.end() :] if verb else bare
    if not said or _STANDING.fullmatch(said):
        return When(TaskKind.STANDING, {})
    if when := _dated(words, said, year, finished=bare.startswith(_DONE)):
        return when
    if found := returning(said):
        question = f"«{words}»: {found.question}" if found.question else ""
        return When(TaskKind.RECURRING, {"recurrence": {**found.fields, "quote": words}}, question)
    return _event(words, "" if _EVENT.fullmatch(said) and not any(times_in(said)) else _not_read(said))


def _dated(words: str, said: str, year: int | None, *, finished: bool) -> When | None:
    """Give what words say that name one time, however wrongly; None for any others."""
    operator, rest = led(said)
    try:
        found = span(rest, year)
    except NoYearError:
        return _event(words, "không ghi năm mà kế hoạch không nằm gọn trong một năm; là năm nào?")
    except ValueError:
        return _event(words, "không phải ngày có trong lịch; hạn là ngày nào?")
    if found is None or (rest == "nam" and operator is None):
        return None
    if operator is Operator.BEFORE and not found.exact:
        return _event(words, "nghĩa là trước ngày đầu hay trước ngày cuối của khoảng thời gian đó?")
    if operator is None:
        operator = _unsaid(found, said, finished)
    return When(TaskKind.ONE_OFF, {"deadline": _deadline(words, found, operator)})


def _unsaid(found: Span, said: str, finished: bool) -> Operator:
    """Give the operator of a time with no word for it before: «ngày 24/8» is that day, a bare «24/8» by that day."""
    if finished or _UNTIL.search(said):
        return Operator.BY
    if found.exact:
        return Operator.ON if said.startswith("ngay ") else Operator.BY
    return Operator.IN


def _deadline(words: str, found: Span, operator: Operator) -> Mapping[str, Value]:
    if operator is Operator.ON and not found.exact:
        operator = Operator.IN
    kind = None if found.exact else DeadlineType.PERIOD.value
    return {"type": kind, "date": found.last.isoformat(), "operator": operator.value, "quote": words}


def _not_read(said: str) -> str:
    if _STARTS.fullmatch(said):
        return "chỉ nêu lúc bắt đầu; hạn cuối là ngày nào?"
    if len(list(times_in(said))) > 1:
        return "nêu nhiều mốc thời gian; mốc nào là hạn, hay tách thành nhiều nhiệm vụ?"
    if said.startswith("theo quy dinh"):
        return "theo quy định nào, hạn là ngày nào?"
    return "chương trình không đọc được thời hạn này; hạn là ngày nào?"


def _event(words: str, question: str = "") -> When:
    deadline = {"type": DeadlineType.EVENT.value, "quote": words}
    told = f"«{words}»: {question} Tạm ghi là hạn theo sự kiện, không có ngày." if question else ""
    return When(TaskKind.ONE_OFF, {"deadline": deadline}, told)
