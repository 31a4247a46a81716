"""What a new installation shows, to whom, in which language, and at what cost."""

from __future__ import annotations

import datetime as dt
import gzip
import json
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import Locale, Page, PageViewRestriction

from civic.core import clock
from civic.pages.actions.ensure_site import ensure_site
from civic.pages.models import FaqVote, HomePage, StandardPage, Topic
from civic.search.queries import find
from tests.factories.accounts import a_person
from tests.factories.consultations import ConsultationFactory
from tests.factories.pages import a_news_page, an_answer_page, answers
from tests.factories.reports import ReportPhotoFactory
from tests.factories.surgeries import a_surgery

pytestmark = pytest.mark.django_db

FIRST = ["/", "/news/", "/faq/", "/wards/", "/accessibility/", "/privacy/", "/cookies/", "/house-rules/"]
FILES = ["/robots.txt", "/sitemap.xml", "/.well-known/security.txt", "/manifest.webmanifest", "/news/feed/"]


@pytest.mark.parametrize("path", [*FIRST, *FILES, "/cy/", "/cy/privacy/", "/cy/faq/"])
def test_a_new_installation_answers_at_its_first_addresses(client, path):
    assert client.get(path).status_code == 200


def test_setting_up_twice_changes_nothing():
    before = list(Page.objects.order_by("path").values_list("path", "slug", "latest_revision_id"))

    ensure_site()

    assert list(Page.objects.order_by("path").values_list("path", "slug", "latest_revision_id")) == before


def test_a_page_that_an_editor_deleted_stays_away():
    StandardPage.objects.get(slug="cookies").delete()

    ensure_site()

    assert not StandardPage.objects.filter(slug="cookies").exists()


def test_officers_may_publish_under_answers_only():
    group = Group.objects.get(name="officer")

    assert {row.page.slug for row in group.page_permissions.all()} == {"faq"}
    assert {row.permission.codename for row in group.page_permissions.all()} == {
        "add_page", "change_page", "publish_page",
    }  # fmt: skip


@pytest.mark.parametrize("path", ["/", "/faq/", "/privacy/"])
def test_a_page_is_the_same_bytes_for_every_visitor_without_a_session(path):
    first, second = Client(), Client(REMOTE_ADDR="10.9.8.7", HTTP_USER_AGENT="other")

    one, two = first.get(path), second.get(path)

    assert one.content == two.content
    assert not one.cookies
    assert b"csrfmiddlewaretoken" not in one.content


def test_a_signed_in_person_gets_a_page_of_their_own_that_nobody_else_is_given(client):
    person = a_person(name="Morag Unmistakable").user
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")

    client.get("/")

    assert "Unmistakable" not in Client().get("/").content.decode()


def test_home_shows_what_is_on_now_and_what_was_answered(client):
    surgery, answer, news = a_surgery(), an_answer_page("Where do I get a bin?"), a_news_page("The pool is open")

    words = client.get("/").content.decode()

    assert all(title in words for title in (surgery.title, answer.title, news.title))


def test_home_from_the_cache_asks_nothing(client, django_assert_num_queries):
    client.get("/")

    with django_assert_num_queries(0):
        client.get("/")


@pytest.mark.parametrize("many", [1, 7])
def test_home_without_the_cache_takes_eight_queries_however_much_there_is(client, django_assert_num_queries, many):
    for number in range(many):
        an_answer_page(f"Question {number}")
        a_news_page(f"News {number}")
        a_surgery(live=number % 2 == 0)
        ReportPhotoFactory()
        ConsultationFactory()
    client.get("/privacy/")  # the addresses of the site and its languages are kept for longer

    with django_assert_num_queries(8):
        client.get("/")


