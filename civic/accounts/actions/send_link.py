"""Send a single-use link to an address."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import MailedLink
from civic.accounts.registry import link_purpose
from civic.core import clock
from civic.core.errors import Invalid


@transaction.atomic
def send_link(*, purpose: str, subject: str, email: str, language: str = "") -> MailedLink:
    """Defer a mail with a link for `purpose` on `subject`. The secret is made when the mail is sent.

    Limits on mails to one address belong to the caller. Raises Invalid(email).
    """
    from civic.accounts.tasks import mail_link

    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError:
        raise Invalid(email=_("Enter an e-mail address like name@example.com.")) from None
    link = MailedLink.objects.create(
        purpose=purpose,
        subject=subject,
        email=email,
        language=language or get_language() or "en",
        expires_at=clock.now() + dt.timedelta(seconds=link_purpose(purpose).ttl_s),
    )
    mail_link.defer(link_id=link.pk)
    return link
