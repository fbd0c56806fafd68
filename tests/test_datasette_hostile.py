"""A real server, asked what is meant to exhaust it: every attack gets an error, others get their answers."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from datasette_portal import Answer, Portal, serving

from tracker.datasette.configuration import Profile

#: What the server may hold at its worst, in bytes.
#: Idle it holds about 50 MB; 190 attacks, 32 at once, take it to 120 MB.
MOST_MEMORY = 256 * 1024 * 1024

_COUNT = "with recursive c (n) as (select 1 union all select n + 1 from c limit 3000000) "
_LONG = "'" + "x" * 500 + "'"
_LONGER = f"replace({_LONG}, 'x', '{'y' * 390}')"

ATTACKS = {
    "endless recursion": "with recursive c (n) as (select 1 union all select n + 1 from c) select count(*) from c",
    "endless growth": "with recursive c (t) as (select 'x' union all select t || t from c) select length(t) from c",
    "join of everything": "select count(*) from dictionary a, dictionary b, dictionary c, dictionary d, dictionary e",
    "sorter": f"{_COUNT} select n, {_LONG} || n as x from c order by x desc",
    "distinct": f"{_COUNT} select count(distinct {_LONG} || n) from c",
    "randomblob": "select randomblob(1000000000)",
    "hidden randomblob": "with x as (select RandomBlob(1e9) as b) select length(b) from x",
    "zeroblob": "select zeroblob(1000000000)",
    "hex of zeroblob": "select hex(zeroblob(450000000))",
    "printf": "select printf('%.*c', 900000000, 'x')",
    "format": "select format('%.*c', 900000000, 'x')",
    "group_concat": f"{_COUNT} select group_concat({_LONG}) from c",
    "json_group_array": f"{_COUNT} select json_group_array({_LONG} || n) from c",
    "replace": f"select replace({_LONGER}, 'y', {_LONGER})",
    "thousand long rows": f"{_COUNT} select n, {_LONGER} || n from c",
    "ninety long columns": f"{_COUNT} select {', '.join(f'{_LONGER} || n' for _ in range(15))} from c",
    "attach": "attach database 'file:x?mode=memory' as x",
    "attach behind a comment": "select 1 -- \n; attach database ':memory:' as x",
    "load_extension": "select load_extension('libc.so.6')",
    "readfile": "select readfile('/etc/passwd')",
    "fts3_tokenizer": "select fts3_tokenizer('simple')",
    "fts3_tokenizer with a pointer": "select fts3_tokenizer('simple', x'4141414141414141')",
    "pragma": "pragma hard_heap_limit = 0",
    "pragma as a table": "select * from pragma_hard_heap_limit(0)",
    "write": "with x as (select 1) delete from tasks",
    "vacuum into": "vacuum into 'copy.db'",
    "nested queries": "select " + "(select " * 400 + "1" + ")" * 400,
    "nested tables": "select * from " + "(select * from " * 400 + "tasks" + ")" * 400,
    "nested brackets": "select " + "(" * 5000 + "1" + ")" * 5000,
    "many unions": " union all ".join(["select 1"] * 600),
    "too many columns": "select " + ", ".join("1" for _ in range(2000)),
}


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    with serving(Profile.OWN, tmp_path_factory.mktemp("own")) as portal:
        yield portal


def attack(portal: Portal, sql: str) -> Answer:
    return portal.ask("/plan.json", sql=sql)


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_gets_an_error_and_the_next_question_an_answer(own: Portal, name: str) -> None:
    answer = attack(own, ATTACKS[name])
    assert (answer.status, answer.body[:300]) == (400, answer.body[:300])
    assert own.ask("/plan.json", sql="select count(*) from tasks", _shape="arrayfirst").body == b"[3]"
    assert own.most_memory() < MOST_MEMORY


def test_many_attacks_at_once_leave_the_others_their_answers(own: Portal) -> None:
    with ThreadPoolExecutor(16) as attackers:
        attacks = [attackers.submit(attack, own, sql) for sql in ATTACKS.values()]
        answers = [own.ask(path) for path in ("/", "/plan/tasks", "/plan/viec-qua-han", "/plan/agencies/1")]
        assert [answer.status for answer in answers] == [200] * 4
        assert {future.result().status for future in attacks} == {400}
    assert own.most_memory() < MOST_MEMORY


def test_nothing_tells_where_the_database_lies(own: Portal, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = str(tmp_path_factory.getbasetemp())
    for path in ("/-/databases.json", "/-/metadata.json", "/-/versions.json", "/-/threads.json", "/plan.json"):
        assert folder not in own.ask(path).text


@pytest.mark.parametrize("name", ["endless recursion", "printf", "attach", "pragma"])
def test_the_public_may_not_write_sql_at_all(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    with serving(Profile.PUBLIC, tmp_path_factory.mktemp("public")) as portal:
        refused = [
            portal.ask("/plan.json", sql="select 1").status,
            portal.ask("/plan/tasks", _where="1 = (select randomblob(1e9))").status,
            portal.ask("/plan", sql=ATTACKS[name]).status,
        ]
        assert set(refused) <= {400, 403}
        assert refused[0] == 403
        assert portal.ask("/plan/viec-qua-han").status == 200


@pytest.mark.parametrize("profile", Profile)
def test_a_question_s_parameters_are_no_way_in(tmp_path_factory: pytest.TempPathFactory, profile: Profile) -> None:
    odd = ["", "'", "2018-06-30' or 1=1 --", "x" * 20_000, "9" * 400, "\0", "😀", "-1", "2018-13-45"]
    with serving(profile, tmp_path_factory.mktemp(profile)) as portal:
        for value in odd:
            answer = portal.ask("/plan/viec-sap-den-han", as_of=value, days=value, agency=value)
            assert answer.status in (200, 400)
        assert portal.most_memory() < MOST_MEMORY
