"""Asking again in the visitor's browser: the same rows as the terminal, under the site's policy, from plain files."""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Literal
from urllib.parse import urlencode

import pytest
from answers import AS_OF, ROOT, cases, open_sample, questions
from ask_site import FREE, served, write_site
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect

from tracker.exports.tabular import as_csv
from tracker.questions import Answer, Question, cells, run, shown

pytestmark = pytest.mark.browser
QUESTIONS = questions()
AXE = ROOT / "tests" / "vendor" / "axe-core" / "axe.min.js"
FIVE_THOUSAND_ROWS = "with recursive n(i) as (select 1 union all select i + 1 from n where i < 5000) select i from n"
WITHOUT_END = "with recursive n(i) as (select 1 union all select i + 1 from n) select max(i) from n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("site")
    write_site(path)
    return path


@pytest.fixture(scope="module")
def site(folder: Path) -> Iterator[str]:
    with served(folder) as address:
        yield address


@pytest.fixture(scope="module")
def sample(folder: Path) -> sqlite3.Connection:
    return open_sample(folder / "plan.db")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Give a page that fails the test when it says anything on the console or asks another host."""
    context = browser.new_context(accept_downloads=True)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(_said(message)))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: complaints.extend(_elsewhere(request)))
    page.set_default_timeout(60_000)
    yield page
    context.close()
    assert complaints == []


def _said(message: ConsoleMessage) -> str:
    return f"{message.type}: {message.text}"


def _elsewhere(request: Request) -> list[str]:
    own = ("http://127.0.0.1:", "data:", "blob:", "file:")
    return [] if request.url.startswith(own) else [request.url]


def open_page(page: Page, site: str, name: str, **values: str) -> None:
    page.goto(f"{site}/giam-sat/{name}/" + (f"?{urlencode(values)}" if values else ""))


def dated(said: str, values: dict[str, str], question: Question) -> str:
    """Give what the page says of an answer: with the day, where the question knows one."""
    if all(parameter.name != "as_of" for parameter in question.parameters):
        return said
    return f"Tính đến ngày {shown(values.get('as_of') or AS_OF.isoformat())}: {said[0].lower()}{said[1:]}"


def ask_sql(page: Page, sql: str) -> str:
    page.get_by_label("Câu lệnh SQL").fill(sql)
    return ask(page)


def ask(page: Page) -> str:
    page.locator("button[type=submit]").click()
    return status(page)


def fill(page: Page, name: str, value: str) -> None:
    """Fill a field in; a list that has no empty choice keeps its default."""
    field = page.locator(f"[name={name}]")
    if field.evaluate("field => field.localName") != "select":
        field.fill(value)
    elif value or field.locator("option[value='']").count():
        field.select_option(value)


def status(page: Page) -> str:
    expect(page.get_by_role("status")).not_to_have_text(re.compile("^Đang "), timeout=60_000)
    return page.get_by_role("status").inner_text()


def as_shown(answer: Answer) -> list[list[str]]:
    heads = [cell.column for cell in cells(answer.columns, answer.columns)]
    return [heads, *([cell.text for cell in cells(answer.columns, row)] for row in answer.rows)]


def table(page: Page) -> list[list[str]]:
    rows: list[list[str]] = page.eval_on_selector_all(
        "[data-ask] > [data-ask-result] tr", "rows => rows.map(row => [...row.cells].map(cell => cell.textContent))"
    )
    return rows


@pytest.mark.parametrize("question", QUESTIONS, ids=[question.name for question in QUESTIONS])
def test_gives_the_rows_of_the_terminal(page: Page, site: str, sample: sqlite3.Connection, question: Question) -> None:
    open_page(page, site, question.name)
    assert table(page) == as_shown(run(sample, question))
    for values in cases(question):
        if question.asks and not values.get(question.asks):
            continue
        for parameter in question.parameters:
            fill(page, parameter.name, values.get(parameter.name, ""))
        answer = run(sample, question, values)
        said = f"{shown(len(answer.rows))} dòng." if answer.rows else "Không có dòng nào."
        assert ask(page) == dated(said, values, question)
        assert table(page) == as_shown(answer)


def test_sqlite_is_the_published_one_unchanged() -> None:
    folder = ROOT / "docs" / "assets" / "vendor" / "sqlite-wasm"
    told = re.findall(r"([0-9a-f]{64})  (\S+)", (folder / "VERSION.txt").read_text(encoding="utf-8"))
    assert {name for _, name in told} == {"index.js", "sqlite3.wasm"}
    assert [hashlib.sha256((folder / name).read_bytes()).hexdigest() for _, name in told] == [sum_ for sum_, _ in told]


def test_nothing_is_loaded_before_the_visitor_asks(page: Page, site: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rsplit("/", 1)[-1]))
    open_page(page, site, "viec-qua-han")
    page.wait_for_load_state("networkidle")
    assert [name for name in asked if name.endswith((".db", ".wasm")) or "worker" in name] == []
    assert ask(page) == "Tính đến ngày 31/12/2031: 3 dòng."
    assert ask(page) == "Tính đến ngày 31/12/2031: 3 dòng."
    assert asked.count("plan.db") == 1


def test_a_link_that_was_sent_asks_by_itself_and_reset_brings_the_built_answer_back(
    page: Page, site: str, sample: sqlite3.Connection
) -> None:
    question = next(question for question in QUESTIONS if question.name == "den-han-chua-co-bao-cao")
    open_page(page, site, question.name, as_of="2031-07-15")
    assert page.get_by_label("Tính đến ngày").input_value() == "15/07/2031"
    assert status(page) == f"Tính đến ngày 15/07/2031: {len(run(sample, question, {'as_of': '2031-07-15'}).rows)} dòng."
    assert page.url.endswith("?as_of=2031-07-15")
    page.get_by_role("button", name="Trở lại kết quả ban đầu").click()
    assert table(page) == as_shown(run(sample, question))
    assert status(page) == "Kết quả ban đầu, tính đến ngày 31/12/2031: 7 dòng."
    assert "?" not in page.url
    assert page.get_by_role("button", name="Tải CSV").count() == 0


def test_ids_lead_to_their_pages_and_cells_name_their_column(page: Page, site: str) -> None:
    open_page(page, site, "den-han-chua-co-bao-cao", as_of="2031-07-15")
    duty = page.get_by_role("row").filter(has_text="TC-12-1").locator("td[data-label='Nhiệm vụ'] a")
    assert duty.first.get_attribute("href") == "../../nhiem-vu/tc-12-1/"
    agency = page.get_by_role("link", name="X. Mẫu Ngoại").first
    assert agency.get_attribute("href") == "../../co-quan/xa-mau-ngoai/"
    assert page.locator("td[data-label='Hạn ban đầu']").first.inner_text() == "20/03/2031"
    assert page.locator("caption").inner_text() == "Việc nào đã đến hạn mà chưa có báo cáo?"


def test_built_and_asked_again_the_table_is_the_same_to_the_letter(page: Page, site: str) -> None:
    inside = "[data-ask-result] table"
    squeezed = "table => table.innerHTML.replace(/\\s*\\n\\s*/g, '')"
    for question in QUESTIONS[::4]:
        open_page(page, site, question.name)
        built = page.eval_on_selector(inside, squeezed)
        ask(page)
        assert page.eval_on_selector(inside, squeezed) == built


def test_csv_is_that_of_the_terminal(page: Page, site: str, sample: sqlite3.Connection) -> None:
    for question in QUESTIONS[::6]:
        open_page(page, site, question.name)
        ask(page)
        with page.expect_download() as download:
            page.get_by_role("button", name="Tải CSV").click()
        assert download.value.suggested_filename == f"{question.name}.csv"
        assert download.value.path().read_bytes() == as_csv(run(sample, question))


def test_csv_guards_against_formulas_as_the_terminal_does(page: Page, site: str) -> None:
    open_page(page, site, FREE)
    ask_sql(page, """select '=1+1' as "=A", '-2' as b, -2 as c, 'a,"b"' as d, null as e, 0.5 as f""")
    with page.expect_download() as download:
        page.get_by_role("button", name="Tải CSV").click()
    written = download.value.path().read_bytes().decode("utf-8-sig")
    assert written == '\'=A,b,c,d,e,f\r\n\'=1+1,\'-2,-2,"a,""b""",,0.5\r\n'


