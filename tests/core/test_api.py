"""Programs get one shape of error, keys that make repeats safe, and lists that go on."""

import datetime as dt
import json
from uuid import uuid4

import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from civic.core import api, errors
from civic.core.models import RateWindow

pytestmark = [pytest.mark.urls("tests.core.urls"), pytest.mark.django_db]  # a 404 looks for redirects
NOON = dt.datetime(2026, 3, 3, 12, 0, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("name", "status", "code"),
    [
        ("invalid", 400, "invalid"),
        ("drf_list", 400, "invalid"),
        ("drf_nested", 400, "invalid"),
        ("drf_parse", 400, "invalid"),
        ("sign_in", 401, "sign_in"),
        ("drf_sign_in", 401, "sign_in"),
        ("drf_bad_token", 401, "sign_in"),
        ("forbidden", 403, "forbidden"),
        ("drf_csrf", 403, "forbidden"),
        ("not_found", 404, "not_found"),
        ("http404", 404, "not_found"),
        ("denied", 404, "not_found"),
        ("drf_denied", 404, "not_found"),
        ("drf_not_found", 404, "not_found"),
        ("drf_method", 405, "method_not_allowed"),
        ("wrong_state", 409, "wrong_state"),
        ("stale", 409, "stale"),
        ("too_large", 413, "too_large"),
        ("data_too_big", 413, "too_large"),
        ("unsupported_type", 415, "unsupported_type"),
        ("drf_type", 415, "unsupported_type"),
        ("key_reused", 422, "key_reused"),
        ("too_fast", 429, "too_fast"),
        ("drf_throttled", 429, "too_fast"),
        ("database", 503, "unavailable"),
    ],
)
def test_every_refusal_has_its_status_and_the_one_shape(client, name, status, code):
    response = client.get(f"/api/v1/things/{name}/")

    error = response.json()["error"]
    assert (response.status_code, error["code"]) == (status, code)
    assert set(error) == {"code", "detail", "fields"}
    assert error["detail"]
    assert "secret" not in response.content.decode()


def test_fault_of_ours_is_a_500_of_the_same_shape_without_detail(client):
    client.raise_request_exception = False

    response = client.get("/api/v1/things/broken/")

    assert (response.status_code, response.json()["error"]["code"]) == (500, "broken")
    assert "secret" not in response.content.decode()


def test_sentences_are_found_by_field(client):
    def fields(name):
        return client.get(f"/api/v1/things/{name}/").json()["error"]["fields"]

    assert fields("invalid") == {"title": ["Use 100 characters or fewer."]}
    assert fields("drf_list") == {"form": ["One.", "Two."]}
    assert fields("drf_nested") == {"photos": ["Bad."], "form": ["All."]}


def test_serializer_errors_have_the_same_shape(client):
    response = client.post("/api/v1/things/new/", {"title": "much too long"}, content_type="application/json")

    assert response.json()["error"]["fields"] == {"title": ["Ensure this field has no more than 5 characters."]}


def test_body_that_is_no_json_is_a_sentence(client):
    response = client.post("/api/v1/things/new/", "{", content_type="application/json")

    assert (response.status_code, response.json()["error"]["code"]) == (400, "invalid")


def test_content_of_another_type_is_unsupported(client):
    assert client.post("/api/v1/things/new/", "a,b", content_type="text/csv").status_code == 415


