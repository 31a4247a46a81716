import pytest
from bs4 import BeautifulSoup
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from frontend import registry
from frontend.context import page as page_context
from frontend.registry import register_staff_link


class Person:
    def __init__(self, *, is_authenticated: bool) -> None:
        self.is_authenticated = is_authenticated


def request_by(person, path="/"):
    request = RequestFactory().get(path)
    request.user = person
    return request


@pytest.mark.parametrize("status", [500, 503])
def test_the_pages_of_our_own_faults_need_no_request_and_no_database(status):
    page = render_to_string(f"errors/{status}.html", {"request_id": "k3v9"})

    assert BeautifulSoup(page, "html.parser").find("code").get_text() == "k3v9"


@pytest.mark.parametrize("status", [400, 403, 404, 410, 429, "error"])
def test_error_pages_say_what_to_do_and_how_to_refer_to_it(status):
    context = {"request_id": "k3v9", "detail": "Wait a <moment>.", "status": 418}
    page = BeautifulSoup(
        render_to_string(f"errors/{status}.html", context, request_by(Person(is_authenticated=False))), "html.parser"
    )

    assert page.find("code").get_text() == "k3v9"
    assert page.select_one(".lead").get_text(strip=True) == "Wait a <moment>."
    assert len(page.find_all("h1")) == 1


def test_a_page_has_one_main_one_skip_link_and_a_language():
    page = BeautifulSoup(render_to_string("base.html", request=RequestFactory().get("/")), "html.parser")

    assert page.select_one("a.skip-link")["href"] == f"#{page.main['id']}"
    assert (len(page.find_all("main")), page.html["lang"]) == (1, "en")


def test_a_page_in_welsh_says_so_and_keeps_its_links_in_welsh():
    with translation.override("cy"):
        page = BeautifulSoup(render_to_string("base.html", request=RequestFactory().get("/cy/")), "html.parser")

    assert page.html["lang"] == "cy"
    assert {link["href"].split("/")[1] for link in page.select(".nav a")} == {"cy"}


def test_the_same_page_is_the_same_bytes_for_everyone_without_a_session():
    anonymous = Person(is_authenticated=False)

    first, second = (render_to_string("base.html", request=request_by(anonymous)) for _ in range(2))

    assert first == second
    assert "csrf" not in first


def test_staff_links_are_shown_to_those_who_may_follow_them(monkeypatch):
    monkeypatch.setattr(registry, "_staff_links", {})
    register_staff_link("/moderation/", title="Desk", may_see=lambda request: True, order=2)
    register_staff_link("/cms/", title="Pages", may_see=lambda request: True, order=1)
    register_staff_link("/admin/", title="Admin", may_see=lambda request: False)

    links = page_context(request_by(Person(is_authenticated=True)))["staff_links"]

    assert [link.url for link in links] == ["/cms/", "/moderation/"]


def test_visitors_see_no_staff_links_and_no_rule_is_asked(monkeypatch):
    def must_not_be_asked(request):
        raise AssertionError

    monkeypatch.setattr(registry, "_staff_links", {})
    register_staff_link("/moderation/", title="Desk", may_see=must_not_be_asked)

    assert list(page_context(request_by(Person(is_authenticated=False)))["staff_links"]) == []


def test_mails_are_drawn_without_an_outside_address():
    context = {"council": "Carsewell Council", "place": "Carsewell", "base_url": "http://127.0.0.1:8000"}

    page = render_to_string("mail/base.html", context)

    assert "src=" not in page
    assert "Carsewell Council" in page
