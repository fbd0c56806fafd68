"""Records, calendar, quality, dictionary: each page says what the database says, and what it does not know."""

from __future__ import annotations

import re
import sqlite3

import pytest
from made_pages import PLANS, ROOT, connection, made, rows, section, text

from tracker.pages import about, data_dictionary, quality, received, schedule
from tracker.pages.portal import Portal
from tracker.text import show_date

AS_OF = {plan: as_of.isoformat() for plan, (_, as_of) in PLANS.items()}


def altered(plan: str, *statements: str) -> Portal:
    """Give a portal on a copy of a plan's database in which something is different."""
    copy = sqlite3.connect(":memory:")
    connection(plan).backup(copy)
    for statement in statements:
        copy.execute(statement)
    return Portal(copy, ROOT / "docs" / "templates")


def test_records_are_listed_newest_first_and_only_those_known() -> None:
    """A document that arrives after the day of the pages is not there."""
    listed = re.findall(r'<th scope="row"><a href="../ho-so/([^"/]+)/"', made(received.pages, "sample")["ho-so"].body)
    known = rows("sample", "select id, recorded from records where recorded <= ? order by recorded", AS_OF["sample"])
    assert sorted(listed) == sorted(row["id"] for row in known)
    recorded = {row["id"]: row["recorded"] for row in known}
    days = [recorded[one] for one in listed]
    assert days == sorted(days, reverse=True)
    assert set(made(received.pages, "sample")) == {"ho-so", *(f"ho-so/{one}" for one in listed)}


def test_a_record_shows_all_that_it_says() -> None:
    """Every entry, figures of targets among them."""
    counts = rows(
        "sample",
        """
        select e.record, count(*) as n, count(m.entry) as measured
        from entries e
        left join measurements m on m.entry = e.id
        where e.recorded <= ?
        group by e.record
        """,
        AS_OF["sample"],
    )
    for row in counts:
        page = made(received.pages, "sample")[f"ho-so/{row['record']}"].body
        assert page.count("<li class=") == row["n"] - row["measured"], row["record"]
        assert page.count('data-label="Giá trị"') == row["measured"], row["record"]


def test_a_plan_without_records_says_what_that_means() -> None:
    """It is not proof of failure."""
    page = text(made(received.pages, "real")["ho-so"].body)
    assert "Chưa có báo cáo, tài liệu nào được ghi nhận tính đến ngày 24/11/2026" in page
    assert "không có nghĩa là cơ quan không làm" in page


@pytest.mark.parametrize("plan", PLANS)
def test_the_calendar_adds_up(plan: str) -> None:
    """Dated and undated obligations are all there are on the day."""
    page = made(schedule.pages, plan)["lich"].body
    dated, undated = (int(n) for n in re.findall(r"<dd data-schedule=\"\w+\">(\d+)</dd>", page))
    counted = rows(
        plan,
        "select count(due) as dated, count(*) as n from states where first <= ?1 and ?1 < until",
        AS_OF[plan],
    )[0]
    assert dated == counted["dated"]
    assert dated + undated == counted["n"]


def test_the_calendar_keeps_the_original_day_beside_the_new_one() -> None:
    """Each extension known on the day stands in the month of the new day."""
    page = text(made(schedule.pages, "sample")["lich"].body)
    extended = rows("sample", "select * from states where extended and first <= ?1 and ?1 < until", AS_OF["sample"])
    assert extended
    for row in extended:
        old, new = (show_date(row[key]) for key in ("original_due", "due"))
        assert f"{new} đã gia hạn; hạn ban đầu {old} {row['title']}" in page


def test_what_has_no_date_stands_beside_the_calendar() -> None:
    """By name; of the real plan that is all but one."""
    page = made(schedule.pages, "real")["lich"].body
    undated = section(page, "khong-ngay")
    shown = len(re.findall(r'<li data-undated="[^"]+">', undated))
    assert shown == len(rows("real", "select id from tasks where due is null"))
    assert "đã kết thúc ngày 31/12/2018" in text(page)


