"""Jobs of the people's room."""

from __future__ import annotations

import base64
import datetime as dt
from urllib.parse import urlsplit

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils import translation
from django.utils.crypto import salted_hmac
from procrastinate.contrib.django import app

from civic.accounts.actions.redeem_link import hash_of
from civic.accounts.models import MailedLink, OutgoingMail
from civic.accounts.registry import link_purpose
from civic.core import clock
from civic.core.mail import deliver
from civic.core.retention import forget, forgets
from civic.eventlog.tasks import MAIL_PATIENCE, Patient


@app.task(name="accounts.mail_link", retry=MAIL_PATIENCE)
def mail_link(link_id: int) -> None:
    """Make the secret, keep its hash, mail it. A second run mails the same secret: it is the same mail, and whichever
    of the two arrives, or is kept by the mail program, works."""
    link = MailedLink.objects.filter(pk=link_id, used_at__isnull=True, expires_at__gt=clock.now()).first()
    if link is None:
        return
    secret = _secret_of(link)
    MailedLink.objects.filter(pk=link.pk).update(hash=hash_of(secret))
    purpose = link_purpose(link.purpose)
    with translation.override(link.language):
        path = reverse("confirm_link", args=[secret])
    deliver(
        template=purpose.template,
        to=link.email,
        context={"url": f"{settings.CIVIC_BASE_URL}{path}", "hours": purpose.ttl_s // 3600, "subject": link.subject},
        language=link.language,
        message_id=f"link-{link.pk}",
    )


def _secret_of(link: MailedLink) -> str:
    """256 bits that nobody can make without our key, and that are always the same for one link."""
    content = f"{link.pk} {link.created_at.isoformat()} {link.purpose} {link.email}"
    made = salted_hmac("civic.accounts.mailed_link", content, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(made).decode().rstrip("=")


@app.task(name="accounts.send_account_mail", retry=Patient())
def send_account_mail(mail_id: int) -> None:
    """Send one mail of the sign-in pages and forget it."""
    mail = OutgoingMail.objects.filter(pk=mail_id).first()
    if mail is None:
        return
    host = urlsplit(settings.CIVIC_BASE_URL).hostname
    message = EmailMultiAlternatives(
        mail.subject, mail.text, to=[mail.to], headers={"Message-ID": f"<account-{mail.pk}@{host}>"}
    )
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    message.send()
    mail.delete()


@app.periodic(cron="5 4 * * *")
@app.task(name="accounts.forget_links", queueing_lock="forget_links")
def forget_links(timestamp: int) -> None:
    """Every night: what the people's room has kept long enough."""
    forget("accounts")


@forgets("accounts.links", "mailed links and the addresses in them, a week after they ended")
def old_links() -> int:
    return MailedLink.objects.filter(expires_at__lt=clock.now() - dt.timedelta(days=7)).delete()[0]


@forgets("accounts.unsent", "mails of the sign-in pages that could not be sent, after a week")
def unsent_mails() -> int:
    return OutgoingMail.objects.filter(created_at__lt=clock.now() - dt.timedelta(days=7)).delete()[0]


@forgets("accounts.sign_ins", "from which address somebody signed in or tried to, after 30 days")
def old_sign_ins() -> int:
    before = clock.now() - dt.timedelta(days=30)
    kinds = (AccessAttempt, AccessFailureLog, AccessLog)
    return sum(kind.objects.filter(attempt_time__lt=before).delete()[0] for kind in kinds)
