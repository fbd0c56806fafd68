"""Vietnamese text: one spelling for two tone placements, folding, initials, dates, numbers, and letters of others."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.text import (
    ACCENTED,
    either_tone,
    fold,
    initials,
    is_foreign_letter,
    is_unstable,
    meant_letter,
    nfc,
    read_date,
    same_tone,
    shortened,
    show_date,
    show_number,
    slug,
)

TONES = "\u0300\u0301\u0303\u0309\u0323"
SYLLABLES = st.sampled_from(["hòa", "hoà", "HÒA", "Ủy", "Uỷ", "thuý", "thúy", "khoẻ", "khỏe", "quý", "bình", "òy", " "])


@pytest.mark.parametrize(
    ("one", "other"),
    [("hòa", "hoà"), ("Ủy ban", "Uỷ ban"), ("khỏe", "khoẻ"), ("HÓA", "HOÁ"), ("thụy", "thuỵ"), ("OÀ", "ÒA")],
)
def test_both_placements_of_a_tone_become_one_spelling(one: str, other: str) -> None:
    assert same_tone(one) == same_tone(other) == same_tone(unicodedata.normalize("NFD", one))
    assert all(re.fullmatch(either_tone(written)[1], read) for written in (one, other) for read in (one, other))


@pytest.mark.parametrize("word", ["ngoài", "hoằng", "quyền", "tuyết", "òy", "ùa", "đồng bào"])
def test_what_has_one_spelling_keeps_it(word: str) -> None:
    moved = same_tone(word)
    assert moved == same_tone(moved)
    assert re.fullmatch(either_tone(word)[1], word)


@settings(deadline=None, derandomize=True)
@given(st.lists(SYLLABLES).map("".join))
def test_a_moved_tone_keeps_every_letter_and_every_place(words: str) -> None:
    moved = same_tone(words)
    assert len(moved) == len(nfc(words))
    assert fold(moved) == fold(words)
    same, either = either_tone(words)
    assert re.fullmatch(either, nfc(words))
    assert re.fullmatch(either, moved)
    assert all(piece in nfc(words) for piece in same)


def test_the_accented_letters_are_those_of_vietnamese() -> None:
    assert len(ACCENTED) == 2 * 67 == len(set(ACCENTED))
    assert {fold(letter) for letter in ACCENTED} == set("adeiouy")
    assert not any(map(is_foreign_letter, ACCENTED))
    assert not any(map(is_unstable, ACCENTED))


@settings(deadline=None, derandomize=True)
@given(st.text(max_size=8))
def test_a_text_without_unstable_characters_is_normal(words: str) -> None:
    assert any(map(is_unstable, words)) or unicodedata.is_normalized("NFC", words)


@pytest.mark.parametrize("letter", [*TONES, "\u0302", "\u1161", "\u11a8", "\u2126", "\u212b"])
def test_marks_parts_of_letters_and_doubles_are_unstable(letter: str) -> None:
    assert is_unstable(letter)


def test_folding_leaves_plain_small_letters() -> None:
    assert fold("  Đào   tạo NGHỀ ") == fold("Ðào tạo nghề") == "dao tao nghe"
    assert slug("Tổ chức – thực hiện (2018)") == "to-chuc-thuc-hien-2018"


def test_initials_are_those_of_words_with_a_capital() -> None:
    assert initials("Sở Tài chính") == ["STC", "TC"]
    assert "MTTQVN" in initials("Uỷ ban Mặt trận Tổ quốc Việt Nam")
    assert initials("các xã và phường") == []


def test_dates_are_shown_and_read_as_they_are_written_here() -> None:
    assert show_date(date(2018, 3, 9)) == show_date("2018-03-09") == "09/03/2018"
    assert show_date(None) == ""
    assert read_date("9/3/2018") == read_date("2018-03-09") == date(2018, 3, 9)
    assert read_date("31/2/2018") is read_date("9-3-2018") is None


def test_numbers_have_points_for_thousands_and_a_comma() -> None:
    assert show_number(Decimal(2135)) == "2.135"
    assert show_number(Decimal("4.630")) == "4,630"
    assert show_number(4.626, 2) == "4,63"


def test_a_long_text_ends_at_a_word() -> None:
    assert shortened("một hai ba", 10) == "một hai ba"
    assert shortened("một hai bốn", 10) == "một hai…"


@pytest.mark.parametrize(("letter", "meant"), [("Ð", "Đ"), ("а", "a"), ("Α", "A"), ("１", "1"), ("字", ""), ("ᴀ", "")])
def test_a_letter_of_another_script_is_told_with_what_it_looks_like(letter: str, meant: str) -> None:
    assert meant_letter(letter) == meant
    assert is_foreign_letter(letter) == (letter != "ᴀ")


def test_signs_and_letters_of_minority_languages_are_no_foreign_ones() -> None:
    assert not any(map(is_foreign_letter, "²µΩªČŏƀñ€–“”%"))
