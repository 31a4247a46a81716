"""From a draft to a report, once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from civic.accounts.actors import Actor
from civic.core.idempotency import once
from civic.core.middleware import client_network
from civic.core.staging import staged_names, take_staged
from frontend.templatetags.places import place_words
from reports import drafts, limits
from reports.actions.submit_report import submit_report
from reports.asking import acting
from reports.models import ReportDraft

SCOPE = "reports.draft"
TEXTS = ("category", "title", "detail", "email", "name", "place")


def send(request: HttpRequest, draft: ReportDraft) -> str:
    """Make the report out of the draft and answer its reference. Pressed twice, or at once in two tabs, it is one.

    Raises Invalid, TooFast, Banned.
    """
    actor, network = acting(request), client_network(request)
    limits.require_unhurried(actor, draft.created_at)

    def act() -> str:
        with limits.reporting(actor, network):
            return make()

    def make() -> str:
        fields: dict[str, Any] = {name: draft.get(name) for name in TEXTS}
        if fields["email"] and actor.user is None:
            limits.limit_mailing(fields["email"], network)
        photos = take_staged(
            list(staged_names(draft.get("photos", []), drafts.photo_keeper(draft))), drafts.photo_keeper(draft)
        )
        report = submit_report(
            by=actor,
            photos=photos,
            geometry=draft.data["geometry"],
            answers=draft.get("answers", {}),
            show_name=bool(draft.get("show_name", False)),
            **fields,
        )
        ReportDraft.objects.filter(pk=draft.pk).update(sent_ref=report.ref, data={})
        return report.ref

    return once(scope=SCOPE, who="draft", key=draft.key, payload={}, act=act).made


@dataclass(frozen=True)
class Line:
    """One line of the check. step: the page where it is changed; "" if it can't be."""

    title: str
    text: str
    step: str
    empty: bool = False


def summary(draft: ReportDraft, actor: Actor) -> list[Line]:
    """What will be sent, in the order of the pages."""
    category = drafts.category_of(draft)
    lines = [
        Line(_("Where"), _where(draft), "where"),
        Line(_("What"), category.label if category else "", "what"),
        Line(_("In a few words"), draft.get("title"), "words"),
        Line(_("More about it"), draft.get("detail") or _("Nothing more"), "words", not draft.get("detail")),
    ]
    answers = draft.get("answers", {})
    for question in category.asked if category else []:
        if question.code in answers:
            lines.append(Line(_(question.label), question.said(answers[question.code]), "words"))
    count = len(staged_names(draft.get("photos", []), drafts.photo_keeper(draft)))
    words = ngettext("%(n)d photo", "%(n)d photos", count) % {"n": count} if count else _("No photo")
    lines.append(Line(_("Photos"), words, "photos", not count))
    return [*lines, *_contact(draft, actor)]


def _where(draft: ReportDraft) -> str:
    kind = str((draft.get("geometry") or {}).get("type"))
    drawn = {"LineString": _("A line: "), "Polygon": _("An area: ")}.get(kind, "")
    return drawn + place_words(draft.get("place"))


def _contact(draft: ReportDraft, actor: Actor) -> list[Line]:
    if actor.user is not None:
        told = Line(_("We tell you at"), actor.user.email, "")
    else:
        told = Line(
            _("We tell you at"),
            draft.get("email") or _("Nowhere: you gave no address"),
            "contact",
            not draft.get("email"),
        )
    name = actor.user.name if actor.user else draft.get("name")
    shown = name if draft.get("show_name", False) and name else _("A resident")
    return [told, Line(_("Name shown with it"), shown, "contact")]
