from __future__ import annotations

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from civic.accounts.enums import Role
from civic.core import clock
from reports.actions.change_state import change_state
from reports.actions.remove_report import remove_report
from reports.models import Report
from tests.factories.accounts import a_person, staff
from tests.factories.reports import (
    CategoryFactory,
    ReportFactory,
    ReportPhotoFactory,
    a_town,
    submitted,
)

pytestmark = pytest.mark.django_db


def signed_in(actor):
    client = Client()
    client.force_login(actor.user)
    return client


def read(client, address):
    return BeautifulSoup(client.get(address).content, "html.parser")


def titles(page):
    return [title.get_text(strip=True) for title in page.select(".card__title")]


def test_the_list_shows_public_reports_newest_first(client):
    now = clock.now()
    old = ReportFactory(title="An old hole", created_at=now - dt.timedelta(days=9))
    new = ReportFactory(title="A new hole")
    for hidden in ("unconfirmed", "held", "private", "removed"):
        ReportFactory(title=hidden, visibility=hidden)

    assert titles(read(client, "/reports/")) == [new.title, old.title]


def test_a_card_says_where_how_it_stands_and_how_many(client):
    ReportFactory(place="Mill Street", state="planned", people_support=2, device_support=1)

    card = read(client, "/reports/").select_one(".card").get_text(" ", strip=True)

    assert "Mill Street" in card
    assert "Planned" in card
    assert "3 people" in card


def test_twenty_are_on_a_page_and_older_leads_to_the_rest(client):
    ReportFactory.create_batch(21)

    first = read(client, "/reports/?state=open")
    rest = read(client, "/reports/" + first.select_one("a[rel=next]")["href"])

    assert (len(titles(first)), len(titles(rest))) == (20, 1)
    assert not set(titles(first)) & set(titles(rest))
    assert rest.select_one("a[rel=next]") is None


def test_the_filters_are_in_the_address_and_in_the_form(client):
    a_town()
    ReportFactory(title="Fixed one", state="fixed")
    ReportFactory(title="Open one")

    page = read(client, "/reports/?state=fixed&ward=brigg&category=pothole")

    assert titles(page) == ["Fixed one"]
    assert page.select_one("select[name=state] option[selected]")["value"] == "fixed"
    assert "state=fixed" in page.select_one("civic-map")["src"]


@pytest.mark.parametrize("query", ["state=nonsense", "cursor=abc", "q=%00", "category=%27", "ward=x" * 50])
def test_a_filter_that_makes_no_sense_never_breaks_the_list(client, query):
    assert client.get(f"/reports/?{query}").status_code == 200


def test_an_empty_list_says_how_to_begin(client):
    assert read(client, "/reports/").select_one(".empty a")["href"] == "/reports/new/"


def test_the_list_costs_few_queries_however_long_it_is(client, django_assert_max_num_queries):
    ReportPhotoFactory.create_batch(20)

    with django_assert_max_num_queries(6):
        client.get("/reports/")


def test_a_report_costs_few_queries(client, django_assert_max_num_queries):
    report = ReportPhotoFactory().report
    for state in ("planned", "in_progress", "fixed"):
        change_state(by=staff(Role.OFFICER), ref=report.ref, state=state, words="Done.")

    with django_assert_max_num_queries(10):
        client.get(report.get_absolute_url())


def test_visitors_get_the_same_bytes_whatever_their_device(client):
    report = ReportFactory()
    other = Client()
    other.put(f"/api/v1/reports/{report.ref}/support/")
    assert other.cookies

    for address in ("/reports/", report.get_absolute_url()):
        first, second = client.get(address), other.get(address)
        assert first.content == second.content
        assert b"csrf" not in first.content
        assert "public" in first.headers["Cache-Control"]
        assert not first.cookies


def test_the_page_of_somebody_signed_in_is_kept_nowhere():
    report = ReportFactory()

    assert "no-store" in signed_in(a_person()).get(report.get_absolute_url()).headers["Cache-Control"]


def test_a_page_tells_the_story_with_names(client):
    report = ReportFactory()
    officer = staff(Role.OFFICER, name="Dan Whitlock")
    change_state(by=officer, ref=report.ref, state="planned", words="We come **on Tuesday**.")

    story = [
        item.get_text(" ", strip=True) for item in read(client, report.get_absolute_url()).select(".timeline__item")
    ]

    assert story[0].startswith("A resident reported this.")
    assert story[1].startswith("Dan Whitlock planned the work. We come on Tuesday .")
    assert len(story) == 2


def test_a_waiting_report_says_what_happens_next_and_when(client):
    at = dt.datetime(2026, 4, 1, 10, tzinfo=dt.UTC)  # the Wednesday before Good Friday
    with clock.at(at):
        report = ReportFactory()

    page = read(client, report.get_absolute_url())

    assert "Tuesday 7 April" in page.select_one(".promise").get_text(" ", strip=True)


def test_a_report_that_was_opened_again_is_promised_anew(client):
    with clock.at(dt.datetime(2026, 4, 1, 10, tzinfo=dt.UTC)):
        report = ReportFactory()
    with clock.at(dt.datetime(2026, 6, 1, 10, tzinfo=dt.UTC)):  # a Monday
        Report.objects.filter(pk=report.pk).update(contested_at=clock.now())

    page = read(client, report.get_absolute_url())

    assert "Wednesday 3 June" in page.select_one(".promise").get_text(" ", strip=True)


def test_a_name_is_shown_only_if_the_person_wants_that(client):
    hidden, shown = submitted(a_person(name="Ann Ash")), submitted(a_person(name="Bob Birch"), show_name=True)

    assert "Ann Ash" not in client.get(hidden.get_absolute_url()).content.decode()
    assert "Bob Birch reported this." in client.get(shown.get_absolute_url()).content.decode()


