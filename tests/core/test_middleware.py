"""What every request gets, and the pages of what went wrong."""

import re
from unittest import mock

import pytest
from django.test import Client, RequestFactory

from civic.core import errors_web
from civic.core.context import request_id
from civic.core.middleware import DEVICE_COOKIE, read_device

pytestmark = pytest.mark.urls("tests.core.urls")


@pytest.fixture
def client():
    return Client(raise_request_exception=False)


def test_each_request_has_an_id_of_its_own(client):
    one, other = client.get("/hello/")["X-Request-Id"], client.get("/hello/")["X-Request-Id"]

    assert re.fullmatch("[0-9a-f]{16}", one)
    assert one != other
    assert request_id() == other


def test_id_sent_by_a_visitor_is_ignored(client):
    assert client.get("/hello/", headers={"X-Request-Id": "mine"})["X-Request-Id"] != "mine"


def test_who_only_reads_gets_no_cookie(client):
    response = client.get("/hello/")

    assert (response.content, dict(response.cookies)) == (b"hello ", {})


def test_who_acts_gets_a_signed_cookie_for_a_year_and_is_known_by_it(client):
    response = client.get("/act/")
    cookie, device = response.cookies[DEVICE_COOKIE], response.json()["device"]

    assert response.json()["again"] == device
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 31_536_000)
    assert client.get("/hello/").content.decode() == f"hello {device}"
    assert not client.get("/act/").cookies


def test_over_https_the_cookie_is_held_to_this_host(client, settings):
    settings.SESSION_COOKIE_SECURE = True

    cookie = client.get("/act/").cookies["__Host-civic_device"]

    assert (cookie["secure"], cookie["path"], cookie["domain"]) == (True, "/", "")
    assert client.get("/hello/").content != b"hello "


@pytest.mark.parametrize("value", ["", "abc", "a" * 32, "a" * 32 + ":forged", "\x00"])
def test_cookie_that_is_not_ours_is_no_device(value):
    assert read_device({DEVICE_COOKIE: value}) == ""


@pytest.mark.parametrize(
    ("proxies", "forwarded", "ip", "network"),
    [
        (0, "9.9.9.9", "127.0.0.1", "127.0.0.0/24"),
        (1, "6.6.6.6, 203.0.113.77", "203.0.113.77", "203.0.113.0/24"),
        (2, "6.6.6.6, 2001:db8:1:2ff::7, 10.0.0.1", "2001:db8:1:2ff::7", "2001:db8:1:200::/56"),
        (2, "6.6.6.6", "127.0.0.1", "127.0.0.0/24"),
        (1, "not an address", "0.0.0.0", "0.0.0.0/24"),
        (1, "", "127.0.0.1", "127.0.0.0/24"),
    ],
)
def test_address_is_the_one_our_own_proxies_saw(client, settings, proxies, forwarded, ip, network):
    settings.CIVIC_TRUSTED_PROXIES = proxies

    answer = client.get("/whence/", headers={"X-Forwarded-For": forwarded}).json()

    assert answer == {"ip": ip, "network": network}


PAGES = [
    ("invalid", 400),
    ("forbidden", 403),
    ("not_found", 404),
    ("http404", 404),
    ("denied", 404),
    ("wrong_state", 409),
    ("stale", 409),
    ("too_large", 413),
    ("data_too_big", 413),
    ("unsupported_type", 415),
    ("key_reused", 422),
    ("too_fast", 429),
    ("broken", 500),
    ("database", 503),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "status"), PAGES)
def test_what_went_wrong_becomes_a_page_with_the_request_id(client, name, status, caplog):
    response = client.get(f"/problem/{name}/")

    page = response.content.decode()
    assert response.status_code == status
    assert response["X-Request-Id"] in page
    assert "<h1" in page
    assert not [line for line in caplog.messages if "could not be rendered" in line]
    assert "secret" not in page
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize(("name", "status"), [("broken", 500), ("database", 503)])
def test_page_of_our_own_fault_needs_no_database(client, name, status):
    # no `db` mark: a query would fail the test
    assert client.get(f"/problem/{name}/").status_code == status


