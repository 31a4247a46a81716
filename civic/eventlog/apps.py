from typing import Any

from django.apps import AppConfig
from django.core.checks import register
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


def _grant(sender: AppConfig, **kwargs: Any) -> None:
    from .ownership import grant_app_role

    grant_app_role(using=kwargs.get("using", "default"))


class EventlogConfig(AppConfig):
    name = "civic.eventlog"
    label = "eventlog"
    verbose_name = _("Log")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from .ownership import app_role_cannot_truncate

        # Wagtail's migrations are the last that may add tables, so every room's end of migration grants anew.
        post_migrate.connect(_grant, dispatch_uid="civic.eventlog.grant")
        register(app_role_cannot_truncate, "database", deploy=True)
