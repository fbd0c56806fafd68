"""Rules on duties: who leads, on whose authority, and what nobody carries out."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.checks.rule import Remark
from tracker.loaded import Loaded
from tracker.text import show_number
from tracker.vocabulary import AgencyKind, Authority, Binding

_OUTSIDE = (Authority.VERTICAL, Authority.HIGHER, Authority.FRONT, Authority.OUTSIDE)


def lead_named(loaded: Loaded) -> Iterator[Remark]:
    """Mỗi nhiệm vụ phải có ít nhất một cơ quan chủ trì."""
    for task in loaded.files.tasks:
        if not task.lead:
            yield loaded.where(task.id, "lead"), "chưa có cơ quan chủ trì ('lead')"


def several_leads(loaded: Loaded) -> Iterator[Remark]:
    """Việc giao cho nhiều cơ quan mà văn bản không nêu cơ quan chủ trì là điểm chưa rõ của kế hoạch."""
    for task in loaded.files.tasks:
        if len(task.lead) > 1:
            names = ", ".join(entry.agency for entry in task.lead)
            yield loaded.where(task.id, "lead"), f"nhiều cơ quan, không nêu cơ quan chủ trì: {names}"


def undefined_collective_leads(loaded: Loaded) -> Iterator[Remark]:
    """Việc giao cho một nhóm mà kế hoạch không nói gồm những ai là điểm chưa rõ của kế hoạch."""
    undefined = {
        agency.id: agency.name
        for agency in loaded.files.agencies
        if agency.kind is AgencyKind.COLLECTIVE and agency.members is None
    }
    for task in loaded.files.tasks if undefined else ():
        for n, entry in enumerate(task.lead):
            if entry.agency in undefined:
                message = f"giao cho «{undefined[entry.agency]}», kế hoạch không nói gồm những cơ quan nào"
                yield loaded.where(task.id, "lead", n, "agency"), message


def leads_and_supervises(loaded: Loaded) -> Iterator[Remark]:
    """Cơ quan vừa chủ trì việc vừa giám sát việc đó, hay vừa có chức năng giám sát, thì giám sát không độc lập."""
    for task in loaded.files.tasks:
        if task.supervise:
            leads = {entry.agency for entry in task.lead}
            for n, entry in enumerate(task.supervise):
                if entry.agency in leads:
                    message = f"'{entry.agency}' vừa chủ trì vừa giám sát việc này"
                    yield loaded.where(task.id, "supervise", n, "agency"), message
    for agency in (agency for agency in loaded.files.agencies if agency.supervises):
        if led := sum(entry.agency == agency.id for task in loaded.files.tasks for entry in task.lead):
            yield loaded.where(agency.id), f"vừa chủ trì {led} nhiệm vụ, vừa có chức năng giám sát"


def order_outside_command(loaded: Loaded) -> Iterator[Remark]:
    """Cơ quan ban hành không ra lệnh được cho cơ quan ngoài quyền chỉ đạo; văn bản nên đề nghị."""
    outside = {agency.id: agency for agency in loaded.files.agencies if agency.authority in _OUTSIDE}
    for task in loaded.files.tasks if outside else ():
        for n, entry in enumerate(task.lead):
            if entry.agency in outside and task.binding is Binding.ORDER:
                agency = outside[entry.agency]
                message = f"giao việc cho «{agency.name}» ({agency.authority.label.lower()}), ngoài quyền chỉ đạo"
                yield loaded.where(task.id, "lead", n, "agency"), message


def commitment_without_task(loaded: Loaded) -> Iterator[Remark]:
    """Cam kết không có nhiệm vụ nào thực hiện là điểm chưa rõ của kế hoạch."""
    for group in loaded.files.solutions if loaded.complete else ():
        for commitment in group.commitments:
            if commitment.id not in loaded.served:
                yield loaded.where(commitment.id), "không có nhiệm vụ nào thực hiện cam kết này"


def target_without_task(loaded: Loaded) -> Iterator[Remark]:
    """Chỉ tiêu không có nhiệm vụ nào phục vụ là điểm chưa rõ của kế hoạch."""
    for target in loaded.files.targets if loaded.complete else ():
        if target.id not in loaded.served:
            yield loaded.where(target.id), "không có nhiệm vụ nào phục vụ chỉ tiêu này"


def percentage_possible(loaded: Loaded) -> Iterator[Remark]:
    """Tỷ lệ phần trăm phải từ 0 đến 100."""
    for target in loaded.files.targets:
        if target.unit.startswith("%") and not 0 <= target.value <= 100:
            yield loaded.where(target.id, "value"), f"tỷ lệ {show_number(target.value)}% không nằm trong 0 đến 100"
        baseline = target.baseline
        if baseline and target.unit.startswith("%") and not 0 <= baseline.value <= 100:
            message = f"tỷ lệ {show_number(baseline.value)}% không nằm trong 0 đến 100"
            yield loaded.where(target.id, "baseline", "value"), message
    for n, figure in enumerate(loaded.files.plan.figures):
        if figure.unit.startswith("%") and not 0 <= figure.value <= 100:
            message = f"tỷ lệ {show_number(figure.value)}% không nằm trong 0 đến 100"
            yield loaded.entry("figures", n, "value"), message
