"""The style guide: every component on one page, to be looked at. Wired only where there is a demo."""

import datetime as dt

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from frontend.states import STATES

GROUPS = {
    "A report": "received planned in_progress needs_info fixed will_not_fix not_ours duplicate withdrawn",
    "Who may see it": "unconfirmed held public private removed",
    "A question": "published answering answered deferred declined merged",
    "A consultation or a surgery": "scheduled open live paused closed",
}
PLACES = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [-0.3100 + step * 0.004, 52.9700 + (step % 3) * 0.003]},
            "properties": {"title": f"Pothole {step + 1}", "url": "#map", "state": state, "place": "Brigg Street"},
        }
        for step, state in enumerate(GROUPS["A report"].split())
    ]
    + [
        {
            "type": "Feature",
            "geometry": {"type": "LineString", "coordinates": [[-0.315, 52.968], [-0.309, 52.966], [-0.303, 52.967]]},
            "properties": {"title": "Blocked pow", "url": "#map", "state": "planned"},
        }
    ],
}


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class SampleForm(forms.Form):
    """One of each field."""

    title = forms.CharField(label="What is wrong?", max_length=100, help_text="A few words, such as “Deep pothole”.")
    detail = forms.CharField(label="Tell us more", max_length=200, widget=forms.Textarea, required=False)
    email = forms.EmailField(label="Your e-mail address", help_text="Only to tell you what happens.")
    category = forms.ChoiceField(
        label="Category", choices=[("", "Choose one"), ("pothole", "Pothole"), ("lamp", "Street light")]
    )
    danger = forms.ChoiceField(
        label="Is anyone in danger?", choices=[("y", "Yes"), ("n", "No")], widget=forms.RadioSelect
    )
    tell = forms.MultipleChoiceField(
        label="How may we tell you?",
        choices=[("mail", "By e-mail"), ("post", "By letter")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    photos = forms.FileField(
        label="Photos",
        required=False,
        help_text="Up to five. JPEG, PNG, WebP or HEIC, 10 MB each.",
        widget=ManyFiles(attrs={"data-photos": "5", "multiple": True, "accept": "image/*,.heic"}),
    )
    rules = forms.BooleanField(label="I have read the house rules")


def styleguide(request: HttpRequest) -> HttpResponse:
    """Everything in frontend/GUIDE.md, drawn; `?errors` shows the form refused."""
    now = timezone.now()
    groups = {title: [state for state in states.split() if state in STATES] for title, states in GROUPS.items()}
    context = {
        "sample": SampleForm({} if "errors" in request.GET else None),
        "groups": groups,
        "places": PLACES,
        "hour_ago": now - dt.timedelta(hours=1),
        "days_ago": now - dt.timedelta(days=3),
        "months_ago": now - dt.timedelta(days=400),
        "steps": range(1, 7),
    }
    return render(request, "styleguide.html", context)