def test_body_over_the_limit_is_too_large(client, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100

    response = client.post("/api/v1/things/new/", {"title": "x" * 200}, content_type="application/json")

    assert (response.status_code, response.json()["error"]["code"]) == (413, "too_large")


@pytest.mark.parametrize(("name", "seconds"), [("too_fast", "90"), ("drf_throttled", "13"), ("database", "30")])
def test_who_has_to_wait_is_told_how_long(client, name, seconds):
    assert client.get(f"/api/v1/things/{name}/")["Retry-After"] == seconds


def test_who_has_to_sign_in_is_told_how(client):
    assert client.get("/api/v1/things/sign_in/")["WWW-Authenticate"] == "Token"


def test_address_that_is_no_route_under_api_is_json(client):
    assert client.get("/api/v1/nothing/").json()["error"]["code"] == "not_found"


def test_made_is_201_and_made_before_is_200_and_says_so(client):
    first = client.post("/api/v1/things/new/", {"title": "a"}, content_type="application/json")
    again = client.post("/api/v1/things/again/", {"title": "a"}, content_type="application/json")

    assert (first.status_code, first.get("Idempotent-Replayed")) == (201, None)
    assert (again.status_code, again["Idempotent-Replayed"]) == (200, "true")


def test_key_is_read_from_the_header_or_from_a_form(client):
    key = uuid4()

    assert client.post("/key/", headers={"Idempotency-Key": str(key)}).content.decode() == str(key)
    assert client.post("/key/", {"idempotency_key": str(key)}).content.decode() == str(key)
    assert client.post("/key/").content == b"None"
    body = {"title": "a"}
    made = client.post("/api/v1/things/new/", body, "application/json", headers={"Idempotency-Key": str(key)})
    assert made.json() == {"key": str(key)}


def test_key_that_is_no_uuid_is_refused(client):
    response = client.post("/key/", headers={"Idempotency-Key": "1", "Accept": "application/json"})

    assert (response.status_code, list(response.json()["error"]["fields"])) == (400, ["idempotency_key"])


@pytest.fixture
def windows(db):
    """Seven rows; some share an instant."""
    instants = [NOON + dt.timedelta(minutes=n // 2) for n in range(7)]
    return RateWindow.objects.bulk_create(
        RateWindow(key=f"k{n}", starts_at=at, hits=n) for n, at in enumerate(instants)
    )


def walked(order, query="", size=3):
    """Keys of all rows, page by page, and how many pages there were."""
    keys, pages, address = [], 0, f"/api/v1/windows/?{query}"
    while address:
        request = RequestFactory().get(address)
        rows, address = api.list_page(RateWindow.objects.all(), request, order=order, size=size, name="windows")
        keys += [row.key for row in rows]
        pages += 1
    return keys, pages


@pytest.mark.parametrize("order", [["-starts_at", "-id"], ["starts_at", "id"], ["-starts_at", "id"], ["-id"], ["key"]])
def test_list_is_walked_once_in_order(windows, order):
    expected = list(RateWindow.objects.order_by(*order).values_list("key", flat=True))

    assert walked(order) == (expected, 3)


def test_row_added_while_walking_moves_nothing(windows):
    request = RequestFactory().get("/x/")
    first, address = api.list_page(RateWindow.objects.all(), request, order=["-id"], size=3, name="windows")
    RateWindow.objects.create(key="late", starts_at=NOON)

    second, _address = api.list_page(
        RateWindow.objects.all(), RequestFactory().get(address), order=["-id"], size=3, name="windows"
    )

    assert [row.key for row in first + second] == ["k6", "k5", "k4", "k3", "k2", "k1"]


def test_last_page_has_no_next(windows):
    request = RequestFactory().get("/x/")

    assert api.list_page(RateWindow.objects.all(), request, order=["id"], size=7, name="windows")[1] is None


def test_address_of_the_next_page_keeps_the_filters():
    request = RequestFactory().get("/x/", {"state": "fixed", "cursor": "old", "q": "a b"})

    assert api.next_url(request, "new") == "http://testserver/x/?state=fixed&q=a+b&cursor=new"


@pytest.mark.parametrize("cursor", ["", "x", "WzFd:abc", "\x00", "a" * 10_000])
def test_cursor_we_did_not_make_is_refused(cursor):
    with pytest.raises(errors.Invalid) as caught:
        api.read_cursor(cursor, name="reports", length=1)

    assert list(caught.value.fields) == ["cursor"]


def test_cursor_of_another_list_or_order_is_refused():
    cursor = api.make_cursor([1, 2], name="reports")

    assert api.read_cursor(cursor, name="reports", length=2) == [1, 2]
    for name, length in (("comments", 2), ("reports", 1)):
        with pytest.raises(errors.Invalid):
            api.read_cursor(cursor, name=name, length=length)


@given(
    st.lists(
        st.integers() | st.text() | st.datetimes(timezones=st.just(dt.UTC)) | st.floats(allow_nan=False), max_size=4
    )
)
def test_cursor_gives_back_what_went_in(values):
    assert api.read_cursor(api.make_cursor(values, name="x"), name="x", length=len(values)) == values


def test_schema_shows_our_own_paths_only():
    paths = ["/api/v1/reports/", "/cms/api/main/pages/", "/api/schema/"]

    shown = api.own_endpoints_only([(path, "", "GET", None) for path in paths])

    assert [endpoint[0] for endpoint in shown] == ["/api/v1/reports/"]


def test_error_payload_is_json_even_with_lazy_sentences():
    assert json.loads(json.dumps(errors.payload(errors.WrongState())))["error"]["code"] == "wrong_state"
