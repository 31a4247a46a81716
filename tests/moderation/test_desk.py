import datetime as dt

import pytest
from django.test import Client

from civic.accounts.actors import Actor
from civic.accounts.enums import Role
from civic.core import clock
from civic.eventlog.queries import history
from civic.moderation.models import Decision
from civic.moderation.queries import waiting
from consultations.actions.edit_comment import edit_comment
from consultations.models import Comment
from tests.factories.accounts import a_person, a_trusted_person, staff
from tests.factories.consultations import ConsultationFactory, posted
from tests.factories.moderation import SHAME, a_held_comment
from tests.factories.reports import a_town

pytestmark = pytest.mark.django_db

DECIDE, UNDO = "/moderation/decide/", "/moderation/undo/"
WHY = {"rule": 2, "reason": "Please leave private people out."}


def as_(actor: Actor) -> Client:
    client = Client()
    client.force_login(actor.user)
    return client


@pytest.fixture
def moderator() -> Client:
    return as_(staff(Role.MODERATOR))


def test_the_desk_is_not_there_for_others(client) -> None:
    held = a_held_comment()
    browsers = [client, *(as_(one) for one in (a_trusted_person(), staff(Role.COUNCILLOR), staff(Role.EDITOR)))]

    for browser in browsers:
        for path in ("", "decided/", "jobs/"):
            assert browser.get(f"/moderation/{path}").status_code == 404
        assert browser.post(DECIDE, {"act": "publish", "subject": held.subject}).status_code == 404
        assert browser.post(UNDO, {"ref": "x"}).status_code == 404
    held.refresh_from_db()
    assert held.state == "held"


def test_what_waits_stands_there_oldest_first_with_its_context(moderator) -> None:
    place = ConsultationFactory(title="The library")
    top = posted(a_trusted_person(name="Ruth Ellery"), place, "Two evenings please")
    with clock.at(clock.now() - dt.timedelta(hours=1)):
        posted(a_person(name="Kit Amos"), place, "A reply that waits", parent=top.ref)
    posted(a_person(name="Ola Price"), place, "Another that waits")

    page = moderator.get("/moderation/").content.decode()

    assert page.index("A reply that waits") < page.index("Another that waits")
    assert "It answers Ruth Ellery: “Two evenings please”" in page
    assert "first time here" in page


def test_an_officer_decides_for_their_ward_alone() -> None:
    brigg, ings = a_town()
    here, there = (a_held_comment(place=ConsultationFactory(area=area)) for area in (brigg, ings))
    everywhere = a_held_comment()
    officer = as_(staff(Role.OFFICER, area=brigg))

    page = officer.get("/moderation/").content.decode()
    officer.post(DECIDE, {"act": "publish", "subject": [here.subject, there.subject, everywhere.subject]})

    assert here.subject in page and there.subject not in page and everywhere.subject not in page
    states = dict(Comment.objects.values_list("ref", "state"))
    assert [states[row.ref] for row in (here, there, everywhere)] == ["published", "held", "held"]


def test_publishing_records_who_decided_and_trusts_the_author_from_then_on(moderator) -> None:
    author = a_person()
    held = a_held_comment(by=author)

    moderator.post(DECIDE, {"act": "publish", "subject": held.subject})

    decision = Decision.objects.get()
    author.user.refresh_from_db()
    assert (decision.verdict, decision.gave_trust, decision.author_id) == ("publish", True, author.id)
    assert author.user.trusted_at is not None
    assert [event.verb for event in history(held.subject)] == ["moderation.published"]
    assert posted(Actor(user=author.user), held.consultation, "Again").state == "published"


def test_many_are_decided_at_once_and_one_refusal_stops_no_other(moderator) -> None:
    held = [a_held_comment() for _comment in range(3)]
    moderator.post(DECIDE, {"act": "publish", "subject": held[1].subject})

    answer = moderator.post(DECIDE, {"act": "publish", "subject": [row.subject for row in held]}, follow=True)

    assert {row.state for row in Comment.objects.all()} == {"published"}
    assert "2 things published." in answer.content.decode()
    assert "does not wait any more" in answer.content.decode()


def test_words_that_were_changed_after_they_were_looked_at_are_not_published(moderator) -> None:
    author = a_person()
    held = a_held_comment(by=author)
    moderator.get("/moderation/")
    edit_comment(by=author, ref=held.ref, text="Buy my pills")

    answer = moderator.post(DECIDE, {"act": "publish", "subject": held.subject}, follow=True)

    held.refresh_from_db()
    assert (held.state, held.author.trusted_at) == ("held", None)
    assert "changed the words since you looked" in answer.content.decode()
    moderator.get("/moderation/")
    moderator.post(DECIDE, {"act": "publish", "subject": held.subject})
    held.refresh_from_db()
    assert held.state == "published"


def test_nothing_selected_is_said_in_words(moderator) -> None:
    assert "Select something first." in moderator.post(DECIDE, {"act": "publish"}, follow=True).content.decode()


def test_a_removal_shows_what_the_author_will_be_told_before_it_is_sent(moderator) -> None:
    held = a_held_comment()

    asked = moderator.post(DECIDE, {"act": "remove", "subject": held.subject}).content.decode()
    shown = moderator.post(DECIDE, {"act": "remove", "subject": held.subject, **WHY}).content.decode()

    assert "Which house rule does it break?" in asked
    for words in (WHY["reason"], "No personal details", SHAME, "This is what will be sent"):
        assert str(words) in shown
    held.refresh_from_db()
    assert held.state == "held"

    moderator.post(DECIDE, {"act": "remove", "subject": held.subject, "seen": 1, **WHY})
    held.refresh_from_db()
    assert held.state == "removed"


