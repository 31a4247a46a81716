"""People, the roles they were granted, bans, and the secrets they carry (kept as hashes)."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from civic.accounts.enums import STAFF_ROLES, Role
from civic.core import clock
from civic.core.refs import new_ref


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **extra: Any) -> User:
        """A person who signs in with `email` (kept in lower case)."""
        user = self.model(email=email.strip().lower(), **extra)
        user.set_password(password) if password else user.set_unusable_password()
        user.save()
        return user

    def create_superuser(self, email: str, password: str | None = None, **extra: Any) -> User:
        """For `manage.py createsuperuser`: the first administrator of an installation."""
        user = self.create_user(email, password, is_staff=True, is_superuser=True, **extra)
        RoleGrant.objects.create(user=user, role=Role.ADMIN, reason="first administrator")
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser, PermissionsMixin):
    """A person. The e-mail address is how they sign in; the name is what others see."""

    email = models.EmailField(_("e-mail address"), unique=True, max_length=254)
    public_id = models.CharField(max_length=16, unique=True, default=new_ref, editable=False)
    name = models.CharField(_("name"), max_length=80, blank=True)
    language = models.CharField(_("language"), max_length=5, default="en")
    trusted_at = models.DateTimeField(_("trusted since"), null=True, blank=True)
    session_epoch = models.PositiveIntegerField(default=0, editable=False)
    is_demo = models.BooleanField(default=False, editable=False)
    is_active = models.BooleanField(_("may sign in"), default=True)
    is_staff = models.BooleanField(_("may enter the admin"), default=False)
    date_joined = models.DateTimeField(default=clock.now, editable=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [models.UniqueConstraint(Lower("email"), name="one_person_per_address")]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return self.name or str(_("A resident"))

    def get_short_name(self) -> str:
        """How the admin greets its user; nobody else sees it."""
        return self.name.split(" ")[0] or self.email

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Sessions end when the password or the epoch changes (role, ban, sign-out everywhere)."""
        content = f"{self.password}:{self.session_epoch}"
        return salted_hmac("civic.session", content, secret=secret, algorithm="sha256").hexdigest()


class RoleGrantQuerySet(models.QuerySet["RoleGrant"]):
    def current(self) -> RoleGrantQuerySet:
        return self.filter(revoked_at__isnull=True)

    def staff(self) -> RoleGrantQuerySet:
        return self.filter(role__in=STAFF_ROLES)


class RoleGrant(models.Model):
    """A role a person holds, for one ward or (area empty) everywhere, with who granted it and why."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=20, choices=Role)
    area = models.ForeignKey("areas.Ward", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("title"), max_length=80, blank=True, help_text=_("For example “Councillor for Brigg”."))
    reason = models.CharField(_("reason"), max_length=200)
    granted_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    granted_at = models.DateTimeField(default=clock.now)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_reason = models.CharField(max_length=200, blank=True)

    objects = RoleGrantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "area"],
                condition=Q(revoked_at__isnull=True),
                nulls_distinct=False,
                name="one_current_grant_per_role_and_area",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.user}"


class Ban(models.Model):
    """Somebody may read but not act, until an instant or for good, with the reason they are told."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="bans")
    reason = models.CharField(_("reason"), max_length=300)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=clock.now)
    until = models.DateTimeField(_("until"), null=True, blank=True, help_text=_("Empty: for good."))
    lifted_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.user}: {self.reason}"


class ApiToken(models.Model):
    """A key for programs that act for a person. Only its hash is kept; the start helps to recognise it."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="civic_tokens")
    label = models.CharField(_("what it is for"), max_length=80)
    start = models.CharField(max_length=8)
    hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=clock.now)
    last_used_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.label} ({self.start}…)"


class MailedLink(models.Model):
    """A single-use link sent to an address: one purpose, one subject, an end. The secret exists only in the mail."""

    purpose = models.CharField(max_length=40)
    subject = models.CharField(max_length=120)
    email = models.EmailField(max_length=254)
    language = models.CharField(max_length=5, default="en")
    hash = models.CharField(max_length=64, null=True, unique=True)
    created_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["purpose", "subject"])]

    def __str__(self) -> str:
        return f"{self.purpose} {self.subject}"


class OutgoingMail(models.Model):
    """A mail of the sign-in pages that waits to be sent: codes must not stand in a job's arguments. Gone once sent."""

    to = models.EmailField(max_length=254)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField(blank=True)
    created_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.pk}"
