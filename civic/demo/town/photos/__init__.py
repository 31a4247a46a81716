"""Drawn photos of what people report: the demo needs pictures, and none may be anybody's."""

from civic.demo.town.photos.album import KINDS, PHOTOS, draw_photo

__all__ = ["KINDS", "PHOTOS", "draw_photo"]
