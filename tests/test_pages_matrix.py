"""The matrix holds every role of every duty once, on one page or on one page for each group."""

from __future__ import annotations

import re

import pytest
from made_pages import PLANS, made, portal, rows

from tracker.pages import matrix
from tracker.pages.portal import LETTERS


def cells(html: str) -> dict[tuple[str, str], str]:
    """Give the letters of each cell by duty and body."""
    columns = re.findall(r'data-agency="([^"]+)"', html)
    found = {}
    for task, line in re.findall(r'<tr id="([^"]+)"(.*?)</tr>', html, re.DOTALL):
        row = re.findall(r"<td([^>]*)>", line)
        assert len(row) == len(columns), task
        for column, attributes in zip(columns, row, strict=True):
            if letters := re.search(r'data-r="(\w+)"', attributes):
                found[task, column] = letters[1]
    return found


@pytest.mark.parametrize("plan", PLANS)
def test_every_role_stands_in_its_cell(plan: str) -> None:
    """The cells are those of the view `matrix`, no more and no fewer."""
    shown = cells(made(matrix.pages, plan)["ma-tran"].body)
    expected = {
        (row["task"].lower(), row["agency"]): {LETTERS[role] for role in row["roles"].split(",")}
        for row in rows(plan, "select * from matrix")
    }
    assert {place: set(letters) for place, letters in shown.items()} == expected


@pytest.mark.parametrize("plan", PLANS)
def test_members_follow_their_collective(plan: str) -> None:
    """`data-members` counts the columns that fold."""
    head = re.search(r"<thead>.*?</thead>", made(matrix.pages, plan)["ma-tran"].body, re.DOTALL)
    assert head
    columns = re.findall(r'<th scope="col"( class="m")? data-agency="[^"]+"(?: data-members="(\d+)")?', head[0])
    place = 0
    while place < len(columns):
        inside, members = columns[place]
        assert not inside
        below = columns[place + 1 : place + 1 + int(members or 0)]
        assert all(member for member, _ in below)
        place += 1 + len(below)


def test_a_collective_that_leads_shows_how_many_are_done() -> None:
    """Six of the eight communes of the sample had reported their plan as done; of the 21 of the real one, none."""
    sample = made(matrix.pages, "sample")["ma-tran"].body
    real = made(matrix.pages, "real")["ma-tran"].body
    assert '<td data-r="C" data-i data-n="6/8" data-s="' in sample
    assert 'Chủ trì<span class="visually-hidden">, 6 trên 8 phần việc đã báo cáo hoàn thành</span></td>' in sample
    assert 'data-n="0/21"' in real
    assert ">, 0 trên 21 phần việc đã báo cáo hoàn thành</span></td>" in real


@pytest.mark.parametrize("plan", PLANS)
def test_a_large_matrix_is_an_index_and_a_page_for_each_group(plan: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is lost when it is cut, and the index leads to every page."""
    whole = cells(made(matrix.pages, plan)["ma-tran"].body)
    monkeypatch.setattr(matrix, "CELLS", 10)
    index, *parts = matrix.pages(portal(plan))
    assert len(parts) > 5
    assert all(f'href="../{part.address}/"' in index.body for part in parts)
    together: dict[tuple[str, str], str] = {}
    for part in parts:
        found = cells(part.body)
        assert not found.keys() & together.keys()
        together |= found
    named = {row[0] for row in rows(plan, "select distinct agency from task_roles")}
    by_name = {place: letters for place, letters in whole.items() if place[1] in named}
    assert {place: letters for place, letters in together.items() if place[1] in named} == by_name


@pytest.mark.parametrize("plan", PLANS)
def test_filters_offer_what_the_rows_hold(plan: str) -> None:
    """Every state, solution group and unclear point of a row can be chosen."""
    body = made(matrix.pages, plan)["ma-tran"].body
    options = set(re.findall(r'<option value="([^"]+)"', body))
    for name in ("states", "solutions", "unclear"):
        held = {value for values in re.findall(rf'data-{name}="([^"]*)"', body) for value in values.split()}
        assert held, name
        assert held <= options, name
