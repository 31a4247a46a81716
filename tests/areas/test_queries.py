import pytest
from django.contrib.gis.geos import MultiLineString, Polygon
from django.utils import translation

from civic.areas.enums import PlaceKind
from civic.areas.queries import council_bounds, describe_place, is_inside, search_places, ward_at, wards
from tests.factories.areas import NamedPlaceFactory, PostcodeFactory, StreetFactory, WardFactory, spot, square, way

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_wards():
    return WardFactory(code="A", name="Brigg", boundary=square(0)), WardFactory(
        code="B", name="Ings", boundary=square(1)
    )


def test_a_point_belongs_to_the_ward_around_it(two_wards):
    brigg, ings = two_wards

    assert ward_at(spot(0.5)) == brigg
    assert ward_at(spot(1.5)) == ings
    assert ward_at(spot(2.5)) is None


def test_a_point_on_the_common_line_always_belongs_to_the_same_ward(two_wards):
    brigg, _ings = two_wards

    assert {ward_at(spot(1.0, row)) for row in (0.2, 0.5, 0.8)} == {brigg}


def test_a_line_across_two_wards_is_inside_and_one_that_leaves_is_not(two_wards):
    assert is_inside(way((0.2, 0.5), (1.8, 0.5)))
    assert not is_inside(way((0.2, 0.5), (2.2, 0.5)))


def test_a_shape_far_away_is_not_inside(two_wards):
    far = Polygon.from_bbox((1, 1, 2, 2))
    far.srid = 4326

    assert not is_inside(far)
    assert not is_inside(spot(7, 7))


def test_bounds_are_those_of_all_wards_and_none_without_any(two_wards):
    assert council_bounds() == pytest.approx((-0.32, 52.96, -0.30, 52.97))

    wards().delete()

    assert council_bounds() is None


def test_a_place_is_described_in_words(two_wards):
    StreetFactory(name="Mill Street", line=MultiLineString(way((0.1, 0.5), (0.9, 0.5)), srid=4326))
    NamedPlaceFactory(name="St Bride’s", kind=PlaceKind.CHURCH, point=spot(0.52, 0.6))

    assert describe_place(spot(0.5, 0.51)) == "Mill Street, near St Bride’s, Brigg ward"
    with translation.override("cy"):
        assert describe_place(spot(0.5, 0.51)) == "Mill Street, near St Bride’s, Brigg ward"
    assert describe_place(spot(1.9, 0.9)) == "Ings ward"
    assert describe_place(spot(5)) == ""


def test_at_a_ditch_the_ditch_is_named_and_a_village_is_nobodys_landmark(two_wards):
    course = way((0.2, 0.2), (0.8, 0.2))
    NamedPlaceFactory(name="Otter Pow", kind=PlaceKind.DITCH, course=course, point=spot(0.5, 0.2))
    NamedPlaceFactory(name="Pow End", kind=PlaceKind.VILLAGE, point=spot(0.3, 0.2))

    assert describe_place(spot(0.3, 0.201)) == "Otter Pow, Brigg ward"


@pytest.mark.parametrize(
    "typed", ["mil street", "Mill St", "MILL STREET", "12 mill street", "Mill Street, Brigg", "mill", "mlil street"]
)
def test_a_street_is_found_however_it_is_typed(typed, two_wards):
    StreetFactory(name="Mill Street", ward=two_wards[0])
    StreetFactory(name="Fishergate", ward=two_wards[0])

    found = search_places(typed)

    assert [(hit.name, hit.kind, hit.ward_name) for hit in found] == [("Mill Street", "street", "Brigg")]


@pytest.mark.parametrize("typed", ["st brides", "St Bride's", "bride’s"])
def test_apostrophes_do_not_matter(typed):
    NamedPlaceFactory(name="St Bride’s", kind=PlaceKind.CHURCH)

    assert [hit.name for hit in search_places(typed)] == ["St Bride’s"]


def test_accents_do_not_matter():
    StreetFactory(name="Brontë Close")

    assert [hit.name for hit in search_places("bronte close")] == ["Brontë Close"]


def test_a_postcode_is_found_by_its_beginning(two_wards):
    PostcodeFactory(code="CZ1 2AB", point=spot(1.5))
    PostcodeFactory(code="CZ2 2AB", point=spot(1.5))

    found = search_places("cz12")

    assert [(hit.name, hit.kind, hit.ward_name) for hit in found] == [("CZ1 2AB", "postcode", "Ings")]


def test_the_name_itself_comes_before_names_that_resemble_it():
    for name in ("Mill Street", "Old Mill Street", "Mill Street North"):
        StreetFactory(name=name)

    assert search_places("mill street")[0].name == "Mill Street"


def test_no_more_hits_than_asked_for():
    for number in range(12):
        StreetFactory(name=f"Mill Lane {number}")

    assert len(search_places("mill", limit=5)) == 5


@pytest.mark.parametrize("typed", ["", " ", "x", "%%%", "zzqqy", "\N{ZERO WIDTH SPACE}", "a" * 5000])
def test_nonsense_finds_nothing_and_breaks_nothing(typed):
    StreetFactory(name="Mill Street")

    assert search_places(typed) == []
