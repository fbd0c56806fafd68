"""Every page of both websites as it is published: valid HTML, within the narrowest window, quiet, and by itself."""

from __future__ import annotations

import pytest
from built_sites import Site, visitor
from made_pages import ROOT
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

VALIDATOR = ROOT / "tests" / "vendor" / "html-validate" / "html-validate.js"

#: Fails on what the standard forbids (https://html.spec.whatwg.org/), not on what somebody finds untidy.
STANDARD = """
const standard = {root: true, extends: ["html-validate:standard"]};
const validator = new HtmlValidate(new HtmlValidateStaticConfigLoader(standard));
globalThis.faults = async (text) => (await validator.validateString(text)).results
  .flatMap((result) => result.messages.map((fault) => `${fault.line}: ${fault.message}`));
"""

#: A title, a description, Vietnamese, one main heading.
TOLD = """[document.title, document.querySelector("meta[name=description]").content, document.documentElement.lang,
  document.querySelectorAll("h1").length]"""
TOO_WIDE = "innerWidth < document.documentElement.scrollWidth"


def test_every_page_is_valid_html(browser: Browser, site: Site) -> None:
    files = sorted(site.folder.rglob("*.html"))
    with visitor(browser, site) as guest:
        guest.page.evaluate(f"{VALIDATOR.read_text(encoding='utf-8')}; {STANDARD}; 0")
        found = {
            str(path.relative_to(site.folder)): guest.page.evaluate("faults", path.read_text(encoding="utf-8"))
            for path in files
        }
        assert guest.page.evaluate("faults", files[0].read_text(encoding="utf-8") + "<p><p></div>") != []
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_every_page_says_what_it_is_in_silence_and_fits_a_window_of_320(browser: Browser, site: Site) -> None:
    """The width of 400% zoom (WCAG 2.2, 1.4.10); the visitor fails on the console and on requests to other hosts."""
    titles: dict[str, str] = {}
    with visitor(browser, site, viewport={"width": 320, "height": 640}) as guest:
        for name in site.pages():
            page = guest.open(name)
            assert not page.evaluate(TOO_WIDE), name
            title, description, language, headings = page.evaluate(TOLD)
            assert (language, headings) == ("vi", 1), name
            assert description.strip(), name
            assert title not in titles, (name, titles.get(title))
            titles[title] = name


@pytest.mark.parametrize("width", [390, 768, 1280])
def test_every_kind_of_page_fits_its_window(browser: Browser, site: Site, width: int) -> None:
    with visitor(browser, site, viewport={"width": width, "height": 900}) as guest:
        assert [name for name in site.kinds() if guest.open(name).evaluate(TOO_WIDE)] == []


def test_nothing_moves_for_who_wants_no_motion(browser: Browser, site: Site) -> None:
    moving = """[...document.querySelectorAll("*")].filter((one) => ["transitionDuration", "animationDuration"]
      .some((kind) => getComputedStyle(one)[kind].split(",").some((time) => parseFloat(time) > 0.01))).length"""
    with visitor(browser, site, reduced_motion="reduce") as guest:
        assert {name: n for name in site.kinds() if (n := guest.open(name).evaluate(moving))} == {}
