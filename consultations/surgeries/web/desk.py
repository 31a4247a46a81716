"""The desk of those who run a surgery, as plain forms."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from civic.accounts.actors import actor_of
from civic.accounts.enums import Role
from civic.core import clock
from civic.core.api import idempotency_key
from civic.core.errors import CivicError, NotFound
from consultations.surgeries import commands, queries, rules
from consultations.surgeries import leftovers as owed
from consultations.surgeries.models import Surgery
from consultations.surgeries.web import pages
from consultations.surgeries.web.forms import AnswerForm, ReportForm
from consultations.surgeries.web.shared import find_surgery, show_refusal, words_of


@require_GET
@never_cache
def my_desk(request: HttpRequest) -> HttpResponse:
    """The desk of the surgery that the visitor runs now, or next."""
    actor = actor_of(request)
    surgery = queries.surgery_run_by(actor.id)
    rules.require_right(surgery is not None, actor)
    assert surgery is not None  # noqa: S101
    return redirect("surgeries:desk", surgery.slug)


@require_GET
@never_cache
def leftovers(request: HttpRequest) -> HttpResponse:
    """What was put off or left without an answer, in all surgeries that the visitor runs."""
    actor = actor_of(request)
    rules.require_right(actor.has_role(Role.COUNCILLOR, Role.OFFICER), actor)
    rows = list(owed.leftovers(actor)[: pages.ON_PAGE])
    lines = [{"question": row, "overdue": owed.is_overdue(row), "mine": row.owner_id == actor.id} for row in rows]
    return render(request, "surgeries/leftovers.html", {"lines": lines})


@require_GET
@never_cache
def desk(request: HttpRequest, slug: str) -> HttpResponse:
    return _desk(request, find_surgery(slug))


def _desk(
    request: HttpRequest, surgery: Surgery, *, error: CivicError | None = None, ref: str = "", form: Any = None
) -> HttpResponse:
    actor = actor_of(request)
    may = pages.rights(actor, surgery)
    rules.require_right(may["answer"] or may["moderate"] or may["pause"], actor)
    room = pages.room_for(surgery, actor)
    context = {
        **_queue(room, request.GET.get("q") or ref),
        "surgery": surgery,
        "room": room,
        "undo": pages.last_step_of(actor, surgery),
        "form": form or AnswerForm(),
        "may": may,
        "owners": pages.owners_of(surgery),
        "today": localdate(clock.now()),
        "error": error,
        "error_words": _refusal(error) if error else "",
        "error_ref": ref,
        "typed": request.POST if error else {},
        "script_data": pages.script_data(room, desk=True),
        "states": pages.states(),
        "blank": pages.blank(),
    }
    return render(request, "surgeries/desk.html", context, status=error.status if error else 200)


def _refusal(error: CivicError) -> str:
    if "reason" in error.fields:
        return _("Write why it is not taken: people read it.")
    return words_of(error)


def _queue(room: pages.Room, chosen: str) -> dict[str, Any]:
    """The question in front (the chosen one, else the one being answered, else the first) and those after it.

    What was taken once and not answered comes last, so that "next" always goes on.
    """
    waiting = sorted(room.waiting, key=lambda q: (q["state"] == "deferred", q["skipped"]))
    big = next((q for q in waiting if q["id"] == chosen), None) or room.now or next(iter(waiting), None)
    after = [q for q in waiting if big is None or q["id"] != big["id"]]
    next_id = after[0]["id"] if after and after[0]["state"] == "published" else ""
    return {"big": big, "next": after, "next_id": next_id}


@require_http_methods(["GET", "POST"])
@never_cache
def make_report(request: HttpRequest, slug: str, ref: str) -> HttpResponse:
    surgery, actor = find_surgery(slug), actor_of(request)
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
            show_refusal(form, error)
    context = {"surgery": surgery, "question": question, "form": form}
    return render(request, "surgeries/report.html", context, status=400 if form.errors else 200)


@require_POST
@never_cache
def question_command(request: HttpRequest, slug: str, ref: str, command: str) -> HttpResponse:
    if command not in commands.QUESTION_COMMANDS:
        raise NotFound
    surgery, actor = find_surgery(slug), actor_of(request)
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
    surgery = find_surgery(slug)
    commands.on_surgery(by=actor_of(request), surgery=surgery, name=command, key=idempotency_key(request))
    return redirect(f"{surgery.get_absolute_url()}{'desk/' if _at_desk(request) else ''}")


def _at_desk(request: HttpRequest) -> bool:
    return request.POST.get("back") == "desk"


def _answer_form(request: HttpRequest, error: CivicError, command: str) -> AnswerForm | None:
    if command != "answer":
        return None
    form = AnswerForm(request.POST)
    form.is_valid()
    show_refusal(form, error)
    return form
