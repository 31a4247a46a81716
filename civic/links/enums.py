from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Relation(TextChoices):
    """What the source became."""

    TAKEN_INTO = "taken_into", _("taken into")  # report → consultation, report → surgery
    ASKED_ABOUT = "asked_about", _("asked about in")  # report → question
    BECAME = "became", _("became")  # question → report, question → page, comment → page
