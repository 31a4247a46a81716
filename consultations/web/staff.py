"""What officers do to a consultation."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from civic.accounts.actors import actor_of
from civic.core.errors import CivicError, SignInNeeded, require
from consultations import queries
from consultations.actions.record_outcome import record_outcome
from consultations.actions.take_report import take_report
from consultations.models import Consultation
from consultations.rules import can_manage
from consultations.web.forms import OutcomeForm, TakeReportForm
from consultations.web.refusals import explain


@never_cache
@require_http_methods(["GET", "POST"])
def take_in(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a report into this consultation."""
    place = _managed(request, slug)
    form, status = (
        TakeReportForm(
            request.POST if request.method == "POST" else None, initial={"report": request.GET.get("report", "")}
        ),
        200,
    )
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                take_report(by=actor_of(request), slug=slug, report=form.cleaned_data["report"])
                messages.success(request, _("The report is part of this consultation now. Both pages say so."))
                return redirect("consultation", slug=slug)
            except CivicError as error:
                status = explain(form, error)
    return render(request, "consultations/take_report.html", {"consultation": place, "form": form}, status=status)


@never_cache
@require_http_methods(["GET", "POST"])
def outcome(request: HttpRequest, slug: str) -> HttpResponse:
    """We asked, you said, we did."""
    place = _managed(request, slug)
    before = {"asked": place.asked or place.summary, "said": place.said, "did": place.did}
    form, status = OutcomeForm(request.POST if request.method == "POST" else None, initial=before), 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            record_outcome(by=actor_of(request), slug=slug, **form.cleaned_data)
            messages.success(request, _("Published. Everyone who took part is told."))
            return redirect("consultation", slug=slug)
    return render(request, "consultations/outcome_form.html", {"consultation": place, "form": form}, status=status)


def _managed(request: HttpRequest, slug: str) -> Consultation:
    actor = actor_of(request)
    require(actor.is_signed_in, SignInNeeded())
    place = queries.consultation(slug, actor)
    require(can_manage(actor, place))
    return place
