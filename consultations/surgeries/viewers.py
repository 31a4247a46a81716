"""Somebody who looks at a surgery, reduced to what decides which rows and fields they get."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from civic.accounts.actors import Actor
from consultations.surgeries.enums import Audience

if TYPE_CHECKING:
    from consultations.surgeries.models import Question, Surgery


@dataclass(frozen=True)
class Viewer:
    """A person or a device, and the audience they belong to in one surgery."""

    user_id: int | None = None
    device: str = ""
    audience: Audience = Audience.PUBLIC

    @property
    def is_somebody(self) -> bool:
        return self.user_id is not None or bool(self.device)

    def owns(self, question: Question) -> bool:
        """Whether they asked it: as that person, or without an account from this device."""
        if question.author_id is not None:
            return question.author_id == self.user_id
        return bool(question.device) and question.device == self.device


STRANGER = Viewer()


def viewer_of(actor: Actor, surgery: Surgery) -> Viewer:
    """Read anew for each request; a socket reads it again every few seconds."""
    from consultations.surgeries import rules

    audience = Audience.PUBLIC
    if rules.can_moderate(actor, surgery):
        audience = Audience.MODERATOR
    elif rules.is_host(actor, surgery):
        audience = Audience.HOST
    return Viewer(user_id=actor.id, device=actor.device, audience=audience)
