import re
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client

from civic.accounts.actors import Actor
from civic.accounts.enums import Role
from civic.core import clock
from consultations.actions.remove_comment import remove_comment
from consultations.models import Comment, Consultation
from tests.factories.accounts import a_person, a_trusted_person, staff
from tests.factories.consultations import (
    ConsultationFactory,
    SectionFactory,
    closed,
    many_comments,
    posted,
    scheduled,
)

pytestmark = pytest.mark.django_db


def as_(actor: Actor) -> Client:
    client = Client()
    client.force_login(actor.user)
    return client


def form_key(response) -> str:
    found = re.search(r'name="idempotency_key" value="([^"]+)"', response.content.decode())
    assert found
    return found[1]


def test_the_list_parts_open_coming_and_closed(client) -> None:
    ConsultationFactory(title="Library"), scheduled(title="Bridge"), closed(title="Market")
    ConsultationFactory(title="Secret plan", published_at=None)

    page = client.get("/consultations/").content.decode()

    assert page.index("Open now") < page.index("Library") < page.index("Coming up") < page.index("Bridge")
    assert page.index("Bridge") < page.index("Market")
    assert "Secret plan" not in page


def test_an_empty_list_says_what_could_be_here(client) -> None:
    assert "Nothing is being asked yet" in client.get("/consultations/").content.decode()


def test_a_page_shows_sections_with_their_threads(client) -> None:
    section = SectionFactory()
    top = posted(a_trusted_person(name="Ruth Ellery"), section.consultation, "Two evenings please", section=section.key)
    posted(staff(Role.OFFICER, name="Dan Whitlock"), section.consultation, "They are in the plan", parent=top.ref)

    page = client.get(f"/consultations/{section.consultation.slug}/").content.decode()

    for words in ("Opening hours", "Ruth Ellery", "Two evenings please", "They are in the plan", "Dan Whitlock"):
        assert words in page
    assert "comment--official" in page


def test_held_words_are_seen_by_their_author_and_nobody_else(client) -> None:
    place, author = ConsultationFactory(), a_person()
    held = posted(author, place, "Wait for me")
    url = f"/consultations/{place.slug}/"

    assert "Wait for me" in as_(author).get(url).content.decode()
    for other in (client, as_(a_trusted_person())):
        assert "Wait for me" not in other.get(url).content.decode()
        assert other.get(f"{url}?parent={held.ref}").status_code == 404
        assert "Wait for me" not in other.get(f"{url}feed/").content.decode()
        assert other.get(f"/api/v1/consultations/{place.slug}/comments/").json()["results"] == []


def test_a_removed_comment_leaves_a_stub_with_the_rule_and_not_its_words(client) -> None:
    place = ConsultationFactory()
    comment = posted(a_trusted_person(name="Rude Person"), place, "Mr Brown is a thief")
    remove_comment(by=staff(Role.MODERATOR), ref=comment.ref, rule=2)

    page = client.get(f"/consultations/{place.slug}/").content.decode()
    thread = client.get(f"/consultations/{place.slug}/?parent={comment.ref}").content.decode()

    for text in (page, thread):
        assert "No personal details" in text
        assert "thief" not in text and "Rude Person" not in text
    assert "thief" not in client.get(f"/consultations/{place.slug}/feed/").content.decode()


def test_what_was_removed_before_it_was_ever_seen_leaves_no_stub(client) -> None:
    place = ConsultationFactory()
    remove_comment(by=staff(Role.MODERATOR), ref=posted(a_person(), place).ref, rule=5)

    assert "comment--removed" not in client.get(f"/consultations/{place.slug}/").content.decode()


def test_visitors_get_the_same_bytes() -> None:
    section = SectionFactory()
    posted(a_trusted_person(), section.consultation, section=section.key)

    with clock.at(clock.now()):
        pages = [Client().get(f"/consultations/{section.consultation.slug}/") for _visitor in range(2)]

    assert pages[0].content == pages[1].content
    assert not pages[0].cookies
    assert b"csrfmiddlewaretoken" not in pages[0].content


