"""The forms behind the pages. They read and draw; what may be kept is decided by the actions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.enums import DETAIL_MAX, NAME_MAX, TITLE_MAX, WORDS_MAX, QuestionKind, State
from reports.models import Category, Report
from reports.questions import Question
from reports.workflow import next_states

ANSWER = "answer_"
NOTE = "note"


class MultipleFileInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """Several files at once; each is looked at by `clean_photos`, not here."""

    widget = MultipleFileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/heic", "data-photos": "5"})

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        return [file for file in (data if isinstance(data, list | tuple) else [data]) if file]


class WordsForm(forms.Form):
    """Title, words, and the category's own questions."""

    title = forms.CharField(
        label=gettext_lazy("In a few words, what is wrong?"),
        max_length=TITLE_MAX,
        min_length=3,
        error_messages={
            "required": gettext_lazy("Say in a few words what is wrong."),
            "min_length": gettext_lazy("Use at least 3 characters."),
        },
        help_text=gettext_lazy("For example “Deep pothole outside the bakery”. Everyone can read this."),
    )
    detail = forms.CharField(
        label=gettext_lazy("What else should we know?"),
        required=False,
        max_length=DETAIL_MAX,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Leave out names, telephone numbers and number plates."),
    )

    def __init__(self, *args: Any, category: Category, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in category.asked:
            self.fields[ANSWER + question.code] = _field_for(question)

    @property
    def answers(self) -> dict[str, Any]:
        """Question code → what was entered, without what was left empty."""
        given = {name[len(ANSWER) :]: value for name, value in self.cleaned_data.items() if name.startswith(ANSWER)}
        return {code: value for code, value in given.items() if value not in ("", None)}


def _field_for(question: Question) -> forms.Field:
    common: dict[str, Any] = {
        "label": _(question.label),
        "required": question.required,
        "error_messages": {"required": _("Answer the question “%(label)s”.") % {"label": _(question.label)}},
    }
    if question.kind == QuestionKind.CHOICE:
        choices = [(code, _(label)) for code, label in question.choices]
        return forms.ChoiceField(widget=forms.RadioSelect, choices=choices, **common)
    if question.kind == QuestionKind.YES_NO:
        yes_no = [("yes", _("Yes")), ("no", _("No"))]
        return forms.ChoiceField(widget=forms.RadioSelect, choices=yes_no, **common)
    if question.kind == QuestionKind.NUMBER:
        return forms.CharField(widget=forms.TextInput(attrs={"inputmode": "decimal"}), max_length=20, **common)
    return forms.CharField(max_length=300, **common)


class ContactForm(forms.Form):
    """How to tell a visitor. `website` is a trap that only programs fill in."""

    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address"),
        required=False,
        max_length=254,
        error_messages={"invalid": gettext_lazy("Enter an e-mail address like name@example.com.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=gettext_lazy("We send you a link to confirm, then only news about this report. Nobody else sees it."),
    )
    name = forms.CharField(
        label=gettext_lazy("Your name"),
        required=False,
        max_length=NAME_MAX,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    show_name = forms.BooleanField(label=gettext_lazy("Show my name with the report"), required=False)
    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}))

    def clean_website(self) -> str:
        if self.cleaned_data.get("website"):
            raise forms.ValidationError(_("This looks as if a program filled it in. Leave the last field empty."))
        return ""


class SignedInContactForm(forms.Form):
    """We know how to reach them."""

    show_name = forms.BooleanField(label=gettext_lazy("Show my name with the report"), required=False)


class FollowForm(forms.Form):
    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address"),
        max_length=254,
        error_messages={
            "required": gettext_lazy("Enter your e-mail address."),
            "invalid": gettext_lazy("Enter an e-mail address like name@example.com."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=gettext_lazy("We send you a link to confirm. Every mail has a link to stop."),
    )


class ContestForm(forms.Form):
    words = forms.CharField(
        label=gettext_lazy("What do you still see?"),
        error_messages={"required": gettext_lazy("Say what you still see.")},
        max_length=WORDS_MAX,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Everyone can read this. You can open a report again once."),
    )


class StateForm(forms.Form):
    """version: what the officer was looking at, so that two officers do not overwrite each other."""

    state = forms.ChoiceField(label=gettext_lazy("What happens with it?"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=gettext_lazy("What do you tell people?"),
        required=False,
        max_length=WORDS_MAX,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Public, with your name. Say what happens and by when. A “no” needs its reason."),
    )
    duplicate_of = forms.CharField(
        label=gettext_lazy("Reference of the earlier report"),
        required=False,
        max_length=16,
        help_text=gettext_lazy("Only for “Reported before”."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, report: Report, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stay = (NOTE, _("Stay “%(state)s”, only add a note") % {"state": State(report.state).label})
        states = [(state.value, str(state.label)) for state in next_states(report.state)]
        self.fields["state"].choices = [*states, stay]  # type: ignore[attr-defined]
        self.fields["state"].initial = NOTE
        self.fields["version"].initial = report.version
