"""Every command of a surgery, once: HTTP and socket look it up here, so that they can't differ."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from civic.accounts.actions.send_link import send_link
from civic.accounts.actors import Actor
from civic.core.errors import Invalid, NotFound
from civic.core.idempotency import once, peek
from civic.core.throttling import limit, limited
from consultations.surgeries.actions.answer_question import answer_question
from consultations.surgeries.actions.ask_question import ask_question
from consultations.surgeries.actions.close_surgery import close_surgery
from consultations.surgeries.actions.decline_question import decline_question
from consultations.surgeries.actions.defer_question import defer_question
from consultations.surgeries.actions.merge_question import merge_question
from consultations.surgeries.actions.open_surgery import open_surgery
from consultations.surgeries.actions.pause_surgery import pause_surgery
from consultations.surgeries.actions.publish_question import publish_question
from consultations.surgeries.actions.redact_question import redact_question
from consultations.surgeries.actions.report_question import report_question
from consultations.surgeries.actions.request_faq import request_faq
from consultations.surgeries.actions.resume_surgery import resume_surgery
from consultations.surgeries.actions.support_question import DeviceNeeded, support_question
from consultations.surgeries.actions.take_question import take_question
from consultations.surgeries.actions.undo_question import undo_question
from consultations.surgeries.actions.unmerge_question import unmerge_question
from consultations.surgeries.actions.unsupport_question import unsupport_question
from consultations.surgeries.actions.withdraw_question import withdraw_question
from consultations.surgeries.models import Question, Surgery
from consultations.surgeries.viewers import viewer_of

Fields = Mapping[str, Any]
_CODE = re.compile(r"[\w-]{1,80}")


def ask_to_be_told(question: Question, *, email: str, address: str) -> None:
    """Mail a link to `email`; its owner follows the question by using it. Raises Invalid(email), TooFast."""
    limit("mail.to", email.strip().lower())
    limit("mail.from", address)
    send_link(purpose="question.follow", subject=question.ref, email=email)


@dataclass(frozen=True)
class Done:
    """What a command led to: the question (None: the surgery itself), and whether an earlier request did it."""

    question: Question | None
    replayed: bool


def text_of(data: Fields, name: str) -> str:
    """A text field. Raises Invalid if it is missing or no text."""
    value = data.get(name)
    if not isinstance(value, str) or not value.strip():
        raise Invalid(**{name: _("This can’t be empty.")})
    return value


def flag_of(data: Fields, name: str) -> bool:
    """A yes or no; false if missing. Forms send "on" or "1"."""
    value = data.get(name, False)
    if value in (True, "true", "on", "1", 1):
        return True
    if value in (False, None, "", "false", "0", 0):
        return False
    raise Invalid(**{name: _("Say yes or no.")})


def _due(data: Fields) -> dt.date | None:
    value = data.get("due")
    if value in (None, ""):
        return None
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError:
        raise Invalid(due=_("Give the day as 2026-03-31.")) from None


def _owner(data: Fields, question: Question) -> int | None:
    value = data.get("owner")
    if value in (None, ""):
        return None
    known = question.surgery.hosts.filter(user__public_id=str(value)) if _CODE.fullmatch(str(value)) else None
    host = known.first() if known is not None else None
    if host is None:
        raise Invalid(owner=_("Choose somebody who runs this surgery."))
    return host.user_id


def _merge(by: Actor, question: Question, data: Fields) -> object:
    seen = Question.objects.filter(surgery=question.surgery).visible_to(viewer_of(by, question.surgery))
    wanted = text_of(data, "into")
    into = seen.filter(ref=wanted).first() if _CODE.fullmatch(wanted) else None
    if into is None:
        raise Invalid(into=_("We can’t find the question to put it together with."))
    return merge_question(by=by, question=question, into=into)


def _report(by: Actor, question: Question, data: Fields) -> object:
    geometry = data.get("geometry")
    if not isinstance(geometry, Mapping):
        raise Invalid(geometry=_("Mark the place on the map."))
    category = text_of(data, "category")
    if not _CODE.fullmatch(category):
        raise Invalid(category=_("Choose what kind of problem it is."))
    return report_question(by=by, question=question, category=category, geometry=dict(geometry))


OnQuestion = Callable[[Actor, Question, Fields], object]
QUESTION_COMMANDS: dict[str, tuple[tuple[str, ...], OnQuestion]] = {
    # name: (fields it reads, act)
    "publish": ((), lambda by, q, d: publish_question(by=by, question=q)),
    "decline": (("reason",), lambda by, q, d: decline_question(by=by, question=q, reason=text_of(d, "reason"))),
    "take": ((), lambda by, q, d: take_question(by=by, question=q)),
    "defer": (
        ("owner", "due"),
        lambda by, q, d: defer_question(by=by, question=q, owner_id=_owner(d, q), due_on=_due(d)),
    ),
    "answer": (
        ("text", "faq"),
        lambda by, q, d: answer_question(by=by, question=q, text=text_of(d, "text"), faq=flag_of(d, "faq")),
    ),
    "merge": (("into",), _merge),
    "unmerge": ((), lambda by, q, d: unmerge_question(by=by, question=q)),
    "redact": (("text",), lambda by, q, d: redact_question(by=by, question=q, text=text_of(d, "text"))),
    "withdraw": ((), lambda by, q, d: withdraw_question(by=by, question=q)),
    "report": (("category", "geometry"), _report),
    "faq": ((), lambda by, q, d: request_faq(by=by, question=q)),
    "undo": ((), lambda by, q, d: undo_question(by=by, question=q)),
}
SURGERY_COMMANDS: dict[str, Callable[..., Surgery]] = {
    "open": open_surgery,
    "pause": pause_surgery,
    "resume": resume_surgery,
    "close": close_surgery,
}


def ask(
    *,
    by: Actor,
    who: str,
    address: str,
    surgery: Surgery,
    text: object,
    key: UUID | None,
    email: str = "",
    about: str = "",
) -> Done:
    """Ask; three questions in five minutes.

    email: mail a link, by which its owner is told of the answer. about: the reference of a report.
    who: whose key it is ("" where neither person nor device is known: the UUID alone). address: for limits.
    """

    def act() -> str:
        with ExitStack() as limits:
            if by.who:
                limits.enter_context(limited("ask.one", by.who))
            if not by.is_signed_in:  # a new device is free to have; a library is one address
                limits.enter_context(limited("ask.network", address))
            question = ask_question(by=by, surgery=surgery, text=text if isinstance(text, str) else "", about=about)
            if email.strip():
                ask_to_be_told(question, email=email, address=address)
            return question.ref

    scope, payload = f"surgery.{surgery.slug}.ask", {"text": text, **({"about": about} if about else {})}
    for earlier_who in {"", f"device:{by.device}"} - {who}:  # the answer that brought the cookie may have been lost
        earlier = peek(scope, earlier_who, key, payload)
        if earlier:
            return Done(Question.objects.whole().get(ref=earlier), replayed=True)
    with transaction.atomic():  # a wrong address refuses the whole
        made = once(scope=scope, who=who, key=key, payload=payload, act=act)
    return Done(Question.objects.whole().get(ref=made.made), made.replayed)


def support(*, by: Actor, surgery: Surgery, ref: str, on: bool) -> Done:
    """Support, or take it back: the same again by nature."""
    if not by.who:
        raise DeviceNeeded
    limit("vote", by.who)
    act = support_question if on else unsupport_question
    act(by=by, question=find_question(by, surgery, ref))
    return Done(Question.objects.whole().get(ref=ref), replayed=False)


def on_question(*, by: Actor, surgery: Surgery, ref: str, name: str, data: Fields, key: UUID | None) -> Done:
    """Run one of QUESTION_COMMANDS. Raises what it raises; NotFound for a question that `by` may not see."""
    fields, act = QUESTION_COMMANDS[name]
    given = {field: data[field] for field in fields if field in data}

    def run() -> str:
        if by.who:
            limit("command", by.who)
        act(by, find_question(by, surgery, ref), given)
        return ref

    scope, payload = f"surgery.{surgery.slug}.{name}", {"question": ref, **given}
    made = once(scope=scope, who=by.who, key=key, payload=payload, act=run)
    row = Question.objects.whole().filter(surgery=surgery, ref=made.made).first()
    if row is None:
        raise NotFound
    return Done(row, made.replayed)


def on_surgery(*, by: Actor, surgery: Surgery, name: str, key: UUID | None) -> Done:
    """Run one of SURGERY_COMMANDS."""
    act = SURGERY_COMMANDS[name]
    made = once(
        scope=f"surgery.{surgery.slug}.{name}", who=by.who, key=key, payload={},
        act=lambda: act(by=by, surgery=surgery).slug,
    )  # fmt: skip
    return Done(None, made.replayed)


def find_question(by: Actor, surgery: Surgery, ref: str) -> Question:
    """A question that `by` may see. Raises NotFound."""
    seen = Question.objects.filter(surgery=surgery).visible_to(viewer_of(by, surgery)).whole()
    question = seen.filter(ref=ref).first()
    if question is None:
        raise NotFound
    return question
