"""The pages about signing in speak as the rest of the product does."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
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


@pytest.fixture
def careful(resident: Client) -> Client:
    """With an app and codes, who typed the password again a moment ago."""
    user = User.objects.get(email="jo@example.test")
    resident.post("/account/reauthenticate/", {"password": "long enough words"})
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(user)
    return resident


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("recovery-codes/", "10 codes are left."),
        ("recovery-codes/generate/", "The codes you have now stop working."),
        ("totp/deactivate/", "Switch the app off?"),
        ("webauthn/", "Blue key"),
        ("webauthn/keys/{key}/remove/", "Take “Blue key” off?"),
        ("webauthn/keys/{key}/edit/", "Rename the key"),
        ("webauthn/add/", "touch the key when your browser asks"),
    ],
)
def test_pages_of_the_second_step_say_what_happens_in_plain_words(careful: Client, path: str, words: str) -> None:
    if path != "webauthn/add/":  # it would ask the browser for this key, which is none
        user, kind = User.objects.get(email="jo@example.test"), Authenticator.Type.WEBAUTHN
        path = path.format(key=Authenticator.objects.create(user=user, type=kind, data={"name": "Blue key"}).pk)

    answer = careful.get(f"/account/2fa/{path}")

    page = answer.content.decode()
    assert (answer.status_code, words in page) == (200, True)
    for software in ("Recovery Codes", "Deactivate", "Are you sure", "Generate", "Passwordless"):
        assert software not in page


def test_new_codes_are_made_with_one_button(careful: Client) -> None:
    before = careful.get("/account/2fa/recovery-codes/").content.decode()

    after = careful.post("/account/2fa/recovery-codes/generate/", follow=True).content.decode()

    assert after.count('<code class="secret">') == before.count('<code class="secret">') == 10
    assert after != before


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/account/password/reset/", "Forgot your password?"),
        ("/account/password/reset/done/", "Look in your mail"),
        ("/account/password/reset/key/abc-def/", "Ask for a new one, and use the newest mail."),
        ("/account/password/reset/key/done/", "Your new password works from now on."),
    ],
)
def test_who_forgot_the_password_is_told_what_to_do_in_our_words(
    db: None, client: Client, path: str, words: str
) -> None:
    page = client.get(path).content.decode()

    assert words in page
    assert [foreign for foreign in ("Password Reset", "Bad Token", "spam folder") if foreign in page] == []
