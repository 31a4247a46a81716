"""Take a report into a consultation, so that who reported it learns what was decided."""

from __future__ import annotations

import re

from django.db import transaction
from django.utils.translation import gettext as _

from civic.accounts.actors import Actor
from civic.core.errors import Invalid, NotFound, require
from civic.links.actions.link_subjects import link_subjects
from civic.links.enums import Relation
from civic.links.registry import split
from consultations.models import Consultation
from consultations.rules import can_manage

_REF = re.compile(r"(?:.*/reports/)?([2-9a-z]{10,16})/?(?:[?#].*)?")


@transaction.atomic
def take_report(*, by: Actor, slug: str, report: str) -> str:
    """Link a report, given by its reference or address, to a consultation; returns its subject. Twice is once.

    Reports are known here only as links know them. Raises NotFound (not an officer in scope or admin), Invalid(report).
    """
    by.require_may_act()
    place = Consultation.objects.visible_to(by).filter(slug=slug).first()
    if place is None:
        raise NotFound
    require(can_manage(by, place))
    found = _REF.fullmatch(report.strip().lower())
    subject = f"report:{found[1]}" if found else ""
    kind, ref = split(subject)
    if kind is None or kind.title(ref, by) is None:
        raise Invalid(report=_("We can’t find this report. Copy its reference or its address from its page."))
    link_subjects(source=subject, target=place.subject, relation=Relation.TAKEN_INTO, by=by)
    return subject
