"""Rules on what dated records refer to, and on their dates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import PurePath

from tracker.checks.rule import Remark
from tracker.loaded import Loaded
from tracker.problems import Where, nearest
from tracker.records import (
    Answer,
    Claim,
    Entry,
    Evidence,
    Extension,
    Measurement,
    OnTask,
    Record,
    Reply,
    Request,
    Verification,
    Withdrawal,
)
from tracker.text import show_date
from tracker.timeline import assign, known_entries
from tracker.vocabulary import ClaimState


def entries(loaded: Loaded) -> Iterator[tuple[Record, str, Entry]]:
    """Give every entry with its record and its id, in the order of the files."""
    for record in loaded.records:
        for number, entry in enumerate(record.entries, 1):
            yield record, f"{record.id}#{number}", entry


def record_named_as_file(loaded: Loaded) -> Iterator[Remark]:
    """Mã của bản ghi trùng với tên tệp."""
    for record in loaded.records:
        where = loaded.where(record.id, "id")
        name = PurePath(where.path).stem
        if name != record.id:
            yield where, f"mã '{record.id}' khác tên tệp '{name}'; đổi cho giống nhau"


def record_agency_exists(loaded: Loaded) -> Iterator[Remark]:
    """Cơ quan nêu trong bản ghi phải có trong agencies.yaml."""
    known = {agency.id for agency in loaded.files.agencies} | loaded.broken
    for record in loaded.records:
        if record.provided_by not in known:
            yield loaded.where(record.id, "provided_by"), _no_agency(record.provided_by, known)
    for _, key, entry in entries(loaded):
        for field, agency in _agencies(entry):
            if agency not in known:
                yield loaded.where(key, field), _no_agency(agency, known)


def _no_agency(agency: str, known: set[str]) -> str:
    return f"không có cơ quan '{agency}'{nearest(agency, sorted(known)) or '; thêm vào agencies.yaml'}"


def _agencies(entry: Entry) -> Iterator[tuple[str, str]]:
    if isinstance(entry, OnTask) and entry.agency:
        yield "agency", entry.agency
    if isinstance(entry, Request):
        yield "to", entry.to
    if isinstance(entry, Measurement) and entry.area:
        yield "area", entry.area


def record_item_exists(loaded: Loaded) -> Iterator[Remark]:
    """Nhiệm vụ, chỉ tiêu nêu trong bản ghi phải có trong dữ liệu."""
    tasks = {task.id for task in loaded.files.tasks} | loaded.broken
    targets = {target.id for target in loaded.files.targets} | loaded.broken
    for _, key, entry in entries(loaded):
        if isinstance(entry, (OnTask, Request)) and entry.task and entry.task not in tasks:
            yield loaded.where(key, "task"), f"không có nhiệm vụ '{entry.task}'{nearest(entry.task, sorted(tasks))}"
        if isinstance(entry, Measurement) and entry.target not in targets:
            advice = nearest(entry.target, sorted(targets))
            yield loaded.where(key, "target"), f"không có chỉ tiêu '{entry.target}'{advice}"


def record_obligation_exists(loaded: Loaded) -> Iterator[Remark]:
    """Cơ quan và kỳ nêu trong bản ghi phải là cơ quan và kỳ có nghĩa vụ trong nhiệm vụ đó."""
    for _, key, entry in entries(loaded):
        if not isinstance(entry, OnTask) or entry.task not in loaded.owed:
            continue
        owed = loaded.owed[entry.task]
        bodies = {body for o in owed for body in (o.agency, o.collective) if body}
        if entry.agency and entry.agency not in bodies:
            message = f"cơ quan '{entry.agency}' không chủ trì nhiệm vụ {entry.task}"
            yield loaded.where(key, "agency"), f"{message}{nearest(entry.agency, sorted(bodies))}"
        periods = {o.occurrence for o in owed if o.occurrence}
        if entry.period and entry.period not in periods:
            known = f"các kỳ là {', '.join(sorted(periods))}" if periods else "nhiệm vụ này không theo kỳ; bỏ 'period'"
            yield loaded.where(key, "period"), f"nhiệm vụ {entry.task} không có kỳ '{entry.period}'; {known}"


def record_entry_exists(loaded: Loaded) -> Iterator[Remark]:
    """Ý kiến và trả lời phải nói về một nội dung đã ghi nhận, vào ngày đó hoặc trước đó."""
    known = {key: (record, entry) for record, key, entry in entries(loaded)}
    for record, key, entry in entries(loaded):
        if not isinstance(entry, (Reply, Answer)):
            continue
        earlier, addressed = known.get(entry.to, (None, None))
        wanted = (Request,) if isinstance(entry, Answer) else (Verification, Request)
        if earlier is None:
            yield loaded.where(key, "to"), f"không có mục '{entry.to}' trong records/{nearest(entry.to, sorted(known))}"
        elif not isinstance(addressed, wanted):
            said = "một yêu cầu thông tin" if isinstance(entry, Answer) else "một kết luận giám sát hoặc yêu cầu"
            yield loaded.where(key, "to"), f"'{entry.to}' không phải là {said}"
        elif earlier.recorded > record.recorded:
            yield loaded.where(key, "to"), f"'{entry.to}' được ghi nhận sau nội dung này; kiểm tra lại ngày"


def recorded_after_the_fact(loaded: Loaded) -> Iterator[Remark]:
    """Ngày ghi nhận không được trước ngày của sự việc hoặc ngày của tài liệu."""
    for record in loaded.records:
        if record.document and record.document.issued:
            yield from _in_future(loaded.where(record.id, "document"), record.document.issued, record)
    for record, key, entry in entries(loaded):
        for field, day in days_of(entry):
            yield from _in_future(loaded.where(key, field), day, record)


def _in_future(where: Where, day: date, record: Record) -> Iterator[Remark]:
    if day > record.recorded:
        yield where, f"ngày {show_date(day)} sau ngày ghi nhận {show_date(record.recorded)}; kiểm tra lại hai ngày"


def days_of(entry: Entry) -> Iterator[tuple[str, date]]:
    """Give the days of what had happened when the entry was recorded, each with its key."""
    match entry:
        case Claim(effective=day):
            yield "effective", day
        case Evidence(issued=day) if day:
            yield "issued", day
        case Verification(on=day) if day:
            yield "on", day
        case Measurement(on=day):
            yield "on", day
        case Extension(document=document) if document.issued:
            yield "document", document.issued
        case Request(sent=day):
            yield "sent", day
        case Answer(answered=day):
            yield "answered", day


def extension_documented(loaded: Loaded) -> Iterator[Remark]:
    """Gia hạn phải có số và ngày của văn bản quyết định, và hạn mới phải sau hạn đang áp dụng."""
    for _, key, entry in entries(loaded):
        if not isinstance(entry, Extension):
            continue
        if not (entry.document.number and entry.document.issued):
            yield loaded.where(key, "document"), "thiếu số ('number') hoặc ngày ('issued') của văn bản quyết định"
        dues = [o.due for o in loaded.owed.get(entry.task, ()) if entry.agency in (None, o.agency, o.collective)]
        if dues and not any(dues):
            yield loaded.where(key), f"nhiệm vụ {entry.task} không có hạn nên không thể gia hạn"
        elif any(due and due >= entry.date and entry.period is None for due in dues):
            yield loaded.where(key, "date"), f"hạn mới {show_date(entry.date)} không sau hạn ban đầu"


def measurement_possible(loaded: Loaded) -> Iterator[Remark]:
    """Số đo theo phần trăm nằm trong khoảng từ 0 đến 100."""
    percentages = {target.id for target in loaded.files.targets if target.unit == "%"}
    for _, key, entry in entries(loaded):
        if isinstance(entry, Measurement) and entry.target in percentages and not 0 <= entry.value <= 100:
            yield loaded.where(key, "value"), f"{entry.value}% không nằm trong khoảng từ 0 đến 100"


def done_without_evidence(loaded: Loaded) -> Iterator[Remark]:
    """Báo cáo hoàn thành cần có tài liệu chứng minh."""
    if not loaded.records:
        return
    owed = [obligation for group in loaded.owed.values() for obligation in group]
    proven: set[str] = set()
    claimed: dict[str, list[str]] = {}
    for obligation, items in assign(known_entries(loaded.records), owed).items():
        for item in items:
            if isinstance(item.entry, Evidence):
                proven.add(obligation)
            elif isinstance(item.entry, Claim) and item.entry.state is ClaimState.DONE:
                claimed.setdefault(item.id, []).append(obligation)
    for key, obligations in claimed.items():
        if not proven.issuperset(obligations):
            yield loaded.where(key), "báo cáo hoàn thành mà chưa có tài liệu chứng minh nào được ghi nhận"


def withdrawal_in_plan(loaded: Loaded) -> Iterator[Remark]:
    """Nhiệm vụ thôi áp dụng từ một ngày không trước ngày đầu của kế hoạch."""
    first = loaded.files.plan.period.first
    for _, key, entry in entries(loaded):
        if isinstance(entry, Withdrawal) and entry.first < first:
            yield loaded.where(key, "first"), f"ngày {show_date(entry.first)} trước ngày đầu {show_date(first)}"
