import datetime as dt
from collections.abc import Callable

import pytest

from civic.accounts.actors import ANONYMOUS, Actor
from civic.accounts.enums import Role
from civic.core import clock
from civic.core.errors import Invalid, NotFound, WrongState
from civic.eventlog.queries import history
from consultations.actions.edit_comment import edit_comment
from consultations.models import Comment, Consultation
from consultations.paths import MAX_DEPTH, WIDTH
from tests.factories.accounts import a_person, a_trusted_person, staff
from tests.factories.consultations import ConsultationFactory, SectionFactory, closed, posted, scheduled
from tests.factories.reports import a_town

pytestmark = pytest.mark.django_db


def verbs(place: Consultation) -> list[str]:
    return [event.verb for event in history(place.subject)]


def test_words_of_a_trusted_person_are_published_at_once() -> None:
    place = ConsultationFactory()

    comment = posted(a_trusted_person(), place)

    place.refresh_from_db()
    assert (comment.state, place.comments, verbs(place)) == ("published", 1, ["comment.posted", "comment.published"])


def test_words_of_somebody_new_wait() -> None:
    place = ConsultationFactory()

    comment = posted(a_person(), place)

    place.refresh_from_db()
    assert (comment.state, place.comments, verbs(place)) == ("held", 0, ["comment.posted"])


LINKS = "See https://a.example/1 and https://a.example/2 and https://a.example/3"


@pytest.mark.parametrize("by", [a_person, lambda: Actor(device="d" * 32)], ids=["somebody new", "a visitor"])
def test_more_than_two_links_are_refused_while_words_are_still_looked_at_first(by: Callable[[], Actor]) -> None:
    with pytest.raises(Invalid) as caught:
        posted(by(), ConsultationFactory(), LINKS)

    assert "can hold 2 links" in str(caught.value.fields["text"][0])
    assert posted(by(), ConsultationFactory(), LINKS.rpartition(" and ")[0]).state == "held"
    assert posted(a_trusted_person(), ConsultationFactory(), LINKS).state == "published"


def test_links_do_not_come_in_by_an_edit() -> None:
    person = a_person()
    comment = posted(person, ConsultationFactory())

    with pytest.raises(Invalid):
        edit_comment(by=person, ref=comment.ref, text=LINKS)


def test_a_visitor_may_speak_and_waits() -> None:
    comment = posted(Actor(device="d" * 32), ConsultationFactory())

    assert (comment.state, comment.author_id, comment.device) == ("held", None, "d" * 32)


def test_a_closed_consultation_says_when_it_closed_and_keeps_nothing() -> None:
    place = closed()

    with pytest.raises(WrongState) as caught:
        posted(a_trusted_person(), place)

    assert "closed on" in str(caught.value.detail)
    assert not Comment.objects.exists()


def test_a_consultation_that_is_not_open_yet_says_when_it_opens() -> None:
    with pytest.raises(WrongState) as caught:
        posted(a_trusted_person(), scheduled())

    assert "opens on" in str(caught.value.detail)


def test_the_council_may_still_answer_after_the_end() -> None:
    place = ConsultationFactory()
    asked = posted(a_trusted_person(), place)
    Consultation.objects.update(closes_at=clock.now() - dt.timedelta(hours=1))

    answer = posted(staff(Role.OFFICER), place, "We heard you.", parent=asked.ref)

    assert (answer.official, answer.state) == (True, "published")


def test_a_reply_stays_in_the_section_of_what_it_answers() -> None:
    section = SectionFactory()
    top = posted(a_trusted_person(), section.consultation, section=section.key)

    reply = posted(a_trusted_person(), section.consultation, parent=top.ref)

    top.refresh_from_db()
    section.refresh_from_db()
    assert (reply.section_id, reply.parent_id, top.replies, section.comments) == (section.pk, top.pk, 1, 2)


def test_nobody_answers_what_is_held() -> None:
    place = ConsultationFactory()
    waiting = posted(a_person(), place)

    with pytest.raises(Invalid) as caught:
        posted(a_trusted_person(), place, parent=waiting.ref)

    assert list(caught.value.fields) == ["parent"]


def test_nobody_answers_into_another_consultation() -> None:
    elsewhere = posted(a_trusted_person(), ConsultationFactory())

    with pytest.raises(Invalid):
        posted(a_trusted_person(), ConsultationFactory(), parent=elsewhere.ref)


@pytest.mark.parametrize("text", ["", "   ", "x" * 10_001, "nul \x00"])
def test_words_that_cannot_be_kept_are_named(text: str) -> None:
    with pytest.raises(Invalid) as caught:
        posted(a_trusted_person(), ConsultationFactory(), text)

    assert list(caught.value.fields) == ["text"]


def test_markup_is_cleaned_and_the_words_are_kept_as_typed() -> None:
    comment = posted(a_trusted_person(), ConsultationFactory(), "**Yes** <script>alert(1)</script>")

    assert comment.source == "**Yes** <script>alert(1)</script>"
    assert "<script" not in comment.source_html
    assert "<strong>Yes</strong>" in comment.source_html


def test_a_draft_consultation_is_not_there() -> None:
    with pytest.raises(NotFound):
        posted(a_trusted_person(), ConsultationFactory(published_at=None))


def test_an_officer_in_scope_and_a_councillor_speak_for_the_council_with_their_title() -> None:
    brigg, ings = a_town()
    place = ConsultationFactory(area=brigg)

    here = posted(staff(Role.OFFICER, area=brigg), place)
    elsewhere = posted(staff(Role.OFFICER, area=ings), place)
    councillor = posted(staff(Role.COUNCILLOR, area=brigg), place)
    moderator = posted(staff(Role.MODERATOR), place)

    assert [row.official for row in (here, elsewhere, councillor, moderator)] == [True, False, True, False]
    assert here.official_as == "Officer"


def test_replies_deeper_than_the_cap_stand_beside_what_they_answer() -> None:
    place, person = ConsultationFactory(), a_trusted_person()
    last = posted(person, place)
    for _level in range(MAX_DEPTH + 2):
        last = posted(person, place, parent=last.ref)

    first = Comment.objects.order_by("pk")[0]
    assert (last.depth, len(last.path)) == (MAX_DEPTH, (MAX_DEPTH + 1) * WIDTH)
    assert last.parent is not None and last.parent.depth == MAX_DEPTH
    assert first.replies == MAX_DEPTH + 2


def test_an_address_is_confirmed_before_it_is_written_to(run_jobs) -> None:
    comment = posted(ANONYMOUS, ConsultationFactory(), email="ann@example.test")

    assert (comment.contact_email, comment.contact_confirmed_at) == ("ann@example.test", None)


def test_an_address_that_is_none_is_named() -> None:
    with pytest.raises(Invalid) as caught:
        posted(ANONYMOUS, ConsultationFactory(), email="nonsense")

    assert list(caught.value.fields) == ["email"]
