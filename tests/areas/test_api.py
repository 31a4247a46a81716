import pytest

from civic.areas.enums import PlaceKind
from tests.factories.areas import NamedPlaceFactory, StreetFactory, WardFactory, spot, square

pytestmark = pytest.mark.django_db


def test_wards_are_geojson_for_everyone(client):
    WardFactory(
        code="A", name="Brigg", slug="brigg", description="South of the bridge.", population=4870, boundary=square(0)
    )

    response = client.get("/api/v1/areas/wards/")

    assert response.status_code == 200
    assert response["Cache-Control"] == "public, max-age=3600"
    [feature] = response.json()["features"]
    assert feature["id"] == "brigg"
    assert feature["properties"] == {
        "code": "A",
        "name": "Brigg",
        "slug": "brigg",
        "description": "South of the bridge.",
        "population": 4870,
    }
    assert feature["geometry"]["type"] == "MultiPolygon"
    assert [-0.32, 52.96] in feature["geometry"]["coordinates"][0][0]


def test_places_are_found_with_their_coordinates(client):
    brigg = WardFactory(name="Brigg")
    NamedPlaceFactory(name="Carsewell Library", kind=PlaceKind.LIBRARY, ward=brigg, point=spot(0.5))

    response = client.get("/api/v1/places/", {"q": "libary"})

    assert response.json() == {
        "results": [
            {
                "name": "Carsewell Library",
                "kind": "library",
                "kind_label": "library",
                "ward": "Brigg",
                "lon": pytest.approx(-0.315),
                "lat": pytest.approx(52.965),
            }
        ],
        "next": None,
    }


@pytest.mark.parametrize("query", ["", "?q=", "?q=%00", "?q=x"])
def test_a_search_for_nothing_finds_nothing(client, query):
    StreetFactory(name="Mill Street")

    assert client.get(f"/api/v1/places/{query}").json() == {"results": [], "next": None}


def test_nobody_may_write(client):
    assert client.post("/api/v1/places/").status_code == 405


def test_a_machine_that_asks_too_often_is_told_to_wait(client):
    codes = [client.get("/api/v1/places/?q=mill").status_code for _ in range(121)]

    assert codes[:120] == [200] * 120
    assert codes[120] == 429