def test_a_visitor_sends_a_comment_and_learns_what_happens_next(client) -> None:
    place = ConsultationFactory()
    url = f"/consultations/{place.slug}/comment/"

    answer = client.post(url, {"text": "Keep it", "idempotency_key": form_key(client.get(url))}, follow=True)

    assert "Your words are safe" in answer.content.decode()
    assert Comment.objects.get().state == "held"


def test_a_trusted_person_lands_on_their_comment() -> None:
    place, person = ConsultationFactory(), a_trusted_person()

    answer = as_(person).post(f"/consultations/{place.slug}/comment/", {"text": "Keep it"})

    ref = Comment.objects.get().ref
    assert answer["Location"] == f"/consultations/{place.slug}/?parent={ref}#c-{ref}"


def test_sending_the_same_form_twice_makes_one_comment() -> None:
    place, browser = ConsultationFactory(), as_(a_trusted_person())
    url = f"/consultations/{place.slug}/comment/"
    sent = {"text": "Once", "idempotency_key": form_key(browser.get(url))}

    answers = [browser.post(url, sent) for _time in range(2)]

    assert answers[0]["Location"] == answers[1]["Location"]
    assert Comment.objects.count() == 1


def test_a_form_that_comes_too_late_keeps_the_words() -> None:
    place = closed()

    answer = as_(a_trusted_person()).post(f"/consultations/{place.slug}/comment/", {"text": "My long thoughts"})

    page = answer.content.decode()
    assert (answer.status_code, Comment.objects.count()) == (409, 0)
    assert "This consultation closed on" in page and "My long thoughts</textarea>" in page


@pytest.mark.parametrize(("text", "words"), [("", "Write something first."), ("x" * 10_001, "10000 characters")])
def test_empty_and_too_long_are_told_beside_the_field(client, text: str, words: str) -> None:
    place = ConsultationFactory()

    answer = client.post(f"/consultations/{place.slug}/comment/", {"text": text})

    assert answer.status_code == 400
    assert words in answer.content.decode() and "There is a problem" in answer.content.decode()


def test_a_program_that_fills_in_everything_is_turned_away(client) -> None:
    place = ConsultationFactory()

    answer = client.post(f"/consultations/{place.slug}/comment/", {"text": "Buy", "website": "http://x.example"})

    assert (answer.status_code, Comment.objects.count()) == (400, 0)
    assert "A field that nobody sees was filled in" in answer.content.decode()
    assert ">\nBuy</textarea>" in answer.content.decode() and "http://x.example" not in answer.content.decode()


def test_a_reply_form_names_whom_it_answers_and_shows_what_was_said(client) -> None:
    place = ConsultationFactory()
    top = posted(a_trusted_person(name="Ruth Ellery"), place, "Two evenings please")

    page = client.get(f"/consultations/{place.slug}/comment/?parent={top.ref}").content.decode()

    assert "Your reply to Ruth Ellery" in page and "Two evenings please" in page


def test_support_without_an_account_leads_to_signing_in(client) -> None:
    comment = posted(a_trusted_person(), ConsultationFactory())

    answer = client.get(f"/consultations/{comment.consultation.slug}/comments/{comment.ref}/support/")

    assert answer["Location"].startswith("/account/login/?next=")


def test_support_by_form_counts_once_and_can_be_taken_back() -> None:
    comment, browser = posted(a_trusted_person(), ConsultationFactory()), as_(a_person())
    url = f"/consultations/{comment.consultation.slug}/comments/{comment.ref}/support/"

    counts = []
    for act in ({}, {}, {"act": "withdraw"}):
        browser.post(url, act)
        comment.refresh_from_db()
        counts.append(comment.support)

    assert counts == [1, 1, 0]


