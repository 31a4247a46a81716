"""The life of a report as a table, and the sentences for the steps that are not in it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from civic.core.errors import WrongState
from reports.enums import State

STEPS: dict[State, frozenset[State]] = {
    State.RECEIVED: frozenset(
        {
            State.PLANNED,
            State.IN_PROGRESS,
            State.NEEDS_INFO,
            State.FIXED,
            State.WILL_NOT_FIX,
            State.NOT_OURS,
            State.DUPLICATE,
            State.WITHDRAWN,
        }
    ),
    State.PLANNED: frozenset(
        {State.IN_PROGRESS, State.NEEDS_INFO, State.FIXED, State.WILL_NOT_FIX, State.NOT_OURS, State.DUPLICATE}
    ),
    State.IN_PROGRESS: frozenset(
        {State.PLANNED, State.NEEDS_INFO, State.FIXED, State.WILL_NOT_FIX, State.NOT_OURS, State.DUPLICATE}
    ),
    State.NEEDS_INFO: frozenset(
        {
            State.RECEIVED,
            State.PLANNED,
            State.IN_PROGRESS,
            State.FIXED,
            State.WILL_NOT_FIX,
            State.NOT_OURS,
            State.DUPLICATE,
            State.WITHDRAWN,
        }
    ),
    State.FIXED: frozenset({State.RECEIVED, State.IN_PROGRESS}),
    State.WILL_NOT_FIX: frozenset({State.RECEIVED, State.PLANNED}),
    State.NOT_OURS: frozenset({State.RECEIVED}),
    State.DUPLICATE: frozenset({State.RECEIVED}),
    State.WITHDRAWN: frozenset(),
}

# These say no, or ask for something: the person who reported is owed the reason.
NEEDS_WORDS = frozenset({State.NEEDS_INFO, State.WILL_NOT_FIX, State.NOT_OURS})

_IMPOSSIBLE: dict[State, Any] = {
    State.WITHDRAWN: gettext_lazy("The person who reported this has withdrawn it, so its state can’t change any more."),
    State.FIXED: gettext_lazy("This is marked as fixed. Reopen it first: set it to “Received” or “In progress”."),
    State.NOT_OURS: gettext_lazy("This is marked as not ours. Set it to “Received” first if it is ours after all."),
    State.DUPLICATE: gettext_lazy(
        "This was reported before. Set it to “Received” first if it is a problem of its own."
    ),
    State.WILL_NOT_FIX: gettext_lazy("This is marked as not to be fixed. Set it to “Received” or “Planned” first."),
}


def next_states(state: str) -> list[State]:
    """The states an officer may set from `state`, in the order of the words; withdrawing is the author's own act."""
    return [step for step in State if step in STEPS[State(state)] and step != State.WITHDRAWN]


def check_step(now: str, then: str) -> None:
    """Raise WrongState, with a sentence a person can read, if a report can't go from `now` to `then`."""
    if State(then) in STEPS[State(now)]:
        return
    if now == then:
        raise WrongState(_("It is in the state “%(state)s” already.") % {"state": State(now).label})
    if then == State.WITHDRAWN:
        raise WrongState(
            _("The council has begun to work on this, so it can’t be withdrawn. Tell us what has changed instead.")
        )
    words = _IMPOSSIBLE.get(State(now))
    raise WrongState(
        words or _("It can’t go from “%(now)s” to “%(then)s”.") % {"now": State(now).label, "then": State(then).label}
    )
