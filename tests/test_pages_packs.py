"""«Phiếu giám sát»: a pack of sheets for each body and each topic, whole and with room to write."""

from __future__ import annotations

import pytest
from made_pages import PLANS, made, rows, text

from tracker.pages import packs, supervision, topics

DOING = "select distinct task from agency_duties where agency = ? and role in ('lead', 'coordinate', 'advise')"


@pytest.mark.parametrize("plan", PLANS)
def test_every_body_with_something_to_do_has_a_pack(plan: str) -> None:
    """Each duty once, with its words, what to ask for, and room for findings, reply and signatures."""
    made_packs = made(packs.pages, plan)
    quotes = {row["id"]: " ".join(row["quote"].split()) for row in rows(plan, "select id, quote from tasks")}
    for row in rows(plan, "select id from agencies"):
        own = [one["task"] for one in rows(plan, DOING, row["id"])]
        address = f"giam-sat/phieu/{row['id'].lower()}"
        assert (address in made_packs) == bool(own), row["id"]
        if own:
            page = made_packs[address].body
            assert [task for task in own if quotes[task] not in text(page)] == []
            for words in ("Kết quả giám sát", "Ý kiến của cơ quan:", "Tài liệu cần yêu cầu"):
                assert page.count(words) == len(own)
            assert page.count('class="signatures"') == 1


def test_paper_leads_back_to_the_page_or_says_why_it_cannot() -> None:
    """Address and code where the plan says where it is published; else the browser's address and room for another."""
    known = made(packs.pages, "sample")["giam-sat/phieu/so-tai-chinh"].body
    assert "Mã QR dẫn tới https://thanh-pho-mau.example/ro-viec/giam-sat/phieu/so-tai-chinh/" in known
    for page in (made(packs.pages, "real")["giam-sat/phieu/xa-dak-bla"], made(topics.pages, "real")["chu-de/von"]):
        assert "Phiếu không có mã QR vì kế hoạch chưa khai báo địa chỉ công bố" in text(page.body)
        assert f'<a href="../{"../" * page.address.count("/")}{page.address}/" data-address>' in page.body


@pytest.mark.parametrize("plan", PLANS)
def test_the_packs_are_found_from_the_questions(plan: str) -> None:
    """The page on supervision leads to the list, the list to every pack."""
    assert 'href="../giam-sat/phieu/"' in made(supervision.pages, plan)["giam-sat"].body
    listed = made(packs.pages, plan)["giam-sat/phieu"].body
    assert all(address.rpartition("/")[2] in listed for address in made(packs.pages, plan))
