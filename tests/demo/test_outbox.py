"""In demo mode mails land on a page instead of in a post box."""

from django.core.mail import EmailMultiAlternatives, get_connection
from django.test import Client


def post(to: str, subject: str, text: str) -> None:
    backend = get_connection("civic.demo.mail.OutboxBackend")
    EmailMultiAlternatives(subject, text, to=[to], connection=backend).send()


def test_a_mail_is_read_in_the_outbox_with_its_link_ready_to_tap(client: Client, db: None) -> None:
    post("jo@example.test", "Your code", "Open http://127.0.0.1:8000/account/confirm/abc/ now")

    page = client.get("/demo/outbox/").content.decode()

    assert "Your code" in page
    assert '<a href="http://127.0.0.1:8000/account/confirm/abc/">' in page


def test_what_is_in_a_mail_can_not_become_markup(client: Client, db: None) -> None:
    post("jo@example.test", "<b>x</b>", '<script>alert(1)</script> http://a.test/"><script>')

    page = client.get("/demo/outbox/").content.decode()

    assert "<script>alert" not in page
    assert "<b>x</b>" not in page


def test_the_outbox_shows_one_address_when_asked(client: Client, db: None) -> None:
    post("jo@example.test", "For Jo", "x")
    post("ana@example.test", "For Ana", "x")

    page = client.get("/demo/outbox/?to=Jo@example.test").content.decode()

    assert "For Jo" in page
    assert "For Ana" not in page
