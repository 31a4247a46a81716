"""Pictures of a running demo, for the README and for whoever judges a page: phone, desk, dark and Welsh."""

from __future__ import annotations

import argparse
import importlib.util
import io
import os
import sys
from dataclasses import dataclass
from pathlib import Path

from deploy.lib.parts import PYTHON, install_python_parts
from deploy.lib.setup import one_at_a_time
from deploy.lib.steps import ROOT, Stop
from deploy.lib.system import chromium, install_system_parts

PHONE, DESK = (360, 740), (1280, 800)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip


@dataclass(frozen=True)
class Shot:
    """One picture: `who` is the demo person signed in ("" for a visitor)."""

    name: str
    path: str
    who: str = ""
    size: tuple[int, int] = PHONE
    dark: bool = False


SHOTS = [
    Shot("home-phone", "/"),
    Shot("reports-desk", "/reports/", size=DESK),
    Shot("report-phone", "/reports/new/"),
    Shot("consultation-phone", "/consultations/library/"),
    Shot("surgery-phone", "/surgeries/library-questions/", who="resident"),
    Shot("surgery-dark-phone", "/surgeries/library-questions/", who="resident", dark=True),
    Shot("host-desk", "/surgeries/library-questions/desk/", who="councillor", size=DESK),
    Shot("moderation-desk", "/moderation/", who="moderator", size=DESK),
    Shot("faq-phone", "/faq/"),
    Shot("home-welsh-phone", "/cy/"),
]


def main() -> None:
    """Take every picture of SHOTS, or those named."""
    words = argparse.ArgumentParser(prog="deploy/screenshots", description=__doc__)
    words.add_argument("url", nargs="?", default="http://127.0.0.1:8000", help="where the demo runs")
    words.add_argument("--into", type=Path, default=ROOT / "frontend" / "screenshots")
    words.add_argument("--only", nargs="*", default=[], help="names of pictures")
    given = words.parse_args()
    if not importlib.util.find_spec("playwright"):
        with one_at_a_time(ROOT):
            install_system_parts(cluster=False, tests=True)
            install_python_parts(tests=True)
        os.execv(PYTHON, [str(PYTHON), "-B", "-m", "deploy.lib.screenshots", *sys.argv[1:]])  # noqa: S606
    take(given.url.rstrip("/"), given.into, [shot for shot in SHOTS if not given.only or shot.name in given.only])


def take(url: str, into: Path, shots: list[Shot]) -> None:
    """Save each picture as PNG in `into`."""
    from playwright.sync_api import sync_playwright

    into.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium() or "", args=FLAGS)
        for shot in shots:
            context = browser.new_context(
                base_url=url,
                viewport={"width": shot.size[0], "height": shot.size[1]},
                color_scheme="dark" if shot.dark else "light",
                locale="en-GB",
            )
            page = context.new_page()
            if shot.who:
                page.goto("/account/login/")
                page.fill("[name=login]", f"{shot.who}@demo.test")
                page.fill("[name=password]", "demo")
                page.press("[name=password]", "Enter")
                page.wait_for_url("**/my/")
            page.goto(shot.path, wait_until="networkidle" if shot.size == DESK else "load")
            page.wait_for_timeout(600)
            save(page.screenshot(), into / f"{shot.name}.png")
            context.close()
            print(f"  {shot.name}.png  {shot.path}")
        browser.close()


def save(picture: bytes, path: Path) -> None:
    """As a PNG of at most 128 colours, a sixth of the size."""
    from PIL import Image

    colours = Image.open(io.BytesIO(picture)).convert("RGB").quantize(128, dither=Image.Dither.NONE)
    colours.save(path, optimize=True)


if __name__ == "__main__":
    try:
        main()
    except Stop as sentence:
        sys.exit(str(sentence))
