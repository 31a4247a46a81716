"""The first thing on the page of somebody who works here: what waits for them."""

from __future__ import annotations

import pytest
from django.test import Client

from civic.accounts.actors import Actor
from civic.accounts.enums import Role
from civic.accounts.registry import waiting_for
from tests.factories.accounts import a_person, staff
from tests.factories.moderation import a_held_comment
from tests.factories.pages import a_draft_from, an_answered_question
from tests.factories.reports import ReportFactory, a_town

pytestmark = pytest.mark.django_db


def my_page(actor: Actor) -> str:
    client = Client()
    client.force_login(actor.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client.get("/my/").content.decode()


def titles(actor: Actor) -> list[str]:
    return [item.title for item in waiting_for(actor)]


def test_a_moderator_reads_how_many_posts_wait():
    a_held_comment()

    html = my_page(staff(Role.MODERATOR))

    assert "1 post waits for a decision" in html
    assert 'href="/moderation/"' in html


def test_an_officer_finds_the_draft_of_an_answer_in_one_click_and_an_editor_too():
    draft = a_draft_from(an_answered_question("When is the bridge mended?"))

    for role in (Role.OFFICER, Role.EDITOR):
        html = my_page(staff(role))
        assert f'<a href="/cms/pages/{draft.pk}/edit/">Answer to publish: When is the bridge mended?</a>' in html
    assert titles(staff(Role.COUNCILLOR)) == []


def test_an_officer_is_told_of_reports_of_their_own_ward_only():
    west, east = a_town()
    ReportFactory(area=west)

    assert titles(staff(Role.OFFICER, area=west)) == ["1 report waits for a first word"]
    assert titles(staff(Role.OFFICER, area=east)) == []


def test_staff_for_whom_nothing_waits_read_so():
    assert "Nothing waits for you" in my_page(staff(Role.MODERATOR))


def test_residents_are_asked_for_no_work():
    a_held_comment()

    assert "Waiting for you" not in my_page(a_person())
