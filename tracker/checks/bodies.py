"""Rules on agencies: names, members, dates, successors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tracker.checks.rule import Remark
from tracker.loaded import Loaded
from tracker.text import same_tone, show_date, squeeze
from tracker.vocabulary import AgencyKind


def agency_name_unique(loaded: Loaded) -> Iterator[Remark]:
    """Không khai hai cơ quan cùng tên."""
    seen: dict[str, str] = {}
    for agency in loaded.files.agencies:
        first = seen.setdefault(_key(agency.name), agency.id)
        if first != agency.id:
            yield loaded.where(agency.id, "name"), f"tên «{agency.name}» đã dùng cho cơ quan '{first}'"


def alias_clash(loaded: Loaded) -> Iterator[Remark]:
    """Một cách viết không được chỉ hai cơ quan khác nhau."""
    owners = {_key(agency.name): agency.id for agency in loaded.files.agencies}
    for agency in loaded.files.agencies:
        for n, alias in enumerate(agency.aliases):
            owner = owners.setdefault(_key(alias), agency.id)
            if owner != agency.id:
                message = f"cách viết «{alias}» đã chỉ cơ quan '{owner}'; bỏ ở một trong hai"
                yield loaded.where(agency.id, "aliases", n), message


def _key(name: str) -> str:
    return same_tone(squeeze(name)).casefold()


def members_of_collective(loaded: Loaded) -> Iterator[Remark]:
    """Chỉ nhóm cơ quan ('kind: collective') mới có thành viên."""
    for agency in loaded.files.agencies:
        if agency.members is not None and agency.kind is not AgencyKind.COLLECTIVE:
            message = f"có 'members' thì 'kind' phải là 'collective', không phải '{agency.kind.value}'"
            yield loaded.where(agency.id, "members"), message


def member_cycle(loaded: Loaded) -> Iterator[Remark]:
    """Nhóm cơ quan không được chứa chính nó, trực tiếp hay qua nhóm khác."""
    members = {agency.id: agency.members for agency in loaded.files.agencies if agency.members}
    for agency in members:
        if agency in _reached(agency, members):
            yield loaded.where(agency, "members"), f"nhóm '{agency}' chứa chính nó; bỏ vòng lặp"


def _reached(agency: str, links: Mapping[str, Sequence[str]]) -> set[str]:
    """Give every id that a body links to, or one of those links to, and so on."""
    reached: set[str] = set()
    waiting = list(links[agency])
    while waiting:
        linked = waiting.pop()
        if linked not in reached:
            reached.add(linked)
            waiting += links.get(linked, ())
    return reached


def agency_dates_ordered(loaded: Loaded) -> Iterator[Remark]:
    """Ngày cuối của cơ quan, của mã đơn vị hành chính không được đứng trước ngày đầu."""
    for agency in loaded.files.agencies:
        if agency.first and agency.last and agency.last < agency.first:
            yield loaded.where(agency.id, "last"), f"ngày cuối {show_date(agency.last)} đứng trước ngày đầu"
        for n, code in enumerate(agency.codes):
            if code.first and code.last and code.last < code.first:
                message = f"mã {code.code}: ngày cuối {show_date(code.last)} đứng trước ngày đầu"
                yield loaded.where(agency.id, "codes", n, "last"), message


def successor_not_itself(loaded: Loaded) -> Iterator[Remark]:
    """Cơ quan không kế thừa chính mình, trực tiếp hay qua cơ quan khác; có cơ quan kế thừa thì phải có ngày cuối."""
    successors = {agency.id: agency.successor.agencies for agency in loaded.files.agencies if agency.successor}
    ended = {agency.id for agency in loaded.files.agencies if agency.last}
    for agency in successors:
        if agency in _reached(agency, successors):
            yield loaded.where(agency, "successor"), "cơ quan không thể kế thừa chính mình"
        if agency not in ended:
            yield loaded.where(agency, "successor"), "có 'successor' thì phải ghi 'last': ngày cuối của cơ quan"


def successor_lives_on(loaded: Loaded) -> Iterator[Remark]:
    """Cơ quan kế thừa phải còn hoạt động sau ngày cuối của cơ quan mà nó kế thừa."""
    last = {agency.id: agency.last for agency in loaded.files.agencies if agency.last}
    for agency in loaded.files.agencies:
        for n, successor in enumerate(agency.successor.agencies if agency.successor else ()):
            ended = last.get(successor)
            if agency.last and ended and ended <= agency.last and successor != agency.id:
                message = f"'{successor}' đã kết thúc ngày {show_date(ended)}, không sau '{agency.id}'"
                yield loaded.where(agency.id, "successor", "agencies", n), f"{message}; xem lại cơ quan kế thừa"


def agency_unused(loaded: Loaded) -> Iterator[Remark]:
    """Cơ quan không có việc, không thuộc nhóm nào, không kế thừa ai và văn bản không nhắc tên thì có thể thừa."""
    for agency in loaded.files.agencies if loaded.complete else ():
        if agency.id not in loaded.mentioned and not any(map(loaded.source.names, (agency.name, *agency.aliases))):
            yield loaded.where(agency.id), "chưa được giao việc hay vai trò nào; bỏ đi nếu thừa"


def body_dissolved(loaded: Loaded) -> Iterator[Remark]:
    """Việc giao cho cơ quan đã kết thúc trước khi việc bắt đầu thì cần xem lại."""
    ended = {agency.id: agency.last for agency in loaded.files.agencies if agency.last}
    start = loaded.files.plan.period.first
    for task in loaded.files.tasks if ended else ():
        begins = (task.recurrence.first if task.recurrence else None) or start
        for n, entry in enumerate(task.lead):
            last = ended.get(entry.agency)
            if last is not None and last < begins:
                message = f"cơ quan '{entry.agency}' đã kết thúc ngày {show_date(last)}, trước khi việc bắt đầu"
                yield loaded.where(task.id, "lead", n, "agency"), message
