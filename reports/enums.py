"""The words of this room. Values are a promise to other people's software; labels are what a person reads."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(TextChoices):
    """What has happened to a problem. "Closed" is not one of them: each word says how it ended."""

    RECEIVED = "received", _("Received")
    PLANNED = "planned", _("Planned")
    IN_PROGRESS = "in_progress", _("In progress")
    NEEDS_INFO = "needs_info", _("Needs information")
    FIXED = "fixed", _("Fixed")
    WILL_NOT_FIX = "will_not_fix", _("Will not be fixed")
    NOT_OURS = "not_ours", _("Not ours")
    DUPLICATE = "duplicate", _("Reported before")
    WITHDRAWN = "withdrawn", _("Withdrawn")


OPEN_STATES = (State.RECEIVED, State.PLANNED, State.IN_PROGRESS, State.NEEDS_INFO)


class Visibility(TextChoices):
    """Who may see a report, beside its state."""

    UNCONFIRMED = "unconfirmed", _("Not confirmed yet")
    HELD = "held", _("Waiting for a check")
    PUBLIC = "public", pgettext_lazy("visibility", "Public")
    PRIVATE = "private", pgettext_lazy("visibility", "Private")
    REMOVED = "removed", _("Removed")


class GeometryType(TextChoices):
    """What may be drawn."""

    POINT = "Point", _("a point")
    LINE = "LineString", _("a line")
    AREA = "Polygon", _("an area")


class QuestionKind(TextChoices):
    """How a category's own question is answered."""

    TEXT = "text", _("words")
    CHOICE = "choice", _("one of a list")
    YES_NO = "yes_no", _("yes or no")
    NUMBER = "number", _("a number")


class Channel(TextChoices):
    """How a report came in."""

    WEB = "web", _("this site")
    API = "api", _("another program")
    SOCKET = "socket", _("a live surgery")
    EMAIL = "email", _("e-mail")
    PHONE = "phone", _("telephone")
    JOB = "job", _("the system")


TITLE_MAX, DETAIL_MAX, WORDS_MAX, NAME_MAX, PLACE_MAX = 100, 4000, 2000, 80, 200
