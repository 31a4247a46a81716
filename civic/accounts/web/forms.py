"""Forms of the people's room."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import User


class SignupExtra(forms.Form):
    """What allauth's sign-up asks beyond address and password."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=80,
        required=False,
        help_text=_("Shown beside what you write. A first name is enough, and you can leave it empty."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def signup(self, request: HttpRequest, user: User) -> None:
        """allauth calls this after saving; the adapter has stored the name already."""


class ProfileForm(forms.ModelForm[User]):
    language = forms.ChoiceField(label=_("Language of our e-mails"), choices=settings.LANGUAGES)

    class Meta:
        model = User
        fields = ("name", "language")
        labels: dict[str, Any] = {"name": _("Your name")}
        help_texts: dict[str, Any] = {"name": _("Shown beside what you write. You can leave it empty.")}


class TokenForm(forms.Form):
    label = forms.CharField(
        label=_("What is the key for?"), max_length=80, help_text=_("For example “ward map script”.")
    )
