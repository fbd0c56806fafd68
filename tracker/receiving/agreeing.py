"""Forms of one body that came together → where one says something else than another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tracker.receiving.judging import Report, Told
from tracker.receiving.returned import FormFault
from tracker.text import show_date
from tracker.vocabulary import ClaimState, EntryKind


class _Said(NamedTuple):
    report: Report
    told: Told

    @property
    def words(self) -> str:
        fields = self.told.fields
        return f"«{ClaimState(fields['state']).label}» ngày {show_date(fields['effective'])}"

    @property
    def at(self) -> str:
        return self.told.cells["state"]


def disagreements(reports: Iterable[Report]) -> Iterator[FormFault]:
    """Give each claim that differs from what another form of the same body says of the same duty.

    Which of the two holds is not for a program to choose, nor the order in which the files were named.
    """
    first: dict[tuple[str, str, str | None], _Said] = {}
    for report in reports:
        for told in report.told:
            if told.fields["kind"] == EntryKind.CLAIM.value:
                said = _Said(report, told)
                other = first.setdefault((report.form.agency, told.fields["task"], told.fields.get("period")), said)
                if other.told.fields != told.fields:
                    yield _disagreement(said, other)


def _disagreement(said: _Said, other: _Said) -> FormFault:
    task = said.told.fields["task"]
    difference = (
        f"nói {said.words}, còn {other.report.file}, {other.at} nói {other.words}"
        if said.words != other.words
        else f"khác lời trong {other.report.file}, {other.at}"
    )
    message = f"hai biểu mẫu của cùng cơ quan nói khác nhau về {task}: ô này {difference}"
    return FormFault(said.report.file, said.at, f"{message}; hỏi lại cơ quan, chỉ nhận tệp đúng")
