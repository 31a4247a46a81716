"""Places come in as GeoJSON from anyone, and are measured in metres."""

import json

import pytest
from django.contrib.gis.geos import GEOSGeometry, LineString, MultiPolygon, Point, Polygon
from hypothesis import given
from hypothesis import strategies as st

from civic.core import geometry
from civic.core.errors import Invalid

LON, LAT = -0.31, 52.97
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.sampled_from(["type", "coordinates", "x"]), inner),
    max_leaves=30,
)


def square(size_deg, *, lon=LON, lat=LAT):
    return [[lon, lat], [lon + size_deg, lat], [lon + size_deg, lat + size_deg], [lon, lat + size_deg], [lon, lat]]


def sentence(value, **options):
    with pytest.raises(Invalid) as caught:
        geometry.parse_geojson(value, **options)
    assert list(caught.value.fields) == ["geometry"]
    return str(caught.value.fields["geometry"][0])


def shape(kind, coordinates):
    return {"type": kind, "coordinates": coordinates}


def test_point_line_and_area_become_geometries_in_wgs84():
    point = geometry.parse_geojson(json.dumps(shape("Point", [LON, LAT])))
    line = geometry.parse_geojson(shape("LineString", [[LON, LAT], [LON + 0.01, LAT]]))
    area = geometry.parse_geojson(shape("Polygon", [square(0.01)]))

    assert (point.coords, point.srid) == ((LON, LAT), 4326)
    assert (line.num_points, line.srid) == (2, 4326)
    assert (area.num_points, area.srid) == (5, 4326)


def test_feature_is_unwrapped_and_a_height_dropped():
    feature = {"type": "Feature", "properties": {}, "geometry": shape("Point", [LON, LAT, 12.5])}

    assert geometry.parse_geojson(feature).coords == (LON, LAT)


def test_area_may_have_a_hole():
    hole = square(0.002, lon=LON + 0.002, lat=LAT + 0.002)

    area = geometry.parse_geojson(shape("Polygon", [square(0.01), hole]))

    assert area.num_interior_rings == 1
    assert geometry.area_m2(area) < geometry.area_m2(Polygon(square(0.01), srid=4326))


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("", "Mark the place."),
        ("{", "can’t make out"),
        ("[" * 50_000, "can’t make out"),
        ("9" * 200_000, "too many points"),
        (None, "can’t make out"),
        ([1, 2], "can’t make out"),
        ({"type": "Feature", "geometry": None}, "can’t make out"),
        (shape("MultiPoint", [[LON, LAT]]), "kind of place"),
        (shape(["Point"], [LON, LAT]), "kind of place"),
        (shape("Point", ["a", "b"]), "numbers"),
        (shape("Point", [True, False]), "numbers"),
        (shape("Point", [LON]), "numbers"),
        (shape("Point", None), "numbers"),
        ('{"type":"Point","coordinates":[NaN,52]}', "not on the map"),
        ('{"type":"Point","coordinates":[1e999,52]}', "not on the map"),
        (shape("Point", [10**400, 52]), "not on the map"),
        (shape("Point", [52.97, -181]), "not on the map"),
        (shape("LineString", [[LON, LAT]]), "two different points"),
        (shape("LineString", [[LON, LAT], [LON, LAT]]), "two different points"),
        (shape("LineString", [[LON, LAT], [LON + 0.2, LAT]]), "10 kilometres"),
        (shape("LineString", [[LON + n * 1e-5, LAT] for n in range(501)]), "too many points"),
        (shape("Polygon", []), "outline"),
        (shape("Polygon", [[[LON, LAT]]]), "three different points"),
        (shape("Polygon", [square(0.01)[:-1]]), "end where it starts"),
        (shape("Polygon", [square(0.05)]), "5 square kilometres"),
        (shape("Polygon", [[[0, 0], [0.01, 0.01], [0.01, 0], [0, 0.01], [0, 0]]]), "crosses itself"),
        (shape("Polygon", [[[LON + n * 1e-5, LAT] for n in range(600)]]), "too many points"),
    ],
)
def test_place_that_can_not_be_used_is_refused_in_words(value, words):
    assert words in sentence(value)


