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

#: Verbs that name an intensity instead of an act: what was to be done cannot be told from them alone.
VAGUE_WORDS = (
    "tăng cường",
    "đẩy mạnh",
    "chú trọng",
    "quan tâm",
    "phát huy",
    "nâng cao",
    "góp phần",
    "thực hiện tốt",
    "thực hiện có hiệu quả",
    "làm tốt",
)
#: Verbs of acts that an agency can report on; whatever follows one of them tells how or what for.
_ACTS = (
    "ban hành|biểu dương|bàn giao|báo cáo|bố trí|bồi dưỡng|chuyển|chỉ đạo|cung cấp|công bố|"
    "công khai|cấp|giám sát|giải quyết|gửi|hoàn thành|huy động|hướng dẫn|hỗ trợ|khen thưởng|"
    "khảo sát|kiểm tra|kêu gọi|lập|lồng ghép|lựa chọn|mua|mở|nghiệm thu|nhân rộng|phát động|"
    "phân bổ|phân công|phê duyệt|phổ biến|quản lý|rà soát|sơ kết|sửa đổi|tham gia|tham mưu|"
    "thanh tra|theo dõi|thi công|thu gom|thu hồi|thu thập|thành lập|thông báo|thẩm định|"
    "thống kê|thực hiện|tiếp nhận|triển khai|trình|tuyên truyền|tập huấn|tập hợp|tổ chức|"
    "tổng hợp|tổng kết|vận động|xác định|xây dựng|xử lý|yêu cầu|điều tra|đào tạo|đánh giá|"
    "đôn đốc|đầu tư|đề nghị|đề xuất"
)
#: After these comes the aim of an act or its measure, never the act.
_AIM = "nhằm|để|qua đó|từ đó|bảo đảm|đảm bảo"
_GENERAL = "(?:(?:chỉ đạo|tổ chức|triển khai) )*(?:thực hiện|triển khai|làm)(?: [^ ,;.]+)? (?:tốt|có hiệu quả|hiệu quả)"
_MAIN = re.compile(
    rf"(?<!\w)(?:(?P<vague>{_GENERAL}|{'|'.join(VAGUE_WORDS)})|(?P<act>{_ACTS}|{_AIM}))(?!\w)",
)
#: What may stand before the verb: other bodies and grounds at any length, else no more than a subject or an adverb.
_BEFORE = re.compile(r"[^,;]*|.*\b(?:chủ trì|phối hợp|căn cứ|trên cơ sở)\b.*", re.DOTALL)
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
    vague = _vague_verb(task.quote)
    if vague and task.deliverable is None:
        return Verdict(False, f"Việc chính chỉ diễn đạt bằng từ chung: «{vague}»; không nêu sản phẩm cụ thể.")
    return Verdict(True, "Nêu việc phải làm.")


def _vague_verb(clause: str) -> str:
    """Give the verb with which a clause gives its duty, when it names no act; nothing when it does.

    The verb is the first that is known, in small letters so that the names of bodies do not count, but for the first
    word: «Chủ trì, phối hợp với …» and «tiếp tục» come before it, how the act is done and what for comes after it.
    """
    clause = " ".join((clause[:1].lower() + clause[1:]).split())
    match = _MAIN.search(clause)
    return (match["vague"] or "") if match and _BEFORE.fullmatch(clause, 0, match.start()) else ""


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
