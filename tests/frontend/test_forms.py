from bs4 import BeautifulSoup
from django import forms
from django.template.loader import render_to_string

from frontend.forms import CivicFormRenderer


class Sample(forms.Form):
    default_renderer = CivicFormRenderer
    title = forms.CharField(label="What is wrong?", max_length=10, help_text="A few words")
    detail = forms.CharField(widget=forms.Textarea, max_length=400, required=False)
    kind = forms.ChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect, help_text="One of them")
    rules = forms.BooleanField(label="I have read the rules")
    key = forms.CharField(widget=forms.HiddenInput, required=False)


def drawn(form) -> BeautifulSoup:
    return BeautifulSoup(str(form), "html.parser")


def test_a_field_is_tied_to_its_label_hint_and_error():
    page = drawn(Sample({"title": "far too long a title", "kind": "a", "rules": "on"}))
    field = page.find(id="id_title")

    described = [page.find(id=name).get_text(" ", strip=True) for name in field["aria-describedby"].split()]

    assert page.find("label", attrs={"for": "id_title"}).get_text(strip=True) == "What is wrong?"
    assert described[0] == "A few words"
    assert described[1].startswith("Error: Use no more than 10 characters. You have 20.")
    assert field["aria-invalid"] == "true"


def test_a_group_of_choices_is_a_fieldset_with_its_question_and_error():
    fieldset = drawn(Sample({})).find("input", attrs={"name": "kind"}).find_parent("fieldset")

    assert fieldset.legend.get_text(strip=True) == "Kind"
    assert set(fieldset["aria-describedby"].split()) == {"id_kind_helptext", "id_kind_error"}


def test_the_summary_names_each_error_and_leads_to_its_field():
    page = drawn(Sample({}))
    links = [link["href"] for link in page.select(".error-summary a")]

    assert links == ["#id_title", "#id_kind", "#id_rules"]
    assert all(page.find(id=link[1:]) for link in links)


def test_a_form_not_yet_sent_has_no_summary():
    assert drawn(Sample()).select(".error-summary, .field__error") == []


def test_errors_of_the_whole_form_and_of_hidden_fields_are_said_too():
    form = Sample({"title": "x", "kind": "a", "rules": "on"})
    form.add_error(None, "Sent twice")
    form.add_error("key", "No key")

    said = [item.get_text(strip=True) for item in drawn(form).select(".error-summary li")]

    assert said == ["Sent twice", "No key"]


def test_only_what_may_be_left_out_is_marked():
    page = drawn(Sample())

    assert [mark.find_parent("label")["for"] for mark in page.select(".field__optional")] == ["id_detail"]


def test_long_texts_say_how_long_they_may_be():
    count = drawn(Sample()).find(attrs={"data-char-count": "id_detail"})

    assert (count["data-max"], count.get_text(strip=True)) == ("400", "You can write up to 400 characters.")


def test_what_was_typed_comes_back_escaped():
    page = str(Sample({"title": '"><script>alert(1)</script>'}))

    assert "<script>" not in page


def test_a_page_with_a_refused_form_says_so_in_its_title():
    page = BeautifulSoup(render_to_string("base.html", {"form": Sample({})}), "html.parser")

    assert page.title.get_text().startswith("Error: ")


def test_the_summary_says_which_field_is_empty():
    links = [link.get_text() for link in drawn(Sample({})).select(".error-summary a")]

    assert links == ["What is wrong: fill this in.", "Kind: choose one.", "I have read the rules: fill this in."]
