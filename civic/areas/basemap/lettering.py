"""Words as masks: letters set straight or along a curve, drawn fine and made small, with a halo."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont

FINE = 3


@lru_cache(maxsize=64)
def font_of(size_px: int) -> ImageFont.FreeTypeFont:
    """The face that comes with Pillow (Aileron, in the public domain): a bare server has no other."""
    font = ImageFont.load_default(size_px)
    if not isinstance(font, ImageFont.FreeTypeFont):
        raise RuntimeError("Pillow was built without FreeType: the basemap can't be lettered")
    return font


@lru_cache(maxsize=8192)
def width_of(text: str, size_px: int) -> float:
    """How wide the text is, in pixels."""
    return font_of(size_px * 4).getlength(text) / 4


@dataclass(frozen=True)
class Glyphs:
    """A piece of text with its middle at x, y (pixels of the zoom level) and its slope in degrees, downwards."""

    text: str
    x: float
    y: float
    slope: float = 0.0


@dataclass(frozen=True)
class Mask:
    """Letters and halo as grey masks; left and top are whole pixels of the zoom level, times the scale."""

    left: int
    top: int
    letters: Image.Image
    halo: Image.Image


@lru_cache(maxsize=2048)
def mask_of(pieces: tuple[Glyphs, ...], size_px: int, scale: int, halo_px: float = 1.6) -> Mask:
    """The pieces as one mask at 256 × scale pixels a tile."""
    fine = FINE * scale if scale == 1 else FINE
    factor = scale * fine
    reach = size_px * 1.2
    spread = [width_of(piece.text, size_px) / 2 + reach for piece in pieces]
    left = math.floor(min(piece.x - room for piece, room in zip(pieces, spread, strict=True)) * scale)
    top = math.floor(min(piece.y - room for piece, room in zip(pieces, spread, strict=True)) * scale)
    right = math.ceil(max(piece.x + room for piece, room in zip(pieces, spread, strict=True)) * scale)
    bottom = math.ceil(max(piece.y + room for piece, room in zip(pieces, spread, strict=True)) * scale)
    if all(piece.slope == 0 for piece in pieces):
        top = math.floor(min(piece.y for piece in pieces) * scale - reach * scale)
        bottom = math.ceil(max(piece.y for piece in pieces) * scale + reach * scale)
    size = (right - left) * fine, (bottom - top) * fine
    letters, halo = Image.new("L", size, 0), Image.new("L", size, 0)
    for piece in pieces:
        at = piece.x * factor - left * fine, piece.y * factor - top * fine
        _set(letters, piece, size_px * factor, 0, at)
        _set(halo, piece, size_px * factor, round(halo_px * factor), at)
    return Mask(left, top, letters.reduce(fine), halo.reduce(fine))


def _set(sheet: Image.Image, piece: Glyphs, size: int, stroke: int, at: tuple[float, float]) -> None:
    """Set one piece on the sheet, turned about its middle."""
    if piece.slope == 0:
        ImageDraw.Draw(sheet).text(at, piece.text, 255, font_of(size), "mm", stroke_width=stroke)
        return
    turned = _turned(piece.text, size, stroke, round(piece.slope, 1))
    corner = round(at[0] - turned.width / 2), round(at[1] - turned.height / 2)
    sheet.paste(255, corner, turned)


@lru_cache(maxsize=4096)
def _turned(text: str, size: int, stroke: int, slope: float) -> Image.Image:
    font = font_of(size)
    wide, tall = math.ceil(font.getlength(text)) + 2 * stroke + 4, round(size * 1.5) + 2 * stroke
    straight = Image.new("L", (wide, tall), 0)
    ImageDraw.Draw(straight).text((wide / 2, tall / 2), text, 255, font, "mm", stroke_width=stroke)
    return straight.rotate(-slope, Image.Resampling.BILINEAR, expand=True)