def test_a_private_answer_is_read_by_its_author_only(client):
    CategoryFactory(questions=[{"code": "plate", "label": "Which plate?", "kind": "text", "private": True}])
    author = a_person()
    report = submitted(author, answers={"plate": "AB12 CDE"})

    for address in (report.get_absolute_url(), f"/api/v1/reports/{report.ref}/"):
        assert "AB12" not in client.get(address).content.decode()
    assert "AB12" in signed_in(author).get(report.get_absolute_url()).content.decode()


@pytest.mark.parametrize("visibility", ["unconfirmed", "held", "private", "removed"])
def test_a_page_that_is_not_public_is_its_authors(client, visibility):
    author = a_person()
    report = ReportFactory(visibility=visibility, author=author.user)

    assert client.get(report.get_absolute_url()).status_code == 404
    assert signed_in(a_person()).get(report.get_absolute_url()).status_code == 404
    assert signed_in(staff(Role.COUNCILLOR)).get(report.get_absolute_url()).status_code == 404
    answer = signed_in(author).get(report.get_absolute_url())
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]


def test_staff_see_reports_of_their_wards_only():
    brigg, ings = a_town()
    private = ReportFactory(visibility="private")

    assert signed_in(staff(Role.OFFICER, area=brigg)).get(private.get_absolute_url()).status_code == 200
    assert signed_in(staff(Role.OFFICER, area=ings)).get(private.get_absolute_url()).status_code == 404


def test_the_author_reads_why_something_was_removed():
    author = a_person()
    report = submitted(author)
    remove_report(by=staff(Role.MODERATOR), ref=report.ref, reason="It names a neighbour.")

    assert "It names a neighbour." in signed_in(author).get(report.get_absolute_url()).content.decode()


def test_a_photo_is_locked_to_its_type_and_to_its_report(client):
    photo, other = ReportPhotoFactory(), ReportFactory()

    full = client.get(reverse("report_photo", args=[photo.report.ref, photo.name]))
    small = client.get(reverse("report_photo", args=[photo.report.ref, f"{photo.name}-small"]))

    assert full.content.startswith(b"\xff\xd8\xff full")
    assert small.content.startswith(b"\xff\xd8\xff thumb")
    assert full.headers["Content-Type"] == "image/jpeg"
    assert full.headers["X-Content-Type-Options"] == "nosniff"
    assert full.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert client.get(reverse("report_photo", args=[other.ref, photo.name])).status_code == 404


def test_the_feed_has_public_reports_only(client):
    shown = ReportFactory(title="Ein <b>hole</b> & more")
    ReportFactory(title="Secret", visibility="held")

    feed = client.get("/reports/feed/")

    text = feed.content.decode()
    assert feed.headers["Content-Type"].startswith("application/atom+xml")
    assert shown.ref in text
    assert "&lt;b&gt;" in text
    assert "Secret" not in text


def test_words_of_residents_never_become_markup(client):
    report = ReportFactory(title="<img src=x onerror=alert(1)>", place="<script>1</script>")

    for address in ("/reports/", report.get_absolute_url()):
        text = client.get(address).content.decode()
        assert "<img src=x" not in text
        assert "<script>1" not in text


def test_an_officer_finds_all_they_can_do_on_the_page_of_the_report():
    west, _east = a_town()
    report = ReportFactory(area=west)
    officer = signed_in(staff(Role.OFFICER, area=west))

    box = read(officer, report.get_absolute_url()).select_one(".officer-box")

    assert [link["href"] for link in box.select("a")] == [
        reverse("report_state", args=[report.ref]),
        f"/consultations/?take={report.ref}",
    ]
    assert box.form["action"] == reverse("report_reporter", args=[report.ref])
    assert read(Client(), report.get_absolute_url()).select_one(".officer-box") is None


def test_the_promise_stands_first_and_says_when_it_is_late(client):
    a_town()
    report = submitted(a_person())
    promised = read(client, report.get_absolute_url()).select_one(".sidebar > .stack > :first-child")
    with clock.at(clock.now() + dt.timedelta(days=30)):
        late = read(client, report.get_absolute_url()).select_one(".sidebar > .stack > :first-child")

    assert (promised["class"], promised.strong.get_text()[:3]) == (["promise"], "By ")
    assert late.get_text(" ", strip=True).endswith("We are late, and we are sorry.")


def test_who_reads_a_duplicate_is_counted_at_the_earlier_report(client):
    a_town()
    earlier, later = ReportFactory(), ReportFactory()
    change_state(
        by=staff(Role.OFFICER),
        ref=later.ref,
        state="duplicate",
        words="It was reported before.",
        duplicate_of=earlier.ref,
    )

    page = read(client, later.get_absolute_url())

    assert page.select_one("civic-support")["api"] == f"/api/v1/reports/{earlier.ref}/support/"
    assert page.select_one(".support__link")["href"] == reverse("report_support", args=[earlier.ref])


def test_staff_who_read_a_held_report_are_led_to_the_desk_and_its_author_is_told_to_wait():
    author = a_person()
    report = ReportFactory(author=author.user, visibility="held")

    seen_by_staff = read(signed_in(staff(Role.MODERATOR)), report.get_absolute_url())
    seen_by_author = read(signed_in(author), report.get_absolute_url())

    assert seen_by_staff.select_one(".notice a")["href"] == f"{reverse('moderation')}?kind=report"
    assert "Only you see this" not in seen_by_staff.get_text()
    assert "Only you see this" in seen_by_author.get_text()
