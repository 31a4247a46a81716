"""The phone's side: what was asked stays in the browser until it is acknowledged, and is asked once."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, Route, WebSocketRoute, expect

from consultations.surgeries.models import Question
from tests.factories.surgeries import a_question, a_surgery

pytestmark = pytest.mark.django_db(transaction=True)
ASKED = re.compile(r"/api/v1/surgeries/[^/]+/questions/$")
WITHIN_MS = 20_000


def ask(page: Page, text: str) -> None:
    page.locator("[data-ask-form] textarea").fill(text)
    page.locator("[data-ask-form] button.button").first.click()


def at_the_surgery(context: Any, surgery: Any) -> Page:
    page: Page = context.new_page()
    page.set_default_timeout(WITHIN_MS)
    page.goto(f"/surgeries/{surgery.slug}/")
    expect(page.locator('[data-connection][data-state="live"]')).to_be_visible(timeout=WITHIN_MS)
    return page


def mine(page: Page) -> Any:
    return page.locator('[data-list="mine"] > li')


def test_what_is_asked_while_another_question_is_on_its_way_is_sent_as_well(phone):
    surgery, context = a_surgery(), phone()
    context.route_web_socket(re.compile("/ws/"), hold_acks)
    page = at_the_surgery(context, surgery)
    ask(page, "Before?")  # by HTTP; from then on the line knows this browser
    expect(mine(page)).to_have_count(1, timeout=WITHIN_MS)
    expect(page.locator('[data-connection][data-state="live"]')).to_be_visible(timeout=WITHIN_MS)

    ask(page, "First?")
    while not HELD:
        page.wait_for_timeout(20)
    ask(page, "Second?")
    ask(page, "Second?")  # a double tap
    expect(page.locator("[data-outbox] li")).to_have_count(2)
    for line, ack in HELD:
        line.send(ack)

    expect(page.locator("[data-outbox]")).to_be_hidden(timeout=WITHIN_MS)
    assert sorted(Question.objects.values_list("text", flat=True)) == ["Before?", "First?", "Second?"]


HELD: list[tuple[WebSocketRoute, str]] = []


def hold_acks(line: WebSocketRoute) -> None:
    """Let everything through but the first ack."""

    def pass_on(text: str | bytes) -> None:
        if '"ack"' in str(text) and not HELD:
            HELD.append((line, str(text)))
        else:
            line.send(text)

    line.connect_to_server().on_message(pass_on)


def test_an_app_that_was_killed_before_the_answer_came_asks_again_and_once(phone):
    """The server took it, the answer was lost with the app: opened again, the same question goes out and is known."""
    surgery, context = a_surgery(), phone()
    page = at_the_surgery(context, surgery)

    def lose_the_answer(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route(ASKED, lose_the_answer)
    ask(page, "From the lift?")
    expect(page.locator("[data-outbox] li")).to_have_count(1)
    while not Question.objects.exists():
        page.wait_for_timeout(20)
    page.close()

    page = at_the_surgery(context, surgery)
    expect(mine(page)).to_have_count(1, timeout=WITHIN_MS)
    expect(page.locator("[data-outbox]")).to_be_hidden(timeout=WITHIN_MS)
    assert Question.objects.count() == 1


def test_an_answer_to_a_tap_does_not_take_back_what_the_line_has_told_since(phone):
    surgery, context = a_surgery(), phone()
    question = a_question(surgery, "When is the pool open?")
    page, late = at_the_surgery(context, surgery), []
    page.route("**/support/", lambda route: late.append((route, route.fetch())))

    page.locator(f"#q-{question.ref} [data-support] button").click()
    while not late:
        page.wait_for_timeout(20)
    Question.objects.filter(pk=question.pk).update(text="Other words")
    tell_all(question)
    expect(page.locator(f'#q-{question.ref} [data-slot="text"]')).to_have_text("Other words", timeout=WITHIN_MS)
    route, response = late[0]
    route.fulfill(response=response)

    expect(page.locator(f"#q-{question.ref} [data-support] button")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(f'#q-{question.ref} [data-slot="text"]')).to_have_text("Other words")


def tell_all(question: Question) -> None:
    from django.db import transaction

    from civic.eventlog.actions.record import record

    with transaction.atomic():
        record("question.redacted", on=question.surgery.stream, question_id=question.ref)


def test_back_from_no_network_a_line_that_only_looks_open_is_opened_anew(phone):
    surgery, context = a_surgery(), phone()
    page = at_the_surgery(context, surgery)

    with page.expect_websocket(timeout=WITHIN_MS):
        page.evaluate("dispatchEvent(new Event('offline')); dispatchEvent(new Event('online'))")

    expect(page.locator('[data-connection][data-state="live"]')).to_be_visible(timeout=WITHIN_MS)
