"""The table of commands: what each does, which fields it reads, and who may."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from civic.accounts.actors import Actor
from civic.core.errors import Invalid
from consultations.surgeries import rules
from consultations.surgeries.actions.answer_question import answer_question
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
from consultations.surgeries.actions.take_question import take_question
from consultations.surgeries.actions.undo_question import undo_question
from consultations.surgeries.actions.unmerge_question import unmerge_question
from consultations.surgeries.actions.withdraw_question import withdraw_question
from consultations.surgeries.models import Question, Surgery
from consultations.surgeries.viewers import viewer_of

Fields = Mapping[str, Any]
_CODE = re.compile(r"[\w-]{1,80}")


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


@dataclass(frozen=True)
class OnQuestion:
    """A command: what it does, the fields it reads, and who may, which is asked before a field is looked at."""

    act: Callable[[Actor, Question, Fields], object]
    fields: tuple[str, ...] = ()
    may: Callable[[Actor, Question], bool] = lambda _by, _question: True  # without fields, the action asks first


def _runs(by: Actor, question: Question) -> bool:
    return rules.can_answer(by, question.surgery)


def _checks(by: Actor, question: Question) -> bool:
    return rules.can_moderate(by, question.surgery)


QUESTION_COMMANDS: dict[str, OnQuestion] = {
    "publish": OnQuestion(lambda by, q, d: publish_question(by=by, question=q)),
    "decline": OnQuestion(
        lambda by, q, d: decline_question(by=by, question=q, reason=text_of(d, "reason")),
        ("reason",), rules.can_decline,
    ),
    "take": OnQuestion(lambda by, q, d: take_question(by=by, question=q)),
    "defer": OnQuestion(
        lambda by, q, d: defer_question(by=by, question=q, owner_id=_owner(d, q), due_on=_due(d)),
        ("owner", "due"), _runs,
    ),
    "answer": OnQuestion(
        lambda by, q, d: answer_question(by=by, question=q, text=text_of(d, "text"), faq=flag_of(d, "faq")),
        ("text", "faq"), _runs,
    ),
    "merge": OnQuestion(_merge, ("into",), rules.can_decline),
    "unmerge": OnQuestion(lambda by, q, d: unmerge_question(by=by, question=q)),
    "redact": OnQuestion(
        lambda by, q, d: redact_question(by=by, question=q, text=text_of(d, "text")), ("text",), _checks
    ),
    "withdraw": OnQuestion(lambda by, q, d: withdraw_question(by=by, question=q)),
    "report": OnQuestion(_report, ("category", "geometry"), rules.can_make_report),
    "faq": OnQuestion(lambda by, q, d: request_faq(by=by, question=q)),
    "undo": OnQuestion(lambda by, q, d: undo_question(by=by, question=q)),
}  # fmt: skip
SURGERY_COMMANDS: dict[str, Callable[..., Surgery]] = {
    "open": open_surgery,
    "pause": pause_surgery,
    "resume": resume_surgery,
    "close": close_surgery,
}
