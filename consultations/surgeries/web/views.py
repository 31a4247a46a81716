"""Surgery pages. They are live or personal, so none is cached; every act works as a plain form."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from civic.accounts.actors import Actor, actor_of
from civic.core.api import idempotency_key
from civic.core.errors import CivicError, Invalid, NotFound
from civic.core.middleware import client_network
from civic.notifications.actions.follow import follow
from consultations.surgeries import commands, queries, rules
from consultations.surgeries.actions.schedule_surgery import schedule_surgery
from consultations.surgeries.models import Surgery
from consultations.surgeries.web import pages
from consultations.surgeries.web.calendar import as_calendar
from consultations.surgeries.web.forms import AnswerForm, AskForm, ReportForm, ScheduleForm


@require_GET
@never_cache
def index(request: HttpRequest) -> HttpResponse:
    context = {
        "live": queries.live_surgeries(),
        "coming": queries.next_surgeries()[:20],
        "past": queries.past_surgeries()[:20],
        "may_schedule": rules.can_schedule(actor_of(request)),
    }
    return render(request, "surgeries/list.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    surgery = _find(slug)
    if request.method == "POST":
        return _ask(request, surgery)
    return _page(request, surgery, AskForm(with_email=not actor_of(request).is_signed_in))


def _page(request: HttpRequest, surgery: Surgery, form: AskForm, *, status: int = 200) -> HttpResponse:
    actor = actor_of(request)
    room, hosts = pages.room_for(surgery, actor), pages.hosts_of(surgery)
    context = {
        "surgery": surgery,
        "room": room,
        "hosts": hosts,
        "form": form,
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
    actor = _known_actor(request)
    try:
        done = commands.ask(
            by=actor,
            who=who,
            address=client_network(request),
            surgery=surgery,
            text=form.cleaned_data["text"],
            key=form.cleaned_data["idempotency_key"],
            email=form.cleaned_data.get("email", ""),
        )
    except CivicError as error:
        _show(form, error)
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
    surgery = _find(slug)
    actor = _known_actor(request)
    commands.support(by=actor, surgery=surgery, ref=ref, on=request.POST.get("on", "1") == "1")
    return redirect(f"{surgery.get_absolute_url()}#q-{ref}")


@require_POST
@never_cache
def follow_surgery(request: HttpRequest, slug: str) -> HttpResponse:
    surgery, actor = _find(slug), actor_of(request)
    if not actor.is_signed_in:
        return redirect(f"/account/login/?next={surgery.get_absolute_url()}")
    follow(subject=f"surgery:{surgery.slug}", by=actor)
    messages.success(request, _("We will mail you when it begins."))
    return redirect(surgery.get_absolute_url())


@require_GET
@never_cache
def calendar(request: HttpRequest, slug: str) -> HttpResponse:
    surgery = _find(slug)
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
            _show(form, error)
    return render(request, "surgeries/schedule.html", {"form": form}, status=400 if form.errors else 200)


@require_GET
@never_cache
def desk(request: HttpRequest, slug: str) -> HttpResponse:
    return _desk(request, _find(slug))


def _desk(
    request: HttpRequest, surgery: Surgery, *, error: CivicError | None = None, ref: str = "", form: Any = None
) -> HttpResponse:
    actor = actor_of(request)
    may = pages.rights(actor, surgery)
    rules.require_right(may["answer"] or may["moderate"] or may["pause"], actor)
    room = pages.room_for(surgery, actor)
    chosen = request.GET.get("q") or ref
    waiting = sorted(room.waiting, key=lambda q: (q["state"] == "deferred", q["skipped"]))
    big = next((q for q in waiting if q["id"] == chosen), None) or room.now or (waiting or [None])[0]
    after = [q for q in waiting if big is None or q["id"] != big["id"]]
    context = {
        "surgery": surgery,
        "room": room,
        "big": big,
        "next": after,
        "next_id": after[0]["id"] if after and after[0]["state"] == "published" else "",
        "undo": pages.last_step_of(actor, surgery),
        "hosts": pages.hosts_of(surgery),
        "form": form or AnswerForm(),
        "may": may,
        "error": error,
        "error_ref": ref,
        "typed": request.POST if error else {},
        "script_data": pages.script_data(room, desk=True),
        "states": pages.states(),
        "blank": pages.blank(),
    }
    return render(request, "surgeries/desk.html", context, status=error.status if error else 200)


@require_http_methods(["GET", "POST"])
@never_cache
def make_report(request: HttpRequest, slug: str, ref: str) -> HttpResponse:
    surgery, actor = _find(slug), actor_of(request)
    question = commands.find_question(actor, surgery, ref)
    rules.require_right(rules.can_make_report(actor, question), actor)
    form = ReportForm(request.POST or None)
    if form.is_valid():
        try:
            commands.on_question(
                by=actor, surgery=surgery, ref=ref, name="report", data=form.report(), key=idempotency_key(request)
            )
            messages.success(request, _("It is a report now. Who asked and who supports it can follow it from here."))
            return redirect(f"{surgery.get_absolute_url()}desk/")
        except CivicError as error:
            _show(form, error)
    context = {"surgery": surgery, "question": question, "form": form}
    return render(request, "surgeries/report.html", context, status=400 if form.errors else 200)


@require_POST
@never_cache
def question_command(request: HttpRequest, slug: str, ref: str, command: str) -> HttpResponse:
    if command not in commands.QUESTION_COMMANDS:
        raise NotFound
    surgery, actor = _find(slug), actor_of(request)
    try:
        commands.on_question(
            by=actor, surgery=surgery, ref=ref, name=command, data=request.POST.dict(), key=idempotency_key(request)
        )
    except CivicError as error:
        if error.status in (401, 404) or not _at_desk(request):
            raise
        return _desk(request, surgery, error=error, ref=ref, form=_answer_form(request, error, command))
    if _at_desk(request):
        keep = f"?q={ref}" if command == "take" else ""
        return redirect(f"{surgery.get_absolute_url()}desk/{keep}")
    return redirect(f"{surgery.get_absolute_url()}#q-{ref}")


@require_POST
@never_cache
def surgery_command(request: HttpRequest, slug: str, command: str) -> HttpResponse:
    if command not in commands.SURGERY_COMMANDS:
        raise NotFound
    surgery = _find(slug)
    commands.on_surgery(by=actor_of(request), surgery=surgery, name=command, key=idempotency_key(request))
    return redirect(f"{surgery.get_absolute_url()}{'desk/' if _at_desk(request) else ''}")


def _find(slug: str) -> Surgery:
    surgery = Surgery.objects.with_hosts().filter(slug=slug).first()
    if surgery is None:
        raise NotFound
    return surgery


def _known_actor(request: HttpRequest) -> Actor:
    """Who acts; a visitor's browser is given a name first, so that it knows its own questions again."""
    if not request.user.is_authenticated:
        request.ensure_device()  # type: ignore[attr-defined]
        request._civic_actor = None  # type: ignore[attr-defined]
    return actor_of(request)


def _at_desk(request: HttpRequest) -> bool:
    return request.POST.get("back") == "desk"


def _answer_form(request: HttpRequest, error: CivicError, command: str) -> AnswerForm | None:
    if command != "answer":
        return None
    form = AnswerForm(request.POST)
    form.is_valid()
    _show(form, error)
    return form


def _show(form: Any, error: CivicError) -> None:
    """Put a refusal beside the field it names, else above the form."""
    known = {name: lines for name, lines in error.fields.items() if name in form.fields}
    for name, lines in known.items():
        if name not in form.errors:
            form.add_error(name, [str(line) for line in lines])
    if not known:
        form.add_error(None, str(error.detail))
