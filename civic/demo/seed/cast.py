"""The people: demo people, other staff, sixty residents."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass, field

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from civic.accounts.actions.add_person import add_person
from civic.accounts.actions.grant_role import grant_role
from civic.accounts.actors import SYSTEM, Actor
from civic.accounts.enums import Role
from civic.areas.queries import wards
from civic.core import clock
from civic.demo.content.people import DEMO_PEOPLE, OTHER_STAFF, RESIDENTS

PASSWORD = "demo"  # noqa: S105 — shown on the sign-in page of a demo, and only there


@dataclass
class Cast:
    """Everyone by name or part; `residents` are trusted unless said otherwise."""

    resident: Actor
    councillor: Actor
    officer: Actor
    moderator: Actor
    editor: Actor
    admin: Actor
    staff: dict[str, Actor] = field(default_factory=dict)
    residents: list[Actor] = field(default_factory=list)
    newcomers: list[Actor] = field(default_factory=list)

    def anyone(self, rng: random.Random) -> Actor:
        return rng.choice(self.residents)


def hire_cast(now: dt.datetime) -> Cast:
    """Make all people, with their roles; the demo people can sign in with the password `demo`."""
    ward_ids = dict(wards().values_list("code", "pk"))
    password = make_password(PASSWORD)
    found: dict[str, Actor] = {}
    with clock.at(now - dt.timedelta(days=560)):
        for email, name, role, ward, title in [*DEMO_PEOPLE, *OTHER_STAFF]:
            demo = email.endswith("@demo.test")
            person = add_person(
                by=SYSTEM, email=email, name=name, password_hash=password if demo else "", is_demo=demo, trusted=True
            )
            EmailAddress.objects.get_or_create(user=person, email=email, defaults={"verified": True, "primary": True})
            if role != Role.RESIDENT:
                grant_role(
                    by=SYSTEM, user=person, role=Role(role), area_id=ward_ids.get(ward), title=title, reason="Demo"
                )
            found[email] = Actor(user=person)
        people = [_resident(name, trusted=number % 9 != 0) for number, name in enumerate(RESIDENTS)]
    cast = Cast(
        resident=found["resident@demo.test"],
        councillor=found["councillor@demo.test"],
        officer=found["officer@demo.test"],
        moderator=found["moderator@demo.test"],
        editor=found["editor@demo.test"],
        admin=found["admin@demo.test"],
    )
    cast.staff = {str(actor.user): actor for actor in found.values()}
    cast.residents = [actor for actor in people if actor.is_trusted]
    cast.newcomers = [actor for actor in people if not actor.is_trusted]
    return cast


def _resident(name: str, *, trusted: bool) -> Actor:
    email = f"{name.lower().replace(' ', '.')}@post.example"
    return Actor(user=add_person(by=SYSTEM, email=email, name=name, trusted=trusted))
