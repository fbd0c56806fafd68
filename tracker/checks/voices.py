"""Rules on who may say what: claim, evidence and verification are three voices, kept apart."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.checks.records import entries
from tracker.checks.rule import Remark
from tracker.loaded import Loaded
from tracker.records import Answer, Claim, Entry, Extension, OnTask, Reply, Request, Verification, Withdrawal


def claim_by_owner(loaded: Loaded) -> Iterator[Remark]:
    """Báo cáo về nhiệm vụ do chính cơ quan chủ trì, cơ quan đầu mối hoặc cơ quan mà báo cáo phải gửi qua đưa ra."""
    for record, key, entry in entries(loaded):
        if not isinstance(entry, Claim) or entry.task not in loaded.owed:
            continue
        owners = {o.agency for o in loaded.owed[entry.task] if entry.agency in (None, o.agency, o.collective)}
        if record.provided_by not in owners | _consolidating(loaded, entry.task):
            message = f"'{record.provided_by}' không chủ trì nhiệm vụ {entry.task} và không phải đầu mối tổng hợp"
            yield loaded.where(key), f"{message}; báo cáo phải do cơ quan có trách nhiệm đưa ra"


def _consolidating(loaded: Loaded, task: str) -> set[str]:
    via = {item.via for item in loaded.files.tasks if item.id == task and item.via}
    return via | ({loaded.files.plan.focal} if loaded.files.plan.focal else set())


def verification_by_supervisor(loaded: Loaded) -> Iterator[Remark]:
    """Kết luận giám sát do cơ quan có chức năng giám sát đưa ra, và không phải về việc của chính mình."""
    supervisors = _supervisors(loaded)
    watching = {(task.id, entry.agency) for task in loaded.files.tasks for entry in task.supervise}
    for record, key, entry in entries(loaded):
        if not isinstance(entry, Verification):
            continue
        provider = record.provided_by
        if provider not in supervisors and (entry.task, provider) not in watching:
            yield loaded.where(key), f"'{provider}' không có chức năng giám sát nhiệm vụ {entry.task}"
        elif any(_about(entry, o.agency, o.collective, provider) for o in loaded.owed.get(entry.task, ())):
            yield loaded.where(key), f"'{provider}' không thể tự giám sát việc mình chủ trì; nêu 'agency' khác"


def _about(entry: OnTask, agency: str, collective: str | None, provider: str) -> bool:
    return agency == provider and entry.agency in (None, agency, collective)


def _supervisors(loaded: Loaded) -> set[str]:
    return {agency.id for agency in loaded.files.agencies if agency.supervises}


def request_by_supervisor(loaded: Loaded) -> Iterator[Remark]:
    """Yêu cầu cung cấp thông tin do cơ quan có chức năng giám sát gửi."""
    supervisors = _supervisors(loaded)
    for record, key, entry in entries(loaded):
        if isinstance(entry, Request) and record.provided_by not in supervisors:
            message = f"'{record.provided_by}' không có chức năng giám sát"
            yield loaded.where(key), f"{message}; ghi 'supervises: true' cho cơ quan này trong agencies.yaml nếu có"


def decision_by_issuer(loaded: Loaded) -> Iterator[Remark]:
    """Gia hạn và thôi áp dụng do cơ quan ban hành kế hoạch quyết định."""
    issuer = loaded.files.plan.issuer
    for record, key, entry in entries(loaded):
        if isinstance(entry, (Extension, Withdrawal)) and record.provided_by != issuer:
            what = "gia hạn" if isinstance(entry, Extension) else "cho thôi áp dụng"
            yield loaded.where(key), f"'{record.provided_by}' không có quyền {what}; chỉ '{issuer}' ban hành kế hoạch"


def reply_by_addressee(loaded: Loaded) -> Iterator[Remark]:
    """Ý kiến, trả lời do chính cơ quan được nói tới hoặc được hỏi đưa ra."""
    known = {key: entry for _, key, entry in entries(loaded)}
    for record, key, entry in entries(loaded):
        if not isinstance(entry, (Reply, Answer)):
            continue
        allowed = _spoken_to(loaded, known.get(entry.to))
        if allowed and record.provided_by not in allowed | _focal(loaded):
            yield loaded.where(key), f"'{record.provided_by}' không phải cơ quan được nói tới trong '{entry.to}'"


def _spoken_to(loaded: Loaded, addressed: Entry | None) -> set[str]:
    """Give the bodies that a finding or a request is about; none when it is neither."""
    if isinstance(addressed, Request):
        return {addressed.to}
    if isinstance(addressed, Verification):
        owed = loaded.owed.get(addressed.task, ())
        return {o.agency for o in owed if addressed.agency in (None, o.agency, o.collective)}
    return set()


def _focal(loaded: Loaded) -> set[str]:
    return {loaded.files.plan.focal} if loaded.files.plan.focal else set()