def test_a_page_that_did_not_change_is_not_sent_again(client):
    first = client.get("/faq/")
    again = client.get("/faq/", headers={"If-None-Match": first["ETag"]})
    pressed = client.get("/faq/", headers={"Accept-Encoding": "gzip"})

    assert (again.status_code, again.content) == (304, b"")
    assert gzip.decompress(pressed.content) == first.content
    assert first["Cache-Control"] == "public, max-age=0, s-maxage=20, must-revalidate"
    assert {"Cookie", "Accept-Encoding"} <= set(first["Vary"].split(", "))


def test_what_is_kept_for_visitors_is_not_shown_to_somebody_signed_in(client, settings):
    client.get("/faq/")

    browser = Client()
    browser.force_login(a_person(name="Rosa Resident").user, backend=settings.AUTHENTICATION_BACKENDS[-1])

    own = browser.get("/faq/")

    assert "ETag" not in own.headers
    assert "Cookie" in own["Vary"]
    assert own.content != client.get("/faq/").content


def test_a_page_that_is_published_hidden_or_shut_is_not_kept_as_it_was(client):
    page = an_answer_page("First words")
    client.get(page.get_url())

    page.title = "Second words"
    page.save_revision().publish()
    changed = client.get(page.get_url()).content.decode()
    restriction = PageViewRestriction.objects.create(page=answers(), restriction_type="login")
    shut = client.get(page.get_url())
    listed = client.get("/").content.decode()
    restriction.delete()
    page.unpublish()

    assert "Second words" in changed
    assert shut.status_code == 302
    assert "Second words" not in listed
    assert client.get(page.get_url()).status_code == 404


def test_a_form_on_a_page_is_never_kept(client):
    page = an_answer_page()

    first, second = client.get(f"{page.get_url()}useful/"), Client().get(f"{page.get_url()}useful/")

    assert "no-store" in first["Cache-Control"]
    assert first.content != second.content  # each with a token of its own


def test_a_draft_is_nowhere(client):
    draft = an_answer_page("A secret draft", live=False)

    places = ["/faq/", "/", "/sitemap.xml", "/search/?q=secret", "/api/v1/suggestions/?q=secret", "/faq/?q=secret"]

    assert client.get(draft.get_url()).status_code == 404
    assert client.get(f"/cy{draft.get_url()}").status_code == 404
    assert [path for path in places if "A secret draft" in client.get(path).content.decode()] == []


def test_a_hidden_page_leaves_the_search_and_the_sitemap(client, run_jobs):
    page = an_answer_page("When are leaves swept?")
    run_jobs()
    found = [hit.title for hit in find("leaves").hits]
    page.unpublish()
    run_jobs()

    assert found == ["When are leaves swept?"]
    assert find("leaves").hits == []
    assert page.slug not in client.get("/sitemap.xml").content.decode()


def test_an_answer_says_who_where_and_when_and_to_how_many_it_matters(client):
    page = an_answer_page(
        answered_by="Ada Host",
        answered_role="Councillor for Brigg",
        answered_at=dt.datetime(2026, 3, 3, 18, tzinfo=dt.UTC),
        surgery_title="Bridge surgery",
        surgery_path="/surgeries/bridge/",
        asked_by_n=12,
    )

    shown = BeautifulSoup(client.get(page.get_url()).content, "html.parser")

    words = " ".join(shown.select_one("article").text.split())
    assert words.index("Every day but Sunday.") < words.index("Ada Host")
    assert all(part in words for part in ("Councillor for Brigg", "Tuesday 3 March", "Asked by 12 people"))
    assert shown.select_one('article a[href="/surgeries/bridge/"]').text == "Bridge surgery"


def test_the_data_for_search_engines_is_valid_and_can_not_end_its_own_block(client):
    page = an_answer_page("Is </script><b>this</b> safe?", answer="<p>Yes &amp; no.</p>")

    html = client.get(page.get_url()).content.decode()
    block = BeautifulSoup(html, "html.parser").select_one('script[type="application/ld+json"]').string
    data = json.loads(block)

    assert "</script><b>" not in html
    assert data["@type"] == "FAQPage"
    assert data["mainEntity"][0]["name"] == "Is </script><b>this</b> safe?"
    assert data["mainEntity"][0]["acceptedAnswer"] == {"@type": "Answer", "text": "Yes & no."}


