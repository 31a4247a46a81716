from __future__ import annotations

import pytest
from django.test import Client

from civic.accounts.enums import Role
from civic.accounts.models import MailedLink
from civic.eventlog.queries import history
from civic.notifications.queries import followers
from reports.actions.change_state import change_state
from tests.factories.accounts import a_person, staff
from tests.factories.reports import ReportFactory, a_town, submitted

pytestmark = pytest.mark.django_db


def signed_in(actor):
    client = Client()
    client.force_login(actor.user)
    return client


def test_me_too_works_as_a_plain_form_and_back(client):
    report = ReportFactory()
    address = f"/reports/{report.ref}/support/"

    assert "Do you have the same problem" in client.get(address).content.decode()
    client.post(address)
    client.post(address)
    report.refresh_from_db()
    assert report.support == 1
    assert "You said" in client.get(address).content.decode()
    client.post(address, {"act": "withdraw"})
    report.refresh_from_db()
    assert report.support == 0


def test_acts_need_the_token_of_our_own_form():
    report = ReportFactory()

    assert Client(enforce_csrf_checks=True).post(f"/reports/{report.ref}/support/").status_code == 403


def test_a_visitor_follows_by_a_link_in_a_mail(client):
    report = ReportFactory()

    answer = client.post(f"/reports/{report.ref}/follow/", {"email": "ann@example.test"})

    assert "ann@example.test" in answer.content.decode()
    assert (MailedLink.objects.get().purpose, followers(report.subject)) == ("report.follow", [])


def test_a_wrong_address_is_told_at_its_field(client):
    report = ReportFactory()

    page = client.post(f"/reports/{report.ref}/follow/", {"email": "ann"}).content.decode()

    assert "Enter an e-mail address like name@example.com." in page
    assert 'value="ann"' in page
    assert MailedLink.objects.count() == 0


def test_nobody_is_flooded_with_mail(client):
    report = ReportFactory()
    answers = [client.post(f"/reports/{report.ref}/follow/", {"email": "ann@example.test"}) for _n in range(4)]

    assert "Wait a little" in answers[-1].content.decode()
    assert MailedLink.objects.count() == 3


def test_somebody_signed_in_follows_at_once_and_stops():
    report, person = ReportFactory(), a_person()
    client = signed_in(person)

    client.post(f"/reports/{report.ref}/follow/", {"act": "follow"})
    assert [one.email for one in followers(report.subject)] == [person.user.email]
    client.post(f"/reports/{report.ref}/follow/", {"act": "stop"})
    assert followers(report.subject) == []


def test_the_author_takes_a_report_back_after_a_second_look():
    author = a_person()
    report, client = submitted(author), signed_in(author)

    assert client.get(f"/reports/{report.ref}/withdraw/").status_code == 200
    client.post(f"/reports/{report.ref}/withdraw/")

    report.refresh_from_db()
    assert report.state == "withdrawn"
    assert signed_in(a_person()).post(f"/reports/{report.ref}/withdraw/").status_code == 404


def test_the_author_says_it_is_still_there():
    author = a_person()
    report = submitted(author)
    change_state(by=staff(Role.OFFICER), ref=report.ref, state="fixed")
    address = f"/reports/{report.ref}/still-there/"
    client = signed_in(author)

    assert "Say what you still see." in client.post(address, {"words": ""}).content.decode()
    client.post(address, {"words": "The hole is back."})

    report.refresh_from_db()
    assert report.state == "received"
    assert "The hole is back." in client.get(report.get_absolute_url()).content.decode()


def test_the_state_page_is_for_officers_of_the_ward(client):
    brigg, ings = a_town()
    report = ReportFactory()
    address = f"/reports/{report.ref}/state/"

    assert client.get(address).status_code == 404
    for other in (a_person(), staff(Role.OFFICER, area=ings), staff(Role.COUNCILLOR, area=brigg)):
        assert signed_in(other).get(address).status_code == 404
        assert signed_in(other).post(address, {"state": "fixed", "version": 1}).status_code == 404
    assert signed_in(staff(Role.OFFICER, area=brigg)).get(address).status_code == 200


def test_a_form_that_is_out_of_date_shows_both_texts_and_can_be_sent_again():
    report = ReportFactory()
    officer = staff(Role.OFFICER, name="Dan")
    change_state(by=officer, ref=report.ref, state="planned", words="We come on Monday.")
    client, address = signed_in(officer), f"/reports/{report.ref}/state/"
    mine = {"state": "will_not_fix", "words": "No money.", "version": 1}

    page = client.post(address, mine).content.decode()

    assert "Somebody was quicker" in page
    assert "We come on Monday." in page
    assert "No money." in page
    assert 'name="version" value="2"' in page
    assert client.post(address, {**mine, "version": 2}).status_code == 302
    report.refresh_from_db()
    assert report.state == "will_not_fix"


def test_a_no_without_a_reason_keeps_what_was_chosen():
    report = ReportFactory()
    client = signed_in(staff(Role.OFFICER))

    page = client.post(
        f"/reports/{report.ref}/state/", {"state": "not_ours", "words": "", "version": 1}
    ).content.decode()

    assert "There is a problem" in page
    report.refresh_from_db()
    assert report.state == "received"


def test_each_look_at_who_reported_it_is_noted():
    report = submitted(a_person(name="Ann Ash"))
    officer = staff(Role.OFFICER)

    page = signed_in(officer).post(f"/reports/{report.ref}/reporter/").content.decode()

    assert "Ann Ash" in page
    event = history(f"access:{report.subject}")[0]
    assert (event.verb, event.actor_id, event.role) == ("identity.read", officer.id, "officer")
    assert signed_in(staff(Role.MODERATOR)).post(f"/reports/{report.ref}/reporter/").status_code == 404
