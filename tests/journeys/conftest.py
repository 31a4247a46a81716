"""A small Carsewell for journeys: its streets and people, an open consultation, a surgery about to begin."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from civic.accounts.actors import SYSTEM
from civic.core import clock
from civic.demo.seed.cast import Cast, hire_cast
from civic.demo.town.load import load_town
from consultations.actions.create_consultation import SectionDraft, create_consultation
from consultations.surgeries.actions.schedule_surgery import schedule_surgery
from reports.actions.ensure_categories import ensure_categories
from tests.machinery.axe import serious_faults
from tests.machinery.browser import NewContext
from tests.machinery.stack import LiveStack

expect.set_options(timeout=15_000)


@dataclass
class Town:
    """What a journey needs to know."""

    stack: LiveStack
    cast: Cast
    consultation: str = "bridge"
    surgery: str = "roads"

    def settle(self) -> None:
        """Wait until the worker has done everything that is due."""
        self.stack.settle()


@pytest.fixture
def town(live_stack: LiveStack) -> Town:
    now = clock.now()
    load_town(1907)
    ensure_categories(by=SYSTEM)
    cast = hire_cast(now)
    create_consultation(
        by=SYSTEM,
        slug="bridge",
        title="A footway for Carse Bridge",
        summary="Should the bridge have a footway of its own?",
        opens_at=now - dt.timedelta(days=2),
        closes_at=now + dt.timedelta(days=20),
        sections=[SectionDraft("why", "Why now", "The footway floods every winter.")],
    )
    schedule_surgery(
        by=SYSTEM,
        slug="roads",
        title="Roads and bridges",
        starts_at=now + dt.timedelta(minutes=1),
        ends_at=now + dt.timedelta(hours=1),
        hosts=[cast.councillor.id or 0],
        officers=[cast.officer.id or 0],
    )
    live_stack.settle()
    return Town(live_stack, cast)


@pytest.fixture
def person(phone: NewContext, town: Town) -> Callable[..., Page]:
    """A function that gives a page of somebody's own phone: `person("resident")` signed in, `person()` a visitor."""

    def open_phone(role: str = "", *, scripts: bool = True) -> Page:
        page = phone(java_script_enabled=scripts).new_page()
        if role:
            page.goto("/account/login/")
            page.fill("[name=login]", f"{role}@demo.test")
            page.fill("[name=password]", "demo")
            page.press("[name=password]", "Enter")
            page.wait_for_url("**/my/")
        return page

    return open_phone


_complaints: list[str] = []


@pytest.fixture(autouse=True)
def _no_complaints() -> Iterator[None]:
    """A journey goes on to its end; then it fails with all that was wrong on its way."""
    _complaints.clear()
    yield
    assert _complaints == [], "\n".join(_complaints)


def look(page: Page) -> None:
    """Note what axe finds serious on the page, and a page that is wider than the phone."""
    wrong = [
        f"{v['id']} ({v['impact']}) at {page.url}: {v['help']}\n    {v['nodes'][0]['html'][:200]}"
        for v in serious_faults(page)
    ]
    _complaints.extend(line for line in wrong if line not in _complaints)
    width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if width > 0:
        _complaints.append(f"{page.url} is {width} px wider than the phone")


def press(button: Locator) -> None:
    """Press what leads to another page, and wait until that is there: a click alone waits for nothing."""
    with button.page.expect_navigation():
        button.click()


def a_photo(colour: str = "#886644") -> bytes:
    """A JPEG with a place hidden in it."""
    picture = Image.new("RGB", (1600, 1200), colour)
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (52.0, 58.0, 12.0), 3: "W", 4: (0.0, 18.0, 36.0)}
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif)
    return out.getvalue()
