from __future__ import annotations

import datetime as dt
import io
import json
import uuid

import pytest
from django.contrib.gis.geos import Point
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from civic.accounts.actions.make_api_token import make_api_token
from civic.core import clock
from reports.enums import State
from reports.models import Report
from tests.factories.accounts import a_person
from tests.factories.reports import (
    BOW_TIE,
    DITCH,
    OUTSIDE,
    WEST_POINT,
    CategoryFactory,
    ReportFactory,
    ReportPhotoFactory,
    a_town,
)

pytestmark = pytest.mark.django_db
URL = "/api/v1/reports/"


@pytest.fixture
def person():
    return a_person(name="Ann")


@pytest.fixture
def api(person):
    client = Client()
    client.force_login(person.user)
    return client


@pytest.fixture
def body():
    CategoryFactory()
    a_town()
    return {"category": "pothole", "geometry": WEST_POINT, "title": "A deep pothole", "detail": "By the **bus stop**."}


def post(client, data, **headers):
    return client.post(URL, json.dumps(data), content_type="application/json", headers=headers)


def a_photo(name="hole.jpg", size=(400, 300)):
    file = io.BytesIO()
    Image.new("RGB", size, "grey").save(file, "JPEG")
    return SimpleUploadedFile(name, file.getvalue(), "image/jpeg")


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


def test_photos_come_as_multipart_and_are_seen_in_the_feature(api, body):
    fields = {**body, "geometry": json.dumps(body["geometry"]), "photos": [a_photo(), a_photo("two.jpg")]}

    answer = api.post(URL, fields)

    photos = answer.json()["properties"]["photos"]
    assert (answer.status_code, len(photos)) == (201, 2)
    full = api.get(photos[0]["url"])
    assert (full.status_code, full.headers["Content-Type"]) == (200, "image/jpeg")
    assert b"".join(full).startswith(b"\xff\xd8\xff")


@pytest.mark.parametrize(
    ("name", "data"),
    [("words.jpg", b"just words"), ("page.svg", b"<svg/>"), ("empty.png", b""), ("cut.jpg", b"\xff\xd8\xff")],
)
def test_a_file_that_is_no_photo_refuses_the_request_and_names_itself(api, body, name, data):
    fields = {**body, "geometry": json.dumps(WEST_POINT), "photos": [a_photo(), SimpleUploadedFile(name, data)]}

    answer = api.post(URL, fields)

    assert answer.status_code == 400
    assert name in answer.json()["error"]["fields"]["photos"][0]
    assert Report.objects.count() == 0


def test_an_image_bomb_is_refused(api, body):
    file = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(file, "PNG")
    bomb = SimpleUploadedFile("bomb.png", file.getvalue(), "image/png")

    answer = api.post(URL, {**body, "geometry": json.dumps(WEST_POINT), "photos": [bomb]})

    assert answer.status_code == 400
    assert "bomb.png" in answer.json()["error"]["fields"]["photos"][0]


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


def test_an_answer_to_a_known_person_is_kept_by_no_cache(api):
    answer = api.get(URL)

    assert answer["Cache-Control"] == "private, no-store"
    assert {"Authorization", "Cookie"} <= set(answer["Vary"].split(", "))


def test_a_key_that_is_empty_is_no_visitor(client):
    assert client.get(URL, headers={"Authorization": "Token"}).status_code == 401


def test_json_nested_beyond_reading_is_refused_like_any_broken_json(client):
    answer = client.post(URL, '{"a":' * 3000, content_type="application/json")

    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "invalid")


def test_reports_that_are_refused_do_not_use_up_what_a_person_may_send(api, body):
    refused = {post(api, {**body, "title": ""}).status_code for _ in range(25)}

    assert (refused, post(api, body).status_code) == ({400}, 201)


def test_a_line_comes_back_as_it_was_drawn(api, body):
    assert post(api, {**body, "geometry": DITCH}).json()["geometry"] == DITCH


def test_only_public_reports_are_listed_newest_first(client):
    now = clock.now()
    old, new = (ReportFactory(created_at=now - dt.timedelta(days=n)) for n in (2, 1))
    for hidden in ("unconfirmed", "held", "private", "removed"):
        ReportFactory(visibility=hidden)

    answer = client.get(URL).json()

    assert (answer["type"], answer["next"]) == ("FeatureCollection", None)
    assert [feature["id"] for feature in answer["features"]] == [new.ref, old.ref]


