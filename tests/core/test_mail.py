"""One mail, in the reader's language, in which nothing a person wrote can become a header."""

import pytest
from django.core import mail
from django.utils import translation

from civic.core.mail import deliver, header_line

TEMPLATES = {
    "mail/told.subject.txt": "{{ place }}:\n {{ title }}",
    "mail/told.txt": "{% load i18n %}{% get_current_language as here %}{% autoescape off %}"
    "Hello {{ name }}\n\n\n\n{{ base_url }} {{ here }}{% endautoescape %}",
    "mail/told.html": "<p>Hello {{ name }}</p>",
}


@pytest.fixture(autouse=True)
def templates(settings):
    locmem = [("django.template.loaders.locmem.Loader", TEMPLATES)]
    options = {"loaders": locmem, "context_processors": []}
    settings.TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "OPTIONS": options}]
    settings.CIVIC_BASE_URL = "https://talk.example/"
    settings.CIVIC_PLACE_NAME = "Carsewell"


def send(**changes):
    words = {"template": "told", "to": "a@b.example", "context": {"name": "<b>Ann", "title": "news"}, "language": "en"}
    identity = deliver(**{**words, **changes})
    return mail.outbox[-1], identity


def test_mail_has_text_and_html_from_the_same_words():
    message, _identity = send()

    assert message.to == ["a@b.example"]
    assert message.subject == "Carsewell: news"
    assert message.body == "Hello <b>Ann\n\nhttps://talk.example en\n"
    assert message.alternatives[0][:] == ("<p>Hello &lt;b&gt;Ann</p>", "text/html")


def test_mail_is_written_in_the_readers_language_and_ours_is_kept():
    with translation.override("en"):
        message, _identity = send(language="cy")

        assert " cy\n" in message.body
        assert translation.get_language() == "en"


def test_second_attempt_has_the_same_message_id():
    one, _ = send(message_id="<delivery-5@talk.example>")
    two, identity = send(message_id="<delivery-5@talk.example>")

    assert one.extra_headers["Message-ID"] == two.extra_headers["Message-ID"] == identity


def test_mail_without_an_id_is_given_one_of_our_own_domain():
    message, identity = send()

    assert identity.endswith("@talk.example>")
    assert message.message()["Message-ID"] == identity


def test_robots_are_asked_not_to_answer():
    assert send()[0].message()["Auto-Submitted"] == "auto-generated"


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r", "\u2028", "\x0b"])
def test_line_ends_in_words_begin_no_header(line_end):
    message, _identity = send(
        context={"title": f"x{line_end}Bcc: all@b.example", "name": ""}, headers={"X-Kind": f"a{line_end}Bcc: c"}
    )

    sent = message.message()
    assert sent["Bcc"] is None
    assert sent["Subject"] == "Carsewell: x Bcc: all@b.example"


def test_header_of_the_delivery_can_not_replace_ours():
    message, identity = send(headers={"Message-ID": "<forged@x>", "List-Unsubscribe": "<https://talk.example/u>"})

    assert message.extra_headers["Message-ID"] == identity
    assert message.extra_headers["List-Unsubscribe"] == "<https://talk.example/u>"


def test_header_line_is_one_line():
    assert header_line(" a\n\tb\x00c ") == "a b c"
