"""What an answer never holds, and who may keep it."""

from __future__ import annotations

import pytest

from tests.factories.accounts import a_person
from tests.factories.reports import (
    ReportFactory,
    ReportPhotoFactory,
)
from tests.reports.api.sending import URL

pytestmark = pytest.mark.django_db


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


def test_an_answer_to_a_known_person_is_kept_by_no_cache(api):
    answer = api.get(URL)

    assert answer["Cache-Control"] == "private, no-store"
    assert {"Authorization", "Cookie"} <= set(answer["Vary"].split(", "))


def test_a_key_that_is_empty_is_no_visitor(client):
    assert client.get(URL, headers={"Authorization": "Token"}).status_code == 401
