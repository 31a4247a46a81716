"""Ask to be told what becomes of a report."""

from __future__ import annotations

from django.db import transaction

from civic.accounts.actions.send_link import send_link
from civic.accounts.actors import Actor
from civic.core.errors import require
from civic.notifications.actions.follow import follow, unfollow
from reports.models import Report

FOLLOW = "report.follow"


@transaction.atomic
def follow_report(*, by: Actor, ref: str, email: str = "") -> bool:
    """Follow a report one may see: at once when signed in; else a link goes to `email` first.

    Returns whether they follow it now. Limits on mails belong to the caller. Raises NotFound, Invalid(email).
    """
    by.require_may_act()
    report = Report.objects.visible_to(by).filter(ref=ref).first()
    require(report)
    assert report is not None  # noqa: S101 — for the type checker
    if by.user is not None:
        follow(subject=report.subject, by=by)
        return True
    send_link(purpose=FOLLOW, subject=report.subject, email=email)
    return False


@transaction.atomic
def unfollow_report(*, by: Actor, ref: str) -> None:
    """Stop following. Twice is once."""
    unfollow(subject=f"report:{ref}", by=by)


@transaction.atomic
def confirm_follow(*, ref: str, email: str) -> None:
    """Called when the owner of `email` has pressed the button behind the mailed link. Raises NotFound."""
    require(Report.objects.public().filter(ref=ref).exists())
    follow(subject=f"report:{ref}", email=email)
