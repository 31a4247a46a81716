"""How forms are drawn: label, hint, error and input, tied together for screen readers."""

from typing import Any

from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

PLAIN: dict[type[forms.Field], dict[str, Any]] = {
    forms.Field: {"required": _("Fill this in.")},
    forms.CharField: {
        "max_length": ngettext_lazy(
            "Use no more than %(limit_value)d character. You have %(show_value)d.",
            "Use no more than %(limit_value)d characters. You have %(show_value)d.",
            "limit_value",
        ),
        "min_length": ngettext_lazy(
            "Use at least %(limit_value)d character.", "Use at least %(limit_value)d characters.", "limit_value"
        ),
    },
    forms.EmailField: {"invalid": _("Enter an e-mail address like name@example.com.")},
    forms.ChoiceField: {"required": _("Choose one."), "invalid_choice": _("Choose one of those that are shown.")},
}


SAYS_NO_NAME = (_("Fill this in."), _("Choose one."))


def named(error: str, label: str) -> str:
    """`error` as it stands in a list away from its field: "Password: fill this in." where it names nothing itself."""
    bare = next((str(words) for words in SAYS_NO_NAME if str(words) == str(error)), "")
    if not bare or not label:
        return str(error)
    return gettext("%(label)s: %(error)s") % {"label": label.rstrip("?:"), "error": bare[:1].lower() + bare[1:]}


def speak_plainly() -> None:
    """Say in our words what is wrong with a field, where its form has none of its own: Django's are for programmers."""
    for kind, words in PLAIN.items():
        kind.default_error_messages = {**getattr(kind, "default_error_messages", {}), **words}


class CivicFormRenderer(DjangoTemplates):
    """The project's FORM_RENDERER.

    Only whole forms, fields and formsets get our templates; widgets keep Django's own, so the CMS and the
    admin, which draw their fields themselves, look as they always did.
    """

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
    formset_template_name = "forms/formset.html"
