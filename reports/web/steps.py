"""Reporting a problem, one thing per page. Plain forms; what was entered is kept on the server between the pages."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from civic.accounts.actors import actor_of
from civic.core.errors import NotFound
from reports import drafts
from reports.asking import acting
from reports.models import Report, ReportDraft
from reports.queries import promised_on
from reports.web import step_pages, step_where
from reports.web.step_context import step_context

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
TITLES = {
    "where": _("Where is it?"),
    "what": _("What kind of problem is it?"),
    "same": _("Is it one of these?"),
    "photos": _("Do you have a photo?"),
    "words": _("What is wrong?"),
    "contact": _("How can we tell you?"),
    "check": _("Check before you send"),
}
PAGES = {
    "where": step_where.page,
    "what": step_pages.what,
    "same": step_pages.same,
    "photos": step_pages.photos,
    "words": step_pages.words,
    "contact": step_pages.contact,
    "check": step_pages.check,
}


@never_cache
@get_or_post
def start(request: HttpRequest) -> HttpResponse:
    """The first page: where. A draft begins when a place was marked."""
    actor = actor_of(request)
    draft = ReportDraft(data=step_where.prefilled(request))
    if request.method == "POST":
        found = step_where.read(request, draft)
        if found.data:
            made = drafts.begin_draft(acting(request), **{**draft.data, **found.data})
            return redirect(drafts.step_url(made, "same" if drafts.category_of(made) else "what"))
        return step_where.show(request, draft, found, title=TITLES["where"])
    context = {"unfinished": drafts.unfinished(actor)}
    return step_where.show(request, draft, step_where.read(request, draft), title=TITLES["where"], **context)


@never_cache
@get_or_post
def step(request: HttpRequest, key: UUID, step: str) -> HttpResponse:
    """One page of a draft. A page that can't be filled in yet leads to the first that is missing."""
    if step not in PAGES:
        raise NotFound
    draft = drafts.find_draft(key, actor_of(request))
    if draft.sent_ref:
        return redirect("report_done", key=draft.key)
    missing = drafts.missing_step(draft)
    if drafts.STEPS.index(step) > drafts.STEPS.index(missing):
        return redirect(drafts.step_url(draft, missing))
    return PAGES[step](request, draft, step_context(request, draft, step, TITLES[step]))


@never_cache
@get_or_post
def done(request: HttpRequest, key: UUID) -> HttpResponse:
    """Sent: the reference, what happens next, and when."""
    draft = drafts.find_draft(key, actor_of(request))
    report = Report.objects.select_related("category", "area").filter(ref=draft.sent_ref).first()
    if report is None:
        return redirect(drafts.step_url(draft, drafts.missing_step(draft)))
    context = {"report": report, "draft": draft, "promised_on": promised_on(report)}
    return render(request, "reports/new/done.html", context)


@never_cache
@require_POST
def discard(request: HttpRequest, key: UUID) -> HttpResponse:
    """Throw a draft away."""
    draft = drafts.find_draft(key, actor_of(request))
    if not draft.sent_ref:
        draft.delete()
    return redirect("report_new")
