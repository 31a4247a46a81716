"""The moderation desk: plain forms; desk.js adds the keys."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from civic.accounts.actors import Actor, actor_of
from civic.core import clock
from civic.core.api import make_cursor, next_url, read_cursor
from civic.core.errors import require
from civic.core.errors_web import wants_json
from civic.moderation import queries
from civic.moderation.actions.publish_item import publish_item
from civic.moderation.actions.remove_item import remove_item
from civic.moderation.actions.restore_item import restore_item
from civic.moderation.actions.undo_decision import undo_decision
from civic.moderation.enums import REASONS, HouseRule
from civic.moderation.jobs import job_counts
from civic.moderation.models import Decision
from civic.moderation.registry import Card, kinds
from civic.moderation.rules import can_moderate, can_see_jobs
from civic.moderation.telling import told_for
from civic.moderation.web.answers import Outcome, answer, each
from civic.moderation.web.forms import RemoveForm

LIST = "desk"
SEEN = "desk_seen"  # in the session: when the queue was last shown
PAGE, ALL_OF_ONE = 30, 100  # items of a page; of a page that shows one author's, to decide about at once


@never_cache
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """All that waits, oldest first; ?show=flagged is what readers pointed out."""
    actor = _decider(request)
    request.session[SEEN] = clock.now().timestamp()  # before the rows are read
    if request.GET.get("show") == "flagged":
        pairs = queries.flagged(actor)
        items = _items([card for card, _flags in pairs], {card.subject: flags for card, flags in pairs})
        return render(request, "moderation/queue.html", {"items": items} | _around(actor))
    only, author_of, cursor = (request.GET.get(name, "") for name in ("kind", "author_of", "cursor"))
    card = queries.card_of(author_of, actor) if author_of else None
    author = card if card and card.author_id else None
    after = queries.Place(*read_cursor(cursor, name=LIST, length=3)) if cursor else None
    whose, many = (author.author_id, ALL_OF_ONE) if author else (None, PAGE)
    cards, more = queries.waiting(actor, only=only, author_id=whose, after=after, limit=many)
    onward = next_url(request, make_cursor([more.at, more.kind, more.pk], name=LIST)) if more else None
    context = {"items": _items(cards, {}), "next": onward, "author": author, "only": only}
    return render(request, "moderation/queue.html", context | _around(actor))


@never_cache
@require_POST
def decide(request: HttpRequest) -> HttpResponse:
    """Publish, remove or put back what is selected. A removal first shows what the authors will be told."""
    actor = _decider(request)
    one = request.GET.get("one")  # the button of one item decides about that one, whatever else is selected
    subjects = [one] if one else list(dict.fromkeys(request.POST.getlist("subject")))
    act = request.POST.get("act", "")
    if act == "remove":
        return _remove(request, actor, subjects)
    acts: dict[str, Callable[..., Decision]] = {
        "publish": partial(publish_item, seen_at=_seen_at(request)),
        "restore": restore_item,
    }
    require(act in acts)
    return answer(request, each(subjects, lambda subject: acts[act](by=actor, subject=subject)), act)


@never_cache
@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    """Take decisions of the last ten minutes back."""
    actor = _decider(request)
    return answer(request, each(request.POST.getlist("ref"), lambda ref: undo_decision(by=actor, ref=ref)), "undo")


@never_cache
@require_safe
def decided(request: HttpRequest) -> HttpResponse:
    """The newest decisions, with what may still be taken back or put back."""
    actor = _decider(request)
    undoable, lines, seen = {row.ref for row in queries.undoable(actor)}, [], set[str]()
    for row in queries.newest_decisions():
        if card := queries.card_of(row.subject, actor):
            lines.append({"row": row, "card": card, "undoable": row.ref in undoable, "newest": row.subject not in seen})
            seen.add(row.subject)
    return render(request, "moderation/decided.html", {"lines": lines} | _around(actor))


def _seen_at(request: HttpRequest) -> dt.datetime | None:
    seen = request.session.get(SEEN)
    return dt.datetime.fromtimestamp(seen, tz=dt.UTC) if seen else None


def _remove(request: HttpRequest, actor: Actor, subjects: list[str]) -> HttpResponse:
    form = RemoveForm(request.POST if "reason" in request.POST else None)
    checked = form.is_valid()
    if checked and (request.POST.get("seen") or wants_json(request)):
        words = form.cleaned_data
        return answer(
            request, each(subjects, lambda subject: remove_item(by=actor, subject=subject, **words)), "remove"
        )
    if wants_json(request):
        return JsonResponse({"error": {"code": "invalid", "detail": _first(form), "fields": form.errors}}, status=400)
    cards = [card for card in (queries.card_of(subject, actor) for subject in subjects) if card is not None]
    if not cards:
        return answer(request, Outcome(), "remove")
    rule = HouseRule(form.cleaned_data["rule"]) if checked else None
    told = [(card, told_for(card, rule, form.cleaned_data["reason"]) if checked else None) for card in cards]
    context = {"form": form, "told": told, "checked": checked, "back": request.POST.get("back", "")}
    return render(request, "moderation/remove.html", context | _around(actor), status=400 if form.errors else 200)


def _first(form: RemoveForm) -> str:
    return next((str(line) for lines in form.errors.values() for line in lines), "")


def _items(cards: list[Card], flags: dict[str, Any]) -> list[dict[str, Any]]:
    records = queries.track_records([card.author_id for card in cards if card.author_id])
    return [
        {
            "card": card,
            "record": records.get(card.author_id) if card.author_id else None,
            "flags": flags.get(card.subject, []),
            "told": told_for(card, None, "…"),
        }
        for card in cards
    ]


def _around(actor: Actor) -> dict[str, Any]:
    """What stands on every page of the desk."""
    counts = queries.counts(actor)
    return {
        "tabs": [(kind, counts[kind.name]) for kind in kinds()],
        "total": sum(counts.values()),
        "many": queries.MANY,
        "flagged_count": queries.open_flags(),
        "undoable": queries.undoable(actor),
        "jobs": job_counts() if can_see_jobs(actor) else None,
        "remove_form": RemoveForm(auto_id="quick_%s"),
        "drafts": {rule.value: {"label": str(rule.label), "draft": str(words)} for rule, words in REASONS.items()},
    }


def _decider(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    require(can_moderate(actor))
    return actor
