"""Rules on ids and what refers to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from tracker.checks.rule import Remark
from tracker.loaded import Loaded
from tracker.model import ROLES, Agency
from tracker.problems import nearest

Path = tuple[str | int, ...]


def id_unique(loaded: Loaded) -> Iterator[Remark]:
    """Mỗi mã chỉ dùng cho một mục, trong mọi tệp; không dùng lại mã đã bỏ."""
    for item, (first, *others) in loaded.stands.items():
        for name, path in others:
            where = loaded.at(first[0], *first[1], "id")
            yield loaded.at(name, *path, "id"), f"mã '{item}' đã dùng ở {where.path}:{where.line}; chọn mã khác"
    plan = loaded.files.plan
    for part in ("figures", "source_notes", "topics"):
        seen: set[str] = set()
        for n, entry in enumerate(getattr(plan, part)):
            if entry.id in seen:
                yield loaded.entry(part, n, "id"), f"mã '{entry.id}' trong '{part}' đã dùng ở trên; chọn mã khác"
            seen.add(entry.id)


def agency_exists(loaded: Loaded) -> Iterator[Remark]:
    """Cơ quan được nhắc tới phải có trong agencies.yaml."""
    known = {agency.id for agency in loaded.files.agencies} | loaded.broken
    if loaded.mentioned <= known:
        return
    for name, item, path, agency in _mentioned(loaded):
        if agency not in known:
            yield loaded.where(item, *path) if item else loaded.at(name, *path), _no_agency(agency, known)


def _mentioned(loaded: Loaded) -> Iterator[tuple[str, str, Path, str]]:
    """Give file, item, path and id of each mention of an agency; no item within the plan's own file."""
    for path, agency in _in_plan(loaded):
        yield "plan", "", path, agency
    for body in loaded.files.agencies:
        for path, agency in _in_agency(body):
            yield "agencies", body.id, path, agency
    for task in loaded.files.tasks:
        for role in ROLES:
            for n, entry in enumerate(getattr(task, role)):
                yield "tasks", task.id, (role, n, "agency"), entry.agency
        if task.via:
            yield "tasks", task.id, ("via",), task.via
        if task.decides:
            yield "tasks", task.id, ("decides",), task.decides


def _no_agency(agency: str, known: Iterable[str]) -> str:
    return f"không có cơ quan '{agency}'{nearest(agency, sorted(known)) or '; thêm vào agencies.yaml'}"


def _in_plan(loaded: Loaded) -> Iterator[tuple[Path, str]]:
    plan = loaded.files.plan
    if "plan.issuer" not in loaded.unread:
        yield ("issuer",), plan.issuer
    if plan.focal:
        yield ("focal",), plan.focal


def _in_agency(agency: Agency) -> Iterator[tuple[Path, str]]:
    for n, member in enumerate(agency.members or ()):
        yield ("members", n), member
    for n, successor in enumerate(agency.successor.agencies if agency.successor else ()):
        yield ("successor", "agencies", n), successor


def topic_exists(loaded: Loaded) -> Iterator[Remark]:
    """Chủ đề của nhiệm vụ phải có trong danh sách 'topics' của plan.yaml."""
    known = [topic.id for topic in loaded.files.plan.topics]
    for task in loaded.files.tasks:
        for n, topic in enumerate(task.topics):
            if topic not in known:
                advice = nearest(topic, known) or "; thêm vào 'topics' của plan.yaml"
                yield loaded.where(task.id, "topics", n), f"không có chủ đề '{topic}'{advice}"


def serves_exists(loaded: Loaded) -> Iterator[Remark]:
    """Mục mà nhiệm vụ phục vụ phải là một cam kết hoặc một chỉ tiêu có trong dữ liệu."""
    files = loaded.files
    known = {c.id for group in files.solutions for c in group.commitments}
    known |= {target.id for target in files.targets} | loaded.broken
    for task in files.tasks:
        for n, item in enumerate(task.serves):
            if item not in known:
                message = f"không có cam kết hay chỉ tiêu '{item}'{nearest(item, sorted(known))}"
                yield loaded.where(task.id, "serves", n), message


def no_repeats(loaded: Loaded) -> Iterator[Remark]:
    """Một danh sách không ghi hai lần cùng một cơ quan, chủ đề hay mục."""
    for task in loaded.files.tasks:
        for name in ROLES:
            if len(entries := getattr(task, name)) > 1:
                yield from _repeated(loaded, task.id, name, [entry.agency for entry in entries])
        for name in ("topics", "serves"):
            if len(values := getattr(task, name)) > 1:
                yield from _repeated(loaded, task.id, name, values)
    for agency in loaded.files.agencies:
        yield from _repeated(loaded, agency.id, "members", agency.members or ())
        yield from _repeated(loaded, agency.id, "successor", agency.successor.agencies if agency.successor else ())


def _repeated(loaded: Loaded, item: str, field: str, values: Sequence[str]) -> Iterator[Remark]:
    if len(set(values)) == len(values):
        return
    for value, times in Counter(values).items():
        if times > 1:
            yield loaded.where(item, field), f"'{field}' ghi '{value}' {times} lần; chỉ giữ một"
