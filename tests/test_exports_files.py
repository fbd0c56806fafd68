"""Downloads as files: which there are, that they are the same each time, and what they tell of themselves."""

from __future__ import annotations

from contextlib import closing

import pytest
from exported import PLANS, QUESTIONS, connect, downloads

from tracker.exports.files import files
from tracker.exports.links import DATABASE, Downloads
from tracker.exports.sheets import assignment_sheet, supervision_sheet


@pytest.mark.parametrize("plan", PLANS)
def test_a_file_is_named_exactly_when_it_is_written(plan: str) -> None:
    with closing(connect(plan)) as connection:
        named = Downloads(connection)
        tables = [row[0] for row in connection.execute("select distinct relation from dictionary where kind = 'table'")]
        topics = [row[0] for row in connection.execute("select id from topics")]
        links = [
            *named.links_for("plan"),
            *(link for agency in named.duties.agencies for link in named.links_for("agency", agency.id)),
            *(link for topic in topics for link in named.links_for("topic", topic)),
            *(link for question in QUESTIONS for link in named.links_for("question", question.name)),
            *(link for table in tables for link in named.links_for("table", table)),
        ]
    paths = [link.path for link in links]
    assert len(paths) == len(set(paths))
    assert set(paths) == {*downloads(plan), DATABASE}


def test_there_are_no_downloads_of_a_kind_nobody_knows() -> None:
    with closing(connect("real")) as connection, pytest.raises(ValueError, match="'tasks'"):
        Downloads(connection).links_for("tasks")


@pytest.mark.parametrize("plan", PLANS)
def test_the_same_database_gives_the_same_bytes(plan: str) -> None:
    with closing(connect(plan)) as connection:
        again = dict(files(connection, QUESTIONS))
    assert again.keys() == downloads(plan).keys()
    assert [path for path, data in again.items() if data != downloads(plan)[path]] == []


def test_every_file_tells_the_day_the_source_and_the_licence() -> None:
    for path, data in downloads("sample").items():
        if path.endswith((".json", ".jsonld", ".txt", ".atom")):
            text = data.decode()
            assert "Uỷ ban nhân dân thành phố Mẫu" in text, path
            assert "CC BY 4.0" in text or "licenses/by/4.0" in text, path
            assert "30/09/2031" in text or "2031-09-30" in text, path
            assert "hư cấu" in text, path


def test_sheets_for_word_are_published_and_are_those_of_the_command() -> None:
    with closing(connect("sample")) as connection:
        named = Downloads(connection)
        agencies = {body.id: body for body in named.duties.agencies}
        finance, origin = agencies["so-tai-chinh"], named.origin
        made = downloads("sample")
        assert made["co-quan/so-tai-chinh/phieu-giao-viec.docx"] == assignment_sheet(finance, named.duties, origin)
        of_body = supervision_sheet(connection, named.duties, origin, finance, None)
        assert made["co-quan/so-tai-chinh/phieu-giam-sat.docx"] == of_body
        of_topic = supervision_sheet(connection, named.duties, origin, None, ("von", "Vốn và kinh phí"))
        assert made["chu-de/von/phieu-giam-sat.docx"] == of_topic
        told = [link.title for link in named.links_for("agency", "so-tai-chinh")]
        assert told[:3] == ["Bảng tính Excel", "Phiếu giao việc (Word)", "Phiếu giám sát (Word)"]
        assert [link.title for link in named.links_for("topic", "von")] == ["Phiếu giám sát (Word)"]
    # It receives nothing, does nothing and owes nothing: it is named for its predecessor's sake.
    assert not any(path.startswith("co-quan/trung-tam-ha-tang-moi-truong/") for path in made)


def test_a_body_without_dated_duties_has_no_calendar() -> None:
    with closing(connect("real")) as connection:
        named = Downloads(connection)
        (undated,) = connection.execute("select count(*) from obligations where due is null").fetchone()
        assert named.undated == undated
        assert named.has_calendar("ubnd-phuong-duy-tan") is ("lich/ubnd-phuong-duy-tan.ics" in downloads("real"))
    assert "lich/phong-noi-vu.ics" not in downloads("real")
    assert "co-quan/phong-noi-vu/nghia-vu.xlsx" in downloads("real")
