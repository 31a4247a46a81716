"""Sign-in, addresses, passwords and roles have one door each, whatever the libraries bring."""

import pytest
from django.test import Client

from civic.accounts.enums import Role
from tests.factories.accounts import staff


@pytest.fixture
def admin(db: None, client: Client) -> Client:
    client.force_login(staff(Role.ADMIN).user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.mark.parametrize("path", ["/_util/login/", "/cms/login/", "/admin/login/"])
def test_every_sign_in_page_is_the_one_that_asks_for_a_second_factor(db: None, client: Client, path: str) -> None:
    answer = client.post(path, {"username": "admin@demo.test", "password": "demo"})

    assert (answer.status_code, answer.headers["Location"]) == (302, "/account/login/")


@pytest.mark.parametrize(
    "path", ["/cms/users/", "/cms/users/edit/1/", "/cms/users/new/", "/cms/groups/", "/cms/groups/edit/1/"]
)
def test_roles_are_not_granted_in_the_cms(admin: Client, path: str) -> None:
    """There they would need no reason and no second look, and leave no event."""
    assert admin.get(path).status_code == 404
    assert admin.post(path).status_code == 404


def test_an_address_is_not_changed_in_the_cms(admin: Client) -> None:
    """There it would need no confirmation, and an address is what visitors' reports are owned by."""
    page = admin.get("/cms/account/").content.decode()

    assert 'type="email"' not in page
    assert 'type="password"' not in page
    assert admin.get("/cms/password_reset/").status_code == 404
