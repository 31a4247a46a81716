"""What keeps the scripts and templates within the policy: no inline code, no relative imports, no missing names."""

import re
from pathlib import Path

import pytest

FRONTEND = Path(__file__).parents[2] / "frontend"
MODULES = sorted((FRONTEND / "static/frontend/js").glob("*.js"))
NAMES = {module.stem for module in MODULES}
PAGES = sorted(path for path in (FRONTEND / "templates").rglob("*.html") if "mail" not in path.parts)
SPRITE = set(re.findall(r'<symbol id="([\w-]+)"', (FRONTEND / "static/frontend/img/icons.svg").read_text()))
MOST_LINES = 150
SCRIPT = r"<script(?![^>]*(?:src=|application/json|application/ld\+json))"
INLINE = rf"<style|\sstyle=|\son[a-z]+=[\"']|javascript:|{SCRIPT}"


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_modules_are_short(module):
    assert len(module.read_text().splitlines()) <= MOST_LINES


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_modules_import_each_other_by_name_and_only_what_exists(module):
    asked = re.findall(r"""(?:from|import)\s*\(?\s*["'`]([^"'`]+)["'`]""", module.read_text())

    unknown = {name for name in asked if name.removeprefix("civic/") not in NAMES | {"${name}"}}

    assert unknown == set()


def test_what_start_fetches_exists():
    wanted = re.findall(r'^  ".*": "([\w-]+)",$', (FRONTEND / "static/frontend/js/start.js").read_text(), re.MULTILINE)

    assert wanted
    assert set(wanted) <= NAMES


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(FRONTEND / "templates")))
def test_pages_hold_no_inline_code(page):
    text = page.read_text()

    inline = re.findall(INLINE, text)

    assert inline == []


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(FRONTEND / "templates")))
def test_icons_on_pages_are_in_the_sprite(page):
    used = set(re.findall(r'{% icon "([\w-]+)"', page.read_text()))
    used |= set(re.findall(r'icon_name="([\w-]+)"', page.read_text()))

    assert used - SPRITE == set()


def test_our_pages_ask_no_other_origin():
    sources = [*PAGES, *MODULES, *(FRONTEND / "static/frontend/css").glob("*.css")]

    outside = {
        path.name: found
        for path in sources
        if (found := re.findall(r"""(?:src|href|url\(|fetch\()\s*=?\s*["']?(https?://[^"')\s]+)""", path.read_text()))
    }

    assert outside == {}
