"""What other people's programs rely on, of every endpoint alike: one form of instants, addresses, lists and errors."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from consultations.surgeries import frames
from consultations.surgeries.actions.mark_faq_published import mark_faq_published
from consultations.surgeries.models import Surgery
from consultations.surgeries.viewers import STRANGER
from reports.actions.change_state import change_state
from reports.models import Category
from tests.factories.reports import WEST_POINT
from tests.factories.world import World, a_world, stage

API = "/api/v1/"
SITE = "http://testserver/"
INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{6})?Z")
LIKE_AN_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}")
READABLE = (
    "reports/",
    "reports/{public_report}/",
    "reports/nearby/?lon={west_lon}&lat={lat}",
    "categories/",
    "consultations/{open_place}/comments/",
    "consultations/{open_place}/comments/?parent={published_comment}",
    "surgeries/",
    "surgeries/{live}/",
    "surgeries/{live}/events/?since=0",
    "areas/wards/",
    "places/?q=mill",
    "suggestions/?q=market",
)
LISTS = tuple(path for path in READABLE if "{public_report}/" not in path and "{live}" not in path)


@pytest.fixture(scope="module")
def shared(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with django_db_blocker.unblock(), a_world() as world:
        mark_faq_published(question_ref=world.names["answered_question"], url="/faq/hedge/", title="The hedge")
        change_state(
            by=world.people["officer"],
            ref=world.names["public_report"],
            state="planned",
            words="In **May**.",
        )
        yield world


@pytest.fixture
def world(shared: World) -> Iterator[World]:
    with stage(shared):
        yield shared


def values(data: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """Every value inside `data` with the name it has."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from values(value, key)
    elif isinstance(data, list):
        for value in data:
            yield from values(value, name)
    else:
        yield name, data


@pytest.mark.parametrize("path", READABLE)
@pytest.mark.parametrize("role", ["anonymous", "resident", "moderator"])
def test_instants_are_utc_with_a_z_and_addresses_are_whole(world, settings, path, role):
    settings.CIVIC_BASE_URL = settings.CIVIC_ORIGINS[0] = SITE.rstrip("/")

    answer = world.client(role).get(API + path.format(**world.names), headers={"Accept-Language": "cy"})

    found = list(values(answer.json()))
    assert answer.status_code == 200
    assert [v for n, v in found if isinstance(v, str) and LIKE_AN_INSTANT.match(v) and not INSTANT.fullmatch(v)] == []
    addresses = [(n, v) for n, v in found if v is not None and (n in ("url", "thumb", "next"))]
    assert [pair for pair in addresses if not pair[1].startswith(SITE)] == []


@pytest.mark.parametrize("path", LISTS)
def test_a_list_is_results_or_features_and_next(world, path):
    answer = world.client("anonymous").get(API + path.format(**world.names)).json()

    assert answer["next"] is None
    assert isinstance(answer["features" if answer.get("type") == "FeatureCollection" else "results"], list)


def test_the_snapshot_is_the_very_frame_that_the_socket_sends(world):
    surgery = Surgery.objects.get(slug=world.names["live"])

    snapshot = world.client("anonymous").get(f"{API}surgeries/{surgery.slug}/", headers={"Accept-Language": "cy"})

    sent = json.loads(frames.encode(frames.snapshot(surgery, STRANGER)[0]))
    assert snapshot.json() == sent
    assert any(question["faq"] for question in sent["questions"])


def test_an_event_holds_the_question_as_the_snapshot_does(world):
    client, address = world.client("anonymous"), f"{API}surgeries/{world.names['live']}/"

    questions = {q["id"]: q for q in client.get(address).json()["questions"]}
    frames_sent = client.get(f"{address}events/?since=0").json()["frames"]

    sent = [frame["data"]["question"] for frame in frames_sent if "question" in frame.get("data", {})]
    shown = [question for question in sent if question["id"] in questions]
    assert shown
    assert [question for question in shown if question != questions[question["id"]]] == []


