"""What officers do with a report."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from civic.accounts.actors import Actor, actor_of
from civic.core.errors import CivicError, Stale, require
from civic.core.forms import add_refusal
from reports import rules, story
from reports.actions.add_update import add_update
from reports.actions.change_state import change_state
from reports.actions.read_identity import read_identity
from reports.enums import State
from reports.models import Report
from reports.queries import people_of, promised_on, seen_report
from reports.web.forms import NOTE, StateForm


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def state(request: HttpRequest, ref: str) -> HttpResponse:
    """Say what happens with a report. If somebody was quicker, both texts are shown and nothing typed is lost."""
    actor = actor_of(request)
    report = seen_report(ref, actor)
    require(rules.can_change_state(actor, report))
    form = StateForm(request.POST or None, report=report, initial={"version": report.version})
    meanwhile = None
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(_change(actor, ref, form.cleaned_data))
        except Stale:
            meanwhile = story.timeline(report)[-1 if not story.is_waiting(report) else -2]
            form = _again(request, report)
        except CivicError as error:
            add_refusal(form, error)
    return render(request, "reports/state.html", _context(actor, report, form) | {"meanwhile": meanwhile})


def _change(actor: Actor, ref: str, data: dict[str, Any]) -> Report:
    if data["state"] == NOTE:
        return add_update(by=actor, ref=ref, words=data["words"]).report
    fields = {name: data[name] for name in ("state", "words", "version", "duplicate_of")}
    return change_state(by=actor, ref=ref, **fields)


def _again(request: HttpRequest, report: Report) -> StateForm:
    """The form with what was typed, ready to be sent over what the other officer set."""
    kept = {name: request.POST.get(name, "") for name in ("state", "words", "duplicate_of")}
    return StateForm(report=report, initial={**kept, "version": report.version})


def _context(actor: Actor, report: Report, form: StateForm) -> dict[str, Any]:
    return {
        "report": report,
        "form": form,
        "told": len(people_of(report.ref)),
        "promised_on": promised_on(report) if report.state == State.RECEIVED else None,
        "moments": story.timeline(report),
        "can_see_identity": rules.can_see_identity(actor, report),
    }


@never_cache
@require_POST
def reporter(request: HttpRequest, ref: str) -> HttpResponse:
    """Who reported it; each look is noted in the log."""
    actor = actor_of(request)
    report = seen_report(ref, actor)
    identity = read_identity(by=actor, ref=ref)
    return render(request, "reports/reporter.html", {"report": report, "identity": identity})
