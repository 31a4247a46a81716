"""What was put off: who answers it and by when, where staff find it again, and who is told."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from civic.accounts.actors import SYSTEM, Actor
from civic.accounts.enums import Role
from civic.accounts.registry import waiting_for
from civic.core import clock
from civic.core.errors import Invalid
from consultations.surgeries.actions.close_surgery import close_surgery
from consultations.surgeries.actions.defer_question import defer_question
from consultations.surgeries.models import Question
from tests.factories.accounts import a_person, staff
from tests.factories.surgeries import a_host, a_question, a_surgery

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def browser_of(actor: Actor) -> Client:
    client = Client()
    client.force_login(actor.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def host():
    return a_host(name="Aileen Moss")


@pytest.fixture
def officer():
    return staff(Role.OFFICER, name="Dev Chandra")


@pytest.fixture
def surgery(host, officer):
    return a_surgery(host=host, officers=[officer.id])


def test_the_host_names_at_the_desk_who_answers_later_and_by_when(surgery, host, officer):
    question = a_question(surgery)
    client, day = browser_of(host), clock.now().date() + 3 * DAY

    html = client.get(f"{surgery.get_absolute_url()}desk/").content.decode()
    client.post(
        f"{surgery.get_absolute_url()}questions/{question.ref}/defer/",
        {"back": "desk", "owner": str(officer.user.public_id), "due": day.isoformat()},
    )

    assert f'<option value="{officer.user.public_id}">Dev Chandra</option>' in html
    row = Question.objects.get(ref=question.ref)
    assert (row.state, row.owner_id, row.due_on) == ("deferred", officer.id, day)
    assert "Dev Chandra will answer by" in Client().get(surgery.get_absolute_url()).content.decode()


def test_later_needs_neither_a_name_nor_a_day(surgery, host):
    question = a_question(surgery)

    browser_of(host).post(
        f"{surgery.get_absolute_url()}questions/{question.ref}/defer/", {"back": "desk", "owner": "", "due": ""}
    )

    row = Question.objects.get(ref=question.ref)
    assert (row.state, row.owner_id, row.due_on) == ("deferred", None, None)


def test_a_day_that_is_over_is_refused_and_the_desk_says_so(surgery, host):
    question = a_question(surgery)
    yesterday = clock.now().date() - DAY

    with pytest.raises(Invalid):
        defer_question(by=host, question=question, due_on=yesterday)
    answer = browser_of(host).post(
        f"{surgery.get_absolute_url()}questions/{question.ref}/defer/", {"back": "desk", "due": yesterday.isoformat()}
    )

    assert answer.status_code == 400
    assert "Choose today or a later day." in answer.content.decode()


def test_what_was_put_off_can_be_given_to_somebody_else(surgery, host, officer):
    question = defer_question(by=host, question=a_question(surgery), owner_id=host.id)

    defer_question(by=host, question=question, owner_id=officer.id, due_on=clock.now().date())

    assert Question.objects.get(ref=question.ref).owner_id == officer.id


def test_whoever_is_named_is_mailed_unless_by_themselves(surgery, host, officer, run_jobs, mailoutbox):
    defer_question(by=host, question=a_question(surgery, "For the officer?"), owner_id=officer.id)
    defer_question(by=host, question=a_question(surgery, "For myself?"), owner_id=host.id)

    run_jobs()

    mails = [mail for mail in mailoutbox if mail.subject == "A question from a surgery is yours to answer"]
    assert [(mail.to, "For the officer?" in mail.body) for mail in mails] == [([officer.user.email], True)]


def test_leftovers_hold_what_was_put_off_and_what_a_closed_surgery_left_soonest_first(surgery, host, officer):
    today = clock.now().date()
    for text, days in (("No day?", None), ("Far off?", 9), ("Soon?", 1)):
        due = today + days * DAY if days else None
        defer_question(by=host, question=a_question(surgery, text), owner_id=officer.id, due_on=due)
    a_question(surgery, "Still in the queue?")
    close_surgery(by=host, surgery=surgery)
    a_question(a_surgery(), "Somebody else\u2019s?")

    html = browser_of(officer).get("/surgeries/leftovers/").content.decode()

    wanted = ["Soon?", "Far off?", "No day?", "Still in the queue?"]
    places = [html.index(text) for text in wanted]
    assert places == sorted(places)
    assert "Somebody else" not in html


def test_a_promised_day_that_went_by_is_called_so(surgery, host):
    with clock.at(clock.now() - 5 * DAY):
        defer_question(by=host, question=a_question(surgery), due_on=clock.now().date() + DAY)

    html = browser_of(host).get("/surgeries/leftovers/").content.decode()

    assert "was promised by" in html
    assert [item.detail for item in waiting_for(host)][-1] == "1 is past its day."


def test_an_empty_list_of_leftovers_says_what_would_stand_there(host):
    assert "Nothing is left to answer" in browser_of(host).get("/surgeries/leftovers/").content.decode()


def test_residents_find_no_leftovers():
    assert browser_of(a_person()).get("/surgeries/leftovers/").status_code == 404


def test_the_page_of_a_host_leads_to_the_desk_and_to_what_is_owed(surgery, host):
    a_question(surgery, "One?")
    defer_question(by=host, question=a_question(surgery, "Two?"))

    html = browser_of(host).get("/my/").content.decode()

    assert f'href="/surgeries/{surgery.slug}/desk/"' in html
    assert "2 questions wait" in html
    assert 'href="/surgeries/leftovers/"' in html


def test_a_closed_desk_says_that_nothing_is_left(surgery, host):
    close_surgery(by=SYSTEM, surgery=surgery)

    html = browser_of(host).get(f"{surgery.get_absolute_url()}desk/").content.decode()

    assert "Nothing is left to answer" in html
    assert "New ones appear here by themselves" not in html


def test_a_question_is_not_turned_away_without_a_reason_and_the_desk_says_what_is_missing(surgery, host):
    question = a_question(surgery)

    answer = browser_of(host).post(
        f"{surgery.get_absolute_url()}questions/{question.ref}/decline/", {"back": "desk", "reason": " "}
    )

    assert answer.status_code == 400
    assert answer.content.decode().count("Write why it is not taken: people read it.") == 2
    assert Question.objects.get(ref=question.ref).state == "published"
