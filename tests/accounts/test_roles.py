"""Roles are granted and taken with a reason, never by oneself, and count at once."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from civic.accounts.actions.ban_person import ban_person, lift_ban
from civic.accounts.actions.grant_role import grant_role
from civic.accounts.actions.revoke_role import revoke_role
from civic.accounts.actions.trust_person import trust_person
from civic.accounts.actors import SYSTEM, Actor, Banned
from civic.accounts.enums import Role
from civic.accounts.models import RoleGrant, User
from civic.accounts.queries import byline, people_with
from civic.core.errors import Invalid, NotFound
from civic.eventlog.queries import history
from tests.factories.accounts import UserFactory, a_person, staff


def test_an_admin_grants_a_role_with_a_reason_and_it_is_on_record(db: None) -> None:
    admin, user = staff(Role.ADMIN), UserFactory()

    grant_role(by=admin, user=user, role=Role.MODERATOR, reason="joined the team")

    assert Actor(user=user).has_role(Role.MODERATOR)
    assert [(e.verb, e.actor_id) for e in history(f"user:{user.pk}")] == [("role.granted", admin.id)]
    assert list(user.groups.values_list("name", flat=True)) == ["moderator"]
    assert Group.objects.filter(name="moderator").count() == 1


def test_nobody_grants_a_role_to_themselves(db: None) -> None:
    admin = staff(Role.ADMIN)
    assert admin.user is not None

    with pytest.raises(NotFound):
        grant_role(by=admin, user=admin.user, role=Role.OFFICER, reason="why not")


@pytest.mark.parametrize("role", [Role.RESIDENT, Role.COUNCILLOR, Role.OFFICER, Role.MODERATOR, Role.EDITOR])
def test_only_admins_grant_roles(db: None, role: Role) -> None:
    with pytest.raises(NotFound):
        grant_role(by=staff(role), user=UserFactory(), role=Role.MODERATOR, reason="friends")

    assert RoleGrant.objects.filter(role=Role.MODERATOR, user__email__startswith="person").count() == (
        1 if role == Role.MODERATOR else 0
    )


def test_a_role_without_a_reason_is_refused(db: None) -> None:
    with pytest.raises(Invalid):
        grant_role(by=SYSTEM, user=UserFactory(), role=Role.EDITOR, reason="  ")


def test_granting_twice_is_granting_once(db: None) -> None:
    user = UserFactory()

    for _ in range(2):
        grant_role(by=SYSTEM, user=user, role=Role.EDITOR, reason="edits")

    assert RoleGrant.objects.filter(user=user).count() == 1


def test_a_role_that_is_taken_away_ends_the_session(db: None, client: Client) -> None:
    officer = staff(Role.OFFICER)
    assert officer.user is not None
    client.force_login(officer.user)
    assert client.get("/my/").status_code == 200

    revoke_role(by=staff(Role.ADMIN), grant=officer.user.grants.get(), reason="left")

    assert client.get("/my/").status_code == 302
    assert not Actor(user=User.objects.get(pk=officer.id)).is_staff


def test_a_banned_person_reads_why_and_may_not_act_until_it_is_lifted(db: None) -> None:
    moderator, person = staff(Role.MODERATOR), a_person()
    assert person.user is not None
    ban = ban_person(by=moderator, user=person.user, reason="Called a neighbour names, twice.")

    with pytest.raises(Banned, match="Called a neighbour names"):
        Actor(user=person.user).require_may_act()

    lift_ban(by=moderator, ban=ban)
    Actor(user=person.user).require_may_act()


@pytest.mark.parametrize("role", [Role.RESIDENT, Role.COUNCILLOR, Role.OFFICER, Role.EDITOR])
def test_others_ban_nobody(db: None, role: Role) -> None:
    with pytest.raises(NotFound):
        ban_person(by=staff(role), user=UserFactory(), reason="rude")


def test_nobody_bans_an_admin(db: None) -> None:
    admin = staff(Role.ADMIN)
    assert admin.user is not None

    with pytest.raises(NotFound):
        ban_person(by=staff(Role.MODERATOR), user=admin.user, reason="rude")


def test_trust_is_given_once(db: None) -> None:
    person = a_person()
    assert person.id is not None and not person.is_trusted

    trust_person(by=SYSTEM, user_id=person.id)
    trust_person(by=SYSTEM, user_id=person.id)

    assert Actor(user=User.objects.get(pk=person.id)).is_trusted
    assert [e.verb for e in history(f"user:{person.id}")] == ["person.trusted"]


def test_a_byline_shows_the_granted_title_and_a_resident_none(db: None) -> None:
    user = UserFactory(name="Aileen Moss")
    grant_role(by=SYSTEM, user=user, role=Role.COUNCILLOR, title="Councillor for Brigg", reason="elected")

    assert byline(user.pk) == byline(user.pk).__class__("Aileen Moss", "Councillor for Brigg", True)
    assert byline(UserFactory(name="Jo").pk).role == ""
    assert byline(None).name == "A resident"
    assert people_with(Role.COUNCILLOR) == [user]
