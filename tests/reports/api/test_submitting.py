"""A report sent by a program: what it answers, what a repeat is, and what is refused."""

from __future__ import annotations

import json
import uuid

import pytest
from django.test import Client

from civic.accounts.actions.make_api_token import make_api_token
from reports.enums import State
from reports.models import Report
from tests.factories.reports import (
    BOW_TIE,
    DITCH,
    OUTSIDE,
    WEST_POINT,
)
from tests.reports.api.sending import URL, post

pytestmark = pytest.mark.django_db


def test_a_new_report_answers_with_its_feature(api, body):
    answer = post(api, body)

    feature = answer.json()
    assert answer.status_code == 201
    assert (feature["type"], feature["id"], feature["geometry"]) == (
        "Feature",
        feature["properties"]["ref"],
        WEST_POINT,
    )
    report = Report.objects.get()
    properties = feature["properties"]
    assert properties["url"] == f"http://testserver/reports/{report.ref}/"
    assert (properties["category"], properties["state"], properties["visibility"]) == ("pothole", "received", "public")
    assert (properties["support"], properties["photos"], properties["ward"]) == (0, [], "Brigg")
    assert properties["detail_html"] == "<p>By the <strong>bus stop</strong>.</p>"


def test_the_same_key_again_is_the_same_report(api, body):
    key = str(uuid.uuid4())

    first, second = post(api, body, idempotency_key=key), post(api, body, idempotency_key=key)

    assert (first.status_code, second.status_code) == (201, 200)
    assert second.headers["Idempotent-Replayed"] == "true"
    assert first.json() == second.json()
    assert Report.objects.count() == 1


def test_the_same_key_with_other_words_is_refused(api, body):
    key = str(uuid.uuid4())
    post(api, body, idempotency_key=key)

    answer = post(api, {**body, "title": "Another hole"}, idempotency_key=key)

    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "key_reused")


def test_a_visitor_repeats_without_a_cookie(body):
    key = str(uuid.uuid4())

    answers = [post(Client(), body, idempotency_key=key) for _again in range(2)]

    assert [answer.status_code for answer in answers] == [201, 200]
    assert Report.objects.get().visibility == "held"


def test_a_key_that_is_no_uuid_is_refused(api, body):
    assert post(api, body, idempotency_key="seven").json()["error"]["fields"].keys() == {"idempotency_key"}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("title", "x" * 101),
        ("title", ["a", "list"]),
        ("detail", "x" * 4001),
        ("category", "volcano"),
        ("geometry", OUTSIDE),
        ("geometry", BOW_TIE),
        ("geometry", {"type": "Point"}),
        ("geometry", None),
        ("answers", ["a"]),
        ("answers", {"no_such": 1}),
        ("email", "no address"),
        ("channel", "pigeon"),
    ],
)
def test_bad_input_is_refused_at_its_field_and_nothing_is_saved(body, field, value):
    answer = post(Client(), {**body, field: value})

    assert answer.status_code == 400
    error = answer.json()["error"]
    assert (error["code"], list(error["fields"])) == ("invalid", [field])
    assert error["fields"][field][0].endswith(".")
    assert Report.objects.count() == 0


@pytest.mark.parametrize("sent", ["{", "[]", '"words"', "\xff"])
def test_what_is_no_object_is_refused(body, sent):
    assert Client().post(URL, sent, content_type="application/json").status_code == 400


def test_another_content_type_is_refused(body):
    assert Client().post(URL, "title=a", content_type="text/plain").status_code == 415


def test_what_a_resident_may_not_set_is_ignored(api, body):
    more = {"state": "fixed", "visibility": "private", "ref": "mine", "author": 1, "people_support": 99, "area": 7}

    post(api, {**body, **more})

    report = Report.objects.get()
    assert (report.state, report.visibility, report.support) == (State.RECEIVED, "public", 0)


def test_a_key_of_the_account_signs_in(person, body):
    _token, secret = make_api_token(by=person, user=person.user, label="script")

    answer = Client().post(
        URL, json.dumps(body), content_type="application/json", headers={"Authorization": f"Token {secret}"}
    )

    assert answer.status_code == 201
    assert Report.objects.get().author == person.user


def test_json_nested_beyond_reading_is_refused_like_any_broken_json(client):
    answer = client.post(URL, '{"a":' * 3000, content_type="application/json")

    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "invalid")


def test_reports_that_are_refused_do_not_use_up_what_a_person_may_send(api, body):
    refused = {post(api, {**body, "title": ""}).status_code for _ in range(25)}

    assert (refused, post(api, body).status_code) == ({400}, 201)


def test_a_line_comes_back_as_it_was_drawn(api, body):
    assert post(api, {**body, "geometry": DITCH}).json()["geometry"] == DITCH


def test_a_visitor_who_sends_many_is_asked_to_wait(body):
    client = Client()
    for _n in range(5):
        assert post(client, body).status_code == 201

    answer = post(client, body)

    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
