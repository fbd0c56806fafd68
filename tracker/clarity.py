"""The six things that a duty must make clear («6 rõ»), computed from the plan's own words.

Vagueness is a finding about the plan, never a zero for the agency.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from tracker.deadlines import due_days, last_acceptable_day
from tracker.model import Agency, Files, Plan, RoleEntry, Task
from tracker.vocabulary import Authority, Basis, Binding, Clarity

#: Words that name an intensity instead of an act: what was to be done cannot be told from them alone.
VAGUE_WORDS = (
    "tăng cường",
    "đẩy mạnh",
    "tích cực",
    "chú trọng",
    "quan tâm",
    "phát huy",
    "nâng cao",
    "góp phần",
    "từng bước",
    "thực hiện tốt",
    "làm tốt",
    "có hiệu quả",
    "kịp thời",
)
_VAGUE = re.compile("|".join(VAGUE_WORDS), re.IGNORECASE)
_COMMANDED = (Authority.ISSUER, Authority.SUBORDINATE)


class Verdict(NamedTuple):
    """Whether a thing is clear, and the ground for saying so, in Vietnamese."""

    clear: bool
    ground: str


def clarity(task: Task, files: Files, agencies: Mapping[str, Agency]) -> dict[Clarity, Verdict]:
    """Give the verdict on each of the six things for one duty."""
    return {
        Clarity.WHO: _who(task, agencies),
        Clarity.WHAT: _what(task),
        Clarity.WHEN: _when(task, files.plan),
        Clarity.AUTHORITY: _authority(task, agencies),
        Clarity.RESULT: _result(task),
        Clarity.EVIDENCE: _evidence(task, agencies),
    }


def _who(task: Task, agencies: Mapping[str, Agency]) -> Verdict:
    names = [agencies[entry.agency].name for entry in task.lead]
    if len(names) != 1:
        return Verdict(False, f"Văn bản giao cho {len(names)} cơ quan mà không nêu cơ quan chủ trì.")
    lead = task.lead[0]
    if agencies[lead.agency].members is None and agencies[lead.agency].kind == "collective":
        return Verdict(False, f"Giao cho «{names[0]}», kế hoạch không nói gồm những cơ quan nào.")
    if _only_coordinates(task, lead):
        return Verdict(False, "Văn bản chỉ giao «phối hợp», không nêu cơ quan chủ trì.")
    return Verdict(True, f"{names[0]} chịu trách nhiệm.")


def _only_coordinates(task: Task, lead: RoleEntry) -> bool:
    return lead.basis is Basis.INFERRED and lead.agency in {entry.agency for entry in task.coordinate}


def _what(task: Task) -> Verdict:
    words = sorted({word.lower() for word in _VAGUE.findall(task.quote)})
    if words and task.deliverable is None:
        return Verdict(False, f"Dùng từ không đo được: «{'», «'.join(words)}»; không nêu sản phẩm cụ thể.")
    return Verdict(True, "Nêu việc phải làm.")


def _when(task: Task, plan: Plan) -> Verdict:
    if task.deadline is not None and last_acceptable_day(task.deadline) is not None:
        return Verdict(True, f"Văn bản nêu hạn: «{task.deadline.quote}».")
    if task.recurrence is not None and due_days(task.recurrence, plan.period):
        return Verdict(True, f"Văn bản nêu kỳ và ngày nộp: «{task.recurrence.quote}».")
    if task.recurrence is not None:
        return Verdict(False, f"Có nêu định kỳ («{task.recurrence.quote}») nhưng không nêu ngày.")
    if task.deadline is not None and task.deadline.date is not None:
        return Verdict(False, f"Văn bản chỉ nêu ngày bắt đầu, không nêu ngày cuối: «{task.deadline.quote}».")
    if task.deadline is not None:
        return Verdict(False, f"Hạn theo sự kiện, không có ngày: «{task.deadline.quote}».")
    return Verdict(False, "Văn bản không nêu thời hạn.")


def _authority(task: Task, agencies: Mapping[str, Agency]) -> Verdict:
    if task.binding is Binding.REQUEST:
        return Verdict(False, "Văn bản đề nghị, không phải giao việc; cơ quan ban hành không có quyền buộc thực hiện.")
    outside = [agencies[e.agency] for e in task.lead if agencies[e.agency].authority not in _COMMANDED]
    if outside:
        body = outside[0]
        return Verdict(False, f"{body.name}: quan hệ với cơ quan ban hành là «{body.authority.label}».")
    return Verdict(True, "Cơ quan ban hành có quyền giao việc.")


def _result(task: Task) -> Verdict:
    if task.deliverable is None:
        return Verdict(False, "Văn bản không nêu sản phẩm, kết quả phải có.")
    return Verdict(True, f"Sản phẩm: {task.deliverable.text}.")


def _evidence(task: Task, agencies: Mapping[str, Agency]) -> Verdict:
    if task.evidence:
        return Verdict(True, f"Văn bản yêu cầu minh chứng: {task.evidence}.")
    if task.deliverable is not None and task.receive:
        return Verdict(True, f"Sản phẩm phải gửi {agencies[task.receive[0].agency].name}.")
    if task.deliverable is not None:
        return Verdict(False, "Có nêu sản phẩm nhưng không nêu nơi nhận.")
    return Verdict(False, "Văn bản không nêu tài liệu nào cho thấy việc đã làm.")
