"""What a form says when the action behind it refused."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core import signing
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from civic.core import clock
from civic.core.errors import CivicError, Invalid

STAMP_SALT = "civic.core.forms.opened"


def add_refusal(form: forms.BaseForm, error: CivicError) -> None:
    """Show `error` on `form`: its sentences beside the fields they name, the rest above the form."""
    for name, lines in error.fields.items():
        for line in lines:
            form.add_error(name if name in form.fields else None, str(line))
    if not error.fields:
        form.add_error(None, str(error.detail))


def stamp() -> str:
    """The present instant, signed: when a form was opened."""
    return signing.dumps(clock.now().timestamp(), salt=STAMP_SALT)


def require_unhurried(opened_s: float) -> None:
    """Raise Invalid if what was opened at `opened_s` (Unix time) comes back quicker than a person can fill it in."""
    if clock.now().timestamp() - opened_s < settings.CIVIC_MIN_FILL_S:
        words = _("That was very quick. Look over what you wrote, then send it again: nothing is lost.")
        raise Invalid(words, form=words)


class VisitorForm(forms.Form):
    """A form that people without an account may send: a trap that only programs fill in, and the instant it was opened.

    No picture puzzles. Whoever is caught gets the form back with all they wrote, and may send it again.
    """

    website = forms.CharField(
        label=gettext_lazy("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    opened = forms.CharField(required=False, widget=forms.HiddenInput, initial=stamp)

    def trust(self) -> None:
        """Ask nothing of the kind: whoever sends it is known."""
        del self.fields["website"], self.fields["opened"]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if "opened" in self.fields:
            try:
                self._refuse_programs()
            except Invalid as error:
                self.add_error(None, str(error.detail))
        return cleaned

    def _refuse_programs(self) -> None:
        if self.data.get(self.add_prefix("website")):
            self._put(website="")
            raise Invalid(_("A field that nobody sees was filled in, perhaps by your browser. Send it again."))
        if not settings.CIVIC_MIN_FILL_S:
            return
        try:
            opened_s = float(signing.loads(self.data.get(self.add_prefix("opened"), ""), salt=STAMP_SALT))
        except (signing.BadSignature, TypeError, ValueError):
            self._put(opened=stamp())
            raise Invalid(
                _("This page was not opened properly. Look over what you wrote, then send it again.")
            ) from None
        require_unhurried(opened_s)

    def _put(self, **values: str) -> None:
        """Change what the form will show when it is drawn again."""
        self.data = self.data.copy()  # type: ignore[attr-defined]
        for name, value in values.items():
            self.data[self.add_prefix(name)] = value  # type: ignore[index]
