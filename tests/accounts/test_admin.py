"""Roles and bans in the admin: refused in words beside the field, taken away for a reason, each on record."""

from __future__ import annotations

import pytest
from django.test import Client

from civic.accounts.actors import Actor
from civic.accounts.enums import Role
from civic.accounts.models import Ban, RoleGrant
from civic.eventlog.queries import history
from tests.factories.accounts import UserFactory, a_person, staff

pytestmark = pytest.mark.django_db
GRANTS = "/admin/accounts/rolegrant/"


def signed_in(actor: Actor) -> Client:
    """Signed in with a password a moment ago, as granting a role asks for."""
    assert actor.user is not None
    actor.user.set_password("a long enough word")
    actor.user.save()
    client = Client()
    client.force_login(actor.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.post("/account/reauthenticate/", {"password": "a long enough word"})
    return client


@pytest.fixture
def admin() -> Actor:
    return staff(Role.ADMIN)


def test_who_gives_themselves_a_role_reads_why_not(admin: Actor) -> None:
    data = {"user": admin.id, "role": "moderator", "title": "", "reason": "I want it"}

    answer = signed_in(admin).post(f"{GRANTS}add/", data)

    assert answer.status_code == 200
    assert "Nobody gives roles to themselves" in answer.content.decode()
    assert list(RoleGrant.objects.filter(user=admin.user).values_list("role", flat=True)) == ["admin"]


def test_an_admin_grants_a_role_here(admin: Actor) -> None:
    person = UserFactory()

    signed_in(admin).post(f"{GRANTS}add/", {"user": person.pk, "role": "editor", "title": "", "reason": "New here"})

    grant = RoleGrant.objects.get(user=person)
    assert (grant.role, grant.reason, grant.granted_by) == ("editor", "New here", admin.user)


def test_a_role_is_taken_away_only_for_a_reason(admin: Actor) -> None:
    grant = RoleGrant.objects.get(user=staff(Role.EDITOR).user)
    data = {"action": "end_grants", "_selected_action": grant.pk}

    refused = signed_in(admin).post(GRANTS, data | {"reason": " "}, follow=True)
    grant.refresh_from_db()
    assert grant.revoked_at is None
    assert "Say why, beside the action." in refused.content.decode()
    signed_in(admin).post(GRANTS, data | {"reason": "Left the council"})

    grant.refresh_from_db()
    assert grant.revoked_reason == "Left the council"


def test_nobody_bans_an_administrator_and_the_page_says_so(admin: Actor) -> None:
    other, resident = staff(Role.ADMIN), a_person()
    form = {"reason": "Spam", "until_0": "", "until_1": ""}

    answer = signed_in(admin).post("/admin/accounts/ban/add/", form | {"user": other.id})
    signed_in(admin).post("/admin/accounts/ban/add/", form | {"user": resident.id})

    assert "Nobody bans themselves or an administrator." in answer.content.decode()
    assert list(Ban.objects.values_list("user", flat=True)) == [resident.id]


def test_the_admin_is_named_by_what_people_do_there_and_found_from_every_page(admin: Actor) -> None:
    client = signed_in(admin)

    html = client.get("/admin/").content.decode()

    assert "Sign-in attempts" in html
    for library in ("Django administration", "Taggit", "Wagtail", "Procrastinate</a>"):
        assert library not in html
    assert 'href="/admin/"' in client.get("/my/").content.decode()
    assert 'href="/admin/"' not in signed_in(staff(Role.OFFICER)).get("/my/").content.decode()


def test_a_password_is_changed_at_the_one_page_for_it(admin: Actor) -> None:
    answer = signed_in(admin).get("/admin/password_change/")

    assert (answer.status_code, answer.headers["Location"]) == (302, "/account/password/change/")


def test_a_session_that_is_not_fresh_is_asked_for_the_password_before_roles_change(admin: Actor) -> None:
    grant = RoleGrant.objects.get(user=staff(Role.EDITOR).user)
    stolen = Client()
    assert admin.user is not None
    stolen.force_login(admin.user, backend="allauth.account.auth_backends.AuthenticationBackend")

    answers = [
        stolen.post(GRANTS, {"action": "end_grants", "_selected_action": grant.pk, "reason": "Left"}),
        stolen.get(f"{GRANTS}add/"),
    ]

    assert [answer["Location"].partition("?")[0] for answer in answers] == ["/account/reauthenticate/"] * 2
    grant.refresh_from_db()
    assert grant.revoked_at is None


def test_shutting_an_account_is_on_record_and_ends_its_sessions(admin: Actor) -> None:
    person = a_person()
    assert person.user is not None
    browser = Client()
    browser.force_login(person.user)
    form = {"name": person.user.name, "language": "en"}

    signed_in(admin).post(f"/admin/accounts/user/{person.id}/change/", form)

    assert browser.get("/my/").status_code == 302
    assert [event.verb for event in history(f"user:{person.id}")] == ["person.shut", "person.changed"]
    assert [event.actor_id for event in history(f"user:{person.id}")] == [admin.id] * 2
    signed_in(admin).post(f"/admin/accounts/user/{admin.id}/change/", form)
    admin.user.refresh_from_db()  # type: ignore[union-attr]
    assert admin.user.is_active  # type: ignore[union-attr]