@pytest.mark.parametrize("plan", PLANS)
def test_coverage_adds_up_to_the_sentences(plan: str) -> None:
    """Each kind as counted by the database."""
    table = section(made(quality.pages, plan)["chat-luong-du-lieu"].body, "doc-het")
    numbers = [int(n) for n in re.findall(r'<td class="number">(\d+)</td>', table)]
    assert sum(numbers[:-1]) == numbers[-1] == len(rows(plan, "select id from sentences"))


def test_an_open_sentence_and_a_warning_are_listed() -> None:
    """With the place, and the rule in its public wording."""
    known = altered(
        "real",
        "update sentences set status = 'uncovered' where id = 113",
        "insert into rules values ('mau', 'warning', 'Quy tắc thử.')",
        "insert into warnings values (1, 'plan/tasks.yaml', 42, 'nhiệm vụ TC-1-1', 'có điều cần xem lại', 'mau')",
    )
    (page,) = quality.pages(known)
    assert 'href="../van-ban/#c-113"' in section(page.body, "doc-het")
    warned = text(section(page.body, "canh-bao"))
    assert "Quy tắc thử. (1)" in warned
    assert "Nhiệm vụ TC-1-1: có điều cần xem lại plan/tasks.yaml, dòng 42" in warned


def test_late_records_are_told_and_an_unknown_history_is_not_a_clean_one() -> None:
    """Three cases: no record at all, no history, late ones by name."""
    (real,) = quality.pages(altered("real"))
    assert "không có gì để so ngày" in section(real.body, "lui-ngay")
    (unknown,) = quality.pages(altered("sample", "update records set published = null"))
    assert "Chưa có lịch sử kho dữ liệu" in section(unknown.body, "lui-ngay")
    late = "update records set published = iif(id like '2031-07-21-%', '2031-08-01', recorded)"
    (told,) = quality.pages(altered("sample", late))
    assert re.findall(r'href="../ho-so/([^"]+)/"', section(told.body, "lui-ngay")) == ["2031-07-21-giam-sat-kinh-phi"]


@pytest.mark.parametrize("plan", PLANS)
def test_every_rule_and_note_is_published(plan: str) -> None:
    """With its wording."""
    page = text(made(quality.pages, plan)["chat-luong-du-lieu"].body)
    for row in rows(plan, "select wording as words from rules union all select text from source_notes"):
        assert " ".join(row["words"].split()) in page


def test_the_dictionary_names_every_table_column_and_value() -> None:
    """Closed vocabularies included."""
    page = made(data_dictionary.pages, "real")["tu-dien-du-lieu"].body
    for row in rows("real", 'select * from dictionary where "column" is not null'):
        own = re.findall(rf'<details id="{row["relation"]}">.*?</details>', page, re.DOTALL)[0]
        assert f"<code>{row['column']}</code>" in own
        assert row["description"] in text(own)
    assert set(data_dictionary.VOCABULARIES) == {row["name"] for row in rows("real", "select name from vocabulary")}
    for row in rows("real", "select * from vocabulary"):
        assert row["label"] in text(page)


def test_without_an_address_for_corrections_the_page_says_so() -> None:
    """And with one it leads there."""
    nowhere = {page.address: page for page in about.pages(altered("real", "update plan set correction_url = null"))}
    assert "chưa có nơi tiếp nhận phản ánh riêng" in nowhere["dinh-chinh"].body
    url = "https://ro-viec.example/phan-anh"
    somewhere = {
        page.address: page for page in about.pages(altered("real", f"update plan set correction_url = '{url}'"))
    }
    assert f'href="{url}"' in somewhere["dinh-chinh"].body


def test_only_an_invented_plan_is_called_so() -> None:
    """On the page that introduces it."""
    assert "Kế hoạch này là hư cấu" in made(about.pages, "sample")["gioi-thieu"].body
    assert "hư cấu" not in made(about.pages, "real")["gioi-thieu"].body
