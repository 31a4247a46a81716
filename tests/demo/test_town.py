import io
import time
from functools import reduce

import pytest
from PIL import Image

from civic.areas.models import BasemapFeature, NamedPlace, Postcode, Street, Ward
from civic.areas.queries import describe_place, is_inside, search_places, ward_at
from civic.demo.town.build import build_town
from civic.demo.town.load import load_town
from civic.demo.town.photos import KINDS, PHOTOS, draw_photo


@pytest.fixture(scope="module")
def town():
    return build_town(7)


def test_twelve_wards_tile_the_area_exactly(town):
    area = next(feature.geom for feature in town.features if feature.layer == "area")
    together = reduce(lambda a, b: a.union(b), [ward.boundary for ward in town.wards])

    assert len(town.wards) == 12
    assert all(ward.boundary.valid for ward in town.wards)
    assert together.equals(area)
    assert sum(ward.boundary.area for ward in town.wards) == pytest.approx(area.area, rel=1e-9)


def test_the_area_lies_in_its_frame(town):
    west, south, east, north = next(feature.geom for feature in town.features if feature.layer == "area").extent

    assert -0.36 <= west < east <= -0.26
    assert 52.94 <= south < north <= 53.00


def test_there_is_enough_of_everything(town):
    assert len(town.ditches) == 100
    assert len({ditch.name for ditch in town.ditches}) == 100
    assert 250 <= len(town.streets) <= 340
    assert len({street.name for street in town.streets}) == len(town.streets)
    assert 350 <= len(town.postcodes) <= 500
    assert len({postcode.code for postcode in town.postcodes}) == len(town.postcodes)
    assert {"library", "station", "bridge", "church", "school", "health", "leisure"} <= {
        place.kind for place in town.places
    }


def test_everything_named_lies_in_a_ward(town):
    assert all(street.ward_code for street in town.streets)
    assert all(place.ward_code for place in town.places)
    assert all(ditch.ward_code for ditch in town.ditches)


def test_every_shape_is_sound_but_houses_may_lean_on_each_other(town):
    others = [feature for feature in town.features if feature.layer not in {"building", "landmark"}]

    assert [feature.layer for feature in others if not feature.geom.valid] == []
    assert [feature.layer for feature in town.features if feature.geom.empty] == []


def test_the_same_seed_gives_the_same_town(town):
    again = build_town(7)

    assert [feature.geom.wkt for feature in again.features] == [feature.geom.wkt for feature in town.features]
    assert [street.name for street in again.streets] == [street.name for street in town.streets]


@pytest.mark.parametrize("seed", [1907])
def test_another_seed_gives_another_town_that_is_whole_too(seed, town):
    other = build_town(seed)

    assert len(other.ditches) == 100
    assert all(ward.boundary.valid for ward in other.wards)
    assert other.wards[0].boundary.wkt != town.wards[0].boundary.wkt


@pytest.mark.django_db
def test_the_town_is_loaded_and_can_be_asked():
    town = load_town(7)
    library = town.place("Carsewell Library")

    assert Ward.objects.count() == 12
    assert Street.objects.count() == len(town.streets)
    assert NamedPlace.objects.count() == len(town.places)
    assert Postcode.objects.count() == len(town.postcodes)
    assert BasemapFeature.objects.count() == len(town.features)
    assert ward_at(library.point).name == "Market"
    assert search_places("libary")[0].name == "Carsewell Library"
    assert is_inside(town.ditches[0].line)
    assert describe_place(town.ditches[0].line.interpolate_normalized(0.4)).startswith(town.ditches[0].name)


@pytest.mark.django_db
def test_loading_again_makes_nothing_twice():
    load_town(7)
    before = set(Ward.objects.values_list("pk", flat=True)), Street.objects.count()

    load_town(7)

    assert (set(Ward.objects.values_list("pk", flat=True)), Street.objects.count()) == before


def test_forty_photos_are_drawn_all_different():
    pictures = {draw_photo(kind, number) for _category, kind, count in PHOTOS for number in range(count)}

    assert len(pictures) == 40


@pytest.mark.parametrize("kind", KINDS)
def test_a_photo_is_a_jpeg_of_1200_by_900_and_always_the_same(kind):
    data = draw_photo(kind, 1)

    assert Image.open(io.BytesIO(data)).size == (1200, 900)
    assert Image.open(io.BytesIO(data)).format == "JPEG"
    assert draw_photo(kind, 1) == data


def test_a_photo_takes_little_time():
    started = time.process_time()

    for kind in KINDS:
        draw_photo(kind, 0)

    assert (time.process_time() - started) / len(KINDS) < 0.15
