from typing import Any

import factory

from civic.accounts.actors import SYSTEM, Actor
from civic.accounts.enums import Role
from civic.accounts.models import RoleGrant, User
from civic.core import clock


class UserFactory(factory.django.DjangoModelFactory[User]):
    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"person{n}@example.test")
    name = factory.Sequence(lambda n: f"Person {n}")


def a_person(**fields: Any) -> Actor:
    """A signed-in resident who is not trusted yet."""
    return Actor(user=UserFactory(**fields))


def a_trusted_person(**fields: Any) -> Actor:
    return a_person(trusted_at=clock.now(), **fields)


def staff(role: Role, *, area: Any = None, **fields: Any) -> Actor:
    """Somebody with a role, granted by the system, for one ward or everywhere."""
    from civic.accounts.actions.grant_role import grant_role

    user = UserFactory(**fields)
    grant_role(by=SYSTEM, user=user, role=role, area_id=area.pk if area else None, reason="for the test")
    return Actor(user=User.objects.get(pk=user.pk))


class RoleGrantFactory(factory.django.DjangoModelFactory[RoleGrant]):
    class Meta:
        model = RoleGrant

    user = factory.SubFactory(UserFactory)
    role = Role.OFFICER
    reason = "for the test"
