"""Demo mode sends no mail: what would go out is kept where everyone can read it."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from civic.demo.models import OutboxMessage


class OutboxBackend(BaseEmailBackend):
    """An e-mail backend that writes rows."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        rows = [
            OutboxMessage(
                to=address,
                subject=str(message.subject),
                text=str(message.body),
                html=next((str(b) for b, kind in getattr(message, "alternatives", []) if kind == "text/html"), ""),
                message_id=message.extra_headers.get("Message-ID", ""),
            )
            for message in email_messages
            for address in message.to
        ]
        OutboxMessage.objects.bulk_create(rows)
        return len(email_messages)
