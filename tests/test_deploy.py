"""What deploy/ says, run: nginx with its very files before Datasette, a switch of releases, the systemd unit."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from datasette_portal import PATIENCE, Portal, free_port, wait_for, write_database

ROOT = Path(__file__).parent.parent
DEPLOY = ROOT / "deploy"

#: Stands in for systemd: starts and stops what the unit would, and remembers the process.
SYSTEMCTL = """#!{python}
import os, pathlib, re, signal, subprocess, sys, time
verb, unit = sys.argv[1], sys.argv[-1]
release = re.fullmatch("ro-viec-datasette@(.+)[.]service", unit)[1]
run, home = pathlib.Path(os.environ["RO_VIEC_RUN"], release), pathlib.Path(os.environ["RO_VIEC_HOME"])
if verb == "enable":
    run.mkdir(parents=True)
    server = subprocess.Popen(
        [sys.executable, "-m", "deploy.serve_release", str(home / "releases" / release / "plan.db")],
        cwd={root!r}, env={{**os.environ, "RUNTIME_DIRECTORY": str(run)}}, stdin=subprocess.DEVNULL,
        stdout=(run / "log").open("wb"), stderr=subprocess.STDOUT, start_new_session=True)
    (home / (release + ".pid")).write_text(str(server.pid))
else:
    os.kill(int((home / (release + ".pid")).read_text()), signal.SIGTERM)
    (home / (release + ".pid")).unlink()
"""


class Server:
    """A home of releases, a stand-in for systemd, and nginx before them."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.port = free_port()
        (home / "site").mkdir(parents=True)
        (home / "site" / "index.html").write_text("<p>Trang chủ</p>", encoding="utf-8")
        (home / "site" / "404.html").write_text("<p>Không có trang này</p>", encoding="utf-8")
        (home / "bin").mkdir()
        systemctl = home / "bin" / "systemctl"
        systemctl.write_text(SYSTEMCTL.format(python=sys.executable, root=str(ROOT)), encoding="utf-8")
        systemctl.chmod(0o755)

    def add_release(self, name: str) -> None:
        """Put a database into the home."""
        folder = self.home / "releases" / name
        folder.mkdir(parents=True)
        write_database(folder / "plan.db", remark=name)

    def switch(self, name: str) -> subprocess.CompletedProcess[str]:
        """Run deploy/switch."""
        places = {"RO_VIEC_HOME": str(self.home), "RO_VIEC_RUN": str(self.home / "run")}
        path = f"{self.home / 'bin'}:{os.environ['PATH']}"
        return subprocess.run(
            [str(DEPLOY / "switch"), name],
            env={**os.environ, **places, "PATH": path},
            check=False,
            capture_output=True,
            text=True,
        )

    def configuration(self) -> Path:
        """Give nginx's configuration: our two files, with nothing changed but places and port."""
        for name in ("ro-viec.conf", "ro-viec-proxy.conf"):
            text = (DEPLOY / "nginx" / name).read_text(encoding="utf-8")
            text = text.replace("/srv/ro-viec", str(self.home)).replace("/var/cache/nginx", str(self.home / "cache"))
            text = text.replace("listen 80;", f"listen 127.0.0.1:{self.port};").replace("ro-viec.example", "127.0.0.1")
            (self.home / name).write_text(text, encoding="utf-8")
        places = "\n".join(f"{part}_temp_path {self.home}/{part};" for part in ("client_body", "proxy", "fastcgi"))
        places += "\n" + "\n".join(f"{part}_temp_path {self.home}/{part};" for part in ("uwsgi", "scgi"))
        main = self.home / "nginx.conf"
        main.write_text(
            f"pid {self.home}/nginx.pid;\nerror_log {self.home}/error.log;\ndaemon off;\nworker_processes 1;\n"
            f"events {{}}\nhttp {{\ninclude /etc/nginx/mime.types;\naccess_log off;\n{places}\n"
            f"include {self.home}/ro-viec.conf;\n}}\n",
            encoding="utf-8",
        )
        return main

    def stop(self) -> None:
        """End what the stand-in started."""
        for pid in self.home.glob("*.pid"):
            if pid.name != "nginx.pid":
                os.kill(int(pid.read_text()), 15)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    nginx = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    assert nginx, "nginx is missing. On Debian: sudo apt-get install nginx-light"
    home = tmp_path_factory.mktemp("srv")
    home.chmod(0o755)
    for folder in home.parents:
        if folder.owner() == Path.home().owner() and str(folder).startswith(str(tmp_path_factory.getbasetemp().parent)):
            folder.chmod(0o755)
    server = Server(home)
    (home / "cache").mkdir()
    server.add_release("first")
    switched = server.switch("first")
    assert switched.returncode == 0, switched.stderr
    process = subprocess.Popen([nginx, "-p", str(home), "-c", str(server.configuration())], stderr=subprocess.DEVNULL)
    try:
        wait_for(server.port, process, home / "error.log")
        yield server
    finally:
        process.terminate()
        process.wait(PATIENCE)
        server.stop()


