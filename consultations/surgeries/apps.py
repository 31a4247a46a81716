from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SurgeriesConfig(AppConfig):
    name = "consultations.surgeries"
    label = "surgeries"
    verbose_name = _("Surgeries")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from consultations.surgeries import handlers  # noqa: F401 — registers what follows from events
        from consultations.surgeries.registrations import register_all

        register_all()
