"""Photos sent with a report: as multipart, and refused by name."""

from __future__ import annotations

import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from reports.models import Report
from tests.factories.reports import (
    WEST_POINT,
)
from tests.reports.api.sending import URL, a_photo

pytestmark = pytest.mark.django_db


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
