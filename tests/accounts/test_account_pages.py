"""The pages about signing in speak as the rest of the product does."""

import pytest
from django.test import Client

from civic.accounts.models import User


@pytest.fixture
def resident(db: None, client: Client) -> Client:
    client.force_login(User.objects.create_user(email="jo@example.test", password="long enough words"))
    return client


@pytest.mark.parametrize(
    ("path", "words", "foreign"),
    [
        ("/account/2fa/", "A second step when signing in", "Two-Factor"),
        ("/account/password/change/", "Change your password", "Change Password"),
    ],
)
def test_the_words_are_ours(resident: Client, path: str, words: str, foreign: str) -> None:
    page = resident.get(path).content.decode()

    assert words in page
    assert foreign not in page
