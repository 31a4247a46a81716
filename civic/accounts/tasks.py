"""Jobs of the people's room."""

from __future__ import annotations

import datetime as dt
import secrets

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils import translation
from procrastinate.contrib.django import app

from civic.accounts.actions.redeem_link import hash_of
from civic.accounts.models import MailedLink, OutgoingMail
from civic.accounts.registry import link_purpose
from civic.core import clock
from civic.core.mail import deliver
from civic.eventlog.tasks import Patient


@app.task(name="accounts.mail_link", retry=Patient())
def mail_link(link_id: int) -> None:
    """Make the secret, keep its hash, mail it. A second run replaces the secret, so the newest mail works."""
    link = MailedLink.objects.filter(pk=link_id, used_at__isnull=True, expires_at__gt=clock.now()).first()
    if link is None:
        return
    secret = secrets.token_urlsafe(32)
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


@app.task(name="accounts.send_account_mail", retry=Patient())
def send_account_mail(mail_id: int) -> None:
    """Send one mail of the sign-in pages and forget it."""
    mail = OutgoingMail.objects.filter(pk=mail_id).first()
    if mail is None:
        return
    message = EmailMultiAlternatives(mail.subject, mail.text, to=[mail.to])
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    message.send()
    mail.delete()


@app.periodic(cron="5 4 * * *")
@app.task(name="accounts.forget_links", queueing_lock="forget_links")
def forget_links(timestamp: int) -> None:
    """Forget mailed links, and so the addresses in them, a week after they ended."""
    MailedLink.objects.filter(expires_at__lt=clock.now() - dt.timedelta(days=7)).delete()