def refusals(world: World) -> dict[str, Any]:
    """One request for every way to be refused: what is expected → the answer."""
    names, nobody = world.names, world.client("anonymous")
    person = world.client("resident", enforce_csrf_checks=True)
    trusted = {"Authorization": f"Token {names['resident_key']}"}
    report = {"category": "pothole", "geometry": WEST_POINT, "title": "A hole"}
    key = str(uuid.uuid4())
    sent = {"content_type": "application/json", "headers": {**trusted, "Idempotency-Key": key}}
    Category.objects.filter(code="pothole").update(active=True)
    assert nobody.post(f"{API}reports/", report, **sent).status_code == 201
    return {
        "400 invalid": nobody.get(f"{API}reports/?bbox=1"),
        "400 invalid (json)": nobody.post(f"{API}reports/", "{", content_type="application/json"),
        "400 invalid (form)": nobody.post(f"{API}reports/", "x", content_type="multipart/form-data; boundary=y"),
        "400 invalid (encoding)": nobody.post(f"{API}reports/", b"\xff\xfe", content_type="application/json"),
        "400 invalid (host)": nobody.get(f"{API}reports/", headers={"host": "evil.example"}),
        "400 invalid (cursor)": nobody.get(f"{API}surgeries/?cursor=xyz"),
        "401 sign_in": nobody.get(f"{API}reports/", headers={"Authorization": "Token unknown"}),
        "401 sign_in (act)": nobody.post(f"{API}surgeries/{names['live']}/close/"),
        "403 forbidden": person.put(f"{API}reports/{names['public_report']}/support/"),
        "404 not_found": nobody.get(f"{API}reports/nowhere22/"),
        "404 not_found (route)": nobody.get(f"{API}no/such/route/"),
        "404 not_found (api)": nobody.get("/api/nothing/"),
        "404 not_found (post)": nobody.post(f"{API}no/such/route/", {}, content_type="application/json"),
        "404 not_found (hidden)": nobody.get(f"{API}reports/{names['held_report']}/"),
        "405 method_not_allowed": nobody.delete(f"{API}reports/"),
        "405 method_not_allowed (areas)": nobody.post(f"{API}areas/wards/"),
        "406 not_acceptable": nobody.get(f"{API}reports/", headers={"Accept": "text/csv"}),
        "409 wrong_state": nobody.post(f"{API}surgeries/{names['over']}/questions/", {"text": "Late?"}, **sent),
        "413 too_large": nobody.post(f"{API}reports/", "x" * 2_000_000, content_type="application/json"),
        "415 unsupported_type": nobody.post(f"{API}reports/", "x", content_type="text/csv"),
        "422 key_reused": nobody.post(f"{API}reports/", {**report, "title": "Another"}, **sent),
    }


def test_every_refusal_has_the_one_shape(world):
    answers = refusals(world)

    for expected, answer in answers.items():
        status, code = expected.split()[:2]
        error = answer.json()["error"]
        assert (answer.status_code, error["code"]) == (int(status), code), expected
        assert set(error) == {"code", "detail", "fields"}, expected
        assert error["detail"].endswith((".", "?")), expected
        assert answer.headers["Content-Type"].startswith("application/json"), expected
        assert "Allow" in answer.headers or status != "405", expected
        assert ("WWW-Authenticate" in answer.headers) == (status == "401"), expected


def test_too_many_are_told_how_long_to_wait(world):
    client = world.client("anonymous")

    answers = [client.get(f"{API}suggestions/?q=market") for _ in range(125)]

    assert (answers[-1].status_code, answers[-1].json()["error"]["code"]) == (429, "too_fast")
    assert int(answers[-1].headers["Retry-After"]) > 0


def test_a_fault_of_ours_has_the_same_shape(world, monkeypatch):
    monkeypatch.setattr("reports.api.views.visible_reports", lambda actor: 1 / 0)
    client = world.client("anonymous")
    client.raise_request_exception = False

    answer = client.get(f"{API}reports/")

    assert (answer.status_code, answer.json()["error"]["code"]) == (500, "broken")


@pytest.mark.parametrize(("accepted", "language"), [("cy", "cy"), ("cy-GB,en;q=0.8", "cy"), ("en", "en"), ("", "en")])
def test_sentences_are_in_the_language_that_is_accepted(world, accepted, language):
    answer = world.client("anonymous").get(f"{API}reports/nowhere22/", headers={"Accept-Language": accepted})

    assert answer.headers["Content-Language"] == language
    assert "Accept-Language" in answer.headers["Vary"]
    assert answer.json()["error"]["detail"].startswith("We can’t find that.") == (language == "en")


@pytest.mark.parametrize("path", READABLE)
def test_head_says_what_get_would_and_options_what_may_be_done(world, path):
    client, address = world.client("anonymous"), API + path.format(**world.names)

    get, head, options = client.get(address), client.head(address), client.options(address)

    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["Content-Type"] == get.headers["Content-Type"]
    assert "GET" in options.headers["Allow"]
    assert options.status_code == 200


@pytest.mark.parametrize("missing_slash", ["reports", "surgeries/live-hour/questions"])
def test_a_body_sent_without_the_last_slash_is_asked_for_again_not_lost(world, missing_slash):
    answer = world.client("anonymous").post(API + missing_slash, {}, content_type="application/json")

    assert (answer.status_code, answer.headers["Location"]) == (308, f"{API}{missing_slash}/")


def test_the_same_key_is_another_act_for_another_person(world):
    key = str(uuid.uuid4())
    address = f"{API}surgeries/{world.names['live']}/questions/"

    def asked(role: str) -> Any:
        headers = {"Authorization": f"Token {world.names[f'{role}_key']}", "Idempotency-Key": key}
        return Client().post(address, {"text": f"Why, asks {role}?"}, content_type="application/json", headers=headers)

    first, second, again = asked("resident"), asked("other"), asked("resident")

    assert (first.status_code, second.status_code, again.status_code) == (201, 201, 200)
    assert first.json()["id"] == again.json()["id"] != second.json()["id"]


def test_a_list_goes_on_without_repeat_or_gap_while_others_add(world):
    from tests.factories.reports import ReportFactory

    old = {ReportFactory().ref for _ in range(5)}
    client = world.client("anonymous")

    page = client.get(f"{API}reports/?limit=3").json()
    seen = [feature["id"] for feature in page["features"]]
    while page["next"]:
        ReportFactory()
        page = client.get(page["next"]).json()
        seen += [feature["id"] for feature in page["features"]]

    assert len(seen) == len(set(seen))
    assert old <= set(seen)
