"""Make a report of a question, so that somebody goes and looks."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from civic.accounts.actors import Actor
from civic.links.actions.link_subjects import link_subjects
from civic.links.enums import Relation
from consultations.surgeries import rules
from consultations.surgeries.changes import lock
from consultations.surgeries.models import Question
from reports.actions.submit_report import submit_report


@transaction.atomic
def report_question(*, by: Actor, question: Question, category: str, geometry: dict[str, Any]) -> str:
    """A report in the host's name, with the question's words, linked to it; returns its reference.

    category: a code; geometry: GeoJSON. Raises SignInNeeded, NotFound, Invalid (category, geometry).
    """
    [question] = lock(question)
    rules.require_right(rules.can_make_report(by, question), by)
    by.require_may_act()
    title = question.text if len(question.text) <= 100 else question.text[:99].rstrip() + "…"
    report = submit_report(by=by, category=category, geometry=geometry, title=title, detail=question.text)
    link_subjects(source=question.subject, target=f"report:{report.ref}", relation=Relation.BECAME, by=by)
    return str(report.ref)
