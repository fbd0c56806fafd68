"""What a supervisor asks: every question with its answer, and a page to ask the data anything."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from tracker.exports.links import DATABASE
from tracker.pages.portal import FOLDERS, Page, Portal
from tracker.questions import (
    Answer,
    ParameterType,
    Question,
    browser_links,
    browser_question,
    cells,
    options,
    read_questions,
    run,
    shown,
)

ADDRESS = FOLDERS["question"]
FREE = "hoi-du-lieu"
QUERIES = Path(__file__).parents[2] / "queries"
#: A page holds at most so many rows of an answer; the rest is a question away.
MOST_ROWS = 1000
_SCRIPTS = ("assets/js/days.js", "assets/js/ask.js")


def pages(portal: Portal) -> Iterator[Page]:
    """Give the list of questions, a page for each with its answer, and the page for any SQL."""
    questions = read_questions(QUERIES)
    answers = {question.name: run(portal.connection, question) for question in questions}
    yield _index(portal, questions, answers)
    choices = {kind: options(portal.connection, kind) for kind in ParameterType}
    records = portal.rows("select count(*) as n from records where recorded <= :as_of", as_of=portal.as_of)[0]["n"]
    for question in questions:
        address = f"{ADDRESS}/{question.name}"
        answer = answers[question.name]
        body = portal.render(
            "question.html",
            address,
            question=question,
            data=browser_question(question),
            answer=Answer(answer.columns, () if question.asks else answer.rows[:MOST_ROWS]),
            rows=len(answer.rows),
            records=records,
            choices=choices,
            **_places(address),
        )
        words = f"{question.title} {question.why}"
        yield Page(
            address,
            question.title,
            question.why,
            body,
            words=words,
            template="wide.html",
            kicker=question.group,
            scripts=_SCRIPTS,
            wasm=True,
        )
    yield _anything(portal, questions)


def _places(address: str) -> dict[str, object]:
    """Give what the part that asks needs: where the database and the root are, and how a row is shown."""
    root = "../" * len(address.split("/"))
    return {"database": f"{root}{DATABASE}", "root": root, "shown": shown, "cells": cells}


def _index(portal: Portal, questions: Sequence[Question], answers: Mapping[str, Answer]) -> Page:
    groups: dict[str, list[Question]] = {}
    for question in questions:
        groups.setdefault(question.group, []).append(question)
    topics = portal.rows(
        """
        select t.id, t.name, count(k.task) as tasks
        from topics t
        left join task_topics k on k.topic = t.id
        group by t.id
        order by t.position
        """
    )
    body = portal.render("questions.html", ADDRESS, groups=groups, answers=answers, topics=topics)
    description = "Những câu hỏi một đoàn giám sát thường đặt ra, mỗi câu có câu trả lời, danh sách in được."
    return Page(ADDRESS, "Giám sát", description, body, words=description, template="wide.html")


def _anything(portal: Portal, questions: Sequence[Question]) -> Page:
    description = "Viết câu lệnh SQL trên cơ sở dữ liệu công khai của kế hoạch và xem kết quả ngay trong trình duyệt."
    body = portal.render(
        "ask_anything.html",
        FREE,
        questions=questions,
        words=[dict(row) for row in portal.rows("select * from dictionary order by position")],
        links=browser_links(),
        **_places(FREE),
    )
    return Page(
        FREE,
        "Hỏi dữ liệu",
        description,
        body,
        words=description,
        template="wide.html",
        parent=("Giám sát", f"{ADDRESS}/"),
        scripts=_SCRIPTS,
        wasm=True,
    )
