"""Search and filters take anything typed, and find it however it was typed."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator

import pytest
from datasette_portal import Portal, serving
from hypothesis import given
from hypothesis import strategies as st

from tracker.datasette.configuration import Profile
from tracker.datasette.plugins.addresses import tidy
from tracker.datasette.plugins.search import match_expression


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    with serving(Profile.PUBLIC, tmp_path_factory.mktemp("search")) as portal:
        yield portal


def found(portal: Portal, **values: str) -> list[str]:
    answer = portal.ask("/plan/tasks.json", _shape="array", **values)
    assert answer.status == 200, answer.text
    return [row["id"] for row in json.loads(answer.body)]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("đào tạo nghề", ["TC-2"]),
        ("dao tao nghe", ["TC-2"]),
        ("ĐÀO TẠO", ["TC-2"]),
        ("đao tao", ["TC-2"]),
        ("giảm nghèo", ["TC-1"]),
        ("giam ngheo", ["TC-1"]),
        ("dieu hộ", ["TC-3"]),
        ("dak mau", ["TC-2"]),
        ('"hộ nghèo"', ["TC-3"]),
        ('"nghèo tra"', []),
        ('"giảm', ["TC-1"]),
    ],
)
def test_search_finds_with_and_without_diacritics(portal: Portal, form: str, typed: str, expected: list[str]) -> None:
    assert found(portal, _search=unicodedata.normalize(form, typed)) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "typed",
    ['"', '""', "'", "\0", "*", "-", "(", "NEAR(", "a AND", "OR", "text:", "^", "&", "%", "\\", "😀", " ", "{}"],
)
def test_search_takes_anything_typed(portal: Portal, typed: str) -> None:
    for table in ("tasks", "search_items", "agencies", "sentences"):
        assert portal.ask(f"/plan/{table}", _search=typed).status == 200


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_filters_find_what_was_pasted_decomposed(portal: Portal, form: str) -> None:
    assert found(portal, text__contains=unicodedata.normalize(form, "giảm nghèo")) == ["TC-1"]  # type: ignore[arg-type]


def test_developers_options_are_dropped() -> None:
    assert tidy("_searchmode=raw&a=1&_timelimit=x&_through=%7B&b=") == "a=1&b="


@pytest.mark.parametrize(
    "query", ["_next=x", "_size=x", "_sort=nope", "_facet=nope", "kind__in=[", "_col=nope", "%FF=1"]
)
def test_an_address_that_makes_no_sense_is_no_fault_of_the_server(portal: Portal, query: str) -> None:
    for table in ("tasks", "states"):
        for ending in ("", ".json", ".csv"):
            answer = portal.ask(f"/plan/{table}{ending}?{query}")
            assert answer.status in (200, 400), (answer.status, answer.text)


@given(st.text())
def test_the_expression_never_leaves_a_quotation_open(typed: str) -> None:
    expression = match_expression(typed)
    assert expression.count('"') % 2 == 0
    assert "\0" not in expression
    assert expression.startswith('"')
    assert expression.endswith('"')
