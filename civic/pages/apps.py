from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


def _ensure_site(sender: AppConfig, **kwargs: Any) -> None:
    """A new installation has its pages after the last of Wagtail's tables was made."""
    from .actions.ensure_site import ensure_site, tables_exist

    if sender.label == "wagtailcore" and kwargs.get("using", "default") == "default" and tables_exist():
        ensure_site()


class PagesConfig(AppConfig):
    name = "civic.pages"
    label = "pages"
    verbose_name = _("Pages")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import finding, handlers, notices, publishing  # noqa: F401 — handlers register themselves

        finding.connect()
        notices.connect()
        publishing.connect()
        post_migrate.connect(_ensure_site, dispatch_uid="civic.pages.ensure_site")
