"""The desk by keys alone, in a real browser, and by plain forms with scripts off."""

import re

import pytest
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect

from civic.accounts.enums import Role
from civic.accounts.models import User
from consultations.models import Comment
from tests.factories.accounts import staff
from tests.factories.moderation import a_held_comment

pytestmark = pytest.mark.django_db(transaction=True)


def signed_in(context: BrowserContext, email: str) -> Page:
    """A page of somebody who has signed in."""
    client = Client()
    client.force_login(User.objects.get(email=email))
    page = context.new_page()
    page.goto("/healthz")
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": page.url}])
    return page


@pytest.fixture
def moderator() -> str:
    return staff(Role.MODERATOR, email="priya@example.test").user.email


def test_two_keys_remove_with_a_reason_one_publishes_and_one_undoes(desk, moderator) -> None:
    first, second = a_held_comment("First"), a_held_comment("Second")
    page = signed_in(desk(), moderator)
    page.goto("/moderation/")
    expect(page.locator("[data-subject][aria-current]")).to_contain_text("First")

    page.keyboard.press("h")
    page.keyboard.press("2")
    expect(page.locator("[data-desk-context] [data-told-reason]")).to_contain_text("private person")
    page.keyboard.press("Enter")
    expect(page.locator("[data-desk-said]")).to_have_text("1 thing removed; its author is told.")
    expect(page.locator("[data-subject][aria-current]")).to_contain_text("Second")
    page.keyboard.press("a")
    expect(page.locator("[data-desk-said]")).to_have_text("1 thing published.")
    page.keyboard.press("u")
    expect(page.locator("[data-desk-said]")).to_have_text("1 decision undone.")

    states = dict(Comment.objects.values_list("ref", "state"))
    assert (states[first.ref], states[second.ref]) == ("removed", "held")


def test_without_scripts_the_forms_do_the_same(phone, moderator) -> None:
    held = a_held_comment("First")
    page = signed_in(phone(java_script_enabled=False), moderator)
    page.goto("/moderation/")

    page.get_by_role("button", name="Remove…").first.click()
    page.check("[name=rule][value='2']")
    page.fill("[name=reason]", "Please leave private people out.")
    page.get_by_role("button", name="See what the author will be told").click()
    expect(page.locator(".desk__told")).to_contain_text("Please leave private people out.")
    page.get_by_role("button", name="Remove and tell the author").click()

    expect(page.locator(".messages")).to_contain_text("1 thing removed")
    assert Comment.objects.get(ref=held.ref).state == "removed"


def test_the_numbers_go_down_and_up_again_and_a_decided_line_says_whose_it_was(desk, moderator) -> None:
    for words in ("First of three", "Second of three", "Third of three"):
        a_held_comment(words)
    page = signed_in(desk(), moderator)
    page.goto("/moderation/")
    expect(page).to_have_title(re.compile("^3 waiting"))

    page.keyboard.press("a")
    expect(page).to_have_title(re.compile("^2 waiting"))
    expect(page.locator("[data-desk-count=all]")).to_have_text("2")
    expect(page.locator("[data-desk-count=comment]")).to_have_text("2")
    expect(page.locator("[data-subject][data-done]")).to_contain_text("Published:")
    expect(page.locator("[data-subject][data-done]")).to_contain_text("First of three")
    page.keyboard.press("u")

    expect(page).to_have_title(re.compile("^3 waiting"))
    expect(page.locator("[data-desk-count=comment]")).to_have_text("3")


def test_the_buttons_say_how_many_are_selected_and_how_many_will_be_told(desk, moderator) -> None:
    for words in ("First", "Second"):
        a_held_comment(words)
    page = signed_in(desk(), moderator)
    page.goto("/moderation/")

    page.locator("[data-desk-all]").check()
    expect(page.get_by_role("button", name="Publish selected (2)")).to_be_visible()
    page.keyboard.press("h")

    expect(page.get_by_role("button", name="Remove 2 and tell their authors")).to_be_visible()


def test_the_last_one_decided_leads_on_to_the_next_page(desk, moderator) -> None:
    for number in range(31):
        a_held_comment(f"Number {number}")
    page = signed_in(desk(), moderator)
    page.goto("/moderation/")

    page.locator("[data-desk-all]").check()
    page.keyboard.press("a")
    expect(page.locator("[data-desk-said]")).to_contain_text("Press Enter for the next ones")
    page.keyboard.press("Enter")

    expect(page.locator("[data-subject]")).to_have_count(1)
    expect(page).to_have_title(re.compile("^1 waiting"))
