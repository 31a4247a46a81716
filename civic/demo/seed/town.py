"""Builds Carsewell, in the order in which it happened, in one transaction."""

from __future__ import annotations

import io
import random
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import transaction

from civic.accounts.actors import SYSTEM
from civic.core import clock
from civic.core.images import MAX_PHOTOS, CleanPhoto, clean_photos
from civic.core.milestones import pass_milestone, passed
from civic.core.refs import drawn_from
from civic.demo.seed.cast import hire_cast
from civic.demo.seed.hours import make_surgeries
from civic.demo.seed.papers import make_pages
from civic.demo.seed.pins import make_reports, pin_the_bridge
from civic.demo.seed.talks import make_consultations
from civic.demo.town.load import load_town
from civic.demo.town.photos import PHOTOS, draw_photo
from civic.eventlog.registry import importing
from reports.actions.ensure_categories import ensure_categories

DEFAULT_SEED = 1907  # the year the library opened
MILESTONE = "demo.seeded"
T = TypeVar("T")


def build_demo(*, seed: int, say: Callable[[str], object]) -> bool:
    """Fill the database once; False if that was done before. Times lie relative to now; all else follows the seed."""
    if passed(MILESTONE):
        return False
    now = clock.now().replace(second=0, microsecond=0)
    rng = random.Random(seed)
    timed = Stopwatch(say)
    with ThreadPoolExecutor(1) as beside, transaction.atomic(), importing(), drawn_from(random.Random(seed + 1)):
        drawing = beside.submit(draw_photos)  # needs no database, so the other core draws meanwhile
        town = timed("streets, wards and ditches", lambda: load_town(seed))
        ensure_categories(by=SYSTEM)
        cast = timed("people", lambda: hire_cast(now))
        photos = timed("photos", drawing.result)
        timed("reports", lambda: make_reports(town=town, cast=cast, photos=photos, rng=rng, now=now))
        bridge = pin_the_bridge(town=town, cast=cast, photos=photos, now=now)
        timed("consultations", lambda: make_consultations(cast=cast, rng=rng, now=now))
        wanted = timed("surgeries", lambda: make_surgeries(cast=cast, bridge=bridge, rng=rng, now=now))
        timed("pages", lambda: make_pages(wanted=wanted, cast=cast, rng=rng, now=now))
        timed("search", lambda: call_command("rebuild_search", stdout=io.StringIO()))
        pass_milestone(MILESTONE)
    return True


def draw_photos() -> dict[str, list[CleanPhoto]]:
    """The drawn photos by category, each through the same pipeline as anybody's photo, five at a time."""
    wanted = [(category, kind, number) for category, kind, count in PHOTOS for number in range(count)]
    found: dict[str, list[CleanPhoto]] = {}
    for start in range(0, len(wanted), MAX_PHOTOS):
        some = wanted[start : start + MAX_PHOTOS]
        files = [
            SimpleUploadedFile(f"{kind}-{number}.jpg", draw_photo(kind, number), content_type="image/jpeg")
            for _category, kind, number in some
        ]
        for (category, _kind, _number), photo in zip(some, clean_photos(files), strict=True):
            found.setdefault(category, []).append(photo)
    return found


class Stopwatch:
    """Says each step and how long it took, so that whoever waits knows for what."""

    def __init__(self, say: Callable[[str], object]) -> None:
        self.say = say

    def __call__(self, name: str, act: Callable[[], T]) -> T:
        started = time.monotonic()
        made = act()
        self.say(f"    {name} ({time.monotonic() - started:.1f} s)")
        return made
