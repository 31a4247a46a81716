"""Who may do what in a surgery. Pure predicates; hosts are read when asked."""

from __future__ import annotations

from civic.accounts.actors import Actor
from civic.accounts.enums import Role
from civic.core.errors import NotFound, SignInNeeded
from consultations.surgeries.enums import HostKind
from consultations.surgeries.models import Question, Surgery
from consultations.surgeries.workflow import MERGE_TARGETS

PROPOSERS = (Role.OFFICER, Role.MODERATOR, Role.EDITOR, Role.ADMIN)


def can_schedule(actor: Actor) -> bool:
    """Officers and admins put surgeries in the calendar."""
    return actor.is_system or actor.has_role(Role.OFFICER, Role.ADMIN)


def is_host(actor: Actor, surgery: Surgery) -> bool:
    """A councillor who answers in this surgery, or an officer assigned to it; the role must still be held."""
    return _runs_as(actor, surgery) is not None


def is_assigned_officer(actor: Actor, surgery: Surgery) -> bool:
    return _runs_as(actor, surgery) == Role.OFFICER


def _runs_as(actor: Actor, surgery: Surgery) -> Role | None:
    if actor.id is None:
        return None
    kind = surgery.hosts.filter(user_id=actor.id).values_list("kind", flat=True).first()
    role = {HostKind.HOST: Role.COUNCILLOR, HostKind.OFFICER: Role.OFFICER}.get(HostKind(kind)) if kind else None
    return role if role and actor.has_role(role) else None


def can_moderate(actor: Actor, surgery: Surgery) -> bool:
    """Sees what is held; publishes, removes, restores, redacts: moderators there, admins, officers assigned to it."""
    if actor.is_system or actor.has_role(Role.MODERATOR, Role.ADMIN, area_id=surgery.area_id):
        return True
    return is_assigned_officer(actor, surgery)


def can_open(actor: Actor, surgery: Surgery) -> bool:
    return actor.is_system or is_host(actor, surgery)


def can_pause(actor: Actor, surgery: Surgery) -> bool:
    """Pausing and going on: also moderators."""
    return can_open(actor, surgery) or actor.has_role(Role.MODERATOR, area_id=surgery.area_id)


def can_close(actor: Actor, surgery: Surgery) -> bool:
    return can_pause(actor, surgery) or actor.has_role(Role.ADMIN)


def can_answer(actor: Actor, surgery: Surgery) -> bool:
    """Take, put off, answer: who runs it."""
    return actor.is_system or is_host(actor, surgery)


def can_decline(actor: Actor, question: Question) -> bool:
    """Moderators at any time; the host what is public already, where the reason can be read by all."""
    if can_moderate(actor, question.surgery):
        return True
    return question.published_at is not None and is_host(actor, question.surgery)


def can_merge(actor: Actor, source: Question, target: Question) -> bool:
    """As declining; both in one surgery, and the one that stays is public."""
    fits = source.surgery_id == target.surgery_id and source.pk != target.pk and target.state in MERGE_TARGETS
    return fits and can_decline(actor, source)


def can_propose_faq(actor: Actor, question: Question) -> bool:
    return can_answer(actor, question.surgery) or actor.has_role(*PROPOSERS)


def can_make_report(actor: Actor, question: Question) -> bool:
    return is_host(actor, question.surgery) or can_moderate(actor, question.surgery)


def can_withdraw(actor: Actor, question: Question) -> bool:
    """The person or the device that asked."""
    if question.author_id is not None:
        return actor.id == question.author_id
    return bool(question.device) and actor.device == question.device


def can_undo(actor: Actor, question: Question) -> bool:
    """Who took the last step and might still take it; without an account, the device that asked."""
    if question.last_step == "withdrawn":
        return can_withdraw(actor, question)
    took_it = question.last_by_id is not None and actor.id == question.last_by_id
    return took_it and (is_host(actor, question.surgery) or can_moderate(actor, question.surgery))


def require_right(ok: bool, actor: Actor) -> None:
    """Refuse: a visitor is asked to sign in, for anyone else it is not there."""
    if not ok:
        raise NotFound() if actor.is_signed_in else SignInNeeded()


def in_role(actor: Actor, surgery: Surgery) -> Actor:
    """The actor with the role used noted for the log."""
    role = _runs_as(actor, surgery)
    for other in (Role.MODERATOR, Role.ADMIN, Role.OFFICER):
        role = role or (other if actor.has_role(other) else None)
    return actor.acting_as(role) if role else actor