def test_page_that_can_not_be_rendered_is_still_a_page(client):
    with mock.patch.object(errors_web, "render_to_string", side_effect=RuntimeError("secret")):
        response = client.get("/problem/wrong_state/")

    assert response.status_code == 409
    assert response["X-Request-Id"] in response.content.decode()
    assert "secret" not in response.content.decode()


def test_program_that_asks_a_page_for_json_gets_json(client):
    response = client.get("/problem/too_fast/", headers={"Accept": "application/json"})

    assert (response.status_code, response["Retry-After"], response.json()["error"]["code"]) == (429, "90", "too_fast")


def test_plain_view_under_api_answers_in_json(client):
    assert client.get("/api/v1/plain/wrong_state/").json()["error"]["code"] == "wrong_state"
    assert client.get("/api/v1/plain/broken/").json()["error"]["code"] == "broken"


def test_who_has_to_sign_in_is_led_there_and_back(client, settings):
    response = client.get("/problem/sign_in/?a=1&b=2")

    assert response["Location"] == f"{settings.LOGIN_URL}?next=%2Fproblem%2Fsign_in%2F%3Fa%3D1%26b%3D2"


@pytest.mark.django_db
def test_form_without_our_token_is_the_one_case_of_403():
    strict = Client(enforce_csrf_checks=True)

    response = strict.post("/act/", {"a": "b"})

    assert response.status_code == 403
    assert response["X-Request-Id"] in response.content.decode()


@pytest.mark.django_db
def test_who_tried_too_many_passwords_is_told_how_long_to_wait():
    request = RequestFactory().post("/account/login/")

    response = errors_web.locked_out(request, None, {"username": "a@b.example"})

    assert (response.status_code, response["Retry-After"]) == (429, "900")


def directives(response):
    return dict(part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";"))


def test_public_page_allows_nothing_but_ours(client):
    policy = directives(client.get("/hello/"))

    assert policy.pop("script-src").startswith("'self'")
    assert policy == {
        "default-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data: blob:",
        "connect-src": "'self'",
        "object-src": "'none'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
        "form-action": "'self'",
    }


def test_import_map_is_let_through_by_its_hash_alone(client, settings):
    settings.CIVIC_IMPORT_MAP_HASH = lambda: "'sha256-abc='"

    assert directives(client.get("/hello/"))["script-src"] == "'self' 'sha256-abc='"


@pytest.mark.parametrize(
    "address", ["/hello/", "/problem/not_found/", "/nothing/", "/problem/broken/", "/api/v1/plain/stale/"]
)
@pytest.mark.django_db
def test_no_page_lets_inline_script_or_style_through(client, address):
    policy = client.get(address)["Content-Security-Policy"]

    assert "unsafe" not in policy
    assert "nonce" not in policy


@pytest.mark.parametrize("address", ["/cms/hello/", "/admin/hello/"])
def test_staff_pages_may_use_inline_script_and_frame_themselves(client, address):
    policy = directives(client.get(address))

    assert policy["script-src"] == "'self' 'unsafe-inline'"
    assert policy["frame-ancestors"] == "'self'"
    assert policy["object-src"] == "'none'"


def test_preview_may_be_framed_by_the_editor_and_is_strict_otherwise(client):
    policy = directives(client.get("/preview/"))

    assert policy["frame-ancestors"] == "'self'"
    assert "unsafe" not in policy["script-src"]


def test_policy_that_a_view_sets_itself_is_kept(client):
    assert client.get("/media/")["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_tile_server_named_in_the_settings_may_send_pictures(client, settings):
    settings.CIVIC_MAP = {**settings.CIVIC_MAP, "tiles": "https://tile.example.org/{z}/{x}/{y}.png"}

    assert directives(client.get("/hello/"))["img-src"] == "'self' data: blob: https://tile.example.org"
