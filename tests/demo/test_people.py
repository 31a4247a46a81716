"""A presenter changes from one of the demo's people into another."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from civic.accounts.models import User
from tests.factories.accounts import a_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def somebody(client: Client) -> Client:
    """Signed in as one of the two people of the demo."""
    for address in ("resident@demo.test", "officer@demo.test"):
        person = User.objects.create_user(address, "demo", is_demo=True)
        EmailAddress.objects.create(user=person, email=address, verified=True, primary=True)
    client.post("/account/login/", {"demo_person": "resident@demo.test"})
    return client


def who(client: Client) -> str:
    return User.objects.get(pk=client.session["_auth_user_id"]).email


def test_one_tap_changes_into_somebody_else(somebody: Client) -> None:
    page = somebody.get("/demo/people/").content.decode()
    answer = somebody.post("/account/login/", {"demo_person": "officer@demo.test"})

    assert 'value="officer@demo.test"' in page
    assert (answer.status_code, who(somebody)) == (302, "officer@demo.test")


def test_nobody_becomes_somebody_who_is_not_of_the_demo(somebody: Client) -> None:
    other = a_person(email="real@example.test")

    somebody.post("/account/login/", {"demo_person": other.user.email})

    assert who(somebody) == "resident@demo.test"


def test_outside_demo_mode_a_name_alone_opens_nothing(somebody: Client, settings: Any) -> None:
    settings.CIVIC_DEMO = False

    somebody.post("/account/login/", {"demo_person": "officer@demo.test"})
    stranger = Client()
    stranger.post("/account/login/", {"demo_person": "officer@demo.test"})

    assert who(somebody) == "resident@demo.test"
    assert "_auth_user_id" not in stranger.session
