from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """What a person may do for the council, granted by an admin for one ward or for the whole place."""

    RESIDENT = "resident", _("Resident")
    COUNCILLOR = "councillor", _("Councillor")
    OFFICER = "officer", _("Officer")
    MODERATOR = "moderator", _("Moderator")
    EDITOR = "editor", _("Editor")
    ADMIN = "admin", _("Administrator")


STAFF_ROLES = frozenset({Role.COUNCILLOR, Role.OFFICER, Role.MODERATOR, Role.EDITOR, Role.ADMIN})
