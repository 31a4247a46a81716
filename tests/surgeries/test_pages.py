"""The pages as plain links and forms: what a browser without scripts can do."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from icalendar import Calendar

from civic.accounts.actions.redeem_link import hash_of
from civic.accounts.actors import Actor
from civic.accounts.enums import Role
from civic.accounts.models import MailedLink
from civic.core import clock
from consultations.surgeries.actions.answer_question import answer_question
from consultations.surgeries.actions.close_surgery import close_surgery
from consultations.surgeries.actions.mark_faq_published import mark_faq_published
from consultations.surgeries.actions.take_question import take_question
from consultations.surgeries.models import Question, Surgery
from tests.factories.accounts import a_person, a_trusted_person, staff
from tests.factories.surgeries import a_device, a_held_question, a_host, a_question, a_surgery

pytestmark = pytest.mark.django_db


def browser_of(actor: Actor | None = None) -> Client:
    client = Client()
    if actor:
        client.force_login(actor.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def page(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status
    return answer.content.decode()


def test_the_list_shows_what_is_on_what_comes_and_what_was(client):
    host = a_host()
    for title in ("Live one", "Next one", "Past one"):
        a_surgery(host=host, title=title, live=title != "Next one")
    close_surgery(by=host, surgery=Surgery.objects.get(title="Past one"))

    html = page(client, "/surgeries/")

    places = [html.index(title) for title in ("Live one", "Next one", "Past one")]
    assert places == sorted(places)
    assert client.get("/surgeries/").headers["Cache-Control"].startswith("max-age=0")


def test_an_empty_list_says_what_could_be_here(client):
    assert "No surgery is planned just now" in page(client, "/surgeries/")


def test_a_visitor_asks_by_form_and_sees_their_question_waiting(client):
    surgery = a_surgery()
    url = surgery.get_absolute_url()

    sent = client.post(url, {"text": "When is it mended?"}, follow=True)

    assert sent.redirect_chain == [(f"{url}#mine", 302)]
    assert "When is it mended?" in sent.content.decode()
    assert "When is it mended?" not in page(Client(), url)


def test_the_form_sent_twice_is_one_question(client):
    surgery = a_surgery()
    key = "6e0c2d0e-6d3c-4a55-9a38-9d1f4b1f6d11"

    for _again in range(2):
        client.post(surgery.get_absolute_url(), {"text": "Twice?", "idempotency_key": key})

    assert Question.objects.count() == 1


def test_words_are_kept_when_the_form_is_refused(client):
    host = a_host()
    surgery = a_surgery(host=host)
    long = client.post(surgery.get_absolute_url(), {"text": "y" * 501})
    close_surgery(by=host, surgery=surgery)
    late = client.post(surgery.get_absolute_url(), {"text": "Too late, is it?"})

    assert (long.status_code, "y" * 501 in long.content.decode()) == (400, True)
    assert (late.status_code, "this surgery is over" in late.content.decode().lower()) == (409, True)
    assert "Too late, is it?" in late.content.decode()


def test_an_address_gets_a_link_to_confirm_and_nothing_is_followed_before(client):
    surgery = a_surgery()

    client.post(surgery.get_absolute_url(), {"text": "When?", "email": "Some@example.org"})

    link = MailedLink.objects.get()
    assert (link.purpose, link.email, link.subject) == (
        "question.follow",
        "some@example.org",
        Question.objects.get().ref,
    )


def test_a_link_that_was_used_leads_on_to_the_question_for_those_who_see_it(client):
    surgery = a_surgery()
    shown, held = a_question(surgery, "When is it mended?"), a_held_question(surgery)
    pages = []
    for question in (shown, held):
        secret = question.ref * 4
        MailedLink.objects.create(
            purpose="question.follow", subject=question.ref, email="some@example.org", hash=hash_of(secret),
            expires_at=clock.now() + dt.timedelta(days=1), used_at=clock.now(),
        )  # fmt: skip
        pages.append(client.get(f"/account/confirm/{secret}/").content.decode())

    assert shown.get_absolute_url() in pages[0]
    assert held.get_absolute_url() not in pages[1]


def test_support_works_as_a_form_and_can_be_taken_back(client):
    surgery = a_surgery()
    question = a_question(surgery)
    path = f"{surgery.get_absolute_url()}questions/{question.ref}/support/"

    client.post(path, {"on": "1"})
    question.refresh_from_db()
    assert question.support_devices == 1
    client.post(path, {"on": "0"})
    question.refresh_from_db()
    assert question.support_devices == 0


def test_held_words_are_on_no_page_but_the_authors_and_the_moderators():
    secret, host, author = "A secret that nobody may read", a_host(), a_person()
    surgery = a_surgery(host=host)
    a_held_question(surgery, secret, by=author)
    url = surgery.get_absolute_url()

    seen = {
        "stranger": secret in page(Client(), url),
        "other": secret in page(browser_of(a_person()), url),
        "host": secret in page(browser_of(host), url) + page(browser_of(host), url + "desk/"),
        "author": secret in page(browser_of(author), url),
        "moderator": secret in page(browser_of(staff(Role.MODERATOR)), url + "desk/"),
    }

    assert seen == {"stranger": False, "other": False, "host": False, "author": True, "moderator": True}


def test_the_desk_is_for_who_runs_it_and_moderators_only():
    officer = staff(Role.OFFICER)
    host = a_host()
    surgery = a_surgery(host=host, officers=[officer.id])
    url = surgery.get_absolute_url() + "desk/"

    for actor, status in (
        (host, 200),
        (officer, 200),
        (staff(Role.MODERATOR), 200),
        (a_host(), 404),
        (a_person(), 404),
    ):
        page(browser_of(actor), url, status)
    assert Client().get(url).status_code in (302, 401)


def test_the_host_works_through_the_queue_by_forms():
    host = a_host()
    surgery = a_surgery(host=host, live=False)
    first, second = a_question(surgery, "First one?"), a_question(surgery, "Second one?")
    client, url = browser_of(host), surgery.get_absolute_url()

    def press(path: str, **data: str):
        return client.post(url + path, {"back": "desk", **data})

    press("open/")
    press(f"questions/{first.ref}/take/")
    assert "You are answering" in page(client, url + "desk/")
    empty = press(f"questions/{first.ref}/answer/", text=" ")
    assert (empty.status_code, "There is a problem" in empty.content.decode()) == (400, True)
    press(f"questions/{first.ref}/answer/", text="Because.", faq="on")
    press(f"questions/{second.ref}/defer/")
    press(f"questions/{first.ref}/undo/")
    press(f"questions/{first.ref}/answer/", text="Because of rain.", faq="on")
    press("close/")

    states = dict(Question.objects.values_list("text", "state"))
    assert states == {"First one?": "answered", "Second one?": "deferred"}
    assert Surgery.objects.get().state == "closed"


def test_an_answer_that_can_not_be_saved_keeps_its_words():
    host = a_host()
    surgery = a_surgery(host=host)
    question, client = a_question(surgery), browser_of(host)

    refused = client.post(
        f"{surgery.get_absolute_url()}questions/{question.ref}/answer/", {"back": "desk", "text": "z" * 3001}
    )

    assert (refused.status_code, "z" * 3001 in refused.content.decode()) == (400, True)


def test_afterwards_the_page_is_a_transcript_with_links_to_the_answers_pages(client):
    host = a_host()
    surgery = a_surgery(host=host)
    question = a_question(surgery, "Why?")
    answer_question(by=host, question=question, text="Because *so*.")
    mark_faq_published(question_ref=question.ref, url="/faq/why/", title="Why it is so")
    close_surgery(by=host, surgery=surgery)

    html = page(client, surgery.get_absolute_url())

    assert "<p>Because <em>so</em>.</p>" in html
    assert '<a href="/faq/why/">Why it is so</a>' in html
    assert "What was asked and answered" in html


def test_the_question_being_answered_stands_first(client):
    host = a_host()
    surgery = a_surgery(host=host)
    a_question(surgery, "Waiting?")
    take_question(by=host, question=a_question(surgery, "Now?"))

    html = page(client, surgery.get_absolute_url())

    assert html.index("Now?") < html.index("Waiting?")


def test_markup_in_a_question_is_only_text(client):
    surgery = a_surgery()
    a_question(surgery, "<script>alert(1)</script> & </script>")

    html = page(client, surgery.get_absolute_url())

    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;/script&gt;" in html


def test_the_calendar_file_holds_the_hour(client):
    surgery = a_surgery(title="Roads; and, drains", live=False)

    answer = client.get(f"{surgery.get_absolute_url()}calendar.ics")

    event = Calendar.from_ical(answer.content).walk("VEVENT")[0]
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert (str(event["summary"]), event["dtstart"].dt) == (
        "Roads; and, drains",
        surgery.starts_at.replace(microsecond=0),
    )


def test_an_officer_plans_a_surgery_and_a_resident_can_not():
    host, officer = a_host(), staff(Role.OFFICER)
    data = {
        "title": "Roads", "day": "2030-03-05", "starts": "18:30", "minutes": "60", "intro": "",
        "host": host.user.public_id,
    }  # fmt: skip

    page(browser_of(a_trusted_person()), "/surgeries/new/", 404)
    client = browser_of(officer)
    assert client.post("/surgeries/new/", {**data, "minutes": "3"}).status_code == 400
    made = client.post("/surgeries/new/", data)

    surgery = Surgery.objects.get()
    assert made.headers["Location"] == surgery.get_absolute_url()
    assert (surgery.starts_at.isoformat(), surgery.hosts.get().user_id) == ("2030-03-05T18:30:00+00:00", host.id)


def test_what_is_not_there_is_not_found(client):
    surgery = a_surgery()
    held = a_held_question(surgery, by=a_device())
    url = surgery.get_absolute_url()

    assert client.get("/surgeries/none/").status_code == 404
    assert client.post(f"{url}dance/").status_code == 404
    assert client.post(f"{url}questions/{held.ref}/support/").status_code == 404
    assert client.get(f"{url}questions/{held.ref}/support/").status_code in (404, 405)
