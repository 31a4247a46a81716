"""Who may say, support and decide what."""

from __future__ import annotations

from django.utils.translation import gettext as _

from civic.accounts.actors import Actor
from civic.accounts.enums import Role
from civic.core.errors import WrongState
from consultations.enums import CommentState, State
from consultations.models import Comment, Consultation
from frontend.templatetags.civic import clock as hour
from frontend.templatetags.civic import day

EDIT_S = 15 * 60


def official_role(actor: Actor, consultation: Consultation) -> Role | None:
    """The role in which `actor` speaks for the council there: an officer in scope, a councillor of the ward (or of any
    ward, where the whole place is asked)."""
    if actor.has_role(Role.OFFICER, area_id=consultation.area_id):
        return Role.OFFICER
    mine = actor.has_role(Role.COUNCILLOR, area_id=consultation.area_id)
    if mine or (consultation.area_id is None and actor.has_role(Role.COUNCILLOR)):
        return Role.COUNCILLOR
    return None


def can_manage(actor: Actor, consultation: Consultation) -> bool:
    """Officers in scope and admins: outcome, reports taken in."""
    return actor.is_system or actor.has_role(Role.OFFICER, Role.ADMIN, area_id=consultation.area_id)


def can_edit_comment(actor: Actor, comment: Comment, age_s: float) -> bool:
    """Its author, for a quarter of an hour, unless it was removed."""
    own = actor.user is not None and comment.author_id == actor.user.pk
    return own and comment.state != CommentState.REMOVED and age_s <= EDIT_S


def can_support_without_account(consultation: Consultation) -> bool:
    return consultation.allow_device_support


def require_open(consultation: Consultation) -> None:
    """Raise WrongState, with the day in words, unless people may speak there now."""
    if consultation.state == State.CLOSED:
        raise WrongState(
            _("This consultation closed on %(day)s at %(hour)s, so we can’t add your words any more.")
            % {"day": day(consultation.closes_at), "hour": hour(consultation.closes_at)}
        )
    if consultation.state == State.SCHEDULED:
        raise WrongState(
            _("This consultation opens on %(day)s at %(hour)s. Please come back then.")
            % {"day": day(consultation.opens_at), "hour": hour(consultation.opens_at)}
        )
