"""The lives of a surgery and of a question, as tables."""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from civic.core.errors import WrongState
from consultations.surgeries.enums import QuestionState as Q
from consultations.surgeries.enums import SurgeryState as S

SURGERY_STEPS: Final[dict[str, tuple[set[str], str]]] = {
    "opened": ({S.SCHEDULED}, S.LIVE),
    "paused": ({S.LIVE}, S.PAUSED),
    "resumed": ({S.PAUSED}, S.LIVE),
    "closed": ({S.LIVE, S.PAUSED}, S.CLOSED),
}

QUESTION_STEPS: Final[dict[str, tuple[set[str], str]]] = {
    "published": ({Q.HELD}, Q.PUBLISHED),
    "held": ({Q.PUBLISHED}, Q.HELD),
    "taken": ({Q.PUBLISHED, Q.DEFERRED}, Q.ANSWERING),
    "deferred": ({Q.PUBLISHED, Q.ANSWERING, Q.DEFERRED}, Q.DEFERRED),  # again: somebody else, or another day
    "answered": ({Q.PUBLISHED, Q.ANSWERING, Q.DEFERRED, Q.ANSWERED}, Q.ANSWERED),
    "declined": ({Q.HELD, Q.PUBLISHED, Q.ANSWERING, Q.DEFERRED}, Q.DECLINED),
    "merged": ({Q.HELD, Q.PUBLISHED, Q.ANSWERING, Q.DEFERRED}, Q.MERGED),
    "withdrawn": ({Q.HELD, Q.PUBLISHED, Q.ANSWERING, Q.DEFERRED}, Q.WITHDRAWN),
    "removed": ({Q.HELD, Q.PUBLISHED, Q.ANSWERING, Q.ANSWERED, Q.DEFERRED, Q.DECLINED, Q.MERGED}, Q.REMOVED),
}
REDACTABLE: Final = {Q.HELD, Q.PUBLISHED, Q.ANSWERING, Q.ANSWERED, Q.DEFERRED, Q.DECLINED, Q.MERGED}
MERGE_TARGETS: Final = {Q.PUBLISHED, Q.ANSWERING, Q.ANSWERED, Q.DEFERRED}

# Steps back (undo, restore, unmerge) are told to the live page as the event that leads to the state they return to.
EVENT_OF_STATE: Final[dict[str, str]] = {
    Q.HELD: "asked",
    Q.PUBLISHED: "published",
    Q.ANSWERING: "taken",
    Q.ANSWERED: "answered",
    Q.DEFERRED: "deferred",
    Q.DECLINED: "declined",
    Q.MERGED: "merged",
}

TAKES_QUESTIONS: Final = {S.SCHEDULED, S.LIVE}
COUNTS_SUPPORT: Final = {S.SCHEDULED, S.LIVE, S.PAUSED}
SUPPORTABLE: Final = {Q.PUBLISHED, Q.ANSWERING, Q.ANSWERED, Q.DEFERRED}
ANSWERS_IN: Final = {S.LIVE, S.PAUSED, S.CLOSED}  # what was put off is answered afterwards

_SURGERY_REFUSED: Final[dict[str, Any]] = {
    "opened": _("This surgery was opened before. Reload the page to see how things stand."),
    "paused": _("Only a surgery that is live can be paused."),
    "resumed": _("Only a paused surgery can go on."),
    "closed": _("Only a surgery that is live or paused can be closed."),
}
_QUESTION_REFUSED: Final[dict[str, Any]] = {
    "published": _("Only a question that waits for a check can be published."),
    "held": _("Only a published question that has no answer yet can be held back."),
    "taken": _("Only a published question that has no answer yet can be taken."),
    "deferred": _("Only a published question that has no answer yet can be put off."),
    "answered": _("Only a published question can be answered."),
    "declined": _("This question has been dealt with already."),
    "merged": _("This question can’t be put together with another any more."),
    "withdrawn": _("This question can’t be taken back any more: it was answered or closed."),
    "removed": _("This question is gone already."),
}


def surgery_after(step: str, state: str) -> str:
    """The state that `step` leads to. Raises WrongState."""
    sources, target = SURGERY_STEPS[step]
    if state not in sources:
        raise WrongState(_SURGERY_REFUSED[step])
    return target


def question_after(step: str, state: str) -> str:
    """The state that `step` leads to. Raises WrongState."""
    sources, target = QUESTION_STEPS[step]
    if state not in sources:
        raise WrongState(_QUESTION_REFUSED[step])
    return target
