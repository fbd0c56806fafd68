"""The plan's text as a page: word for word, each duty with who and in which state, each other passage with a reason."""

from __future__ import annotations

import re

import pytest
from made_pages import PLANS, links, made, rows, text

from tracker.pages import plan_text


def body(plan: str) -> str:
    """Give the HTML of the page of the text."""
    return made(plan_text.pages, plan)["van-ban"].body


def sentences(plan: str) -> dict[int, str]:
    """Give the HTML of each sentence by its number."""
    html = body(plan)
    starts = [(int(found[1]), found.start()) for found in re.finditer(r'<span class="sentence" id="c-(\d+)">', html)]
    ends = [start for _, start in starts[1:]] + [len(html)]
    return {
        number: re.split(r"</p>|</h\d>", html[start:end])[0] for (number, start), end in zip(starts, ends, strict=True)
    }


@pytest.mark.parametrize("plan", PLANS)
def test_the_text_is_whole_and_unchanged(plan: str) -> None:
    """With the marks taken out, each sentence reads as it is written, in its order."""
    shown = sentences(plan)
    assert list(shown) == [row["id"] for row in rows(plan, "select id from sentences order by id")]
    for row in rows(plan, "select id, text from sentences"):
        bare = re.sub(r" <a class=\"mark\".*?</a>", "", shown[row["id"]])
        assert text(re.sub("<[^>]*>", "", bare)) == " ".join(row["text"].split())


@pytest.mark.parametrize("plan", PLANS)
def test_every_quoted_item_is_marked_in_its_sentence(plan: str) -> None:
    """A duty, a commitment, a target: a mark in the sentence and a line in the margin that it leads to."""
    shown, html = sentences(plan), body(plan)
    for row in rows(plan, "select * from sentence_spans where kind in ('task', 'commitment', 'target')"):
        found = re.search(
            rf'<a class="mark" href="#([^"]+)"[^>]*>{row["item"]}(?:<span class="sign[^>]*></span>)*</a>',
            shown[row["sentence"]],
        )
        assert found, row["item"]
        assert f'<li id="{found[1]}">' in html


@pytest.mark.parametrize("plan", PLANS)
def test_the_margin_says_who_and_in_which_state(plan: str) -> None:
    """State in words, never by colour alone; a request is called one."""
    margin = {item: text(line) for item, line in re.findall(r"<li id=\"g-[^>]*><b>([^<]+)</b>(.*?)</li>", body(plan))}
    known = rows(
        plan,
        """
        select t.id, t.title, t.binding, a.lead, group_concat(s.state_label, ';') as states
        from tasks t
        join task_agencies a on a.task = t.id
        join states s on s.task = t.id and s.first <= ?1 and ?1 < s.until
        group by t.id
        """,
        PLANS[plan][1].isoformat(),
    )
    assert known
    for row in known:
        words = margin[row["id"]]
        assert row["title"] in words
        assert all(name in words for name in row["lead"].split("; "))
        assert all(state in words for state in row["states"].split(";"))
        assert ("Đề nghị" in words.replace(row["title"], "")) == (row["binding"] == "request")


@pytest.mark.parametrize("plan", PLANS)
def test_a_passage_that_is_no_duty_says_why(plan: str) -> None:
    """One line in the margin of its block for each reason; headings need none."""
    page = text(body(plan))
    for row in rows(
        plan,
        """
        select distinct v.label
        from sentences s
        join outline o on o.locator = s.locator
        join vocabulary v on v.name = 'reason' and v.code = s.reason
        where coalesce(o.heading, '') = ''
        """,
    ):
        assert f"Không phải nhiệm vụ, vì là {row['label'].lower()}" in page


@pytest.mark.parametrize("plan", PLANS)
def test_the_state_stands_at_the_sentence(plan: str) -> None:
    """A sign for each state of a duty, its word in the name of the mark."""
    for item, name, signs in re.findall(
        r'aria-label="Nhiệm vụ ([^:]+): ([^"]*)"[^>]*>[^<]*((?:<span class="sign[^>]*></span>)*)</a>', body(plan)
    ):
        words = [
            row["label"]
            for code in re.findall(r"sign state-([\w-]+)", signs)
            for row in rows(plan, "select label from vocabulary where name = 'state' and code = ?", code)
        ]
        assert words == name.split("; "), item


@pytest.mark.parametrize("plan", PLANS)
def test_what_is_no_duty_names_its_words(plan: str) -> None:
    """«Không phải nhiệm vụ, vì…» leads to the sentences that it speaks of."""
    told = re.findall(r'<li class="hint">Không phải nhiệm vụ, vì.*?</li>', body(plan), re.DOTALL)
    assert told
    assert [one for one in told if not re.search(r'<a href="#c-\d+">«', one)] == []


def test_a_commitment_that_nobody_carries_out_says_so() -> None:
    """As many as the database knows of."""
    assert body("real").count("chưa có nhiệm vụ nào thực hiện") == len(
        rows("real", "select id from commitments_without_task")
    )


def test_what_the_source_lacks_stands_at_the_top() -> None:
    """Before the text itself, with the facts that the source does not give."""
    top = text(body("real").split('id="cach-doc"')[0])
    assert "ngày: chưa có trong bản nguồn" in top
    for row in rows("real", "select text from source_notes where kind = 'missing'"):
        assert row["text"] in top


def test_a_sentence_that_nobody_read_is_seen() -> None:
    """What no quotation covers is marked, list marks and full stops aside."""
    row = {"status": "uncovered", "text": "- Việc chưa ai đọc.", "id": 1}
    (stretch,) = plan_text._stretches(row, [])  # type: ignore[arg-type]
    assert stretch.mark == "open"
    assert plan_text._mark(set(), "partial", "; ") == ""


@pytest.mark.parametrize("plan", PLANS)
def test_it_leads_to_every_duty_commitment_and_target(plan: str) -> None:
    """By the addresses where their pages stand."""
    found = links(made(plan_text.pages, plan)["van-ban"])
    for row in rows(plan, "select id from tasks"):
        assert f"nhiem-vu/{row['id'].lower()}" in found
    for row in rows(plan, "select id from targets"):
        assert f"chi-tieu/{row['id'].lower()}" in found
