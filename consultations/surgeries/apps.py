from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SurgeriesConfig(AppConfig):
    name = "consultations.surgeries"
    label = "surgeries"
    verbose_name = _("Surgeries")
    default_auto_field = "django.db.models.BigAutoField"
