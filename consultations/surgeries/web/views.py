"""Surgery pages. They are live or personal, so none is cached; every act works as a plain form."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from civic.accounts.actors import actor_of
from civic.core.errors import CivicError, Invalid
from civic.core.middleware import client_network
from civic.notifications.actions.follow import follow
from consultations.surgeries import commands, queries, rules
from consultations.surgeries.actions.schedule_surgery import schedule_surgery
from consultations.surgeries.models import Surgery
from consultations.surgeries.web import pages
from consultations.surgeries.web.calendar import as_calendar
from consultations.surgeries.web.forms import AskForm, ScheduleForm
from consultations.surgeries.web.shared import find_surgery, known_actor, show_refusal
from reports.queries import report_title


@require_GET
@never_cache
def index(request: HttpRequest) -> HttpResponse:
    """?about=<reference of a report>: somebody comes from its page to ask about it."""
    context = {
        "live": queries.live_surgeries(),
        "coming": queries.next_surgeries()[:20],
        "past": queries.past_surgeries()[:20],
        "may_schedule": rules.can_schedule(actor_of(request)),
        **_about(request),
    }
    return render(request, "surgeries/list.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    surgery = find_surgery(slug)
    if request.method == "POST":
        return _ask(request, surgery)
    about = {"about": request.GET.get("about", "")[:16]}
    return _page(request, surgery, AskForm(with_email=not actor_of(request).is_signed_in, initial=about))


def _about(request: HttpRequest) -> dict[str, str]:
    """The report that somebody wants to ask about, as far as they may read it."""
    ref = request.GET.get("about", "")[:16]
    title = report_title(ref, actor_of(request)) if ref else None
    return {"about": title, "about_query": f"?about={ref}#ask"} if title else {}


def _page(request: HttpRequest, surgery: Surgery, form: AskForm, *, status: int = 200) -> HttpResponse:
    actor = actor_of(request)
    room, hosts = pages.room_for(surgery, actor), pages.hosts_of(surgery)
    context = {
        "surgery": surgery,
        "room": room,
        "hosts": hosts,
        "form": form,
        "about": report_title(str(form["about"].value() or ""), actor),
        "may": pages.rights(actor, surgery),
        "script_data": pages.script_data(room),
        "event_json": pages.event_data(surgery, hosts),
        "states": pages.states(),
        "blank": pages.blank(),
        "subject": f"surgery:{surgery.slug}",
    }
    return render(request, "surgeries/detail.html", context, status=status)


def _ask(request: HttpRequest, surgery: Surgery) -> HttpResponse:
    who = actor_of(request).who
    form = AskForm(request.POST, with_email=not actor_of(request).is_signed_in)
    if not form.is_valid():
        return _page(request, surgery, form, status=400)
    actor = known_actor(request)
    try:
        done = commands.ask(
            by=actor,
            who=who,
            address=client_network(request),
            surgery=surgery,
            text=form.cleaned_data["text"],
            key=form.cleaned_data["idempotency_key"],
            email=form.cleaned_data.get("email", ""),
            about=form.cleaned_data["about"],
        )
    except CivicError as error:
        show_refusal(form, error)
        return _page(request, surgery, form, status=error.status)
    assert done.question is not None  # noqa: S101
    held = done.question.state == "held"
    told = _("Your question was sent. It appears once somebody has looked at it.") if held else _("It is published.")
    messages.success(request, told)
    if form.cleaned_data.get("email"):
        messages.info(request, _("We mailed you a link. Open it to be told when your question is answered."))
    return redirect(f"{surgery.get_absolute_url()}#mine")


@require_POST
@never_cache
def support(request: HttpRequest, slug: str, ref: str) -> HttpResponse:
    surgery = find_surgery(slug)
    actor = known_actor(request)
    commands.support(by=actor, surgery=surgery, ref=ref, on=request.POST.get("on", "1") == "1")
    return redirect(f"{surgery.get_absolute_url()}#q-{ref}")


@require_POST
@never_cache
def follow_surgery(request: HttpRequest, slug: str) -> HttpResponse:
    surgery, actor = find_surgery(slug), actor_of(request)
    if not actor.is_signed_in:
        return redirect(f"/account/login/?next={surgery.get_absolute_url()}")
    follow(subject=f"surgery:{surgery.slug}", by=actor)
    messages.success(request, _("We will mail you when it begins."))
    return redirect(surgery.get_absolute_url())


@require_GET
@never_cache
def calendar(request: HttpRequest, slug: str) -> HttpResponse:
    surgery = find_surgery(slug)
    answer = HttpResponse(as_calendar(surgery), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{surgery.slug}.ics"'
    return answer


@require_http_methods(["GET", "POST"])
@never_cache
def schedule(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    rules.require_right(rules.can_schedule(actor), actor)
    form = ScheduleForm(request.POST or None)
    if form.is_valid():
        try:
            surgery = schedule_surgery(by=actor, **form.action_fields())
            return redirect(surgery)
        except Invalid as error:
            show_refusal(form, error)
    return render(request, "surgeries/schedule.html", {"form": form}, status=400 if form.errors else 200)
