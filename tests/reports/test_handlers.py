from __future__ import annotations

import re

import pytest
from django.core import mail
from django.test import Client

from civic.accounts.actors import Actor
from civic.accounts.enums import Role
from civic.notifications.actions.follow import follow
from civic.search.queries import find
from reports.actions.add_update import add_update
from reports.actions.change_state import change_state
from reports.actions.confirm_report import confirm_report
from reports.actions.publish_report import publish_report
from reports.actions.remove_report import remove_report
from reports.actions.support_report import support_report
from reports.models import Report
from tests.factories.accounts import a_person, staff
from tests.factories.reports import submitted

pytestmark = pytest.mark.django_db(transaction=True)
VISITOR = Actor(device="a" * 32)


def told():
    return sorted((message.to[0], message.subject) for message in mail.outbox)


def test_the_link_in_the_mail_confirms_once_on_any_device(run_jobs):
    report = submitted(VISITOR, email="ann@example.test")
    run_jobs()
    path = re.search(r"https?://[^/]+(/account/confirm/\S+)", mail.outbox[0].body)[1]
    phone = Client()

    assert phone.get(path).status_code == 200
    report.refresh_from_db()
    assert report.visibility == "unconfirmed"
    assert phone.post(path).headers["Location"] == report.get_absolute_url()
    report.refresh_from_db()
    assert report.visibility == "public"
    assert phone.post(path).status_code == 410
    assert phone.post("/account/confirm/wrong-secret/").status_code == 410
    mail.outbox.clear()
    run_jobs()
    assert told() == [("ann@example.test", f"We have your report ({report.ref})")]


def test_everyone_who_asked_is_told_of_a_new_state_once(run_jobs):
    author, neighbour, follower = a_person(), a_person(), "fay@example.test"
    report = submitted(author)
    support_report(by=neighbour, ref=report.ref)
    follow(subject=report.subject, email=follower)
    run_jobs()
    mail.outbox.clear()

    officer = staff(Role.OFFICER, name="Dan Whitlock")
    change_state(by=officer, ref=report.ref, state="planned", words="We come on Tuesday.")
    run_jobs()

    assert told() == sorted(
        (one, f"Planned: report {report.ref}") for one in (author.user.email, neighbour.user.email, follower)
    )
    assert "Dan Whitlock" in mail.outbox[0].body
    assert "We come on Tuesday." in mail.outbox[0].body
    assert f"/reports/{report.ref}/" in mail.outbox[0].body


def test_a_note_goes_to_the_author_and_to_followers(run_jobs):
    author = a_person()
    report = submitted(author)
    support_report(by=a_person(), ref=report.ref)
    run_jobs()
    mail.outbox.clear()

    add_update(by=staff(Role.OFFICER), ref=report.ref, words="Parts are ordered.")
    run_jobs()

    assert told() == [(author.user.email, f"News about report {report.ref}")]


def test_nobody_but_the_author_is_told_of_a_private_report(run_jobs):
    author = a_person()
    report = submitted(author)
    follow(subject=report.subject, email="fay@example.test")
    Report.objects.filter(pk=report.pk).update(visibility="private")
    run_jobs()
    mail.outbox.clear()

    change_state(by=staff(Role.OFFICER), ref=report.ref, state="planned")
    run_jobs()

    assert [address for address, _subject in told()] == [author.user.email]


def test_only_what_is_public_can_be_found(run_jobs):
    report = submitted(VISITOR, title="Crocodile in the pond")
    run_jobs()
    assert _found("crocodile") == []

    publish_report(by=staff(Role.MODERATOR), ref=report.ref)
    run_jobs()
    assert _found("crocodile") == [report.title]

    remove_report(by=staff(Role.MODERATOR), ref=report.ref, reason="There is no crocodile.")
    run_jobs()
    assert _found("crocodile") == []


def test_an_unconfirmed_address_gets_no_notices(run_jobs):
    report = submitted(VISITOR, email="ann@example.test")
    run_jobs()
    mail.outbox.clear()
    confirm_report(ref=report.ref, email="ann@example.test")
    Report.objects.filter(pk=report.pk).update(confirmed_at=None)

    run_jobs()

    assert mail.outbox == []


def _found(q):
    return [hit.title for hit in find(q).hits]