@pytest.mark.parametrize("missing", ["rule", "reason"])
def test_a_removal_without_rule_or_reason_is_refused_beside_the_field(moderator, missing: str) -> None:
    held = a_held_comment()

    answer = moderator.post(DECIDE, {"act": "remove", "subject": held.subject, "seen": 1, **WHY, missing: ""})

    assert (answer.status_code, Decision.objects.count()) == (400, 0)
    assert "There is a problem" in answer.content.decode()


def test_the_script_is_answered_in_json_with_what_can_be_undone(moderator) -> None:
    held = a_held_comment()
    headers = {"Accept": "application/json"}

    refused = moderator.post(
        DECIDE, {"act": "remove", "subject": held.subject, "rule": "", "reason": ""}, headers=headers
    )
    done = moderator.post(DECIDE, {"act": "remove", "subject": held.subject, **WHY}, headers=headers).json()
    back = moderator.post(UNDO, {"ref": done["done"][0]["ref"]}, headers=headers).json()

    assert (refused.status_code, refused.json()["error"]["detail"]) == (400, "Choose the house rule that it breaks.")
    assert (done["done"][0]["subject"], done["done"][0]["undo"], done["refused"]) == (held.subject, True, {})
    assert back["said"] == "1 decision undone."
    held.refresh_from_db()
    assert held.state == "held"


def test_undoing_a_publication_hides_it_again_and_takes_the_trust_back(moderator) -> None:
    author = a_person()
    held = a_held_comment(by=author)
    moderator.post(DECIDE, {"act": "publish", "subject": held.subject})

    moderator.post(UNDO, {"ref": Decision.objects.get().ref})

    held.refresh_from_db()
    author.user.refresh_from_db()
    held.consultation.refresh_from_db()
    assert (held.state, author.user.trusted_at, held.consultation.comments) == ("held", None, 0)


def test_undoing_twice_is_undoing_once(moderator) -> None:
    held = a_held_comment()
    moderator.post(DECIDE, {"act": "publish", "subject": held.subject})
    first = Decision.objects.get()

    for _time in range(2):
        moderator.post(UNDO, {"ref": first.ref})

    assert Decision.objects.count() == 2


def test_after_ten_minutes_nothing_is_undone_but_a_removal_can_be_put_back(moderator) -> None:
    comment = posted(a_trusted_person(), ConsultationFactory())
    with clock.at(clock.now() - dt.timedelta(minutes=11)):
        moderator.post(DECIDE, {"act": "remove", "subject": comment.subject, "seen": 1, **WHY})

    late = moderator.post(UNDO, {"ref": Decision.objects.get().ref}, follow=True).content.decode()
    page = moderator.get("/moderation/decided/").content.decode()
    moderator.post(DECIDE, {"act": "restore", "subject": comment.subject})

    comment.refresh_from_db()
    assert "can’t be undone any more" in late and "Put it back" in page
    assert comment.state == "published"


def test_a_thing_that_was_decided_since_is_not_undone(moderator) -> None:
    held = a_held_comment()
    moderator.post(DECIDE, {"act": "publish", "subject": held.subject})
    first = Decision.objects.get()
    moderator.post(DECIDE, {"act": "remove", "subject": held.subject, "seen": 1, **WHY})

    answer = moderator.post(UNDO, {"ref": first.ref}, follow=True)

    held.refresh_from_db()
    assert "Something else was decided" in answer.content.decode()
    assert held.state == "removed"


def test_the_desk_filters_by_kind_and_by_author(moderator) -> None:
    author = a_person(name="Kit Amos")
    mine = [a_held_comment(f"Mine {n}", by=author) for n in range(2)]
    a_held_comment("Somebody else’s")

    by_author = moderator.get(f"/moderation/?author_of={mine[0].subject}").content.decode()
    by_kind = moderator.get("/moderation/?kind=report").content.decode()

    assert "Mine 0" in by_author and "Mine 1" in by_author and "Somebody else’s" not in by_author
    assert "Mine 0" not in by_kind and "Nothing waits" in by_kind


def test_pages_of_the_queue_go_on_without_gap_or_repeat() -> None:
    place, at = ConsultationFactory(), clock.now()
    with clock.at(at):  # the same instant: the key decides
        for number in range(25):
            a_held_comment(f"Number {number}", place=place)
    actor = staff(Role.MODERATOR)

    seen, place_in_list = [], None
    while True:
        cards, place_in_list = waiting(actor, after=place_in_list, limit=10)
        seen += [card.subject for card in cards]
        if place_in_list is None:
            break

    assert len(seen) == 25 == len(set(seen))


def test_the_queue_costs_the_same_at_any_length(moderator, django_assert_max_num_queries) -> None:
    place, author = ConsultationFactory(), a_person()
    for number in range(40):
        a_held_comment(f"Number {number}", place=place, by=author)

    with django_assert_max_num_queries(20):
        assert moderator.get("/moderation/").status_code == 200


def test_coming_back_never_leads_elsewhere(moderator) -> None:
    for back in ("//evil.example", "https://evil.example", "x\r\nLocation: https://evil.example"):
        answer = moderator.post(DECIDE, {"act": "publish", "subject": a_held_comment().subject, "back": back})
        assert answer["Location"].startswith("/moderation/")
