"""A question can be about a report: the two point to each other, and the answer reaches those behind the report."""

from __future__ import annotations

import uuid

import pytest
from django.test import Client

from civic.accounts.actors import ANONYMOUS, Actor
from civic.core.errors import Invalid
from civic.links.queries import chain_of, everyone_behind
from consultations.surgeries.actions.ask_question import ask_question
from consultations.surgeries.models import Question
from tests.factories.accounts import a_person, a_trusted_person
from tests.factories.reports import submitted
from tests.factories.surgeries import a_surgery

pytestmark = pytest.mark.django_db


def signed_in(actor: Actor) -> Client:
    client = Client()
    assert actor.user is not None
    client.force_login(actor.user)
    return client


def test_from_the_report_to_a_question_about_it() -> None:
    neighbour, report, surgery = a_trusted_person(), submitted(a_trusted_person()), a_surgery()
    client = signed_in(neighbour)

    assert f"/surgeries/?about={report.ref}" in client.get(f"/reports/{report.ref}/").content.decode()
    assert (
        f"/surgeries/{surgery.slug}/?about={report.ref}"
        in client.get(f"/surgeries/?about={report.ref}").content.decode()
    )
    page = client.get(f"/surgeries/{surgery.slug}/?about={report.ref}").content.decode()
    assert report.title in page
    form = {"text": "And when is it mended?", "about": report.ref, "idempotency_key": str(uuid.uuid4())}
    assert client.post(f"/surgeries/{surgery.slug}/", form).status_code == 302

    question = Question.objects.get()
    assert [step.subject for step in chain_of(report.subject, ANONYMOUS)] == [f"question:{question.ref}"]
    assert [step.subject for step in chain_of(f"question:{question.ref}", ANONYMOUS)] == [report.subject]
    assert report.author.email in {person.email for person in everyone_behind(f"question:{question.ref}")}


def test_a_report_that_the_asker_may_not_read_is_refused_and_nothing_is_asked() -> None:
    secret = submitted(Actor(device="0" * 32), email="")

    with pytest.raises(Invalid) as refused:
        ask_question(by=a_person(), surgery=a_surgery(), text="What about that one?", about=secret.ref)

    assert list(refused.value.fields) == ["about"]
    assert Question.objects.count() == 0


def test_a_made_up_reference_leaves_the_page_as_it_is() -> None:
    surgery = a_surgery()

    for path in (f"/surgeries/{surgery.slug}/?about=nonsense99", "/surgeries/?about=<script>"):
        answer = Client().get(path)
        assert answer.status_code == 200
        assert "<script>?" not in answer.content.decode()