def test_any_sql_may_be_tried_and_is_sent_as_a_link(page: Page, site: str) -> None:
    open_page(page, site, FREE)
    assert page.locator("[data-ask-result] table").is_hidden()
    assert page.get_by_role("status").inner_text() == ""
    assert ask_sql(page, "select id from plan") == "1 dòng."
    assert table(page) == [["id"], ["thanh-pho-mau-rac-thai-2031"]]
    page.goto(page.url)
    assert status(page) == "1 dòng."


def test_an_example_fills_the_question_in(page: Page, site: str) -> None:
    open_page(page, site, FREE)
    page.get_by_label("Câu hỏi mẫu").select_option(label="Việc nào đã quá hạn, chậm bao nhiêu ngày?")
    assert ask(page) == "3 dòng."


def test_no_more_than_a_thousand_rows_are_shown_and_that_is_said(page: Page, site: str) -> None:
    open_page(page, site, FREE)
    said = ask_sql(page, FIVE_THOUSAND_ROWS)
    assert said == "1.000 dòng đầu tiên; kết quả còn nữa, hãy thu hẹp câu hỏi."
    assert len(table(page)) == 1001


def test_search_needs_no_diacritics(page: Page, site: str) -> None:
    open_page(page, site, FREE)
    ask_sql(page, "select fold('Đào TẠO  nghề'), fold('Ðặng'), fold(null), fold('hoà' || char(768))")
    assert table(page)[1] == ["dao tao nghe", "dang", "", "hoa"]
    with_marks = "select count(*) from search_items where fold like '%' || fold('phân loại rác') || '%'"
    ask_sql(page, with_marks)
    found = table(page)[1]
    ask_sql(page, with_marks.replace("phân loại rác", "phan loai rac"))
    assert table(page)[1] == found != ["0"]
    assert (
        ask_sql(page, "select rowid from search_items_fts where search_items_fts match 'phan loai' limit 3")
        == "3 dòng."
    )


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("select * from khong_co", "Không có bảng «khong_co»."),
        ("select khong_co from plan", "Không có cột «khong_co»."),
        ("select khong_co()", "Không có hàm «khong_co»."),
        ("selec 1", "Câu lệnh sai cú pháp ở gần «selec»."),
        ("select 1 +", "Câu lệnh chưa viết hết."),
        ("delete from tasks", "Dữ liệu này chỉ để đọc."),
        ("create table t (a)", "Dữ liệu này chỉ để đọc."),
        ("select 1; select 2", "Mỗi lần chỉ chạy một câu lệnh."),
        ("-- chỉ là ghi chú", "Chưa có câu lệnh nào."),
        ("select randomblob(2000000000)", "Kết quả quá lớn."),
        ("select json('{')", "Không chạy được câu lệnh: "),
    ],
)
def test_faults_are_told_in_vietnamese_and_the_next_question_is_answered(
    page: Page, site: str, sql: str, words: str
) -> None:
    open_page(page, site, FREE)
    assert ask_sql(page, sql).startswith(words)
    assert ask_sql(page, "select 1; -- xong") == "1 dòng."


