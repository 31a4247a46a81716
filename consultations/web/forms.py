"""What people fill in."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from civic.core.forms import VisitorForm
from consultations.models import WORDS_MAX


class Kept(forms.Form):
    """A form that carries a key, so that sending it twice is sending it once. A fresh key for a fresh attempt."""

    idempotency_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, required=False)

    def renew_key(self) -> None:
        self.data = {**self.data.dict(), "idempotency_key": str(uuid4())}  # type: ignore[attr-defined]


class CommentForm(Kept, VisitorForm):
    text = forms.CharField(
        label=_("What do you want to say?"),
        max_length=WORDS_MAX,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Write something first.")},
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        required=False,
        help_text=_("Only to tell you what becomes of it. It is never shown."),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "data-draft-skip": ""}),
    )

    def __init__(self, *args: Any, signed_in: bool, official: bool = False, answers: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if signed_in:
            del self.fields["email"]
            self.trust()
        if answers:
            self.fields["text"].label = _("Your reply to %(name)s") % {"name": answers}
        if official:
            self.fields["text"].help_text = _("Your name and role will stand beside it.")


class EditForm(forms.Form):
    text = forms.CharField(
        label=_("Your comment"),
        max_length=WORDS_MAX,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Write something first.")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class TakeReportForm(forms.Form):
    report = forms.CharField(
        label=_("Reference or address of the report"),
        max_length=300,
        help_text=_("For example q7mk3v9tzd, or the address of its page."),
        error_messages={"required": _("Give the reference of a report.")},
    )


class OutcomeForm(forms.Form):
    asked = forms.CharField(label=_("We asked"), max_length=5000, widget=forms.Textarea(attrs={"rows": 3}))
    said = forms.CharField(label=_("You said"), max_length=5000, widget=forms.Textarea(attrs={"rows": 6}))
    did = forms.CharField(label=_("We did"), max_length=5000, widget=forms.Textarea(attrs={"rows": 6}))
