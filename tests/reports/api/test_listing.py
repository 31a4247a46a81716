"""The list of reports: order, pages, filters, cost."""

from __future__ import annotations

import datetime as dt

import pytest

from civic.core import clock
from tests.factories.reports import (
    CategoryFactory,
    ReportFactory,
    ReportPhotoFactory,
    a_town,
)
from tests.reports.api.sending import URL

pytestmark = pytest.mark.django_db


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
        "bbox=170,50,-170,60",
        "bbox=nan,1,2,3",
        "bbox=1e400,1,2,3",
        "bbox=-181,1,2,3",
        "state=%00",
        "category=%00",
        "since=2026-02-30T00:00:00Z",
        "limit=%D9%A3",
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
