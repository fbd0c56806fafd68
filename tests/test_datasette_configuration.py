"""The configuration speaks of what is in the schema, and its two profiles differ where they must."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from datasette_portal import configure, write_database

from tracker.datasette.configuration import (
    FACETS,
    LABELS,
    PROJECT,
    SORTS,
    Profile,
    command,
    metadata,
    settings,
    wording,
)
from tracker.datasette.plugins.wording import Words
from tracker.dictionary import dictionary
from tracker.questions import read_questions


def columns(relation: str) -> set[str | None]:
    return {word.column for word in dictionary() if word.relation == relation}


def test_every_name_in_the_configuration_is_in_the_schema() -> None:
    unknown = [
        f"{relation}.{column}"
        for names in (FACETS, {k: (v,) for k, v in LABELS.items()}, {k: (v.lstrip("-"),) for k, v in SORTS.items()})
        for relation, chosen in names.items()
        for column in chosen
        if column not in columns(relation)
    ]
    assert unknown == []


def test_metadata_tells_titles_columns_questions_licence_and_source(tmp_path: Path) -> None:
    write_database(tmp_path / "plan.db")
    with closing(sqlite3.connect(tmp_path / "plan.db")) as connection:
        told = metadata(Profile.PUBLIC, connection, "plan", read_questions(PROJECT / "queries"), tmp_path / "w.json")
    plan = told["databases"]["plan"]
    assert told["license"] == "CC BY 4.0"
    assert told["source"] == "Kế hoạch giảm nghèo phường Mẫu năm 2018"
    assert plan["tables"]["tasks"]["title"] == "Nhiệm vụ"
    assert plan["tables"]["tasks"]["columns"]["quote"] == "Nguyên văn."
    assert plan["tables"]["tasks"]["label_column"] == "title"
    assert plan["tables"]["entries"]["sort_desc"] == "recorded"
    assert plan["queries"].keys() == {path.stem for path in (PROJECT / "queries").glob("*.sql")}
    assert plan["tables"].keys() == {word.relation for word in dictionary()}


def test_wording_names_codes_and_what_is_referred_to(tmp_path: Path) -> None:
    write_database(tmp_path / "plan.db")
    with closing(sqlite3.connect(tmp_path / "plan.db")) as connection:
        told = wording(connection, "plan", read_questions(PROJECT / "queries"), "")
    assert told["vocabularies"]["role"]["lead"] == "Chủ trì"
    assert told["relations"]["task_roles"]["columns"]["agency"]["refers"] == "agencies"
    assert told["rows"]["agencies"]["rows"]["mat-tran"] == ("3", "Mặt trận")
    assert told["relations"]["tasks"]["columns"]["kind"]["title"] == "Một lần, định kỳ hay thường xuyên"
    assert told["relations"]["agencies"]["columns"]["last"]["title"] == "Ngày cuối cùng còn tồn tại"


def test_only_the_owner_may_write_sql(tmp_path: Path) -> None:
    allowed = {}
    for profile in Profile:
        folder = tmp_path / profile
        folder.mkdir()
        configure(profile, folder)
        told = json.loads((folder / "metadata.json").read_text(encoding="utf-8"))
        allowed[profile] = (settings(profile)["default_allow_sql"], told["allow_sql"])
    assert allowed == {Profile.OWN: ("on", True), Profile.PUBLIC: ("off", False)}


@pytest.mark.parametrize("profile", Profile)
def test_both_profiles_keep_the_limits(profile: Profile) -> None:
    told = settings(profile)
    assert int(told["sql_time_limit_ms"]) <= 1000
    assert int(told["max_returned_rows"]) <= 1000
    assert (told["allow_csv_stream"], told["suggest_facets"]) == ("off", "off")


def test_the_command_opens_the_database_as_immutable() -> None:
    parts = command(Profile.PUBLIC, Path("plan.db"), Path("build"), socket=Path("plan.sock"), base_url="/du-lieu/")
    assert parts[parts.index("--immutable") + 1] == "plan.db"
    assert parts[parts.index("--uds") + 1] == "plan.sock"
    assert "--port" not in parts
    assert parts[parts.index("base_url") + 1] == "/du-lieu/"


def test_a_view_and_a_flag_are_worded_like_their_table(tmp_path: Path) -> None:
    write_database(tmp_path / "plan.db")
    with closing(sqlite3.connect(tmp_path / "plan.db")) as connection:
        told = wording(connection, "plan", (), "")
    words = Words(told)
    assert words.value("states", "state", "qua-han") == "Chưa hoàn thành, quá hạn"
    assert words.column("states", "extended")["title"] == "Đã gia hạn"
    assert (words.value("states", "extended", 1), words.value("states", "extended", 0)) == ("có", "không")
    # «0: nhóm mà kế hoạch không nói gồm những ai»: here it is 0 that says yes.
    assert (words.value("agencies", "defined", 1), words.value("agencies", "defined", 0)) == ("không", "có")
    assert words.value("states", "nothing we know", 7) == "7"
