from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """Where a consultation stands; the clock decides."""

    SCHEDULED = "scheduled", _("Coming up")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")


class CommentState(TextChoices):
    HELD = "held", _("Waiting for a check")
    PUBLISHED = "published", _("Published")
    REMOVED = "removed", _("Removed")


class Sort(TextChoices):
    """The orders of a thread that may be asked for."""

    NEWEST = "newest", _("Newest first")
    OLDEST = "oldest", _("Oldest first")
    SUPPORTED = "supported", _("Most supported")
