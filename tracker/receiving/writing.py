"""What returned forms report → the text of record files, and what of it is recorded already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pydantic import TypeAdapter

from tracker.exports.form import ENTERED
from tracker.receiving.judging import Report, Told
from tracker.records import Claim, Entry, Evidence, Record
from tracker.text import show_date
from tracker.yamltext import Value, as_mapping

_LONGEST_ID = 60
_ENTRY: TypeAdapter[Entry] = TypeAdapter(Entry)


@dataclass(frozen=True)
class Written:
    """A record file before it is written: its id, its text, and the entries with their cells."""

    report: Report
    id: str
    text: str
    told: Sequence[Told]


def write_records(
    reports: Iterable[Report], records: Sequence[Record], recorded: date, schema: str | None
) -> tuple[Sequence[Written], Sequence[Report]]:
    """Give a record file for each report that says something new, and the reports that say nothing new.

    records: what is recorded; a report that came twice is written once, also among the reports themselves.
    schema: the address of the JSON Schema from the folder of records, for editors.
    """
    known = _said(records)
    taken, received = {record.id for record in records}, {record.form for record in records}
    written: list[Written] = []
    nothing: list[Report] = []
    for report in reports:
        said = known.setdefault(report.form.agency, [])
        told = [item for item in report.told if report.fingerprint not in received and _is_new(item, said)]
        said += [_ENTRY.validate_python(item.fields) for item in told]
        received.add(report.fingerprint)
        if told:
            name = _free(f"{recorded.isoformat()}-bieu-mau-{report.form.agency}", taken)
            taken.add(name)
            written.append(Written(report, name, _text(name, report, told, recorded, schema), told))
        else:
            nothing.append(report)
    return written, nothing


def _said(records: Sequence[Record]) -> dict[str, list[Entry]]:
    """Give what each body has said of its own duties, in the order in which it became known."""
    said: dict[str, list[Entry]] = {}
    for record in sorted(records, key=lambda record: (record.recorded, record.id)):
        for entry in record.entries:
            if isinstance(entry, Claim | Evidence) and entry.agency in (None, record.provided_by):
                said.setdefault(record.provided_by, []).append(entry.model_copy(update={"agency": None}))
    return said


def _is_new(told: Told, said: Sequence[Entry]) -> bool:
    """Tell whether an entry adds something: a claim that is not the latest one, a document not named before."""
    entry = _ENTRY.validate_python(told.fields)
    if isinstance(entry, Claim):
        earlier = [e for e in said if isinstance(e, Claim) and (e.task, e.period) == (entry.task, entry.period)]
        return entry not in earlier[-1:]
    return entry not in said


def _free(wanted: str, taken: set[str]) -> str:
    name, number = wanted[:_LONGEST_ID].rstrip("-"), 1
    while name in taken:
        number += 1
        name = f"{wanted[: _LONGEST_ID - 4].rstrip('-')}-{number}"
    return name


def _text(name: str, report: Report, told: Sequence[Told], recorded: date, schema: str | None) -> str:
    form = report.form
    day = show_date(form.as_of)
    document: Mapping[str, Value] = {
        "title": f"Báo cáo tình hình thực hiện nhiệm vụ, theo biểu mẫu ngày {day}",
        "number": report.number,
        "issued": report.issued,
    }
    fields: Mapping[str, Value] = {
        "id": name,
        "recorded": recorded.isoformat(),
        "provided_by": form.agency,
        "form": report.fingerprint,
        "document": document,
        "entries": [item.fields for item in told],
    }
    head = f"# yaml-language-server: $schema={schema}\n" if schema else ""
    return f"{head}# Nhận từ biểu mẫu của {form.agency_name}, lập theo tình hình ngày {day}.\n\n" + as_mapping(
        fields, frozenset({"entries"})
    )


def summary(written: Sequence[Written]) -> Iterator[str]:
    """Give all that will be recorded: the report, then a line for each entry with its words below it."""
    for item in written:
        form = item.report.form
        titles = {(row["task"], row["period"]): row for row in form.rows}
        yield f"{form.agency_name} ({item.report.file}) → {item.id}.yaml"
        yield f"  Báo cáo{_number_and_day(item.report.number, item.report.issued) or ' không ghi số, ngày'}"
        for told in item.told:
            row = titles[told.fields["task"], told.fields.get("period", "")]
            period = f", {row['label']}" if row["label"] else ""
            head, *words = _said_words(told.fields)
            yield f"  {told.fields['task']}{period}: {row['title']}: {head}"
            yield from (f"    {line}" for line in words)


def _said_words(fields: Mapping[str, str]) -> Iterator[str]:
    entry = _ENTRY.validate_python(fields)
    if isinstance(entry, Claim):
        yield f"{entry.state.label} ngày {show_date(entry.effective)}"
        yield from _labelled({"text": entry.text, "obstacles": entry.obstacles})
    else:
        assert isinstance(entry, Evidence)
        yield f"tài liệu «{entry.title}»{_number_and_day(entry.number, entry.issued)}"
        yield from _labelled({"url": entry.url})


def _labelled(words: Mapping[str, str | None]) -> Iterator[str]:
    yield from (f"{column.heading}: {words[column.key]}" for column in ENTERED if words.get(column.key))


def _number_and_day(number: str | None, day: date | str | None) -> str:
    return f"{f' số {number}' if number else ''}{f' ngày {show_date(day)}' if day else ''}"