def test_place_of_a_kind_that_is_not_asked_for_is_refused():
    assert "kind of place" in sentence(shape("Polygon", [square(0.01)]), allow=("Point",))


def test_line_of_five_hundred_points_is_taken():
    line = geometry.parse_geojson(shape("LineString", [[LON + n * 1e-5, LAT] for n in range(500)]))

    assert line.num_points == 500


@given(json_values)
def test_whatever_json_comes_is_a_geometry_or_a_sentence(value):
    try:
        found = geometry.parse_geojson(value)
    except Invalid as refused:
        assert list(refused.fields) == ["geometry"]
    else:
        assert isinstance(found, GEOSGeometry)


@given(st.text(max_size=60))
def test_whatever_text_comes_is_a_geometry_or_a_sentence(text):
    try:
        geometry.parse_geojson(text)
    except Invalid as refused:
        assert list(refused.fields) == ["geometry"]


@given(st.floats(-180, 180), st.floats(-90, 90))
def test_point_goes_out_as_it_came_in_to_six_decimals(lon, lat):
    out = geometry.to_geojson(geometry.parse_geojson(shape("Point", [lon, lat])))

    assert out["type"] == "Point"
    assert out["coordinates"] == pytest.approx([lon, lat], abs=1e-6)


def test_geojson_has_six_decimals_at_every_depth():
    ward = MultiPolygon(Polygon([(x + 1 / 3, y + 1 / 3) for x, y in square(1, lon=0, lat=0)]), srid=4326)

    out = geometry.to_geojson(ward)

    assert out["type"] == "MultiPolygon"
    assert out["coordinates"][0][0][0] == [0.333333, 0.333333]


@pytest.mark.django_db
@pytest.mark.parametrize(("lon", "lat"), [(LON, LAT), (10, 0.5), (-70, -50)])
def test_measures_agree_with_postgis_within_six_in_a_thousand(lon, lat):
    from django.db import connection

    line = LineString((lon, lat), (lon + 0.02, lat + 0.01), srid=4326)
    area = Polygon(square(0.01, lon=lon, lat=lat), srid=4326)

    with connection.cursor() as cursor:
        cursor.execute("SELECT ST_Length(%s::geography), ST_Area(%s::geography)", [line.ewkt, area.ewkt])
        length_m, area_m2 = cursor.fetchone()

    assert geometry.length_m(line) == pytest.approx(length_m, rel=0.006)
    assert geometry.area_m2(area) == pytest.approx(area_m2, rel=0.006)


def test_area_of_several_parts_is_their_sum():
    one = Polygon(square(0.01), srid=4326)

    assert geometry.area_m2(MultiPolygon(one, Polygon(square(0.01, lon=0), srid=4326), srid=4326)) == pytest.approx(
        2 * geometry.area_m2(one)
    )


@given(st.floats(-179, 179), st.floats(-84, 84), st.sampled_from([50, 100, 500]))
def test_rounded_point_is_near_and_rounds_to_itself(lon, lat, grid_m):
    public = geometry.rounded_point(Point(lon, lat, srid=4326), grid_m=grid_m)

    assert geometry.distance_m(Point(lon, lat), public) <= grid_m
    assert geometry.distance_m(public, geometry.rounded_point(public, grid_m=grid_m)) < 1


def test_neighbours_are_given_the_same_public_point():
    here = geometry.rounded_point(Point(LON, LAT, srid=4326))

    inside = Point(here.x + 0.0002, here.y - 0.0002, srid=4326)

    assert geometry.rounded_point(inside).coords == here.coords


def test_one_point_stands_for_each_shape():
    point = Point(LON, LAT, srid=4326)
    line = LineString((0, 0), (1, 0), srid=4326)
    area = Polygon(square(1, lon=0, lat=0), srid=4326)

    assert geometry.point_of(point).coords == (LON, LAT)
    assert geometry.point_of(line).coords == (0.5, 0)
    assert area.contains(geometry.point_of(area))