def test_a_long_list_goes_on_by_cursor(client):
    now = clock.now()
    refs = [ReportFactory(created_at=now - dt.timedelta(minutes=n // 2)).ref for n in range(7)]

    seen, address = [], f"{URL}?limit=3&state=open"
    while address:
        page = client.get(address).json()
        seen += [feature["id"] for feature in page["features"]]
        address = page["next"]

    assert sorted(seen) == sorted(refs)
    assert len(seen) == 7


def test_the_list_is_filtered_by_box_state_category_ward_and_change(client):
    brigg, _ings = a_town()
    here = ReportFactory(state="fixed", updated_at=dt.datetime(2026, 3, 3, 9, tzinfo=dt.UTC))
    ReportFactory(category=CategoryFactory(code="graffiti"), updated_at=dt.datetime(2026, 3, 1, tzinfo=dt.UTC))

    def found(query):
        return [feature["id"] for feature in client.get(f"{URL}?{query}").json()["features"]]

    assert found("state=fixed") == found("category=pothole") == found("since=2026-03-02T00:00:00Z") == [here.ref]
    assert found("state=ended&ward=brigg") == [here.ref]
    assert len(found("bbox=-0.32,52.96,-0.31,52.98")) == 2
    assert found("bbox=-0.30,52.96,-0.29,52.98") == []


@pytest.mark.parametrize(
    "query",
    [
        "bbox=1,2,3",
        "bbox=a,b,c,d",
        "bbox=3,1,2,2",
        "state=lost",
        "since=yesterday",
        "cursor=abc",
        "limit=0",
        "limit=9999",
    ],
)
def test_a_filter_that_makes_no_sense_is_refused(client, query):
    answer = client.get(f"{URL}?{query}")

    assert answer.status_code == 400
    assert list(answer.json()["error"]["fields"]) == [query.split("=")[0]]


def test_the_list_costs_the_same_for_many_as_for_few(client, django_assert_num_queries):
    ReportPhotoFactory.create_batch(8)

    with django_assert_num_queries(1):
        features = client.get(URL).json()["features"]
    assert all(len(feature["properties"]["photos"]) == 1 for feature in features)


@pytest.mark.parametrize("visibility", ["unconfirmed", "held", "private", "removed"])
def test_what_is_not_public_is_not_found_by_others(client, visibility):
    report = ReportFactory(visibility=visibility, author=a_person().user)
    photo = ReportPhotoFactory(report=report)

    assert client.get(f"{URL}{report.ref}/").status_code == 404
    assert client.put(f"{URL}{report.ref}/support/").status_code == 404
    assert client.get(f"/reports/{report.ref}/photos/{photo.name}.jpg").status_code == 404
    assert client.get(f"{URL}nearby/?lon=-0.315&lat=52.97").json()["features"] == []


def test_no_address_or_device_is_ever_in_an_answer(client):
    report = ReportFactory(contact_email="ann@example.test", contact_name="Ann Ash", device="d" * 32)

    for address in (
        URL,
        f"{URL}{report.ref}/",
        f"{URL}nearby/?lon=-0.315&lat=52.97",
        "/reports/",
        report.get_absolute_url(),
    ):
        text = client.get(address).content.decode()
        assert "ann@example" not in text
        assert "Ann Ash" not in text
        assert "d" * 32 not in text


def test_support_is_put_and_deleted_and_counts_once(api, client):
    report = ReportFactory()
    address = f"{URL}{report.ref}/support/"

    assert api.put(address).json() == {"ref": report.ref, "support": 1, "supported": True}
    assert api.put(address).json()["support"] == 1
    assert client.put(address).json()["support"] == 2
    assert client.put(address).json()["support"] == 2
    assert api.delete(address).json() == {"ref": report.ref, "support": 1, "supported": False}
    assert api.delete(address).json()["support"] == 1


def test_likely_duplicates_come_nearest_first_with_their_distance(client):
    far = ReportFactory(geometry=Point(-0.3135, 52.97, srid=4326))
    near = ReportFactory(geometry=Point(-0.3149, 52.97, srid=4326))
    ReportFactory(geometry=Point(-0.3100, 52.97, srid=4326))
    ReportFactory(state="fixed")

    features = client.get(f"{URL}nearby/?lon=-0.315&lat=52.97&category=pothole").json()["features"]

    assert [(feature["id"], feature["properties"]["distance_m"]) for feature in features] == [
        (near.ref, 7),
        (far.ref, 101),
    ]


def test_nearby_needs_a_place(client):
    assert client.get(f"{URL}nearby/?lon=x").status_code == 400


def test_categories_say_what_is_asked_and_who_is_responsible(client):
    a_town()
    CategoryFactory(questions=[{"code": "size", "label": "How big?", "kind": "choice", "choices": [["s", "Small"]]}])

    answer = client.get("/api/v1/categories/?lon=-0.315&lat=52.97").json()

    category = answer["results"][0]
    assert (answer["inside"], answer["ward"], answer["next"]) == (True, "Brigg", None)
    assert (category["code"], category["responsible"]) == ("pothole", "The highways team")
    assert category["questions"][0]["choices"] == [{"code": "s", "label": "Small"}]
    assert client.get("/api/v1/categories/?lon=-0.5&lat=52.97").json()["inside"] is False


def test_a_visitor_who_sends_many_is_asked_to_wait(body):
    client = Client()
    for _n in range(5):
        assert post(client, body).status_code == 201

    answer = post(client, body)

    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
