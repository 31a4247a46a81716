"""Say "me too", and take it back."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from civic.accounts.actors import Actor
from civic.core.errors import SignInNeeded, WrongState, require
from civic.eventlog.actions.record import record
from reports.actions.locking import locked
from reports.models import Report, Support
from reports.rules import can_support


@transaction.atomic
def support_report(*, by: Actor, ref: str) -> Report:
    """Count the actor once: as a person when signed in, else as a device. Twice is once.

    Raises NotFound, WrongState, Banned, and SignInNeeded for a visitor whose device can't be told apart.
    """
    by.require_may_act()
    report = locked(ref, by)
    require(can_support(by, report), WrongState(_("Nobody can add themselves to this report now.")))
    try:
        with transaction.atomic():
            Support.objects.create(report=report, user=by.user, device_hash=device_hash(by, report))
    except IntegrityError:
        return report
    return _count(report, by, +1, "report.supported")


@transaction.atomic
def withdraw_support(*, by: Actor, ref: str) -> Report:
    """Take a "me too" back; without one, nothing happens. Raises NotFound."""
    by.require_may_act()
    report = locked(ref, by)
    gone, _rows = _of(by, report).delete()
    return _count(report, by, -1, "report.unsupported") if gone else report


def is_supporting(by: Actor, report: Report) -> bool:
    """Whether the actor is counted among those who said "me too"."""
    return bool(by.user or by.device) and _of(by, report).exists()


def device_hash(by: Actor, report: Report) -> str:
    """What stands for a visitor's device, for this report only; "" for a person with an account."""
    if by.user is not None:
        return ""
    if not by.device:
        raise SignInNeeded(_("Allow cookies for this site, or sign in, so that we can count you once."))
    return salted_hmac("reports.support", f"{report.pk}:{by.device}", algorithm="sha256").hexdigest()


def _of(by: Actor, report: Report):  # type: ignore[no-untyped-def]
    if by.user is not None:
        return Support.objects.filter(report=report, user=by.user)
    return Support.objects.filter(report=report, user=None, device_hash=device_hash(by, report))


def _count(report: Report, by: Actor, step: int, verb: str) -> Report:
    column = "people_support" if by.user is not None else "device_support"
    Report.objects.filter(pk=report.pk).update(**{column: F(column) + step})
    record(verb, on=report.subject, by=by, person=by.user is not None)
    report.refresh_from_db(fields=["people_support", "device_support"])
    return report
