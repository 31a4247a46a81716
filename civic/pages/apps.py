from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


def _ensure_site(sender: AppConfig, **kwargs: Any) -> None:
    """A new installation has its pages after the last of Wagtail's tables was made."""
    from .actions.ensure_site import ensure_site, tables_exist

    if sender.label == "wagtailcore" and kwargs.get("using", "default") == "default" and tables_exist():
        ensure_site()


def _may_edit(request: HttpRequest) -> bool:
    """Whether the person may enter the CMS."""
    return bool(request.user.has_perm("wagtailadmin.access_admin"))


class PagesConfig(AppConfig):
    name = "civic.pages"
    label = "pages"
    verbose_name = _("Pages")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from civic.accounts.registry import register_waiting
        from frontend.registry import register_staff_link

        from . import finding, handlers, notices, publishing, waiting  # noqa: F401 — handlers register themselves

        finding.connect()
        notices.connect()
        publishing.connect()
        register_waiting("answers", waiting.waiting_answers, order=40)
        register_staff_link("/cms/", title=_("Pages"), may_see=_may_edit, order=40)
        post_migrate.connect(_ensure_site, dispatch_uid="civic.pages.ensure_site")
