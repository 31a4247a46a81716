"""A refusal is shown where it can be mended."""

import pytest
from django import forms

from civic.core.errors import Invalid, WrongState
from civic.core.forms import add_refusal


class Words(forms.Form):
    title = forms.CharField()


@pytest.fixture
def form():
    return Words({"title": "Pothole"})


def test_sentence_about_a_field_stands_beside_it(form):
    add_refusal(form, Invalid(title=["Too long.", "Too loud."]))

    assert form.errors == {"title": ["Too long.", "Too loud."]}


def test_sentence_about_something_else_stands_above_the_form(form):
    add_refusal(form, Invalid(photos="bad.jpg is empty."))

    assert form.errors == {"__all__": ["bad.jpg is empty."]}


def test_refusal_without_fields_stands_above_the_form(form):
    add_refusal(form, WrongState("This consultation is closed."))

    assert form.errors == {"__all__": ["This consultation is closed."]}
    assert form["title"].value() == "Pothole"