def test_answers_are_narrowed_by_topic_and_found_by_a_mistyped_word(client, run_jobs):
    bins, roads = (Topic.objects.create(name=name, slug=name.lower()) for name in ("Bins", "Roads"))
    an_answer_page("When is my brown bin emptied?", topics=[bins])
    an_answer_page("Who mends potholes?", topics=[roads])
    run_jobs()

    by_topic, by_word = client.get("/faq/?topic=bins"), client.get("/faq/?q=pothoels")

    assert [page.title for page in by_topic.context["answers"]] == ["When is my brown bin emptied?"]
    assert [page.title for page in by_word.context["answers"]] == ["Who mends potholes?"]


def test_related_answers_come_from_the_topic_and_are_the_same_for_everyone():
    topic = Topic.objects.create(name="Bins", slug="bins")
    page = an_answer_page("Brown bin?", topics=[topic])
    other, _unrelated = an_answer_page("Green bin?", topics=[topic]), an_answer_page("Potholes?")

    shown = Client().get(page.get_url())

    assert shown.context["related"] == [other]


def test_one_reader_has_one_opinion_of_an_answer_and_may_change_it():
    page, reader = an_answer_page(), Client()
    form = reader.get(f"{page.get_url()}useful/")

    for word in ("yes", "no", "no"):
        done = reader.post(f"{page.get_url()}useful/", {"useful": word})

    assert "csrfmiddlewaretoken" in form.content.decode()
    assert "no-store" in form.headers["Cache-Control"]
    assert done.status_code == 200
    assert list(FaqVote.objects.values_list("page", "useful")) == [(page.pk, False)]


def test_reading_sets_no_cookie(client):
    page = an_answer_page()

    assert not any(client.get(path).cookies for path in (*FIRST, page.get_url(), "/search/?q=bin"))


def test_an_untranslated_page_is_served_in_english_with_welsh_around_it(client):
    page = an_answer_page("When is the tip open?")

    shown = BeautifulSoup(client.get(f"/cy{page.get_url()}").content, "html.parser")

    assert shown.html["lang"] == "cy"
    assert shown.select_one("article")["lang"] == "en"
    assert shown.select_one("link[rel=canonical]")["href"] == page.get_url()


def test_a_translated_page_is_served_in_welsh(client):
    page = an_answer_page("When is the tip open?")
    welsh = page.copy_for_translation(Locale.objects.get(language_code="cy"), copy_parents=True)
    welsh.title = "Pryd mae’r domen ar agor?"
    welsh.save_revision().publish()

    shown = client.get(f"/cy{page.get_url()}").content.decode()
    listed = client.get("/cy/faq/").content.decode()

    assert "Pryd mae’r domen ar agor?" in shown
    assert "Pryd mae’r domen ar agor?" in listed
    assert "When is the tip open?" not in listed


def test_the_security_contact_does_not_expire_for_months(client):
    lines = client.get("/.well-known/security.txt").content.decode().splitlines()

    fields = dict(line.split(": ", 1) for line in lines)
    assert fields["Contact"].startswith("mailto:")
    assert dt.datetime.fromisoformat(fields["Expires"]) > clock.now() + dt.timedelta(days=90)


def test_the_feed_lists_news_newest_first(client):
    a_news_page("Older", published_on=dt.date(2026, 1, 1))
    a_news_page("Newer", published_on=dt.date(2026, 2, 1))

    feed = ElementTree.fromstring(client.get("/news/feed/").content)

    assert [title.text for title in feed.iterfind("{*}entry/{*}title")] == ["Newer", "Older"]


def test_home_exists_once_for_each_language():
    assert sorted(HomePage.objects.live().values_list("locale__language_code", flat=True)) == ["cy", "en"]
