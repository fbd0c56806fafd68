"""Take the pictures of the README anew, at four widths: python tests/readme_pictures.py."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal, NamedTuple

from playwright.sync_api import ViewportSize, sync_playwright

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))  # so that it also runs by its file name

from built_sites import built, served  # noqa: E402
from conftest import CHROMIUM_FLAGS  # noqa: E402

PICTURES = ROOT / "docs" / "readme"


class Shot(NamedTuple):
    """What is shown, in a window of which size and scheme."""

    page: str
    width: int
    height: int
    scheme: Literal["light", "dark"] = "light"


SHOTS = {
    "home-phone": Shot("", 390, 844),
    "agency-tablet": Shot("co-quan/so-nong-nghiep-moi-truong/", 768, 1024),
    "matrix-laptop": Shot("ma-tran/", 1280, 800),
    "text-wide-dark": Shot("van-ban/", 1680, 1050, "dark"),
}


def take(folder: Path) -> None:
    """Build the fictional city's website and take every picture."""
    PICTURES.mkdir(exist_ok=True)
    with served(built("sample", folder)) as site, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=CHROMIUM_FLAGS)
        for name, shot in SHOTS.items():
            window: ViewportSize = {"width": shot.width, "height": shot.height}
            tab = chromium.new_page(viewport=window, locale="vi-VN", color_scheme=shot.scheme)
            # The page speaks of the day it was built for, not of the day on which its picture is taken.
            tab.clock.set_fixed_time("2031-09-30T09:00:00+07:00")
            tab.goto(site.address + shot.page)
            tab.screenshot(path=PICTURES / f"{name}.jpg", type="jpeg", quality=72)
        chromium.close()


if __name__ == "__main__":
    with TemporaryDirectory() as made:
        take(Path(made))
