"""The pages speak Vietnamese, obey their headers, and an upgrade of Datasette cannot change them unseen."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import datasette
import pytest
from datasette.filters import Filters
from datasette_portal import Portal, serving

from tracker.datasette.configuration import Profile
from tracker.datasette.plugins.errors import MEANINGS, meaning
from tracker.datasette.plugins.wording import OFFERED, OPERATORS

DATASETTE = Path(datasette.__file__).parent
ROOT = Path(__file__).parent.parent
TEMPLATES = ROOT / "tracker" / "datasette" / "templates"

#: Datasette's templates that ours replace, as they were when ours were written (SHA-256, first 16 digits).
REPLACED = {
    "_table.html": "f75a8872713f28fd",
    "base.html": "bb22df33caea147e",
    "database.html": "4fd5e97823bb5380",
    "error.html": "c2115d1fdbff1a48",
    "index.html": "ed57b14bb5656bcd",
    "query.html": "bc3559df0e209da9",
    "row.html": "ff5dde41541c39dd",
    "table.html": "81cec4b0f7948bf0",
}

#: Templates that no page of ours includes: parts of the replaced ones, and pages under /-/, which is closed.
UNREACHED = {
    "_close_open_menus.html",
    "_codemirror.html",
    "_codemirror_foot.html",
    "_crumbs.html",
    "_description_source_license.html",
    "_facet_results.html",
    "_footer.html",
    "_suggested_facets.html",
    "allow_debug.html",
    "logout.html",
    "messages_debug.html",
    "patterns.html",
    "permissions_debug.html",
    "show_json.html",
}

#: English words of Datasette's interface, and the template they stand in; none of them is left on a page.
ENGLISH = {
    "_description_source_license.html": ["Data license:", "Data source:", "About:"],
    "_footer.html": ["Powered by", "Queries took", "Data license:"],
    "_suggested_facets.html": ["Suggested facets"],
    "_table.html": ["0 records"],
    "base.html": ["Menu", "Log out"],
    "database.html": [
        "Custom SQL query",
        "Format SQL",
        "Run SQL",
        "Queries",
        "Tables",
        "Views",
        "Many rows",
        "(hidden)",
        "hidden table",
        "Download SQLite DB",
        "Table actions",
    ],
    "error.html": ["Error {{ status }}"],
    "index.html": ["rows in", "hidden table", "view{% if"],
    "query.html": [
        "returning",
        "more than",
        "Query parameters",
        "Edit SQL",
        "This data as",
        "0 results",
        "This query cannot be executed",
    ],
    "row.html": ["This data as", "Links from other tables", "from {{ other.other_column }} in"],
    "table.html": [
        "(view)",
        "Search:",
        "remove filter",
        "- column -",
        "Sort...",
        "Sort by",
        "descending",
        "Apply",
        "extra where clause",
        "View and edit SQL",
        "This data as",
        "advanced",
        "These facets timed out",
        "Next page",
        "Advanced export",
        "JSON shape:",
        "newline-delimited",
        "CSV options:",
        "download file",
        "expand labels",
        "stream all rows",
        "Export CSV",
    ],
}

#: Pages of every kind, errors too.
SHOWN = [
    "/",
    "/plan",
    "/plan/tasks",
    "/plan/tasks?_search=ngheo&kind=one_off&due__isblank=1&_sort_desc=id&_facet=due",
    "/plan/states",
    "/plan/tasks/1",
    "/plan/agencies/1",
    "/plan/viec-qua-han",
    "/plan/viec-sap-den-han?days=365",
    "/plan/tinh-trang-tung-viec",
    "/plan/nope",
    "/plan/tasks/99",
    "/plan/tasks?_sort=nope",
    "/plan?sql=select+nope",
    "/plan?sql=select+1",
    "/plan?sql=delete",
]


@pytest.fixture(scope="module", params=Profile)
def portal(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    with serving(request.param, tmp_path_factory.mktemp("pages")) as portal:
        yield portal


def visible(page: str) -> str:
    """Give what a reader sees or hears of a page, but for names of columns, SQL, and what is marked as English."""
    page = re.sub(r"<(script|style|code|pre|textarea)\b.*?</\1>|<p lang=\"en\">.*?</p>", " ", page, flags=re.DOTALL)
    spoken = re.findall(r'(?:aria-label|title|placeholder|alt)="([^"]*)"', page)
    return re.sub(r"\s+", " ", " ".join([re.sub(r"<[^>]+>", " ", page), *spoken]))


def test_each_template_of_datasette_is_replaced_or_unreached() -> None:
    assert {path.name for path in (DATASETTE / "templates").iterdir()} == REPLACED.keys() | UNREACHED


@pytest.mark.parametrize("name", REPLACED)
def test_no_upgrade_changes_a_template_unseen(name: str) -> None:
    """Where this fails: see what changed in Datasette's template, carry it into ours, write the new number here."""
    digest = hashlib.sha256((DATASETTE / "templates" / name).read_bytes()).hexdigest()
    assert digest[:16] == REPLACED[name]
    assert (TEMPLATES / name).exists()


@pytest.mark.parametrize("name", sorted({path.name for path in TEMPLATES.iterdir()}))
def test_our_pages_reach_no_template_of_datasette(name: str) -> None:
    text = (TEMPLATES / name).read_text(encoding="utf-8")
    reached = re.findall(r'{%-? *(?:extends|include|import|from) "([^"]+)"', text)
    assert [other for other in reached if not (TEMPLATES / other).exists()] == []


@pytest.mark.parametrize("name", ENGLISH)
def test_each_english_word_is_still_where_it_was(name: str) -> None:
    text = (DATASETTE / "templates" / name).read_text(encoding="utf-8")
    assert [word for word in ENGLISH[name] if word not in text] == []


