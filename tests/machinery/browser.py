"""Chromium for journeys: one per module, and contexts as small as a cheap phone."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Request, sync_playwright

from tests.machinery.stack import LiveStack

CHROMIUM = os.environ.get("CIVIC_CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync")  # fmt: skip
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}
DESK = {"viewport": {"width": 1280, "height": 800}}
HERE = {"locale": "en-GB", "timezone_id": "Europe/London"}

NewContext = Callable[..., BrowserContext]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium without a window. Its loop runs until the module's end: keep async tests out of such modules."""
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # the ORM is used beside Playwright's loop, never inside it
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield found
        found.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def phone(live_stack: LiveStack, browser: Browser) -> Iterator[NewContext]:
    """A function that opens a context of its own per person: `phone()`, `phone(java_script_enabled=False)`.

    Addresses are relative to the stack. After the test it fails if a page asked another origin, or if a script failed.
    """
    yield from _contexts(live_stack, browser, PHONE)


@pytest.fixture
def desk(live_stack: LiveStack, browser: Browser) -> Iterator[NewContext]:
    """As `phone`, on a wide screen with a mouse."""
    yield from _contexts(live_stack, browser, DESK)


def _contexts(stack: LiveStack, browser: Browser, device: dict[str, Any]) -> Iterator[NewContext]:
    made: list[BrowserContext] = []
    complaints: list[str] = []

    def note_request(request: Request) -> None:
        if request.url.split(":", 1)[0] in ("http", "https", "ws", "wss") and not request.url.startswith(
            (stack.url, stack.ws_url)
        ):
            complaints.append(f"asked another origin: {request.url}")

    def note_console(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            complaints.append(f"against the policy: {message.text}")

    def note_error(error: Any) -> None:
        complaints.append(f"a script failed: {error.error}")

    def open_context(**options: Any) -> BrowserContext:
        context = browser.new_context(base_url=stack.url, **{**HERE, **device, **options})
        context.set_default_timeout(15_000)
        context.on("request", note_request)
        context.on("console", note_console)
        context.on("weberror", note_error)
        made.append(context)
        return context

    yield open_context
    for context in made:
        try:
            context.close()
        except Error as error:  # a test may have closed it, or killed the browser
            if "closed" not in str(error):
                raise
    assert not complaints, "\n".join(complaints)
