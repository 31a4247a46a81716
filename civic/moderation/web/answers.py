"""Deciding about several things at once, and saying what came of it: as a page, or to desk.js."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from civic.core.errors import CivicError
from civic.core.errors_web import wants_json
from civic.moderation import queries
from civic.moderation.models import Decision


@dataclass
class Outcome:
    """What came of deciding about several things: the rest goes through when one is refused."""

    done: list[Decision] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)


def each(names: list[str], act: Callable[[str], Decision]) -> Outcome:
    """`act` on each in a transaction of its own."""
    outcome = Outcome()
    for name in names:
        try:
            with transaction.atomic():
                outcome.done.append(act(name))
        except CivicError as error:
            outcome.refused[name] = str(error.detail)
    return outcome


def answer(request: HttpRequest, outcome: Outcome, act: str) -> HttpResponse:
    """What was done, what was refused and why: JSON for the script, else back to the page it came from."""
    said = _said(len(outcome.done), act)
    if wants_json(request):
        done = [{"subject": row.subject, "ref": row.ref, "undo": queries.can_be_undone(row)} for row in outcome.done]
        return JsonResponse({"done": done, "refused": outcome.refused, "said": said})
    if outcome.done:
        messages.success(request, said)
    elif not outcome.refused:
        messages.warning(request, _("Select something first."))
    for detail in sorted(set(outcome.refused.values())):
        messages.error(request, detail)
    back = request.POST.get("back", "")
    return redirect(reverse("moderation_decided") if back == "decided" else f"{reverse('moderation')}{_query(back)}")


def _query(back: str) -> str:
    """The filters to come back to: a query of our own page, nothing that leads elsewhere."""
    return f"?{back}" if back and "\n" not in back and "\r" not in back and len(back) < 500 else ""


def _said(n: int, act: str) -> str:
    words = {
        "publish": ngettext("%(n)d thing published.", "%(n)d things published.", n),
        "remove": ngettext(
            "%(n)d thing removed; its author is told.", "%(n)d things removed; their authors are told.", n
        ),
        "restore": ngettext("%(n)d thing put back.", "%(n)d things put back.", n),
        "undo": ngettext("%(n)d decision undone.", "%(n)d decisions undone.", n),
    }
    return words[act] % {"n": n}
