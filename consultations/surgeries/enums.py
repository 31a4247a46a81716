from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

TEXT_MAX = 500  # characters of a question
ANSWER_MAX = 3000
REASON_MAX = 1000
TITLE_MAX = 100


class SurgeryState(TextChoices):
    """Questions are taken while it is scheduled and while it is live."""

    SCHEDULED = "scheduled", _("Coming up")
    LIVE = "live", _("Live now")
    PAUSED = "paused", _("Paused")
    CLOSED = "closed", _("Closed")


class QuestionState(TextChoices):
    HELD = "held", _("Waiting for a check")
    PUBLISHED = "published", _("Published")
    ANSWERING = "answering", _("Being answered")
    ANSWERED = "answered", _("Answered")
    DEFERRED = "deferred", _("Answer to follow")
    DECLINED = "declined", _("Not taken")
    MERGED = "merged", _("Asked together")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    REMOVED = "removed", _("Removed")


class HostKind(TextChoices):
    """Who runs a surgery: the councillor who answers, and officers assigned to help."""

    HOST = "host", _("Host")
    OFFICER = "officer", _("Officer")


class Audience(StrEnum):
    """Who looks: each sees other rows and fields, and a frame is encoded once for each."""

    PUBLIC = "public"
    HOST = "host"  # what is public, with persons and devices counted apart
    MODERATOR = "moderator"  # also what is held
