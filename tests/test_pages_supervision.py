"""Questions and topics: the answers of the pages are the answers of the database, the sheets have room to write."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest
from made_pages import PLANS, ROOT, made, portal, rows, text

from tracker.pages import qr, supervision, topics
from tracker.pages.portal import Portal
from tracker.questions import read_questions, run

QUESTIONS = read_questions(supervision.QUERIES)


@pytest.mark.parametrize("plan", PLANS)
def test_every_question_has_a_page_with_its_answer(plan: str) -> None:
    """As many rows as the question gives, and the question itself to ask again."""
    for question in QUESTIONS:
        page = made(supervision.pages, plan)[f"giam-sat/{question.name}"]
        answer = run(portal(plan).connection, question)
        assert len(re.findall(r'<th scope="row">', page.body)) == (0 if question.asks else len(answer.rows)), (
            question.name
        )
        asked = re.search(r'data-question="([^"]+)"', page.body)
        assert asked
        assert json.loads(unescape(asked[1]))["sql"] == question.sql
        assert page.wasm
        assert page.scripts == ("assets/js/days.js", "assets/js/ask.js")
        assert ("không có dòng nào trả lời" in page.body) == (not answer.rows and not question.asks)


def test_the_list_names_every_question_under_its_group() -> None:
    """With the number of rows of its answer."""
    page = made(supervision.pages, "sample")["giam-sat"].body
    for question in QUESTIONS:
        card = page.split(f'<h3><a href="../giam-sat/{question.name}/">')[1]
        count = len(run(portal("sample").connection, question).rows)
        if question.asks:
            assert "hỏi theo từng cơ quan" in text(card.split("</li>")[0])
            continue
        assert (f"{count} dòng" if count else "không có dòng nào") in text(card.split("</li>")[0]), question.name


@pytest.mark.parametrize("plan", PLANS)
def test_the_duties_of_one_body_are_asked_for_and_not_listed(plan: str) -> None:
    """Nearly three hundred rows answer nobody: a body must be chosen, or its page opened."""
    page = made(supervision.pages, plan)["giam-sat/viec-cua-mot-co-quan"].body
    assert re.search('<select id="ask-agency" name="agency" required>\n<option value="">Chọn…</option>', page)
    assert "Chọn một cơ quan rồi bấm «Xem»" in page
    for row in rows(plan, "select id from agencies"):
        assert f'<li><a href="../../co-quan/{row["id"].lower()}/">' in page


def test_an_empty_answer_without_records_is_not_good_news() -> None:
    """Nothing was published, so nothing can be said."""
    page = text(made(supervision.pages, "real")["giam-sat/bao-cao-khong-duoc-dong-y"].body)
    assert "Chưa có báo cáo, tài liệu nào được công bố" in page
    assert "không có nghĩa là không có việc như vậy" in page


def test_a_long_answer_is_cut_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page holds the first rows and tells how many there are."""
    monkeypatch.setattr(supervision, "MOST_ROWS", 3)
    pages = {page.address: page for page in supervision.pages(portal("sample"))}
    page = pages["giam-sat/tinh-trang-tung-viec"].body
    assert len(re.findall(r'<th scope="row">', page)) == 3
    assert "trang này nêu 3 dòng đầu" in page


def test_anything_can_be_asked_beside_the_dictionary() -> None:
    """Any SQL, with every question as an example."""
    page = made(supervision.pages, "sample")["hoi-du-lieu"]
    assert page.wasm
    assert page.body.count("<option value=") == len(QUESTIONS) + 1
    assert 'data-database="../du-lieu/plan.db"' in page.body


@pytest.mark.parametrize("plan", PLANS)
def test_a_topic_is_a_pack_of_sheets(plan: str) -> None:
    """Each duty with its words, what to ask for, and room for findings, reply and signatures."""
    for topic in rows(plan, "select * from topics"):
        page = made(topics.pages, plan)[f"chu-de/{topic['id']}"].body
        own = rows(plan, "select t.* from tasks t join task_topics k on k.task = t.id where k.topic = ?", topic["id"])
        for task in own:
            assert " ".join(task["quote"].split()) in text(page)
            assert not task["deliverable"] or task["evidence"] or f"{task['deliverable']}; văn bản gửi" in text(page)
        for words in ("Kết quả giám sát", "Ý kiến của cơ quan:", "Tài liệu cần yêu cầu"):
            assert page.count(words) == len(own)
        assert page.count('class="signatures"') == bool(own)


def test_paper_leads_back_to_the_page_when_its_address_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Address and code stand on the sheet."""
    assert "<svg" not in made(topics.pages, "real")["chu-de/von"].body
    known = Portal(portal("sample").connection, ROOT / "docs" / "templates")
    monkeypatch.setitem(known.__dict__, "meta", {**known.meta, "site_url": "https://ro-viec.example/"})
    page = {page.address: page for page in topics.pages(known)}["chu-de/von"].body
    assert "Mã QR dẫn tới https://ro-viec.example/chu-de/von/" in page
    assert "style=" not in page


def test_a_code_draws_each_dark_square() -> None:
    """The three corner marks stand where ISO/IEC 18004 puts them, within the quiet zone."""
    drawn = qr.code("https://ro-viec.example/")
    runs = [(int(x), int(y), int(n)) for x, y, n in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", drawn.path)]
    top = sorted(run for run in runs if run[1] == 4)
    assert top[0] == (4, 4, 7)
    assert top[-1] == (drawn.side - 11, 4, 7)
    assert (4, drawn.side - 5, 7) in runs
    assert min(x for x, _, _ in runs) == 4
    assert max(x + n for x, _, n in runs) == drawn.side - 4
