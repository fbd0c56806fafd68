"""What all tests share: their order, one Chromium, and both websites as they are published."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from built_sites import Site, built, served
from made_pages import PLANS
from playwright.sync_api import Browser, sync_playwright

#: Later in the list, later in the run; tests without any of these marks come first.
LATER = ("slow", "browser")

#: Headless, as root, without a word to any host but those a test opens.
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put quick tests first, so that a plain mistake is seen within seconds."""
    items.sort(key=_rank)


def _rank(item: pytest.Item) -> int:
    return max((LATER.index(mark.name) + 1 for mark in item.iter_markers() if mark.name in LATER), default=0)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Give one Chromium for all tests marked `browser`; each opens its own context and closes it."""
    path = shutil.which("chromium")
    if path is None:
        pytest.fail("Chromium is missing. On Debian: sudo apt-get install chromium", pytrace=False)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Site]]:
    """Give both websites, `real` and `sample`, built through the door and served on loopback."""
    with ExitStack() as servers:
        places = {name: tmp_path_factory.mktemp(name) for name in PLANS}
        yield {name: servers.enter_context(served(built(name, place))) for name, place in places.items()}


@pytest.fixture(params=PLANS)
def site(request: pytest.FixtureRequest, sites: dict[str, Site]) -> Site:
    """Give one built website after the other."""
    return sites[request.param]
