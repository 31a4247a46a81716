"""The Django admin, without the tables through which a right could be changed past its action."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

# Roles are granted with a reason, addresses confirmed by mail, second factors set up by their owner.
NOT_HERE = {"auth.Group", "account.EmailAddress", "account.EmailConfirmation", "mfa.Authenticator"}
# Pictures, papers and their tags are the editors', in the CMS.
NOT_HERE |= {"taggit.Tag", "wagtailimages.Image", "wagtaildocs.Document"}
# Libraries name themselves; the people who work here look for what they do.
TITLES = {"axes": _("Sign-in attempts"), "procrastinate": _("Jobs"), "surgeries": _("Surgeries")}


class CivicAdminSite(AdminSite):
    site_header = site_title = _("Behind the scenes")
    index_title = _("People, places and rules")

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """What can be kept here, under names that say what it is."""
        found = super().get_app_list(request, app_label)
        for app in found:
            app["name"] = TITLES.get(app["app_label"], app["name"])
        return sorted(found, key=lambda app: str(app["name"]).lower())

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:  # type: ignore[override]
        """There is one page for that, with the rules of the product."""
        return redirect("account_change_password")

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        models = model_or_iterable if isinstance(model_or_iterable, list | tuple) else [model_or_iterable]
        kept = [model for model in models if model._meta.label not in NOT_HERE]
        if kept:
            super().register(kept, admin_class, **options)


class CivicAdminConfig(AdminConfig):
    default_site = "civic.accounts.admin_site.CivicAdminSite"
