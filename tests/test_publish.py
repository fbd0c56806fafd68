"""The built site: what is taken away, what is found wrong with it, and how it takes the old one's place."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from tracker import publish
from tracker.linkcheck import check_links

POLICY = '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'">'


def site(root: Path, **bodies: str) -> Path:
    """Write a site of one page for each name («nhiem_vu» stands at nhiem-vu/), with a style sheet."""
    (root / "assets").mkdir(parents=True)
    (root / "assets" / "site.css").write_text("p { color: red }", encoding="utf-8")
    for name, body in bodies.items():
        folder = root if name == "index" else root / name.replace("_", "-")
        folder.mkdir(exist_ok=True)
        (folder / "index.html").write_text(f"<!doctype html><html><head>{POLICY}</head>{body}</html>", encoding="utf-8")
    return root


def faults(root: Path) -> list[str]:
    return [str(fault) for fault in check_links(root, publish.put_together(root, root / "bodies"))]


def test_a_sound_site_has_no_fault(tmp_path: Path) -> None:
    good = site(
        tmp_path / "site",
        index='<link rel="stylesheet" href="assets/site.css"><link rel="canonical" href="https://example.org/">'
        '<p id="a">a &gt; b <a href="nhiem-vu/?q=1&amp;r=2#b">b</a> <a href="#a">a</a> <a href="">me</a></p>'
        '<a href="https://example.org/">elsewhere</a>'
        '<script type="application/json">{"href": "<a href=\'x\'>"}</script>',
        nhiem_vu='<p title="x > y" id="b">b</p><a href="../">home</a><a href=../assets/site.css>sheet</a>'
        '<!-- <a href="nowhere/"> --><p>Viết href="gone" trong câu chữ thì không phải liên kết.</p>',
    )
    assert faults(good) == []


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ('<a href="gone/">x</a>', "liên kết hỏng: gone/"),
        ('<a href="../outside/">x</a>', "liên kết hỏng: ../outside/"),
        ('<a title="1 > 0" href="gone">x</a>', "liên kết hỏng: gone"),
        ("<img src='gone.png' alt=''>", "liên kết hỏng: gone.png"),
        ('<img srcset="assets/site.css 1x, gone.png 2x" alt="">', "liên kết hỏng: gone.png"),
        ('<a href="#gone">x</a>', "liên kết đến mã không có: #gone"),
        ('<a href="javascript:void(0)">x</a>', "liên kết không hợp lệ: javascript:void(0)"),
        ('<i id="a"></i><i id="a"></i>', "mã #a dùng hai lần trong trang"),
        ('<script src="https://cdn.example/x.js"></script>', "tải từ máy chủ khác: https://cdn.example/x.js"),
        ('<link href="//fonts.example/x" rel="preconnect">', "tải từ máy chủ khác: //fonts.example/x"),
        ('<form action="https://example.org/"></form>', "tải từ máy chủ khác: https://example.org/"),
        ('<p style="color: red">x</p>', "thuộc tính style trong <p>, chính sách bảo mật sẽ chặn"),
        ('<p onclick="x()">x</p>', "thuộc tính onclick trong <p>, chính sách bảo mật sẽ chặn"),
        ("<style>p { color: red }</style>", "mã nhúng trong trang <style>, chính sách bảo mật sẽ chặn"),
        ("<script>x()</script>", "mã nhúng trong trang <script>, chính sách bảo mật sẽ chặn"),
    ],
)
def test_each_fault_is_told_with_its_page(tmp_path: Path, body: str, message: str) -> None:
    assert faults(site(tmp_path / "site", index=body)) == [f"index.html: {message}"]


def test_a_page_without_a_policy_and_a_sheet_that_asks_others_are_faults(tmp_path: Path) -> None:
    root = site(tmp_path / "site", index="")
    (root / "404.html").write_text("<!doctype html><p>x</p>", encoding="utf-8")
    (root / "assets" / "site.css").write_text(
        '@import "https://x.example/a.css"; p { background: url(b.png) }', "utf-8"
    )
    assert faults(root) == [
        "404.html: trang không có chính sách bảo mật (Content-Security-Policy)",
        "assets/site.css: liên kết hỏng: b.png",
        "assets/site.css: tải từ máy chủ khác: https://x.example/a.css",
    ]


def test_an_anchor_on_another_page_is_looked_up_there(tmp_path: Path) -> None:
    root = site(tmp_path / "site", index='<a href="nhiem-vu/#c-1">x</a>', nhiem_vu='<i id="c-2"></i>')
    assert faults(root) == ["index.html: liên kết đến mã không có: nhiem-vu/#c-1"]


def test_a_body_goes_into_its_frame(tmp_path: Path) -> None:
    root = site(tmp_path / "site", index="<main><!-- fragment: a/b.html --></main>", other="<p>whole</p>")
    (tmp_path / "bodies" / "a").mkdir(parents=True)
    (tmp_path / "bodies" / "a" / "b.html").write_text('<p id="x"></p>\n', encoding="utf-8")
    seen = publish.put_together(root, tmp_path / "bodies")
    assert seen["index.html"].ids == {"x"}
    assert '<main><p id="x"></p>\n</main>' in (root / "index.html").read_text(encoding="utf-8")
    assert "<p>whole</p>" in (root / "other" / "index.html").read_text(encoding="utf-8")


def test_finish_takes_away_what_no_page_asks_for_and_nothing_else(tmp_path: Path) -> None:
    lunr = "assets/javascripts/lunr/min/lunr"
    kept = [f"{lunr}.vi.min.js", f"{lunr}.stemmer.support.min.js", "assets/javascripts/workers/search.x.min.js", "a.js"]
    gone = [f"{lunr}.sv.min.js", f"{lunr}.de.min.js", "assets/javascripts/bundle.x.min.js", "a.js.map", "css/base.css"]
    for name in kept + gone:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("", encoding="utf-8")
    publish.finish(tmp_path)
    assert sorted(str(p.relative_to(tmp_path)) for p in tmp_path.rglob("*") if p.is_file()) == sorted(kept)


def two(root: Path) -> tuple[Path, Path]:
    """Write a new site and an old one with its tracked .gitignore."""
    new, live = root / "site.new", root / "site"
    for folder, text in ((new, "new"), (live, "old")):
        folder.mkdir()
        (folder / "index.html").write_text(text, encoding="utf-8")
    (live / ".gitignore").write_text("*\n", encoding="utf-8")
    return new, live


def assert_published(root: Path, live: Path) -> None:
    assert (live / "index.html").read_text(encoding="utf-8") == "new"
    assert (live / ".gitignore").read_text(encoding="utf-8") == "*\n"
    assert [p.name for p in root.iterdir()] == ["site"]


def test_the_new_site_takes_the_old_ones_place(tmp_path: Path) -> None:
    new, live = two(tmp_path)
    publish.exchange(new, live)
    assert_published(tmp_path, live)


def test_it_does_so_without_the_system_call_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publish, "_exchanged", lambda _new, _live: False)
    new, live = two(tmp_path)
    publish.exchange(new, live)
    assert_published(tmp_path, live)


def test_the_first_site_just_moves_in(tmp_path: Path) -> None:
    new = site(tmp_path / "site.new", index="")
    publish.exchange(new, tmp_path / "site")
    assert (tmp_path / "site" / "index.html").exists()
    assert not new.exists()


def test_a_failure_leaves_the_old_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    new, live = two(tmp_path)
    rename = Path.rename

    def full(path: Path, target: Path) -> Path:
        if path == new:
            raise OSError(errno.ENOSPC, "No space left on device")
        return rename(path, target)

    monkeypatch.setattr(publish, "_exchanged", lambda _new, _live: False)
    monkeypatch.setattr(Path, "rename", full)
    with pytest.raises(OSError, match="No space left"):
        publish.exchange(new, live)
    assert (live / "index.html").read_text(encoding="utf-8") == "old"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["site", "site.new"]


def test_a_refusal_of_the_system_call_is_told(tmp_path: Path) -> None:
    _, live = two(tmp_path)
    with pytest.raises(FileNotFoundError):
        publish._exchanged(tmp_path / "missing", live)
    assert (live / "index.html").read_text(encoding="utf-8") == "old"
