import json

import pytest
from django.core.management import CommandError, call_command

from civic.areas.actions.import_areas import import_areas
from civic.areas.models import NamedPlace, Postcode, Street, Ward
from civic.eventlog.models import Event
from tests.factories.areas import WardFactory, as_collection, as_feature, spot, square, way

pytestmark = pytest.mark.django_db


def a_ward(code="A", name="Brigg", column=0, **properties):
    return as_feature(square(column), code=code, name=name, **properties)


def test_wards_are_created_and_then_updated_by_their_code():
    import_areas(collection=as_collection(a_ward(population=4000)), kind="wards")

    again = import_areas(collection=as_collection(a_ward(name="Brigg and Wharf"), a_ward("B", "Ings", 1)), kind="wards")

    assert (again.created, again.updated, again.removed) == (1, 1, 0)
    assert list(Ward.objects.values_list("code", "name", "slug")) == [
        ("A", "Brigg and Wharf", "brigg-and-wharf"),
        ("B", "Ings", "ings"),
    ]


def test_replace_removes_what_the_file_does_not_name():
    WardFactory(code="OLD", name="Old")

    imported = import_areas(collection=as_collection(a_ward()), kind="wards", replace=True)

    assert imported.removed == 1
    assert [ward.code for ward in Ward.objects.all()] == ["A"]


def test_streets_and_places_get_the_ward_they_lie_in():
    brigg = WardFactory(name="Brigg", boundary=square(0))
    streets = as_collection(as_feature(way((0.2, 0.5), (0.8, 0.5)), name="Mill Street"))
    places = as_collection(
        as_feature(spot(0.5), name="St Bride’s", kind="church"),
        as_feature(way((1.2, 0.5), (1.8, 0.5)), name="Otter Pow", kind="ditch"),
    )

    import_areas(collection=streets, kind="streets")
    import_areas(collection=places, kind="places")

    assert Street.objects.get().ward == brigg
    assert NamedPlace.objects.get(kind="church").ward == brigg
    ditch = NamedPlace.objects.get(kind="ditch")
    assert (ditch.ward, ditch.course.num_points, ditch.folded) == (None, 2, "otter pow")


def test_postcodes_are_stored_without_space():
    import_areas(collection=as_collection(as_feature(spot(0.5), postcode="cz1 2ab")), kind="postcodes")

    assert [(row.code, str(row)) for row in Postcode.objects.all()] == [("CZ12AB", "CZ1 2AB")]


@pytest.mark.parametrize(
    ("kind", "feature", "sentence"),
    [
        ("wards", {"type": "Thing"}, "Feature 1: it is not a GeoJSON feature."),
        ("wards", {"type": "Feature", "geometry": None}, "Feature 1: it has no geometry."),
        ("wards", as_feature(square(0), code="A"), "Feature 1: the property “name” is missing."),
        (
            "wards",
            as_feature(spot(0), code="A", name="B"),
            "Feature 1: it is a Point; expected is MultiPolygon / Polygon.",
        ),
        ("places", as_feature(spot(0), name="X", kind="volcano"), "Feature 1: volcano is no kind of place"),
        ("postcodes", as_feature(spot(0), postcode="12345"), "Feature 1: 12345 does not read as a postcode."),
        (
            "postcodes",
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [500000, 200000]},
                "properties": {"postcode": "CZ1 1AA"},
            },
            "Feature 1: a coordinate lies outside the world",
        ),
        (
            "streets",
            {
                "type": "Feature",
                "geometry": {"type": "LineString", "coordinates": [[0, "x"]]},
                "properties": {"name": "X"},
            },
            "Feature 1: a coordinate is not a pair of numbers.",
        ),
    ],
)
def test_a_bad_feature_is_told_in_a_sentence_and_nothing_is_changed(kind, feature, sentence):
    imported = import_areas(collection=as_collection(feature), kind=kind)

    assert len(imported.errors) == 1
    assert imported.errors[0].startswith(sentence)


def test_one_bad_feature_keeps_the_good_ones_out():
    imported = import_areas(collection=as_collection(a_ward(), a_ward("A", "Twice")), kind="wards")

    assert imported.errors == ["Feature 2: it is there twice."]
    assert not Ward.objects.exists()
    assert not Event.objects.exists()


def test_a_self_crossing_ward_is_refused():
    ring = [[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]
    bow_tie = {"type": "Polygon", "coordinates": [ring]}
    feature = {"type": "Feature", "geometry": bow_tie, "properties": {"code": "A", "name": "Bow"}}

    assert import_areas(collection=as_collection(feature), kind="wards").errors == [
        "Feature 1: the boundary of Bow crosses itself."
    ]


@pytest.mark.parametrize("collection", [{}, [], {"features": 3}, "x"])
def test_what_is_no_collection_is_refused(collection):
    assert import_areas(collection=collection, kind="wards").errors == [
        "This is not a GeoJSON FeatureCollection: it has no list of features."
    ]


def test_a_dry_run_counts_and_changes_nothing():
    imported = import_areas(collection=as_collection(a_ward()), kind="wards", dry_run=True)

    assert imported.created == 1
    assert not Ward.objects.exists()
    assert not Event.objects.exists()


def test_an_import_is_recorded_without_names():
    import_areas(collection=as_collection(a_ward()), kind="wards")

    event = Event.objects.get()
    assert (event.verb, event.stream.name, event.facts) == (
        "areas.imported",
        "areas:wards",
        {"created": 1, "updated": 0, "removed": 0},
    )


def test_the_command_reads_a_file_and_says_what_it_did(tmp_path, capsys):
    path = tmp_path / "wards.geojson"
    path.write_text(json.dumps(as_collection(a_ward())), "utf-8")

    call_command("import_areas", str(path), kind="wards", dry_run=True)
    call_command("import_areas", str(path), kind="wards")

    assert capsys.readouterr().out.splitlines() == [
        "Would have created 1, updated 0 and removed 0 wards.",
        "Have created 1, updated 0 and removed 0 wards.",
    ]


def test_the_command_says_what_is_wrong_with_the_file(tmp_path, capsys):
    broken, bad = tmp_path / "broken.json", tmp_path / "bad.json"
    broken.write_text("{", "utf-8")
    bad.write_text(json.dumps(as_collection({"type": "Feature"})), "utf-8")

    for path, words in (
        (tmp_path / "none.json", "can’t be read"),
        (broken, "is no JSON"),
        (bad, "Nothing was changed"),
    ):
        with pytest.raises(CommandError, match=words):
            call_command("import_areas", str(path), kind="wards")
    assert "Feature 1: it has no geometry." in capsys.readouterr().err
