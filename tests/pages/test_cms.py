"""Who may do what in the CMS, and how short the way to a published answer is."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale

from civic.accounts.actors import Actor
from civic.accounts.enums import Role
from civic.pages.models import HomePage, NewsIndexPage
from tests.factories.accounts import a_person, staff
from tests.factories.pages import a_draft_from, a_news_page, an_answer_page, an_answered_question

pytestmark = pytest.mark.django_db


def browser_of(actor: Actor) -> Client:
    client = Client()
    client.force_login(actor.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def form_of(response: Any) -> dict[str, str]:
    """What a browser would send if its reader changed nothing on the edit page."""
    page = BeautifulSoup(response.content, "html.parser")
    form = page.select_one("form#w-editor-form, form[data-edit-form]")
    assert form is not None
    data: dict[str, Any] = {}
    for field in form.select("input[name], textarea[name], select[name]"):
        if field.get("type") in ("checkbox", "radio") and not field.has_attr("checked"):
            continue
        if field.name == "select":
            data[field["name"]] = [option.get("value", "") for option in field.select("option[selected]")]
        else:
            data[field["name"]] = field.get("value", "") if field.name == "input" else field.text.lstrip("\n")
    return data


@pytest.mark.parametrize("make", [a_person, lambda: staff(Role.COUNCILLOR), lambda: staff(Role.MODERATOR)])
def test_residents_councillors_and_moderators_do_not_enter_the_cms(make):
    response = browser_of(make()).get("/cms/", follow=True)

    assert response.status_code == 404
    assert "wagtail" not in response.content.decode().lower()


def test_a_stranger_is_sent_to_the_one_sign_in_page_and_back():
    response = Client().get("/cms/pages/3/edit/", follow=True)

    assert response.redirect_chain[-1][0] == "/account/login/?next=/cms/pages/3/edit/"


def test_an_officer_publishes_a_draft_in_three_clicks():
    draft = a_draft_from(an_answered_question())
    officer = browser_of(staff(Role.OFFICER))

    dashboard = officer.get("/cms/")
    edit_path = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    assert edit_path in dashboard.content.decode()
    editor = officer.get(edit_path)
    assert "1 person will be told" in editor.content.decode()
    saved = officer.post(edit_path, {**form_of(editor), "action-publish": "action-publish"})

    assert saved.status_code == 302
    draft.refresh_from_db()
    assert draft.live
    assert Client().get(draft.get_url()).status_code == 200


def test_an_officer_publishes_answers_and_nothing_else():
    officer = browser_of(staff(Role.OFFICER))
    item, home = a_news_page(), HomePage.objects.get(locale__language_code="en")

    refused = [officer.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code for page in (item, home)]
    added = officer.get(reverse("wagtailadmin_pages:add", args=["pages", "newspage", NewsIndexPage.objects.get().pk]))

    assert refused == [302, 302]
    assert added.status_code == 302


def test_an_editor_publishes_everywhere():
    editor = browser_of(staff(Role.EDITOR))
    answer, item, home = an_answer_page(), a_news_page(), HomePage.objects.get(locale__language_code="en")

    opened = [editor.get(reverse("wagtailadmin_pages:edit", args=[p.pk])).status_code for p in (answer, item, home)]

    assert opened == [200, 200, 200]


def test_an_admin_enters_everything():
    admin = browser_of(staff(Role.ADMIN))

    assert admin.get("/cms/").status_code == admin.get("/cms/sites/").status_code == 200


def test_a_draft_is_previewed_by_editors_and_read_by_nobody_else():
    draft = an_answer_page("A secret draft", live=False)
    view = reverse("wagtailadmin_pages:view_draft", args=[draft.pk])

    seen = browser_of(staff(Role.OFFICER)).get(view)
    others = [
        browser_of(a_person()).get(view, follow=True),
        Client().get(view, follow=True),
        Client().get(draft.get_url()),
    ]

    assert seen.status_code == 200
    assert "A secret draft" in seen.content.decode()
    assert all("A secret draft" not in response.content.decode() for response in others)


def test_a_preview_leaves_nothing_in_the_cache_of_public_pages():
    page = an_answer_page("Public words")
    page.title = "Secret words"
    page.save_revision()
    browser_of(staff(Role.OFFICER)).get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))

    shown = Client().get(page.get_url()).content.decode()

    assert "Public words" in shown
    assert "Secret words" not in shown


def test_the_cms_calls_no_other_server():
    html = browser_of(staff(Role.EDITOR)).get("/cms/").content.decode()

    assert "gravatar" not in html
    assert "releases.wagtail" not in html


def test_a_published_draft_no_longer_waits_on_the_dashboard():
    draft = a_draft_from(an_answered_question())
    officer = browser_of(staff(Role.OFFICER))
    draft.save_revision().publish()

    assert "Nothing waits." in officer.get("/cms/").content.decode()


def test_an_editor_sends_a_page_to_translation_and_the_welsh_one_is_a_page_of_its_own():
    editor, page = browser_of(staff(Role.EDITOR)), an_answer_page("When is the tip open?")
    welsh = Locale.objects.get(language_code="cy")
    path = reverse("wagtail_localize:submit_page_translation", args=[page.pk])

    form = editor.get(path)
    sent = editor.post(path, {"locales": [welsh.pk], "include_subtree": ""})

    assert form.status_code == 200
    assert sent.status_code == 302
    copy = page.get_translation(welsh)
    assert editor.get(reverse("wagtailadmin_pages:edit", args=[copy.pk])).status_code == 200


def test_the_cms_is_the_councils_own_and_leads_back_to_what_waits():
    page = BeautifulSoup(browser_of(staff(Role.EDITOR, name="Tomos Bevan")).get("/cms/").content, "html.parser")

    assert "Wagtail" not in page.title.text
    assert "guide.wagtail.org" not in str(page)
    assert page.select_one(f'main a[href="{reverse("my")}"]') is not None
    assert "crest" in page.select_one("[data-wagtail-sidebar-branding-logo]").decode_contents()
    assert [link["href"] for link in page.select('link[href*="css/cms"]')] != []