@pytest.fixture
def portal(server: Server) -> Portal:
    return Portal(f"http://127.0.0.1:{server.port}", 0)


def patient(portal: Portal, path: str) -> int:
    """Ask until the rate limit lets it pass; give the status."""
    for _ in range(PATIENCE * 10):
        status = portal.ask(path).status
        if status != 429:
            return status
        time.sleep(0.1)
    return 429


def test_website_and_datasette_stand_side_by_side(portal: Portal) -> None:
    assert "Trang chủ" in portal.ask("/").text
    assert (portal.ask("/khong-co/").status, "Không có trang này" in portal.ask("/khong-co/").text) == (404, True)
    page = portal.ask("/du-lieu/plan/tasks")
    assert page.status == 200
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert 'href="/">Trang kế hoạch</a>' in page.text
    assert portal.ask("/du-lieu/trinh-bay/portal.css").headers["content-type"].startswith("text/css")
    assert portal.ask("/du-lieu").text.count("Câu hỏi giám sát") == 1


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_only_reading_passes(portal: Portal, method: str) -> None:
    assert portal.ask("/du-lieu/plan", method).status == 405
    assert portal.ask("/", method).status == 405


@pytest.mark.parametrize("query", ["sql=select+1", "a=1&_where=1", "_trace=1", "_searchmode=raw", "_timelimit=1"])
def test_costly_options_stop_at_nginx(portal: Portal, query: str) -> None:
    assert patient(portal, f"/du-lieu/plan/tasks?{query}") == 403


@pytest.mark.parametrize("path", ["/du-lieu/-/versions", "/du-lieu/-/metadata.json", "/du-lieu/-"])
def test_inner_pages_are_closed(portal: Portal, path: str) -> None:
    assert patient(portal, path) == 404


def test_the_same_answer_comes_from_the_cache(portal: Portal) -> None:
    first, second = (portal.ask("/du-lieu/plan/meta.json?_once=1") for _ in range(2))
    assert (first.headers["x-cache"], second.headers["x-cache"]) == ("MISS", "HIT")
    assert first.body == second.body


def test_a_cookie_is_neither_passed_on_nor_set(server: Server) -> None:
    address = f"http://127.0.0.1:{server.port}/du-lieu/plan/meta.json?_once=1"
    request = urllib.request.Request(address, headers={"Cookie": "ds_actor=x"})
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
        assert answer.headers["Set-Cookie"] is None
        assert "no-store" not in (answer.headers["Cache-Control"] or "")


def test_too_many_requests_are_turned_away(portal: Portal) -> None:
    with ThreadPoolExecutor(10) as askers:
        statuses = [a.status for a in askers.map(portal.ask, (f"/du-lieu/plan/meta.json?_n={n}" for n in range(120)))]
    assert set(statuses) == {200, 429}
    assert statuses.count(429) > 30


def test_a_switch_loses_no_request(server: Server, portal: Portal) -> None:
    server.add_release("second")
    with ThreadPoolExecutor(1) as switcher:
        switching = switcher.submit(server.switch, "second")
        statuses: list[int] = []
        while not switching.done():
            statuses.append(portal.ask(f"/du-lieu/plan/meta.json?_during={len(statuses)}").status)
            time.sleep(0.15)
    assert switching.result().returncode == 0, switching.result().stderr
    assert set(statuses) <= {200, 429}
    assert 200 in statuses
    assert (server.home / "current").readlink().name == "second"
    assert not (server.home / "first.pid").exists()
    assert "second" in portal.ask("/du-lieu/plan/meta.json?_after=1").text


def test_a_release_without_a_database_changes_nothing(server: Server) -> None:
    before = (server.home / "current").readlink()
    refused = server.switch("nothing")
    assert (refused.returncode, (server.home / "current").readlink()) == (1, before)
    assert "plan.db" in refused.stderr


def test_systemd_understands_the_unit(tmp_path: Path) -> None:
    unit = (DEPLOY / "systemd" / "ro-viec-datasette@.service").read_text(encoding="utf-8")
    # What the unit starts is not installed where the test runs.
    (tmp_path / "ro-viec-datasette@.service").write_text(
        re.sub(r"^ExecStart=\S+", f"ExecStart={sys.executable}", unit, flags=re.MULTILINE), encoding="utf-8"
    )
    path = str(tmp_path / "ro-viec-datasette@.service")
    verified = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", path], check=False, capture_output=True, text=True
    )
    assert [line for line in verified.stderr.splitlines() if "ro-viec" in line] == []
    command = ["systemd-analyze", "security", "--offline=yes", "--threshold=15", path]
    judged = subprocess.run(command, check=False, capture_output=True, text=True)
    assert judged.returncode == 0, judged.stdout + judged.stderr
