"""Roles and bans in the Django admin, through the same actions as everywhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.account.decorators import reauthentication_required
from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _

from civic.accounts.actions.ban_person import ban_person, lift_ban
from civic.accounts.actions.grant_role import grant_role
from civic.accounts.actions.revoke_role import revoke_role
from civic.accounts.actions.set_active import set_active
from civic.accounts.actors import Actor, actor_of
from civic.accounts.enums import Role
from civic.accounts.models import Ban, RoleGrant, User
from civic.accounts.rules import can_ban, can_change_roles
from civic.core.errors import CivicError
from civic.eventlog.actions.record import record


@admin.register(User)
class UserAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Who is here. Passwords, flags and addresses are not edited in the admin."""

    list_display = ("name", "email", "trusted_at", "date_joined")
    search_fields = ("name", "email")
    fields = ("name", "email", "language", "trusted_at", "is_active", "date_joined")
    readonly_fields = ("email", "trusted_at", "date_joined")
    ordering = ("-date_joined",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        own = obj is not None and obj.pk == request.user.pk
        return (*self.readonly_fields, "is_active") if own else self.readonly_fields  # nobody shuts themselves out

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """Who may sign in, and under which name, is on record."""
        if "is_active" in form.changed_data:
            set_active(by=actor_of(request), user=User.objects.get(pk=obj.pk), active=obj.is_active)
        super().save_model(request, obj, form, change)
        record("person.changed", on=f"user:{obj.pk}", by=actor_of(request))


class WhoForm(forms.ModelForm):  # type: ignore[type-arg]
    """Refuses in words, beside the field, whom the action would refuse. `by` and `may` are set by the admin class."""

    by: Actor
    may: Callable[[Actor, User], bool]
    refusal: Any

    def clean_user(self) -> User:
        user: User = self.cleaned_data["user"]
        if not self.may(self.by, user):
            raise forms.ValidationError(self.refusal)
        return user


class ReasonForm(ActionForm):
    """Beside the choice of an action: why."""

    reason = forms.CharField(label=_("Reason:"), required=False, max_length=200)


class ThroughAction(admin.ModelAdmin):  # type: ignore[type-arg]
    """Rows that are made and ended by actions, never edited or deleted."""

    autocomplete_fields = ("user",)
    form = WhoForm
    refusal: Any

    def may(self, by: Actor, user: User) -> bool:
        """The rule that the action asks, too."""
        raise NotImplementedError

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        return type("Form", (form,), {"by": actor_of(request), "may": self.may, "refusal": self.refusal})

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_active and request.user.is_superuser)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def run(self, request: HttpRequest, act: Any, queryset: Any) -> None:
        for row in queryset:
            try:
                act(row)
            except CivicError as error:
                self.message_user(request, str(error), messages.ERROR)


@admin.register(RoleGrant)
class RoleGrantAdmin(ThroughAction):
    list_display = ("user", "role", "area", "title", "reason", "granted_by", "granted_at", "revoked_at")
    list_filter = ("role", "area")
    search_fields = ("user__name", "user__email")
    fields = ("user", "role", "area", "title", "reason")
    actions = ("end_grants",)
    action_form = ReasonForm
    refusal = _("Nobody gives roles to themselves. Ask another administrator.")

    def may(self, by: Actor, user: User) -> bool:
        return can_change_roles(by, user)

    @method_decorator(reauthentication_required)
    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Roles are taken away from here, so the password is asked for before the list is shown."""
        return super().changelist_view(request, extra_context)

    @method_decorator(reauthentication_required)
    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        return super().add_view(request, form_url, extra_context)

    def save_model(self, request: HttpRequest, obj: RoleGrant, form: Any, change: bool) -> None:
        try:
            made = grant_role(
                by=actor_of(request),
                user=obj.user,
                role=Role(obj.role),
                area_id=obj.area_id,
                title=obj.title,
                reason=obj.reason,
            )
        except CivicError as error:
            raise PermissionDenied(str(error)) from error
        obj.pk = made.pk

    @admin.action(description=_("Take these roles away"))
    def end_grants(self, request: HttpRequest, queryset: Any) -> None:
        reason = request.POST.get("reason", "").strip()
        if not reason:
            self.message_user(request, _("Say why, beside the action. Nothing was changed."), messages.ERROR)
            return
        self.run(request, lambda row: revoke_role(by=actor_of(request), grant=row, reason=reason[:200]), queryset)


@admin.register(Ban)
class BanAdmin(ThroughAction):
    list_display = ("user", "reason", "by", "at", "until", "lifted_at")
    search_fields = ("user__name", "user__email")
    fields = ("user", "reason", "until")
    actions = ("lift",)
    refusal = _("Nobody bans themselves or an administrator. Take the role away first.")

    def may(self, by: Actor, user: User) -> bool:
        return can_ban(by, user)

    def save_model(self, request: HttpRequest, obj: Ban, form: Any, change: bool) -> None:
        try:
            made = ban_person(by=actor_of(request), user=obj.user, reason=obj.reason, until=obj.until)
        except CivicError as error:
            raise PermissionDenied(str(error)) from error
        obj.pk = made.pk

    @admin.action(description=_("Lift these bans"))
    def lift(self, request: HttpRequest, queryset: Any) -> None:
        self.run(request, lambda row: lift_ban(by=actor_of(request), ban=row), queryset)
