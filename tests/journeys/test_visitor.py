"""A visitor without an account: Back loses nothing, and the mailed link works in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from civic.demo.models import OutboxMessage
from tests.journeys.conftest import Town, look, press

pytestmark = pytest.mark.slow
Person = Callable[..., Page]


def mark_high_street(page: Page) -> None:
    page.goto("/reports/new/")
    page.fill("#q", "High Street")
    press(page.locator("button[name=search]"))
    page.get_by_role("radio").first.check(force=True)
    press(page.locator("button[name=go]"))
    page.wait_for_url("**/what/")


def test_back_leads_through_a_refused_form_to_the_place_that_was_marked(person: Person, town: Town) -> None:
    page = person()
    mark_high_street(page)
    marked = page.url
    press(page.get_by_role("button", name="Go on"))
    expect(page.locator("[data-error-summary]")).to_be_focused()
    page.get_by_label(re.compile("Pothole")).check(force=True)
    press(page.get_by_role("button", name="Go on"))
    page.wait_for_url(lambda url: not url.endswith("/what/"))

    page.go_back()
    expect(page.get_by_label(re.compile("Pothole"))).to_be_checked()
    page.go_back()
    page.go_back()

    page.wait_for_url(marked.replace("/what/", "/where/"))
    expect(page.locator("#id_geometry")).to_have_value(re.compile("Point"))


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_report_is_confirmed_by_the_mailed_link_on_another_phone(person: Person, town: Town, scripts: bool) -> None:
    page = person(scripts=scripts)
    mark_high_street(page)
    page.get_by_label(re.compile("Graffiti")).check(force=True)
    while not page.url.endswith("/check/"):
        for name, words in {"title": "Tags on the wall", "email": "nan@post.example"}.items():
            if (field := page.locator(f"[name={name}]")).count():
                field.fill(words)
        press(page.get_by_role("main").get_by_role("button", name=re.compile("o on$")))
    press(page.get_by_role("button", name="Send my report"))
    ref = page.locator(".panel__ref").inner_text().strip()
    town.settle()
    mail = OutboxMessage.objects.get(to="nan@post.example")
    link = re.search(r"/account/confirm/\S+", mail.text)
    assert link is not None

    other = person(scripts=scripts)
    other.goto(link[0])
    press(other.get_by_role("button", name="Confirm my report"))

    other.wait_for_url(f"**/reports/{ref}/")
    expect(other.get_by_role("heading", name="Tags on the wall")).to_be_visible()
    if scripts:
        look(other)