def test_one_can_change_ones_words_for_a_quarter_of_an_hour_and_others_see_it(client) -> None:
    person = a_trusted_person()
    comment = posted(person, ConsultationFactory(), "Teh library")
    url = f"/consultations/{comment.consultation.slug}/comments/{comment.ref}/edit/"

    answer = as_(person).post(url, {"text": "The library", "version": 1})
    stale = as_(person).post(url, {"text": "A library", "version": 1})
    other = as_(a_person()).get(url)

    comment.refresh_from_db()
    assert (answer.status_code, stale.status_code, other.status_code) == (302, 409, 404)
    assert comment.source == "The library"
    assert "A library</textarea>" in stale.content.decode() and "The library" in stale.content.decode()
    assert "Changed by its author" in client.get(f"/consultations/{comment.consultation.slug}/").content.decode()


def test_an_outcome_is_told_in_three_parts(client) -> None:
    place, officer = closed(), staff(Role.OFFICER)
    words = {"asked": "Open later?", "said": "Seven in ten said yes.", "did": "Two evenings from May."}

    assert as_(officer).post(f"/consultations/{place.slug}/outcome/", words).status_code == 302

    page = client.get(f"/consultations/{place.slug}/").content.decode()
    for text in ("We asked", "You said", "We did", *words.values()):
        assert text in page


def test_only_officers_in_scope_see_the_tools_of_officers(client) -> None:
    place = ConsultationFactory()

    assert "For officers" in as_(staff(Role.OFFICER)).get(f"/consultations/{place.slug}/").content.decode()
    for path in ("outcome", "reports"):
        assert as_(a_trusted_person()).get(f"/consultations/{place.slug}/{path}/").status_code == 404
        assert as_(staff(Role.MODERATOR)).get(f"/consultations/{place.slug}/{path}/").status_code == 404


def test_pages_go_on_by_cursor_without_gap_or_repeat(client) -> None:
    place = ConsultationFactory()
    many_comments(place, roots=45)

    seen, url = [], f"/consultations/{place.slug}/"
    while url:
        page = client.get(url).content.decode()
        seen += re.findall(r'id="c-([a-z0-9]+)"', page)
        link = re.search(r'href="([^"]+)" rel="next"', page)
        url = link[1].replace("&amp;", "&") if link else ""

    assert len(seen) == 45 == len(set(seen))


@pytest.mark.parametrize("query", ["", "?sort=supported", "?sort=oldest"])
def test_a_page_costs_six_queries_at_any_size(client, django_assert_max_num_queries, query: str) -> None:
    place = ConsultationFactory()
    SectionFactory(consultation=place)
    many_comments(place, roots=400, replies=4)
    cache.clear()

    with django_assert_max_num_queries(6):
        client.get(f"/consultations/{place.slug}/{query}")


def test_an_unknown_order_cursor_or_section_is_refused_in_words(client) -> None:
    place = ConsultationFactory()

    answers = [client.get(f"/consultations/{place.slug}/?{query}") for query in ("sort=x", "cursor=x", "section=x")]

    assert [answer.status_code for answer in answers] == [400, 400, 404]


def test_nothing_of_a_draft_is_reachable(client) -> None:
    place = ConsultationFactory(published_at=None)

    paths = ["", "feed/", "comment/", "comment/sent/", "follow/"]
    found = {path: client.get(f"/consultations/{place.slug}/{path}").status_code for path in paths}

    assert set(found.values()) == {404}, found


def test_a_repeat_is_recognised_after_the_end(client) -> None:
    place, browser = ConsultationFactory(), as_(a_trusted_person())
    url, key = f"/consultations/{place.slug}/comment/", str(uuid4())
    first = browser.post(url, {"text": "In time", "idempotency_key": key})
    Consultation.objects.update(opens_at=clock.now() - (place.closes_at - place.opens_at), closes_at=clock.now())

    again = browser.post(url, {"text": "In time", "idempotency_key": key})

    assert again["Location"] == first["Location"]
