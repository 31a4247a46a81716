"""The Django admin, without the tables through which a right could be changed past its action."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _

# Roles are granted with a reason, addresses confirmed by mail, second factors set up by their owner.
NOT_HERE = {"auth.Group", "account.EmailAddress", "account.EmailConfirmation", "mfa.Authenticator"}


class CivicAdminSite(AdminSite):
    site_header = site_title = _("Behind the scenes")
    index_title = _("People, places and rules")

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        models = model_or_iterable if isinstance(model_or_iterable, list | tuple) else [model_or_iterable]
        kept = [model for model in models if model._meta.label not in NOT_HERE]
        if kept:
            super().register(kept, admin_class, **options)


class CivicAdminConfig(AdminConfig):
    default_site = "civic.accounts.admin_site.CivicAdminSite"
