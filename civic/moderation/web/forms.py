from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from civic.moderation.actions.flag_item import MAX_NOTE
from civic.moderation.actions.remove_item import MAX_REASON
from civic.moderation.enums import HouseRule


def _rules() -> list[tuple[int, str]]:
    return [(rule.value, f"{rule.value}. {rule.label}") for rule in HouseRule]


class RemoveForm(forms.Form):
    rule = forms.TypedChoiceField(
        label=_("Which house rule does it break?"),
        choices=_rules,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the house rule that it breaks.")},
    )
    reason = forms.CharField(
        label=_("The reason, as the author will read it"),
        max_length=MAX_REASON,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write the reason. Its author will read it.")},
    )


class FlagForm(forms.Form):
    rule = forms.TypedChoiceField(
        label=_("What is wrong with it?"),
        choices=_rules,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is wrong with it.")},
    )
    note = forms.CharField(
        label=_("Anything we should know"),
        max_length=MAX_NOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
