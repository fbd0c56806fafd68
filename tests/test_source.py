"""The plan's own text: places, sentences and quotes, for the first plan and for four others."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.source import Source, read_source
from tracker.text import same_tone, squeeze

ROOT = Path(__file__).parent.parent
KON_TUM = read_source((ROOT / "plan" / "source" / "ke-hoach-2018.txt").read_text(encoding="utf-8"))


def places(source: Source) -> dict[str, str]:
    return {place.locator: place.heading for place in source.places}


def pieces(raw: str) -> list[str]:
    return [sentence.text for sentence in read_source(raw).sentences]


def test_a_part_is_called_by_its_heading_and_never_by_its_number() -> None:
    place = KON_TUM.place("to-chuc-thuc-hien/15/1")
    assert place is not None
    assert KON_TUM.label(place.locator) == "Phần «TỔ CHỨC THỰC HIỆN», mục 15, gạch đầu dòng 1"
    assert KON_TUM.text[place.start : place.start + 24] == "- Căn cứ kế hoạch này, t"
    assert KON_TUM.text[: place.end].endswith("chậm nhất ngày 10/3/2018;")


def test_the_parts_of_the_first_plan_stand_in_order_though_one_number_is_used_twice() -> None:
    assert [place.locator for place in KON_TUM.places if place.parent is None] == [
        "mo-dau",
        "muc-dich-yeu-cau",
        "thuc-trang-va-nguyen-nhan-ngheo",
        "muc-tieu-nam-2018",
        "giai-phap-thuc-hien",
        "to-chuc-thuc-hien",
        "ket-thuc",
    ]


def test_a_heading_ends_at_the_colon_and_a_statement_has_none() -> None:
    found = places(KON_TUM)
    assert found["to-chuc-thuc-hien/2"] == "Phòng Tài chính - Kế hoạch thành phố"
    assert found["giai-phap-thuc-hien/2/1"] == ""
    assert found["muc-tieu-nam-2018/2/2"] == ""


def test_every_letter_of_the_text_is_in_exactly_one_sentence() -> None:
    ends = [(sentence.start, sentence.end) for sentence in KON_TUM.sentences]
    assert all(before[1] <= after[0] for before, after in pairwise(ends))
    outside = "".join(
        KON_TUM.text[end:start]
        for end, start in zip([0, *(e for _, e in ends)], [*(s for s, _ in ends), None], strict=True)
    )
    assert not any(map(str.isalnum, outside))


def test_debris_of_footnotes_joins_the_paragraph_before() -> None:
    texts = [sentence.text for sentence in KON_TUM.sentences if sentence.locator.endswith("ngheo/1/2")]
    assert texts[0] == "- Thành phố có 06 xã, 01 phường thuộc khu vực II ;"
    assert texts[1].startswith("16 thôn đặc biệt khó khăn , có 03 xã")


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Một. Hai; ba. Ấm lên.", ["Một.", "Hai;", "ba.", "Ấm lên."]),
        ("Gửi TP. Hồ Chí Minh. Xong.", ["Gửi TP. Hồ Chí Minh.", "Xong."]),
        ("Có 2.135 hộ, 5.63 và 10.3.2018. Hết.", ["Có 2.135 hộ, 5.63 và 10.3.2018.", "Hết."]),
        ("Sách, báo v.v. Theo phụ lục số 1. Trang 2.", ["Sách, báo v.v. Theo phụ lục số 1. Trang 2."]),
        ("Nhà ở... tiếp tục làm… Rồi nghỉ.", ["Nhà ở... tiếp tục làm…", "Rồi nghỉ."]),
        ("Bệnh viện (trạm y tế...) xây dựng.", ["Bệnh viện (trạm y tế...) xây dựng."]),
        ("“Dân biết, dân làm.” Chuyển dần.", ["“Dân biết, dân làm.”", "Chuyển dần."]),
    ],
)
def test_sentences(raw: str, expected: list[str]) -> None:
    assert pieces(raw) == expected


def test_wrapped_lines_are_one_paragraph_and_a_short_line_before_a_capital_is_a_heading() -> None:
    source = read_source(
        "V. TỔ CHỨC THỰC HIỆN\n"
        "    1. Sở Khoa học và Công nghệ\n"
        "    Chủ trì phối hợp với các đơn vị triển khai các nhiệm vụ giai đoạn 2016\n"
        "- 2020 về chuyển giao và định kỳ\n"
        "báo cáo Ủy ban nhân dân tỉnh.\n"
    )
    assert places(source)["to-chuc-thuc-hien/1"] == "Sở Khoa học và Công nghệ"
    assert source.sentences[-1].text.startswith("Chủ trì phối hợp")
    assert source.sentences[-1].text.endswith("2016 - 2020 về chuyển giao và định kỳ báo cáo Ủy ban nhân dân tỉnh.")


OUTLINES = [
    ("1. Bộ A:\na) Rà soát.\nđ) Xử lý.\n2. Bộ B: Làm.", ["1", "1/a", "1/dd", "2"]),
    ("Mở đầu.\nI. A\n1. X:\n1.1. Y:\n- z\n+ t\n• u\n1.2. W:\n- v", None),
    (
        "PHẦN THỨ NHẤT\nI. CHUNG\n- a\nPHẦN THỨ HAI\nI. CHUNG\n1. b",
        [
            "phan-thu-nhat",
            "phan-thu-nhat/chung",
            "phan-thu-nhat/chung/1",
            "phan-thu-hai",
            "phan-thu-hai/chung",
            "phan-thu-hai/chung/1",
        ],
    ),
    (
        "Chương I. QUY ĐỊNH\nĐiều 1. Phạm vi\n1. Một.\nĐiều 2. Đối tượng\na) Hai.",
        ["quy-dinh", "quy-dinh/dieu-1", "quy-dinh/dieu-1/1", "quy-dinh/dieu-2", "quy-dinh/dieu-2/a"],
    ),
    ("I. GIẢI PHÁP\n- a\nII. GIẢI PHÁP\n- b", ["giai-phap", "giai-phap/1", "giai-phap-2", "giai-phap-2/1"]),
    (
        "## I. MỤC ĐÍCH\n### 1. Chung\na) Một.\n#### Ngày đầu\n| Giờ | Việc |\n|---|---|\n| 7h | Họp |\n\nSau bảng.",
        [
            "muc-dich",
            "muc-dich/1",
            "muc-dich/1/a",
            "muc-dich/1/ngay-dau",
            "muc-dich/1/ngay-dau/tieu-de",
            "muc-dich/1/ngay-dau/1",
        ],
    ),
    (
        "I. A\n1. Làm.\nTrên đây là kế hoạch.\nNơi nhận:\n- Lưu.\nPHỤ LỤC 1\nI. BẢNG",
        ["a", "a/1", "ket-thuc", "ket-thuc-2", "ket-thuc-2/1", "phu-luc-1", "phu-luc-1/bang"],
    ),
]


@pytest.mark.parametrize(("raw", "expected"), OUTLINES)
def test_outlines(raw: str, expected: list[str] | None) -> None:
    found = list(places(read_source(raw)))
    assert found == (
        expected
        or ["mo-dau", "a", "a/1", "a/1/1.1", "a/1/1.1/1", "a/1/1.1/1/1", "a/1/1.1/1/1/1", "a/1/1.2", "a/1/1.2/1"]
    )


def test_a_body_is_named_in_whichever_case_and_tone_placement() -> None:
    source = read_source("I. TỔ CHỨC THỰC HIỆN\n1. ỦY BAN NHÂN DÂN xã Hoà Bình: rà soát.\n")
    assert source.names("Uỷ ban nhân dân xã  Hòa Bình")
    assert source.names("xã hoà bình")
    assert not source.names("ban nhân d")
    assert not source.names("Uỷ ban nhân dân xã Thuỵ Bình")


def test_a_quote_is_found_whatever_its_white_space_form_and_tone_placement() -> None:
    source = read_source("I. A\n1. Xã Hòa   Bình\n và Ủy ban.\n2. Xã Hòa Bình.")
    assert [source.text[s.start : s.end] for s in source.find("Xã Hoà Bình và Uỷ  ban")] == ["Xã Hòa Bình và Ủy ban"]
    assert len(source.find("Xã Hòa Bình")) == 2
    (second,) = source.find("Xã Hòa Bình", "a/2")
    assert source.place_of(second).locator == "a/2"
    assert source.find("Xã Hòa Bình", "a/3") == []
    assert source.find("") == source.find("xã hòa bình") == []


def test_a_position_leads_back_to_the_line_of_the_file() -> None:
    source = read_source("Một\n\nHai ba\n  bốn\n")
    assert [source.line(source.text.index(word)) for word in ("Một", "Hai", "ba", "bốn")] == [1, 3, 3, 4]


WORDS = st.lists(
    st.sampled_from(["hòa", "hoà", "- ", "1. ", "I. ", "\n", "\n\n", "a) ", "|", "# ", "Đ", ". ", "; ", "x"]),
    max_size=40,
)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(WORDS.map("".join) | st.text(max_size=60))
def test_any_text_is_read_whole(raw: str) -> None:
    source = read_source(raw)
    assert source.text == squeeze(raw)
    covered = bytearray(len(source.text))
    for sentence in source.sentences:
        assert source.text[sentence.start : sentence.end] == sentence.text
        assert source.place(sentence.locator) is not None
        covered[sentence.start : sentence.end] = b"\1" * (sentence.end - sentence.start)
    assert not any(c.isalnum() and not covered[at] for at, c in enumerate(source.text))


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.data())
def test_the_quick_search_finds_what_a_plain_one_finds(data: st.DataObject) -> None:
    words = data.draw(st.lists(st.sampled_from(["hoà", "bình", "xã", "và", "a."]), max_size=40))
    text = " ".join(words)
    start = data.draw(st.integers(0, max(0, len(text) - 1)))
    quote = text[start : start + data.draw(st.integers(1, 40))].strip()
    plain, wanted = same_tone(text), same_tone(quote)
    everywhere = [at for at in range(len(plain)) if wanted and plain.startswith(wanted, at)]
    assert [span.start for span in read_source(text).find(quote)] == everywhere
