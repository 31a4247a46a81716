"""Mail, sent now. Only jobs call this, so that no request waits for a mail server and none is lost with one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from email.utils import make_msgid
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation

SUBJECT_LENGTH = 120


def deliver(
    *,
    template: str,
    to: str,
    context: Mapping[str, Any],
    language: str,
    message_id: str | None = None,
    headers: Mapping[str, str] | None = None,
) -> str:
    """Send one mail to one address, as text and HTML in `language`, and return its Message-ID.

    template: name under templates/mail: `<name>.subject.txt`, `<name>.txt`, `<name>.html`. The subject template uses no
    words of residents. message_id: stable for a delivery, so that a second attempt is seen to be the same mail; made
    here if missing. `base_url`, `council` and `place` are in every context. Raises OSError or SMTPException.
    """
    identity = _identity(message_id)
    with translation.override(language):
        words = {**_everywhere(), "language": language, **context}
        message = EmailMultiAlternatives(
            subject=header_line(render_to_string(f"mail/{template}.subject.txt", words))[:SUBJECT_LENGTH],
            body=_tidy(render_to_string(f"mail/{template}.txt", words)),
            from_email=settings.DEFAULT_FROM_EMAIL,
            to=[header_line(to)],
            headers={name: header_line(value) for name, value in _headers(identity, headers).items()},
        )
        message.attach_alternative(render_to_string(f"mail/{template}.html", words), "text/html")
        message.send()
    return identity


def header_line(text: str) -> str:
    """`text` on one line without control characters, so that nothing in it can begin another header."""
    return re.sub(r"[\x00-\x1f\x7f\x85\u2028\u2029\s]+", " ", text).strip()


def _identity(name: str | None) -> str:
    """`name` as a Message-ID (RFC 5322: in angle brackets, with our host), or a new one."""
    host = urlsplit(settings.CIVIC_BASE_URL).hostname or "localhost"
    if not name:
        return make_msgid(domain=host)
    return name if name.startswith("<") else f"<{name}@{host}>"


def _everywhere() -> dict[str, str]:
    return {
        "base_url": settings.CIVIC_BASE_URL.rstrip("/"),
        "council": settings.CIVIC_COUNCIL_NAME,
        "place": settings.CIVIC_PLACE_NAME,
    }


def _headers(identity: str, more: Mapping[str, str] | None) -> dict[str, str]:
    own = {"Message-ID": identity, "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
    return {**(more or {}), **own}


def _tidy(text: str) -> str:
    """Template tags leave empty lines behind; never more than one in a row."""
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"
