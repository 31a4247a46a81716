"""What the desk decides about."""

from civic.accounts.actors import Actor
from consultations.models import Comment, Consultation
from tests.factories.accounts import a_person
from tests.factories.consultations import ConsultationFactory, posted

SHAME = "Shame on Mr Brown of 4 Mill Lane!"


def a_held_comment(text: str = SHAME, *, place: Consultation | None = None, by: Actor | None = None) -> Comment:
    """Words of somebody who is not trusted yet."""
    return posted(by or a_person(), place or ConsultationFactory(), text)
