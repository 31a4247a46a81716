"""The same walk through what the libraries bring: the CMS, the admin, sign-in. Secondary views are where holes are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib import admin

from tests.architecture.permission_table import FOR_THE_SIGNED_IN, FOR_VISITORS, PAPERS
from tests.architecture.walking import Row, all_routes, ask, is_own, outcome
from tests.factories.world import ROLES, VISITORS, World, a_world, stage

NO_CMS = ("anonymous", "resident", "councillor", "moderator")
REFUSED = {"login", "404", "403"}
# What a page of the CMS asks for, so that it gets past its address: a page that they may not see.
ARGUMENTS = {
    "page_id": "draft_page",
    "parent_page_id": "home_page",
    "page_to_move_id": "draft_page",
    "pk": "draft_page",
}
OPEN_TO_ALL = {"cms/login/", "cms/jsi18n/", "cms/sprite/", "cms/logout/", "cms/localize/jsi18n/"}
# Settings of the installation: for admins, not for those who write.
ADMINS_ONLY = ("sites", "locales", "workflows", "redirects", "collections")


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with django_db_blocker.unblock(), a_world() as made:
        yield made


def address(route: str) -> str:
    """An address that the route answers, with names of the world in braces."""
    text = re.sub(r"\^|\$|\.\*", "", route)
    text = re.sub(r"\(\?P<revision[^>]*>[^)]*\)", "1", text)
    text = re.sub(r"\(\?P<(\w+)>[^)]*\)", lambda found: _value(found[1]), text)
    text = re.sub(r"<(?:\w+:)?(\w+)>", lambda found: _value(found[1]), text)
    return "/" + text.replace("\\", "")


def _value(name: str) -> str:
    if name in ARGUMENTS:
        return f"{{{ARGUMENTS[name]}}}"
    words = {"app_label": "pages", "model_name": "faqpage", "app_name": "pages", "action": "delete", "action_name": "x",
             "content_type_app_name": "pages", "content_type_model_name": "faqpage", "filter_spec": "width-10",
             "uidb64": "x", "token": "x", "uidb36": "x", "key": "x", "mode": "x", "rest": "1/"}  # fmt: skip
    return words.get(name, "1")


def got(world: World, route: str, role: str, method: str = "GET") -> str:
    with stage(world):
        return outcome(world, role, ask(world, Row(route, method, address(route), {}, {}), role))


def routes(prefix: str) -> list[str]:
    return sorted(route for route in all_routes() if route.startswith(prefix))


@pytest.mark.parametrize("role", NO_CMS)
def test_the_cms_shows_nothing_to_those_who_do_not_write_pages(world: World, role: str) -> None:
    found = {route: got(world, route, role) for route in routes("cms/") if route not in OPEN_TO_ALL}

    assert {route: what for route, what in found.items() if what not in REFUSED} == {}


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("role", ["officer", "editor"])
def test_settings_of_the_cms_are_for_admins(world: World, role: str, method: str) -> None:
    """Who may not enter is sent back to the first page of the CMS."""
    settings = tuple(f"cms/{name}/" for name in ADMINS_ONLY)
    found = {}
    for route in routes("cms/"):
        if route.startswith(settings) and "task_chooser" not in route:
            with stage(world):
                answer = ask(world, Row(route, method, address(route), {}, {}), role)
            found[route] = answer.headers.get("Location") or str(answer.status_code)

    assert len(found) > 30
    assert {route: what for route, what in found.items() if what not in ("/cms/", "404", "405")} == {}


@pytest.mark.parametrize("role", ROLES)
def test_people_and_roles_are_not_changed_in_the_cms(world: World, role: str) -> None:
    found = {
        got(world, route, role, method)
        for route in routes("cms/users/") + routes("cms/groups/")
        for method in ("GET", "POST")
    }

    assert found == {"404"}


@pytest.mark.parametrize("role", ["officer", "editor", "admin"])
def test_addresses_and_passwords_are_not_changed_in_the_cms(world: World, role: str) -> None:
    with stage(world):
        page = world.client(role).get("/cms/account/").content.decode()

    assert 'name="name_email-' in page or "name_email" in page
    assert 'type="email"' not in page
    assert 'type="password"' not in page
    assert {got(world, route, role) for route in routes("cms/password_reset/")} == {"404"}


PAGES = {  # page: who may edit it in the CMS
    "draft_page": {"officer", "other_officer", "editor", "admin"},
    "answer_page": {"officer", "other_officer", "editor", "admin"},
    "news_page": {"editor", "admin"},
    "home_page": {"editor", "admin"},
}


@pytest.mark.parametrize("act", ["edit", "view_draft", "unpublish", "delete", "history"])
@pytest.mark.parametrize("page", PAGES)
def test_officers_work_on_answers_and_editors_on_all_pages(world: World, page: str, act: str) -> None:
    found = set()
    for role in ROLES:
        with stage(world):
            response = world.client(role).get(f"/cms/pages/{world.names[page]}/{act}/")
        if response.status_code == 200:
            found.add(role)

    wanted = PAGES[page]
    if act in ("unpublish",) and page == "draft_page":
        wanted = set()  # it is not published
    if act == "delete" and page != "draft_page":
        wanted = found & wanted
    assert found == wanted


@pytest.mark.parametrize("role", [role for role in ROLES if role != "admin"])
def test_the_admin_is_for_admins(world: World, role: str) -> None:
    found = {route: got(world, route, role) for route in routes("admin/") if route != "admin/logout/"}

    refused = {"login"} if role in VISITORS else {"404"}
    assert {
        route: what for route, what in found.items() if {what} != refused and route not in ("admin/^(?P<url>.*)$",)
    } == {}


ROLES_LIST = "admin/accounts/rolegrant/"


def test_every_list_of_the_admin_opens_for_admins(world: World) -> None:
    lists = [f"admin/{model._meta.app_label}/{model._meta.model_name}/" for model in admin.site._registry]

    found = {route: got(world, route, "admin") for route in lists}

    assert found.pop(ROLES_LIST) == "302"  # roles are changed there: the password first (test_admin.py)
    assert found == dict.fromkeys(set(lists) - {ROLES_LIST}, "200")


def test_nobody_edits_the_log_in_the_admin() -> None:
    assert [model for model in admin.site._registry if model._meta.app_label == "eventlog"] == []


@pytest.mark.parametrize("route", sorted(FOR_THE_SIGNED_IN))
def test_account_pages_ask_visitors_to_sign_in(world: World, route: str) -> None:
    found = {role: got(world, route, role, method) for role in VISITORS for method in ("GET", "POST")}

    assert set(found.values()) <= {"login", "405"}


@pytest.mark.parametrize("route", sorted(FOR_VISITORS | FOR_THE_SIGNED_IN))
def test_account_pages_fail_for_nobody(world: World, route: str) -> None:
    assert {role for role in ("anonymous", "resident", "admin") if got(world, route, role).startswith("5")} == set()


def test_account_pages_are_known() -> None:
    """A new page of a library under /account/ or /_util/ is looked at before it is let in."""
    library = {
        route
        for route, pattern in all_routes().items()
        if not is_own(pattern) and not route.startswith(("cms/", "admin/", "api/", "^"))
    }

    assert library == FOR_VISITORS | FOR_THE_SIGNED_IN | {PAPERS}
