"""Forms of the surgery pages. The same checks as everywhere are in the actions; these keep what was typed."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from civic.accounts.enums import Role
from civic.accounts.queries import people_with
from civic.areas.queries import search_places, wards
from civic.core.forms import VisitorForm
from consultations.surgeries.enums import ANSWER_MAX, TEXT_MAX, TITLE_MAX
from reports.queries import categories


class AskForm(VisitorForm):
    """Ask a question, with or without an account."""

    text = forms.CharField(
        label=_("Your question"),
        max_length=TEXT_MAX,
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}),
        error_messages={"required": _("Write your question.")},
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        required=False,
        help_text=_(
            "If you want to be told when it is answered. We mail you a link to confirm it; nobody else sees it."
        ),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    about = forms.SlugField(widget=forms.HiddenInput, required=False, max_length=16)
    idempotency_key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, with_email: bool, **kwargs: Any) -> None:
        kwargs["initial"] = {"idempotency_key": uuid.uuid4(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        if not with_email:
            del self.fields["email"]
            self.trust()


class AnswerForm(forms.Form):
    """The host's answer."""

    text = forms.CharField(
        label=_("Your answer"), max_length=ANSWER_MAX, widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"})
    )
    faq = forms.BooleanField(label=_("Make this a FAQ"), required=False)
    idempotency_key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"idempotency_key": uuid.uuid4()})
        super().__init__(*args, **kwargs)


class ReportForm(forms.Form):
    """Make a report of a question: what it is and where, on the map or in words."""

    category = forms.ChoiceField(label=_("What kind of problem"))
    place = forms.CharField(
        label=_("Where: street, place or postcode"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Or mark it on the map below; then this may stay empty."),
    )
    geometry = forms.CharField(required=False, widget=forms.HiddenInput)
    idempotency_key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"idempotency_key": uuid.uuid4()})
        super().__init__(*args, **kwargs)
        field = self.fields["category"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = [("", _("Choose")), *((row.code, str(row)) for row in categories())]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("geometry"):
            try:
                data["shape"] = json.loads(data["geometry"])
            except (ValueError, RecursionError):
                self.add_error("place", _("We can’t read that place. Mark it again."))
        elif data.get("place"):
            found = search_places(data["place"], limit=1)
            if found:
                data["shape"] = {"type": "Point", "coordinates": list(found[0].point.coords)}
            else:
                self.add_error("place", _("We know no place by that name. Try a street or a postcode."))
        else:
            self.add_error("place", _("Say where it is."))
        return data

    def report(self) -> dict[str, Any]:
        """The fields of the command."""
        return {"category": self.cleaned_data["category"], "geometry": self.cleaned_data["shape"]}


class ScheduleForm(forms.Form):
    """Put a surgery in the calendar."""

    title = forms.CharField(label=_("Title"), max_length=TITLE_MAX)
    intro = forms.CharField(
        label=_("What it is about"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}))
    starts = forms.TimeField(label=_("Starts at"), widget=forms.TimeInput(attrs={"type": "time"}))
    minutes = forms.IntegerField(label=_("How many minutes"), min_value=10, max_value=480, initial=60)
    host = forms.ChoiceField(label=_("Who answers"))
    officer = forms.ChoiceField(label=_("Officer who helps"), required=False)
    area = forms.ChoiceField(label=_("Ward"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choices("host", [(p.public_id, str(p)) for p in people_with(Role.COUNCILLOR)], _("Choose"))
        self._choices("officer", [(p.public_id, str(p)) for p in people_with(Role.OFFICER)], _("Nobody"))
        self._choices("area", [(str(w.pk), w.name) for w in wards()], _("The whole place"))

    def _choices(self, name: str, choices: list[tuple[str, str]], empty: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = [("", empty), *choices]

    def action_fields(self) -> dict[str, Any]:
        """What schedule_surgery takes. Times are the council's."""
        data = self.cleaned_data
        people = {p.public_id: p.pk for p in people_with(Role.COUNCILLOR, Role.OFFICER)}
        starts_at = timezone.make_aware(dt.datetime.combine(data["day"], data["starts"]))
        return {
            "title": data["title"],
            "intro": data["intro"],
            "starts_at": starts_at,
            "ends_at": starts_at + dt.timedelta(minutes=data["minutes"]),
            "hosts": [people[data["host"]]],
            "officers": [people[data["officer"]]] if data["officer"] else [],
            "area_id": int(data["area"]) if data["area"] else None,
        }
