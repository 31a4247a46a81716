"""Small pages behind the links of a report: me too, follow, take back, it is still there."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from civic.accounts.actors import actor_of
from civic.core.errors import CivicError, require
from civic.core.forms import add_refusal
from civic.core.middleware import client_network
from civic.notifications.queries import is_following
from reports import limits, rules
from reports.actions.contest_report import contest_report
from reports.actions.follow_report import follow_report, unfollow_report
from reports.actions.support_report import is_supporting, support_report, withdraw_support
from reports.actions.withdraw_report import withdraw_report
from reports.asking import acting
from reports.queries import seen_report
from reports.web.forms import ContestForm, FollowForm

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@get_or_post
def support(request: HttpRequest, ref: str) -> HttpResponse:
    """Say "me too", or take it back."""
    actor = actor_of(request)
    report = seen_report(ref, actor)
    require(rules.can_support(actor, report))
    if request.method == "POST":
        actor = acting(request)
        limits.limit_support(actor, client_network(request), ref)
        on = request.POST.get("act") != "withdraw"
        report = (support_report if on else withdraw_support)(by=actor, ref=ref)
    context = {"report": report, "supported": is_supporting(actor, report), "done": request.method == "POST"}
    return render(request, "reports/support.html", context)


@never_cache
@get_or_post
def follow(request: HttpRequest, ref: str) -> HttpResponse:
    """Ask to be told: at once when signed in, else a link goes to the address."""
    actor = actor_of(request)
    report = seen_report(ref, actor)
    following = is_following(report.subject, actor)
    form = FollowForm(request.POST or None) if actor.user is None else None
    sent_to = ""
    if request.method == "POST" and (form is None or form.is_valid()):
        email = form.cleaned_data["email"] if form else ""
        try:
            following = _set_follow(request, ref, email)
            sent_to = email
        except CivicError as error:
            if form is None or error.status == 404:
                raise
            add_refusal(form, error)
    context = {"report": report, "form": form, "following": following, "sent_to": sent_to}
    return render(request, "reports/follow.html", context | {"done": request.method == "POST"})


def _set_follow(request: HttpRequest, ref: str, email: str) -> bool:
    actor = acting(request)
    if request.POST.get("act") == "stop":
        unfollow_report(by=actor, ref=ref)
        return False
    if email:
        limits.limit_mailing(email, client_network(request))
    return follow_report(by=actor, ref=ref, email=email)


@never_cache
@get_or_post
def withdraw(request: HttpRequest, ref: str) -> HttpResponse:
    """Take one's own report back, after a second look."""
    actor = actor_of(request)
    report = seen_report(ref, actor)
    require(rules.can_withdraw(actor, report))
    if request.method == "POST":
        return redirect(withdraw_report(by=actor, ref=ref))
    return render(request, "reports/withdraw.html", {"report": report})


@never_cache
@get_or_post
def contest(request: HttpRequest, ref: str) -> HttpResponse:
    """It is still there: open one's own report again."""
    actor = actor_of(request)
    report = seen_report(ref, actor)
    require(rules.is_own(actor, report))
    form = ContestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(contest_report(by=actor, ref=ref, words=form.cleaned_data["words"]))
        except CivicError as error:
            add_refusal(form, error)
    return render(request, "reports/contest.html", {"report": report, "form": form})
