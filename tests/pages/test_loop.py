"""From an answer to a published page, and everyone behind it told, once."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.template import Context, Template
from django.test import Client

from civic.accounts.actors import ANONYMOUS, SYSTEM
from civic.accounts.enums import Role
from civic.eventlog.models import Event
from civic.eventlog.queries import history
from civic.links.queries import chain_of
from civic.notifications.actions.follow import unfollow
from civic.notifications.models import Delivery
from civic.pages.actions.announce_faq import announce_faq
from civic.pages.finding import page_subject
from civic.pages.handlers import draft_requested_answer, tell_everyone_behind
from civic.pages.models import FaqPage, FaqSource
from civic.pages.queries import source_of, waiting_drafts
from civic.pages.tasks import announce_missed
from civic.search.actions.reindex import reindex
from civic.search.queries import find
from consultations.surgeries.actions.answer_question import answer_question
from consultations.surgeries.actions.mark_faq_published import mark_faq_published
from consultations.surgeries.actions.support_question import support_question
from consultations.surgeries.models import Question
from tests.factories.accounts import a_trusted_person, staff
from tests.factories.pages import a_draft_from, an_answered_question

pytestmark = pytest.mark.django_db


def published(page: FaqPage) -> FaqPage:
    """As the CMS publishes, by an officer."""
    officer = staff(Role.OFFICER).user
    page.save_revision(user=officer).publish(user=officer)
    page.refresh_from_db()
    return page


def announcements(page: FaqPage) -> list[Event]:
    return [event for event in history(f"page:{page.pk}") if event.verb == "faq.published"]


def tell(page: FaqPage) -> list[str]:
    """Run what the announcements lead to; the addresses that have a delivery afterwards."""
    for event in announcements(page):
        tell_everyone_behind(event)
    return sorted(Delivery.objects.filter(kind="faq.published").values_list("email", flat=True))


def test_a_proposed_answer_becomes_a_draft_with_who_where_and_when():
    question = an_answered_question()

    page = a_draft_from(question)

    assert (page.live, page.owner, page.title) == (False, None, "When is the bridge mended?")
    assert "<strong>May</strong>" in page.answer
    assert page.answered_by == "Ada Host"
    assert page.surgery_title == question.surgery.title
    assert page.surgery_path == question.get_absolute_url()
    assert page.asked_by_n == 1
    assert waiting_drafts() == [page]


def test_the_handler_run_twice_makes_one_draft():
    question = an_answered_question()
    event = Event.objects.get(verb="question.faq_requested")

    draft_requested_answer(event)
    draft_requested_answer(event)

    assert FaqPage.objects.count() == 1
    assert FaqSource.objects.get().key == question.subject


def test_a_draft_that_an_officer_deleted_does_not_come_back():
    question = an_answered_question()
    a_draft_from(question).delete()

    draft_requested_answer(Event.objects.get(verb="question.faq_requested"))

    assert not FaqPage.objects.exists()


def test_words_that_an_officer_edited_are_not_overwritten_by_a_newer_answer():
    question = an_answered_question()
    page = a_draft_from(question)
    page.answer = "<p>My own words.</p>"
    page.save_revision(user=staff(Role.OFFICER).user)

    answer_question(by=SYSTEM, question=question, text="In June.")
    draft_requested_answer(Event.objects.get(verb="question.faq_requested"))

    assert page.get_latest_revision_as_object().answer == "<p>My own words.</p>"


def test_publishing_tells_the_asker_and_each_supporter_once_and_publishing_again_tells_nobody():
    asker, neighbour = a_trusted_person(email="asker@example.test"), a_trusted_person(email="neighbour@example.test")
    question = an_answered_question(asker=asker)
    support_question(by=neighbour, question=question)
    page = a_draft_from(question)

    published(page)
    first = tell(page)
    published(page)
    again = tell(page)

    assert first == again == ["asker@example.test", "neighbour@example.test"]
    assert len(announcements(page)) == 1


def test_the_mail_holds_the_question_and_a_link_that_works(deferred_jobs):
    asker = a_trusted_person(email="asker@example.test")
    page = published(a_draft_from(an_answered_question(asker=asker)))
    tell(page)
    from civic.notifications.tasks import send

    for delivery in Delivery.objects.filter(kind="faq.published"):
        send(delivery_id=delivery.pk)

    [sent] = [message for message in mail.outbox if message.to == ["asker@example.test"]]
    assert sent.subject == "Your question has an answer"
    assert "When is the bridge mended?" in sent.body
    assert page.get_url() in sent.body
    assert Client().get(page.get_url()).status_code == 200


@pytest.mark.parametrize("of", ["page", "question"])
def test_someone_who_asked_to_hear_no_more_is_not_told(of):
    asker = a_trusted_person(email="asker@example.test")
    question = an_answered_question(asker=asker)
    page = published(a_draft_from(question))
    unfollow(subject=f"page:{page.pk}" if of == "page" else question.subject, by=asker)

    assert tell(page) == []


def test_nobody_is_told_of_a_page_that_was_hidden_before_the_mail_went(deferred_jobs):
    from civic.notifications.tasks import send

    page = published(a_draft_from(an_answered_question(asker=a_trusted_person(email="asker@example.test"))))
    tell(page)
    page.unpublish()
    mail.outbox.clear()

    for delivery in Delivery.objects.filter(kind="faq.published"):
        send(delivery_id=delivery.pk)

    assert mail.outbox == []


def test_the_question_leads_to_the_page_and_the_page_back_once_it_is_published():
    question = an_answered_question()
    page = a_draft_from(question)

    before = chain_of(question.subject, ANONYMOUS)
    published(page)
    after = chain_of(question.subject, ANONYMOUS)

    assert before == []
    assert [(step.title, step.url) for step in after] == [(page.title, page.get_url())]
    assert [step.subject for step in chain_of(f"page:{page.pk}", ANONYMOUS)] == [question.subject]
    question = Question.objects.get(pk=question.pk)
    assert (question.faq_url, question.faq_title) == (page.get_url(), page.title)


def test_a_publication_whose_announcement_was_lost_is_announced_by_the_clock(monkeypatch):
    page = a_draft_from(an_answered_question())
    with monkeypatch.context() as patch:
        patch.setattr("civic.pages.publishing.announce_faq", lambda **_: 1 / 0)
        published(page)
    assert announcements(page) == []

    announced = announce_missed(timestamp=0), announce_missed(timestamp=60)

    assert announced == (1, 0)
    assert len(announcements(page)) == 1


def test_a_draft_is_never_announced():
    page = a_draft_from(an_answered_question())

    assert announce_faq(page=page) is False
    assert announcements(page) == []


def test_the_editor_sees_how_many_will_be_told_and_how_many_were():
    question = an_answered_question(asker=a_trusted_person())
    support_question(by=a_trusted_person(), question=question)
    page = a_draft_from(question)

    shown = source_of(page)

    assert (shown["to_tell"], shown["told"], shown["source_path"]) == (2, 0, question.get_absolute_url())


def test_who_searches_finds_the_page_and_not_its_question_once_more():
    question = an_answered_question()
    page = a_draft_from(question)
    reindex(question.subject)
    before = find("when is the bridge mended").hits

    published(page)
    reindex(page_subject(page))

    assert [hit.kind for hit in before] == ["question"]
    assert [hit.kind for hit in find("when is the bridge mended").hits] == ["answer"]


def test_the_page_says_what_it_began_as_and_the_question_what_became_of_it():
    question = an_answered_question()
    page = published(a_draft_from(question))

    on_the_page = drawn("{% chain subject %}", f"page:{page.pk}")
    at_the_question = drawn("{% chain subject %}", question.subject)

    assert told(on_the_page) == ("Where it comes from", "It began as a question:")
    assert told(at_the_question) == ("What became of it", "It became a page:")


def drawn(source: str, subject: str) -> str:
    return Template("{% load links %}" + source).render(Context({"subject": subject}))


def told(html: str) -> tuple[str, ...]:
    """The headings and the beginnings of the lines."""
    return tuple(text.strip() for text in re.findall(r"<(?:h2|li)[^>]*>([^<]+)<", html))


def test_the_transcript_leads_to_the_page_once():
    question = an_answered_question()
    page = published(a_draft_from(question))
    mark_faq_published(question_ref=question.ref, url=page.get_url(), title=page.title)

    html = Client().get(f"/surgeries/{question.surgery.slug}/").content.decode()

    assert html.count(f'href="{page.get_url()}"') == 1
