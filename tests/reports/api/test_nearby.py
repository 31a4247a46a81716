"""Likely duplicates around a place."""

from __future__ import annotations

import pytest
from django.contrib.gis.geos import Point

from tests.factories.reports import (
    ReportFactory,
)
from tests.reports.api.sending import URL

pytestmark = pytest.mark.django_db


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
