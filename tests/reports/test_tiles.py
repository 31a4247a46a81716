"""Maps of other people read our reports as vector tiles: all that is public, and nothing else."""

import math

import pytest
from django.contrib.gis.geos import Point
from django.test import Client

from tests.factories.reports import ReportFactory

pytestmark = pytest.mark.django_db


def address_of(point: Point, z: int = 14) -> str:
    x = int((point.x + 180) / 360 * 2**z)
    y = int((1 - math.asinh(math.tan(math.radians(point.y))) / math.pi) / 2 * 2**z)
    return f"/tiles/reports/{z}/{x}/{y}.mvt"


def test_a_tile_holds_the_public_reports_of_its_place(client: Client):
    report = ReportFactory(title="Deep hole", visibility="public")

    answer = client.get(address_of(report.point))

    assert (answer.status_code, answer["Content-Type"]) == (200, "application/vnd.mapbox-vector-tile")
    wanted = (b"reports", report.ref.encode(), b"Deep hole", b"state", b"category", b"support")
    assert [word for word in wanted if word not in answer.content] == []


@pytest.mark.parametrize("hidden", ["unconfirmed", "held", "private", "removed"])
def test_a_tile_holds_nothing_that_is_hidden(client: Client, hidden):
    report = ReportFactory(visibility=hidden)

    assert report.ref.encode() not in client.get(address_of(report.point)).content


def test_where_nothing_lies_the_tile_is_empty(client: Client):
    answer = client.get("/tiles/reports/14/0/0.mvt")

    assert (answer.status_code, answer.content) == (200, b"")


@pytest.mark.parametrize("address", ["23/0/0", "3/8/0", "3/0/8"])
def test_an_address_that_is_no_tile_is_not_found(client: Client, address):
    assert client.get(f"/tiles/reports/{address}.mvt").status_code == 404