@pytest.mark.parametrize("path", SHOWN)
def test_no_english_word_is_left(portal: Portal, path: str) -> None:
    answer = portal.ask(path)
    text = visible(answer.text)
    words = {re.split(r" ?[{%]", word)[0] for words in ENGLISH.values() for word in words}
    assert [word for word in sorted(words) if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text)] == []
    assert re.findall(r"\b(?:the|is|not|rows?|tables?|error|sorted|where|Invalid|no such|Forbidden)\b", text) == []
    assert '<html lang="vi">' in answer.text


def test_the_colours_are_those_of_the_website() -> None:
    ours = (TEMPLATES.parent / "static" / "portal.css").read_text(encoding="utf-8")
    light, dark = ours.split("@media (prefers-color-scheme: dark)", 1)
    colour = re.compile(r"--([\w-]+): (#\w+);")
    for scheme, used in (("light", light), ("dark", dark)):
        website = dict(colour.findall((ROOT / "docs" / "theme" / "css" / f"{scheme}.css").read_text(encoding="utf-8")))
        used_colours = dict(colour.findall(used))
        assert len(used_colours) > 10
        assert used_colours.items() <= website.items()


def test_every_operator_has_a_vietnamese_name() -> None:
    assert OPERATORS.keys() == {key for key, _, _ in Filters([]).lookups()}
    assert set(OFFERED) <= OPERATORS.keys()


def test_every_error_told_in_vietnamese_is_one_that_datasette_gives() -> None:
    sqlite_says = {"string or blob too big", "out of memory", "not authorized"}
    ours = {"answer too large", "execute-sql"}
    source = " ".join(path.read_text(encoding="utf-8") for path in DATASETTE.rglob("*.py"))
    assert [words for words in MEANINGS if words not in sqlite_says | ours and words not in source] == []
    assert meaning("<p>SQL query took too long.</p>") == "Câu hỏi chạy quá lâu nên đã bị dừng."


def test_a_page_says_codes_days_and_numbers_as_readers_do(portal: Portal) -> None:
    table = portal.ask("/plan/tasks").text
    assert "Giao việc" in visible(table)
    assert "09/03/2018" in visible(table)
    roles = visible(portal.ask("/plan/task_roles").text)
    assert "Chủ trì" in roles
    assert "Phòng Lao động" in roles
    assert ">Phòng Lao động</a>" in portal.ask("/plan/states").text


def test_a_link_to_another_row_leads_there(portal: Portal) -> None:
    href = re.search(r'href="(/plan/agencies/\d+)">Phòng Lao động<', portal.ask("/plan/task_roles").text)
    assert href
    row = portal.ask(href[1])
    assert "phong-lao-dong" in row.text
    assert "Nơi khác nhắc tới dòng này" in row.text
    onward = re.search(r'href="(/plan/task_roles\?[^"]+)"', row.text)
    assert onward
    assert "3 dòng" in portal.ask(onward[1]).text


def test_what_is_typed_is_shown_as_text(portal: Portal) -> None:
    bold = "<b onclick=x>"
    for path in (
        f"/plan/tasks?_search={bold}",
        f"/plan/tasks?id={bold}",
        f"/plan/viec-qua-han?as_of={bold}",
        f"/{bold}",
    ):
        assert bold not in portal.ask(path.replace("<", "%3C").replace(">", "%3E").replace(" ", "%20")).text


@pytest.mark.parametrize("path", ["/", "/plan/tasks", "/plan/tasks.json", "/plan/tasks.csv", "/plan.db", "/nope"])
def test_every_answer_carries_the_headers(portal: Portal, path: str) -> None:
    headers = portal.ask(path).headers
    assert re.search(r"default-src 'none'; script-src 'nonce-[\w-]{22}'", headers["content-security-policy"])
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"


def test_each_answer_has_its_own_nonce(portal: Portal) -> None:
    pages = [portal.ask("/") for _ in range(5)]
    nonces = {re.findall(r'<script nonce="([^"]+)"', page.text)[0] for page in pages}
    assert len(nonces) == 5
    assert all(any(f"'nonce-{n}'" in page.headers["content-security-policy"] for page in pages) for n in nonces)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_only_reading_is_answered(portal: Portal, method: str) -> None:
    for path in ("/", "/plan/tasks", "/plan/viec-qua-han", "/-/messages"):
        answer = portal.ask(path, method)
        assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize("path", ["/", "/plan", "/plan/tasks", "/plan/tasks/1", "/plan.db", "/bieu-tuong/ro-viec.svg"])
def test_head_answers_without_a_body(portal: Portal, path: str) -> None:
    answer = portal.ask(path, "HEAD")
    assert (answer.status, answer.body) == (200, b"")


@pytest.mark.parametrize(
    "path",
    ["/-/metadata", "/-/versions.json", "/-/plugins", "/-/settings", "/-/allow-debug", "/-/static/app.css", "/-/"],
)
def test_the_inner_pages_are_closed(portal: Portal, path: str) -> None:
    assert portal.ask(path).status == 404


def test_the_pages_work_under_a_folder_of_the_address(tmp_path: Path) -> None:
    with serving(Profile.PUBLIC, tmp_path, base_url="/du-lieu/") as portal:
        for path in ("", "plan", "plan/tasks?_facet=due", "plan/tasks/1", "plan/viec-qua-han"):
            page = portal.ask(f"/du-lieu/{path}")
            assert page.status == 200
            inner = re.findall(r'(?:href|src|action)="(/[^"]*)"', page.text)
            assert [link for link in inner if not link.startswith("/du-lieu/")] == []
        assert portal.ask("/du-lieu/trinh-bay/portal.css").status == 200
        assert portal.ask("/du-lieu/-/versions").status == 404
