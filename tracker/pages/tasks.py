"""The list of duties, and the page of each: its sentence, who, until when, and what was said of it since."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from tracker.pages.duties import DONE, Duty, by_heading, duties
from tracker.pages.entries import task_entries
from tracker.pages.portal import ADDRESS_SCRIPT, Page, Portal, Row, as_of_scripts

ADDRESS = "nhiem-vu"


class Sentence(NamedTuple):
    """A sentence of the plan in pieces: text, and whether the duty quotes it."""

    id: int
    pieces: Sequence[tuple[str, bool]]


class Occurrence(NamedTuple):
    """The obligations of one period; of a duty that does not return, all of them, without a label."""

    label: str
    obligations: Sequence[Row]
    done: int
    begun: bool


def pages(portal: Portal) -> Iterator[Page]:
    """Give the list of all duties, then the page of each."""
    found = duties(portal)
    yield _index(portal, found)
    about = _about(portal)
    for duty in found.values():
        yield _page(portal, duty, {name: rows[duty.task["id"]] for name, rows in about.items()})


def _index(portal: Portal, found: Mapping[str, Duty]) -> Page:
    body = portal.render("tasks.html", ADDRESS, groups=by_heading(portal, found.values()), total=len(found))
    return Page(
        ADDRESS,
        "Nhiệm vụ",
        f"Các nhiệm vụ trong {portal.plan['short_title']}: ai chủ trì, đến khi nào, tình trạng.",
        body,
        template="wide.html",
        scripts=as_of_scripts(),
    )


def _page(portal: Portal, duty: Duty, about: Mapping[str, Any]) -> Page:
    task = duty.task
    address = f"{ADDRESS}/{task['id'].lower()}"
    lead = duty.lead or "Không nêu cơ quan chủ trì"
    body = portal.render(
        "task.html",
        address,
        duty=duty,
        task=task,
        occurrences=_occurrences(duty),
        periods=portal.periods.of([task["id"]]),
        **about,
    )
    return Page(
        address,
        task["title"],
        f"{lead}. Nhiệm vụ {task['id']} của {portal.plan['short_title']}: nguyên văn, thời hạn, tình trạng.",
        body,
        words=" · ".join([task["id"], task["quote"], *dict.fromkeys(row["name"] for row in duty.roles)]),
        kicker=f"Nhiệm vụ {task['id']}",
        scripts=(*as_of_scripts("as-of-task", "why"), ADDRESS_SCRIPT),
    )


def _about(portal: Portal) -> Mapping[str, Mapping[str, Sequence[Any]]]:
    """Give what the database holds about duties, by duty, under the names that the template uses."""
    return {
        "clarity": portal.grouped(
            """
            select c.*
            from clarity c
            join vocabulary v on v.name = 'clarity' and v.code = c.dimension
            order by c.task, v.position
            """,
            "task",
        ),
        "commitments": portal.grouped(
            """
            select s.task, c.id, c.title
            from task_commitments s
            join commitments c on c.id = s."commitment"
            order by c.position
            """,
            "task",
        ),
        "targets": portal.grouped(
            "select s.task, t.id, t.title from task_targets s join targets t on t.id = s.target order by t.position",
            "task",
        ),
        "topics": portal.grouped(
            "select s.task, t.id, t.name from task_topics s join topics t on t.id = s.topic order by t.position",
            "task",
        ),
        "changes": portal.grouped(
            "select * from changes where changed <= :day order by position", "task", day=portal.as_of
        ),
        "entries": task_entries(portal),
        "sentences": _sentences(portal),
    }


def _sentences(portal: Portal) -> Mapping[str, Sequence[Sentence]]:
    """Give for each duty the whole sentences from which it quotes."""
    spans = portal.grouped(
        """
        select p.*, s.text
        from sentence_spans p
        join sentences s on s.id = p.sentence
        where p.kind = 'task'
        order by p.item, p.sentence, p.first
        """,
        "item",
    )
    return {task: _marked(rows) for task, rows in spans.items()}


def _marked(spans: Sequence[Row]) -> list[Sentence]:
    found: dict[int, list[Row]] = {}
    for span in spans:
        found.setdefault(span["sentence"], []).append(span)
    return [Sentence(number, list(_pieces(rows))) for number, rows in found.items()]


def _pieces(spans: Sequence[Row]) -> Iterator[tuple[str, bool]]:
    text, end = spans[0]["text"], 0
    for span in spans:
        first = max(end, span["first"])
        if first > end:
            yield text[end:first], False
        if span["until"] > first:
            yield text[first : span["until"]], True
        end = max(end, span["until"])
    if end < len(text):
        yield text[end:], False


def _occurrences(duty: Duty) -> list[Occurrence]:
    """Give the obligations of a duty period by period, in the order of time."""
    found: dict[str, list[Row]] = {}
    for row in duty.obligations:
        found.setdefault(row["occurrence_label"] or "", []).append(row)
    return [
        Occurrence(label, rows, sum(row["state"] in DONE for row in rows), any(row["state"] for row in rows))
        for label, rows in found.items()
    ]
