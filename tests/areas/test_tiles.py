import io
import threading

import pytest
from django.contrib.gis.geos import LineString, Point, Polygon
from PIL import Image

from civic.areas.actions.replace_basemap import replace_basemap
from civic.areas.basemap import tiles
from civic.areas.basemap.chart import chart_of
from civic.areas.basemap.labels import plan_labels
from civic.areas.basemap.mercator import TileAddress, TileOutOfRange
from civic.areas.basemap.tiles import draw_tile, tile_png, tile_version
from civic.areas.models import BasemapFeature
from tests.factories.areas import spot, square, way

pytestmark = pytest.mark.django_db

Z, X, Y = 16, 32710, 21358  # holds the middle of the first square


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.CIVIC_VAR = tmp_path


@pytest.fixture
def basemap():
    return replace_basemap(
        features=[
            BasemapFeature(layer="area", geom=square(0)),
            BasemapFeature(layer="ward", geom=square(0), name="Brigg"),
            BasemapFeature(
                layer="road", kind="primary", rank=6, name="Mill Street", width_m=9, geom=way((0.1, 0.5), (0.9, 0.52))
            ),
            BasemapFeature(layer="place", kind="church", name="St Bride’s", geom=spot(0.5, 0.7)),
        ]
    )


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


def test_a_tile_is_a_png_of_256_pixels_or_twice_that(basemap):
    assert opened(tile_png(TileAddress(Z, X, Y))).size == (256, 256)
    assert opened(tile_png(TileAddress(Z, X, Y), scale=2)).size == (512, 512)


def test_a_road_is_drawn_in_its_colour(basemap):
    colours = opened(tile_png(TileAddress(15, X // 2, Y // 2))).getcolors(70_000)

    assert (0xFA, 0xDC, 0x9C) in {colour for _count, colour in colours}


def test_where_nothing_is_the_tile_is_plain_and_not_kept(basemap, tmp_path):
    image = opened(tile_png(TileAddress(16, 10, 10)))

    assert len(image.getcolors()) == 1
    assert not list(tmp_path.rglob("*.png"))


def test_a_tile_is_drawn_once_and_then_read(basemap, tmp_path, monkeypatch):
    first = tile_png(TileAddress(Z, X, Y))
    monkeypatch.setattr(tiles, "draw_tile", lambda *_args: pytest.fail("drawn again"))

    assert tile_png(TileAddress(Z, X, Y)) == first
    assert [path.name for path in tmp_path.rglob("*.p*")] == [f"{Y}@1.png"]


def test_a_disk_that_refuses_costs_only_the_cache(basemap, settings, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    settings.CIVIC_VAR = blocked

    assert opened(tile_png(TileAddress(Z, X, Y))).size == (256, 256)


def test_new_features_make_a_new_edition_and_old_tiles_go(basemap, tmp_path):
    versions = []
    for north in (0.3, 0.4, 0.6):
        replace_basemap(features=[BasemapFeature(layer="road", kind="primary", geom=way((0.1, north), (0.9, north)))])
        tile_png(TileAddress(Z, X, Y))
        versions.append(tile_version())

    assert len(set(versions)) == 3
    assert {folder.name for folder in (tmp_path / "tiles").iterdir()} <= set(versions[1:])


def test_the_same_features_keep_their_edition(basemap):
    same = [
        BasemapFeature(layer=row.layer, kind=row.kind, rank=row.rank, name=row.name, width_m=row.width_m, geom=row.geom)
        for row in BasemapFeature.objects.order_by("pk")
    ]

    assert replace_basemap(features=same) == basemap


def test_words_at_a_tile_edge_are_whole(basemap):
    """Neighbouring tiles, put together, show the same as one place of the label plan."""
    chart = chart_of(basemap)
    label = next(
        label for label in plan_labels(chart, Z).labels if label.pieces and label.pieces[0].text == "Mill Street"
    )
    west, north, east, south = label.bounds

    touched = {(int(x // 256), int(y // 256)) for x in (west, east) for y in (north, south)}
    ink = 0
    for x, y in touched:
        image = draw_tile(chart, TileAddress(Z, x, y), 1)
        ink += sum(count for count, colour in image.getcolors(70_000) if sum(colour) < 330)

    assert len(touched) >= 1
    assert ink > 150


def test_a_label_that_would_stand_on_another_is_left_out():
    same_spot = [BasemapFeature(layer="place", kind="village", name=name, geom=spot(0.5)) for name in ("Ings", "Holme")]
    edition = replace_basemap(features=same_spot)

    labels = plan_labels(chart_of(edition), 14).labels

    assert [label.pieces[0].text for label in labels] == ["Ings"]


@pytest.mark.parametrize(("z", "x", "y"), [(10, 1, 1), (19, 1, 1), (12, 4096, 0), (12, 0, 4096), (12, -1, 0)])
def test_tiles_that_do_not_exist_are_refused(z, x, y):
    with pytest.raises(TileOutOfRange):
        TileAddress(z, x, y)


def test_the_view_serves_a_tile_that_may_be_kept(client, basemap):
    response = client.get(f"/tiles/base/{Z}/{X}/{Y}.png")

    assert response.status_code == 200
    assert response["Content-Type"] == "image/png"
    assert response["Cache-Control"] == "public, max-age=604800"
    assert not response.cookies
    again = client.get(f"/tiles/base/{Z}/{X}/{Y}.png", headers={"if-none-match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_versioned_address_may_be_kept_for_a_year_and_twice_the_size_has_its_own(client, basemap):
    response = client.get(f"/tiles/base/{Z}/{X}/{Y}@2x.png?v=1")

    assert opened(response.content).size == (512, 512)
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize(
    "path", ["10/1/1.png", "19/1/1.png", "12/99999999999999999999/1.png", "12/1/x.png", "12/1/-1.png"]
)
def test_the_view_answers_404_for_what_is_no_tile(client, path):
    assert client.get(f"/tiles/base/{path}").status_code == 404


def test_an_empty_house_serves_plain_tiles(client):
    response = client.get(f"/tiles/base/{Z}/{X}/{Y}.png")

    assert len(opened(response.content).getcolors()) == 1


@pytest.mark.django_db(transaction=True)
def test_many_threads_draw_the_same_tile_without_harm(tmp_path):
    replace_basemap(
        features=[BasemapFeature(layer="road", kind="primary", name="Mill Street", geom=way((0.1, 0.5), (0.9, 0.5)))]
    )
    found: list[bytes] = []

    def ask():
        from django.db import connection

        found.append(tile_png(TileAddress(Z, X, Y)))
        connection.close()

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(found) == 6
    assert len(set(found)) == 1
    assert not list(tmp_path.rglob("*.part"))


def test_holes_and_odd_shapes_do_not_stop_the_brush(tmp_path):
    hole = Polygon([(-0.318, 52.962), (-0.312, 52.962), (-0.312, 52.966), (-0.318, 52.962)], srid=4326)
    replace_basemap(
        features=[
            BasemapFeature(layer="water", name="Pond", geom=hole),
            BasemapFeature(
                layer="road", kind="unknown", name="?", geom=LineString((-0.318, 52.962), (-0.3179, 52.9621), srid=4326)
            ),
            BasemapFeature(layer="place", kind="unknown", name="?", geom=Point(-0.315, 52.964, srid=4326)),
            BasemapFeature(layer="tree", geom=Point(-0.315, 52.964, srid=4326)),
        ]
    )

    assert opened(tile_png(TileAddress(17, X * 2, Y * 2 + 1))).size == (256, 256)
