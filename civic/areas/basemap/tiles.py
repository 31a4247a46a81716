"""Draws a tile, and keeps it on disk under its edition, so that each is drawn once."""

from __future__ import annotations

import io
import os
import shutil
import tempfile
from functools import lru_cache
from pathlib import Path
from threading import Lock

from django.conf import settings
from PIL import Image, ImageColor

from civic.areas.basemap import style
from civic.areas.basemap.chart import Chart, chart_of
from civic.areas.basemap.labels import Label, plan_labels
from civic.areas.basemap.lettering import mask_of
from civic.areas.basemap.mercator import TILE_PX, TileAddress
from civic.areas.basemap.painting import TilePainter
from civic.areas.basemap.symbols import symbol_of
from civic.areas.queries import basemap_edition

COLOURS = 255
EDITIONS_KEPT = 2
SAME_COLOUR = 9  # squared distance in RGB
_READING = Lock()


def tile_version() -> str:
    """What the tiles of now are kept under: the edition of the features and of the style."""
    edition = basemap_edition()
    return f"{edition}-{style.STYLE}" if edition else f"blank-{style.STYLE}"


def tile_png(tile: TileAddress, scale: int = 1) -> bytes:
    """The tile as PNG of 256 × scale pixels, from disk if it was drawn before. Scale is 1 or 2."""
    version = tile_version()
    path = _tiles_folder() / version / str(tile.z) / str(tile.x) / f"{tile.y}@{scale}.png"
    try:
        return path.read_bytes()
    except OSError:  # not drawn yet, or a disk in trouble: then it is drawn each time
        pass
    with _READING:  # a browser asks for a dozen tiles at once: the chart is read by one of them
        chart = chart_of(version.split("-")[0])
        touched = chart.touches(tile.bounds_m(64))
        if touched:
            plan_labels(chart, tile.z)
    if not touched:
        return _blank(scale)
    data = _png(draw_tile(chart, tile, scale))
    _keep(path, data)
    return data


def draw_tile(chart: Chart, tile: TileAddress, scale: int) -> Image.Image:
    """Paint the tile and set its words."""
    image = TilePainter(chart, tile).paint().finished(scale)
    plan = plan_labels(chart, tile.z)
    west, north = tile.x * TILE_PX, tile.y * TILE_PX
    labels = list(plan.within(west, north, west + TILE_PX, north + TILE_PX))
    for label in labels:
        if label.symbol:
            sign = symbol_of(label.symbol, label.symbol_px * scale)
            x, y = (label.at[0] - west) * scale, (label.at[1] - north) * scale
            image.paste(sign, (round(x - sign.width / 2), round(y - sign.height / 2)), sign)
    for label in labels:
        if label.pieces:
            _letter(image, label, west * scale, north * scale, scale)
    return image


def _letter(image: Image.Image, label: Label, west: int, north: int, scale: int) -> None:
    mask = mask_of(label.pieces, label.size_px, scale)
    at = mask.left - west, mask.top - north
    halo = next((halo for colour, halo in style.LABELS.values() if colour == label.colour), "#ffffff")
    image.paste(Image.new("RGB", mask.halo.size, halo), at, mask.halo.point(_SOFT))
    image.paste(Image.new("RGB", mask.letters.size, label.colour), at, mask.letters)


_SOFT = [round(value * 0.82) for value in range(256)]


def _png(image: Image.Image) -> bytes:
    """A palette PNG: a third of the size. The ground keeps its very colours, else tiles would differ at their seams."""
    reduced = image.quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    palette = reduced.getpalette() or []
    entries = (tuple(palette[i : i + 3]) for i in range(0, len(palette), 3))
    reduced.putpalette([value for entry in entries for value in _snapped(entry)])
    out = io.BytesIO()
    reduced.save(out, "PNG")
    return out.getvalue()


@lru_cache(maxsize=4096)
def _snapped(entry: tuple[int, ...]) -> tuple[int, ...]:
    """The colour of the style that is meant, if the entry is as good as it."""
    nearest = min(_GROUND, key=lambda colour: sum((a - b) ** 2 for a, b in zip(colour, entry, strict=True)))
    return nearest if sum((a - b) ** 2 for a, b in zip(nearest, entry, strict=True)) <= SAME_COLOUR else entry


_GROUND = [
    ImageColor.getrgb(colour)
    for colour in (style.OUTSIDE, style.LAND, style.WATER, *style.FIELDS.values(), *style.AREAS.values())
    + tuple(fill for fill, _casing in style.ROADS.values())
]


@lru_cache(maxsize=2)
def _blank(scale: int) -> bytes:
    """A plain tile, for where there is nothing."""
    image = Image.new("RGB", (TILE_PX * scale, TILE_PX * scale), style.OUTSIDE).quantize(2)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def _tiles_folder() -> Path:
    return Path(settings.CIVIC_VAR) / "tiles"


def _keep(path: Path, data: bytes) -> None:
    """Write beside and rename: another process sees the whole tile or none. A full disk costs only the cache."""
    try:
        if not path.parents[2].exists():
            _drop_old_editions(path.parents[3])
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as part:
            part.write(data)
        os.replace(part.name, path)
    except OSError:
        return


def _drop_old_editions(folder: Path) -> None:
    """Before the first tile of a new edition: only the newest of the others stays."""
    if not folder.is_dir():
        return
    editions = sorted((entry for entry in folder.iterdir() if entry.is_dir()), key=lambda entry: entry.stat().st_mtime)
    for old in editions[: -(EDITIONS_KEPT - 1)]:
        shutil.rmtree(old, ignore_errors=True)