def test_a_question_without_end_can_be_stopped(page: Page, site: str) -> None:
    open_page(page, site, FREE)
    page.get_by_label("Câu lệnh SQL").fill(WITHOUT_END)
    page.locator("button[type=submit]").click()
    page.get_by_role("button", name="Dừng").click()
    assert status(page) == "Đã dừng."
    assert ask_sql(page, "select 1") == "1 dòng."


def test_a_question_that_takes_too_long_is_stopped_by_itself(page: Page, site: str) -> None:
    page.clock.install()
    open_page(page, site, FREE)
    page.get_by_label("Câu lệnh SQL").fill(WITHOUT_END)
    page.locator("button[type=submit]").click()
    expect(page.get_by_role("status")).to_have_text("Đang hỏi…", timeout=60_000)
    page.clock.fast_forward(30_000)
    assert status(page) == "Câu hỏi chạy quá 30 giây nên đã dừng."


def test_an_answer_that_is_no_database_is_told_and_tried_anew(page: Page, site: str) -> None:
    page.route("**/plan.db", lambda route: route.fulfill(body="<html>không có</html>"))
    open_page(page, site, FREE)
    assert ask_sql(page, "select 1") == "Tệp tải về không phải là cơ sở dữ liệu của trang này."
    page.unroute("**/plan.db")
    assert ask(page) == "1 dòng."


def test_markup_in_the_data_stays_text(page: Page, site: str) -> None:
    open_page(page, site, FREE)
    ask_sql(page, "select '<img src=x onerror=alert(1)>' as \"Mã nhiệm vụ\"")
    assert table(page)[1] == ["<img src=x onerror=alert(1)>"]
    assert page.locator("[data-ask-result] img").count() == 0


@pytest.mark.parametrize("name", ["viec-sap-den-han", "thoi-han-noi-dung-bi-sua", FREE])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_answers_and_forms_are_accessible(
    page: Page, site: str, name: str, scheme: Literal["light", "dark"], width: int
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    open_page(page, site, name, **({"sql": "select id, title, line from tasks"} if name == FREE else {}))
    if name == FREE:
        assert status(page) == "31 dòng."
    page.evaluate(AXE.read_text(encoding="utf-8"))
    violations = page.evaluate("axe.run().then(found => found.violations.map(v => [v.id, v.nodes.map(n => n.html)]))")
    assert violations == []


def test_from_a_file_it_says_plainly_why_not(page: Page, folder: Path) -> None:
    page.goto((folder / "giam-sat" / "viec-qua-han" / "index.html").as_uri())
    assert status(page).startswith("Trang này đang mở từ tệp trên máy.")
    assert page.locator("form").is_hidden()


def test_without_javascript_the_built_answer_stays(browser: Browser, site: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        open_page(page, site, "viec-qua-han")
        assert page.locator("tbody tr").count() == 3
        assert page.locator("form").is_hidden()
