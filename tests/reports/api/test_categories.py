"""What may be reported, with its questions and who is responsible."""

from __future__ import annotations

import pytest

from tests.factories.reports import (
    CategoryFactory,
    a_town,
)

pytestmark = pytest.mark.django_db


def test_categories_say_what_is_asked_and_who_is_responsible(client):
    a_town()
    CategoryFactory(questions=[{"code": "size", "label": "How big?", "kind": "choice", "choices": [["s", "Small"]]}])

    answer = client.get("/api/v1/categories/?lon=-0.315&lat=52.97").json()

    category = answer["results"][0]
    assert (answer["inside"], answer["ward"], answer["next"]) == (True, "Brigg", None)
    assert (category["code"], category["responsible"]) == ("pothole", "The highways team")
    assert category["questions"][0]["choices"] == [{"code": "s", "label": "Small"}]
    assert client.get("/api/v1/categories/?lon=-0.5&lat=52.97").json()["inside"] is False
