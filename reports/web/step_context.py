"""What every page of a draft shows around its form."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from reports import drafts
from reports.models import ReportDraft

NUMBERED = [name for name in drafts.STEPS if name != "same"]  # a page that is often skipped is not counted


def step_context(request: HttpRequest, draft: ReportDraft | None, step: str, title: Any) -> dict[str, Any]:
    """Which step it is, where Back leads, and whether the page was opened from the check."""
    checking = request.GET.get("from") == "check"
    back = reverse("report_new")
    if draft is not None and draft.pk:
        back = drafts.step_url(draft, "check" if checking else drafts.step_before(step))
    return {
        "draft": draft,
        "step": step,
        "title": title,
        "number": NUMBERED.index("what" if step == "same" else step) + 1,
        "steps": len(NUMBERED),
        "back": back if step != "where" or checking else "",
        "checking": checking,
    }
