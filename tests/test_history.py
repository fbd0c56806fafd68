"""What git remembers: edits of duties, the day records were published, and honest ignorance without history."""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path

import pytest

from tracker.history import read_history

DUTY = """\
- id: TC-1
  title: {title}
  quote: Lập kế hoạch
  lead: phuong-a
  deadline:
    date: {day}
    quote: chậm nhất
"""
SOUND = DUTY.format(title="Lập kế hoạch", day="2031-03-10")


def git(folder: Path, *arguments: str, day: str = "2031-01-01") -> None:
    moment = f"{day}T12:00:00+07:00"
    subprocess.run(
        ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments],
        cwd=folder,
        check=True,
        capture_output=True,
        env={"PATH": "/usr/bin:/bin", "GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment, "HOME": str(folder)},
    )


def commit(folder: Path, files: dict[str, str], message: str, day: str) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", message, day=day)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "kho" / "plan"
    folder.mkdir(parents=True)
    git(folder.parent, "init", "-q")
    commit(folder, {"tasks.yaml": DUTY.format(title="Lập kế hoạch", day="2031-03-10")}, "Kế hoạch", "2031-01-02")
    return folder


def test_the_first_version_of_a_duty_is_no_change(repository: Path) -> None:
    history = read_history(repository)
    assert (history.known, history.changes) == (True, ())


def test_an_edit_is_told_with_its_day_commit_and_both_values(repository: Path) -> None:
    commit(repository, {"tasks.yaml": DUTY.format(title="Lập kế hoạch", day="2031-06-10")}, "Lùi hạn", "2031-03-12")
    (change,) = read_history(repository).changes
    assert (change.changed, change.message, change.task, change.field) == ("2031-03-12", "Lùi hạn", "TC-1", "deadline")
    assert change.before == "10/03/2031; «chậm nhất»"
    assert change.after == "10/06/2031; «chậm nhất»"


def test_a_new_layout_of_the_same_content_is_no_change(repository: Path) -> None:
    text = "- id: TC-1\n  title: >-\n    Lập\n    kế hoạch\n  quote: Lập kế hoạch\n  lead: phuong-a\n"
    text += "  deadline: {quote: chậm nhất, date: 2031-03-10}\n"
    commit(repository, {"tasks.yaml": text}, "Trình bày lại", "2031-02-01")
    assert read_history(repository).changes == ()


def test_a_change_of_lead_names_bodies_and_tells_what_is_inferred(repository: Path) -> None:
    text = DUTY.format(title="Lập kế hoạch", day="2031-03-10")
    later = text.replace("lead: phuong-a", "lead: [phuong-a, {agency: phuong-b, basis: inferred, note: theo mục}]")
    commit(repository, {"tasks.yaml": later}, "Thêm phường B", "2031-02-01")
    (change,) = read_history(repository).changes
    assert (change.field, change.before, change.after) == ("lead", "phuong-a", "phuong-a, phuong-b (suy ra)")


def test_a_duty_that_vanishes_is_a_change(repository: Path) -> None:
    commit(repository, {"tasks.yaml": "[]\n"}, "Bỏ", "2031-02-01")
    (change,) = read_history(repository).changes
    assert (change.field, change.before, change.after) == ("task", "Lập kế hoạch", None)


def test_a_version_that_cannot_be_read_is_passed_over(repository: Path) -> None:
    commit(repository, {"tasks.yaml": "- id: [\n"}, "Hỏng", "2031-02-01")
    commit(repository, {"tasks.yaml": DUTY.format(title="Mới", day="2031-03-10")}, "Sửa", "2031-02-02")
    assert [change.field for change in read_history(repository).changes] == ["title"]


#: What a file may hold that was committed once; the last two bring down whoever builds values before looking.
FAULTY = {
    "a date of another shape": SOUND.replace("2031-03-10", "10/3/2031").encode(),
    "an empty date": SOUND.replace("2031-03-10", "").encode(),
    "no date of the calendar": SOUND.replace("2031-03-10", "2031-02-30").encode(),
    "a list for a title": SOUND.replace("title: Lập", "title: [Lập]\n  note: Lập").encode(),
    "another encoding": SOUND.encode("utf-16"),
    "Latin letters": "- id: TC-1\n  title: Tác vụ\n".encode("latin-1", "replace") + b"\xe9\n",
    "brackets": b"[" * 3000,
    "an alias bomb": b"a: &a [x, x]\n"
    + b"".join(b"%c: &%c [*%c, *%c]\n" % (n, n, n - 1, n - 1) for n in range(98, 122)),
    "very many brackets": b"[" * 200_000,
}


@pytest.mark.parametrize("content", FAULTY.values(), ids=FAULTY.keys())
def test_a_faulty_file_that_was_committed_once_is_forgotten_when_it_is_mended(repository: Path, content: bytes) -> None:
    (repository / "tasks.yaml").write_bytes(content)
    git(repository, "commit", "-q", "-a", "-m", "Hỏng", day="2031-02-01")
    commit(repository, {"tasks.yaml": SOUND + "  note: x\n"}, "Sửa", "2031-02-02")
    history = read_history(repository)
    assert (history.known, history.changes) == (True, ())
    assert {deadline.date for deadline in history.deadlines["TC-1"]} == {date(2031, 3, 10)}


def test_a_key_that_the_model_no_longer_has_does_not_hide_a_version(repository: Path) -> None:
    commit(
        repository, {"tasks.yaml": DUTY.format(title="Mới", day="2031-03-10") + "  urgency: cao\n"}, "A", "2031-02-01"
    )
    assert [change.field for change in read_history(repository).changes] == ["title"]


@pytest.mark.parametrize("subject", ["Move the deadline", "Lui han"])
def test_readers_are_not_shown_a_reason_in_another_language(repository: Path, subject: str) -> None:
    commit(repository, {"tasks.yaml": DUTY.format(title="Mới", day="2031-03-10")}, subject, "2031-02-01")
    assert [change.message for change in read_history(repository).changes] == ["không viết bằng tiếng Việt có dấu"]


def test_a_message_is_read_whatever_encoding_the_repository_prefers(repository: Path) -> None:
    git(repository, "config", "i18n.logOutputEncoding", "ISO-8859-1")
    commit(repository, {"tasks.yaml": DUTY.format(title="Mới", day="2031-03-10")}, "Séa", "2031-02-01")
    assert [change.message for change in read_history(repository).changes] == ["Séa"]


def test_a_record_is_published_on_the_day_its_file_was_added(repository: Path) -> None:
    commit(repository, {"records/2031-02-01-bao-cao.yaml": "id: x\n"}, "Báo cáo", "2031-02-03")
    commit(repository, {"records/2031-02-01-bao-cao.yaml": "id: y\n"}, "Sửa", "2031-04-03")
    assert read_history(repository).published == {"2031-02-01-bao-cao": date(2031, 2, 3)}


def test_a_folder_outside_a_repository_has_no_known_history(tmp_path: Path) -> None:
    assert read_history(tmp_path).known is False


def test_a_shallow_clone_has_no_known_history(repository: Path, tmp_path: Path) -> None:
    commit(repository, {"tasks.yaml": DUTY.format(title="Mới", day="2031-03-10")}, "Sửa", "2031-02-02")
    subprocess.run(
        ["git", "clone", "-q", "--depth", "1", f"file://{repository.parent}", str(tmp_path / "nong")], check=True
    )
    assert read_history(tmp_path / "nong" / "plan").known is False
