"""Every command of a surgery, once: HTTP and socket look it up here, so that they can't differ."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from civic.accounts.actions.send_link import send_link
from civic.accounts.actors import Actor
from civic.core.errors import Invalid, NotFound, require
from civic.core.idempotency import once, peek
from civic.core.throttling import limit, limited
from consultations.surgeries import rules
from consultations.surgeries.actions.ask_question import ask_question
from consultations.surgeries.actions.support_question import DeviceNeeded, support_question
from consultations.surgeries.actions.unsupport_question import unsupport_question
from consultations.surgeries.commands_table import QUESTION_COMMANDS, SURGERY_COMMANDS
from consultations.surgeries.models import Question, Surgery
from consultations.surgeries.viewers import viewer_of

__all__ = [
    "QUESTION_COMMANDS", "SURGERY_COMMANDS", "Done", "ask", "find_question", "on_question", "on_surgery", "support",
]  # fmt: skip


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


def on_question(*, by: Actor, surgery: Surgery, ref: str, name: str, data: object, key: UUID | None) -> Done:
    """Run one of QUESTION_COMMANDS with `data`, which must be named fields.

    Raises what it raises; NotFound for a question that `by` may not see; and who may not is told nothing of fields.
    """
    command = QUESTION_COMMANDS[name]
    given = {field: data[field] for field in command.fields if field in data} if isinstance(data, Mapping) else {}

    def run() -> str:
        if by.who:
            limit("command", by.who)
        question = find_question(by, surgery, ref)
        rules.require_right(command.may(by, question), by)
        require(isinstance(data, Mapping) or not command.fields, Invalid(_("Send an object with named fields.")))
        command.act(by, question, given)
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
