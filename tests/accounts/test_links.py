"""A mailed link works once, from any device, and only by its button."""

import datetime as dt
import re
from collections.abc import Iterator

import pytest
from django.core import mail
from django.test import Client

from civic.accounts import registry
from civic.accounts.actions.send_link import send_link
from civic.accounts.models import MailedLink
from civic.accounts.tasks import mail_link
from civic.core import clock
from civic.core.errors import Invalid

REDEEMED: list[tuple[str, str]] = []
VISIBLE: list[bool] = []


@pytest.fixture
def purpose() -> Iterator[None]:
    REDEEMED.clear()
    VISIBLE.clear()

    def redeem(subject: str, email: str) -> str:
        REDEEMED.append((subject, email))
        return "/my/"

    registry.register_link_purpose(
        "test.confirm",
        redeem=redeem,
        template="base_test",
        ttl_s=3600,
        question="Is it you?",
        button="Yes",
        leads_to=lambda subject, actor: ("The hole", "/holes/abc/") if VISIBLE else None,
    )
    yield
    registry._purposes.pop("test.confirm")


@pytest.fixture
def address(db: None, purpose: None, deferred_jobs: object, settings: object, tmp_path: object) -> str:
    """The path of a link that was just mailed."""
    folder = tmp_path / "mail"  # type: ignore[operator]
    folder.mkdir()
    (folder / "base_test.subject.txt").write_text("Confirm")
    (folder / "base_test.txt").write_text("Here: {{ url }}")
    (folder / "base_test.html").write_text("<p>Here: {{ url }}</p>")
    templates = settings.TEMPLATES  # type: ignore[attr-defined]
    settings.TEMPLATES = [{**templates[0], "DIRS": [tmp_path, *templates[0]["DIRS"]]}]  # type: ignore[attr-defined]
    link = send_link(purpose="test.confirm", subject="report:abc", email="Jo@Example.test", language="en")
    mail_link(link_id=link.pk)
    found = re.search(r"https?://[^/]+(/account/confirm/\S+)", str(mail.outbox[-1].body))
    assert found is not None
    return found[1]


def test_following_the_link_changes_nothing_and_pressing_the_button_does(client: Client, address: str) -> None:
    assert client.get(address).status_code == 200
    assert REDEEMED == []

    answer = client.post(address)

    assert (answer.status_code, answer["Location"]) == (302, "/my/")
    assert REDEEMED == [("report:abc", "jo@example.test")]


def test_the_page_keeps_its_address_to_itself_but_lets_its_button_say_where_it_stands(
    client: Client, address: str
) -> None:
    """Under "no-referrer" a browser posts with `Origin: null`, which the guard against forgery refuses."""
    assert client.get(address)["Referrer-Policy"] == "strict-origin"

    careful = Client(enforce_csrf_checks=True)
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', careful.get(address).content.decode())
    assert token is not None
    sent = {"csrfmiddlewaretoken": token[1]}
    assert careful.post(address, sent, headers={"origin": "null"}).status_code == 403
    assert careful.post(address, sent, headers={"origin": "http://testserver"}).status_code == 302


def test_a_used_link_says_so_in_words_and_does_nothing_more(client: Client, address: str) -> None:
    client.post(address)

    for answer in (client.get(address), client.post(address)):
        assert answer.status_code == 410
        assert "used already" in answer.content.decode()
    assert len(REDEEMED) == 1


def test_a_used_link_leads_on_to_what_it_was_for_if_they_may_see_it(client: Client, address: str) -> None:
    client.post(address)
    hidden = client.get(address).content.decode()
    VISIBLE.append(True)

    shown = client.get(address).content.decode()

    assert ("/holes/abc/" in hidden, '<a href="/holes/abc/">The hole</a>' in shown) == (False, True)


def test_a_mail_that_is_sent_again_is_the_same_mail_with_the_same_link(client: Client, address: str) -> None:
    mail_link(link_id=MailedLink.objects.get().pk)

    first, second = mail.outbox
    assert first.body == second.body and address in str(second.body)
    assert (
        first.message()["Message-ID"]
        == second.message()["Message-ID"]
        == f"<link-{MailedLink.objects.get().pk}@127.0.0.1>"
    )
    assert client.post(address).status_code == 302


def test_an_old_link_is_refused(client: Client, address: str) -> None:
    with clock.at(clock.now() + dt.timedelta(hours=2)):
        assert client.post(address).status_code == 410

    assert REDEEMED == []


def test_a_made_up_link_is_refused(client: Client, db: None) -> None:
    assert client.get("/account/confirm/" + "a" * 43 + "/").status_code == 410


def test_the_secret_is_kept_nowhere(address: str) -> None:
    secret = address.rstrip("/").rsplit("/", 1)[-1]

    assert secret not in str(list(MailedLink.objects.values()))


def test_an_address_that_is_none_is_named(db: None, purpose: None, deferred_jobs: object) -> None:
    with pytest.raises(Invalid) as refused:
        send_link(purpose="test.confirm", subject="report:abc", email="nonsense")

    assert "email" in refused.value.fields
