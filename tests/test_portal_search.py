"""Search on the published sites: sentences, bodies by any name, questions in plain words, whole words marked."""

from __future__ import annotations

import re
from urllib.parse import urlencode

import pytest
from built_sites import Site, visitor
from made_pages import rows
from playwright.sync_api import Browser, Page, expect

from tracker.text import initials

pytestmark = pytest.mark.browser


def look_up(page: Page, typed: str) -> list[str]:
    """Search for something; gives the addresses of the results as they are ranked."""
    page.goto(f"{page.url.partition('?')[0]}?{urlencode({'tu': typed})}")
    expect(page.locator("[data-search-status]")).to_contain_text("kết quả", timeout=15_000)
    links: list[str] = page.eval_on_selector_all("[data-search-results] a", "all => all.map(one => one.href)")
    return links


@pytest.mark.parametrize(
    ("plan", "typed", "words"),
    [
        ("real", "16 thon dac biet kho khan", "16 thôn đặc biệt khó khăn"),
        ("real", "khong de ai bi bo lai", "Không để ai bị bỏ lại phía sau"),
        ("sample", "14 diem tap ket", "14 điểm tập kết rác tự phát"),
    ],
)
def test_a_sentence_is_found_where_it_stands(
    browser: Browser, sites: dict[str, Site], plan: str, typed: str, words: str
) -> None:
    """Its own place in the text, not the top of the page; its kind is said."""
    with visitor(browser, sites[plan]) as guest:
        found = look_up(guest.open("tim-kiem/"), typed)
        kinds = guest.page.locator("[data-search-results] .tag").all_inner_texts()
    numbers = [re.search(r"van-ban/#c-(\d+)$", address) for address in found]
    [place] = [at for at, number in enumerate(numbers) if number][:1]
    assert place < 3
    assert kinds[place] == "Câu trong văn bản"
    number = numbers[place]
    assert number is not None
    [(text,)] = rows(plan, "select text from sentences where id = ?", int(number[1]))
    assert words in text


@pytest.mark.parametrize(
    ("plan", "typed", "agency"),
    [
        ("real", "dak bla", "xa-dak-bla"),
        ("real", "LĐTBXH", "phong-ld-tbxh"),
        ("real", "ld tbxh", "phong-ld-tbxh"),
        ("real", "mttq", "mat-tran-thanh-pho"),
        ("sample", "so tai c", "so-tai-chinh"),
        ("sample", "xa mau noi", "xa-mau-noi"),
        ("sample", "mttq", "mat-tran-thanh-pho-mau"),
    ],
)
def test_a_body_is_found_first_by_any_of_its_names(
    browser: Browser, sites: dict[str, Site], plan: str, typed: str, agency: str
) -> None:
    """A body of the plan stands before its successor of nearly the same name."""
    with visitor(browser, sites[plan]) as guest:
        assert look_up(guest.open("tim-kiem/"), typed)[0].endswith(f"/co-quan/{agency}/")
        assert guest.page.locator("[data-search-results] .tag").first.inner_text() == "Cơ quan"


def test_a_question_in_plain_words_finds_figures(browser: Browser, sites: dict[str, Site]) -> None:
    """«bao nhiêu» asks for a number and is in no text."""
    with visitor(browser, sites["real"]) as guest:
        found = look_up(guest.open("tim-kiem/"), "ho ngheo bao nhieu")
    assert [address for address in found[:4] if not re.search("/chi-tieu/|/van-ban/#c-", address)] == []


def test_whole_words_are_marked(browser: Browser, sites: dict[str, Site]) -> None:
    """«số» within nothing, and no part of a word; the last word may be half typed."""
    with visitor(browser, sites["sample"]) as guest:
        look_up(guest.open("tim-kiem/"), "so tai c")
        marked = guest.page.locator("[data-search-results] mark").all_inner_texts()
    assert {word.lower() for word in marked} <= {
        "sở",
        "số",
        "so",
        "sơ",
        "sổ",
        "sợ",
        "tài",
        "tải",
        "tại",
        "tái",
        "tai",
        "c",
    }


def test_initials_are_those_that_people_type() -> None:
    """From every word with a capital; «và» is left out."""
    assert "LĐTBXHTPKT" in initials("Phòng Lao động - Thương binh và Xã hội thành phố Kon Tum")
    assert "MTTQVN" in initials("Uỷ ban Mặt trận Tổ quốc Việt Nam")
    assert initials("UBND xã Đắk Blà")[0] == "UBNDXĐB"
