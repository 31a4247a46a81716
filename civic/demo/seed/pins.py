"""Three hundred reports over eighteen months: two hundred problems, and a hundred ditches drawn as lines."""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from civic.accounts.actors import Actor
from civic.core import clock
from civic.core.errors import CivicError
from civic.core.images import CleanPhoto
from civic.demo.content.problems import BRIDGE, DITCHES, PROBLEMS, WORDS_OF_OFFICERS
from civic.demo.seed.cast import Cast
from civic.demo.town.town import Town
from reports.actions.change_state import change_state
from reports.actions.submit_report import submit_report
from reports.actions.support_report import support_report
from reports.actions.withdraw_report import withdraw_report
from reports.enums import QuestionKind, State
from reports.queries import categories

PROBLEM_COUNT, DITCH_COUNT, DAYS = 199, 100, 545  # and the bridge
SILENT_WARD = "CAR11"  # hardly anybody reports there: somebody should ask why
SURGE_WARDS, SURGE_DAYS_AGO, SURGE_COUNT = ("CAR02", "CAR05", "CAR10"), 55, 34
DITCH_CATEGORY = "blocked-ditch"
WEIGHTS = {"pothole": 9, "street-light": 6, "fly-tipping": 6, "litter-bin": 3, "graffiti": 3, "flooding": 4,
           "overgrown": 4, "pavement": 4, "dog-fouling": 2, "abandoned-vehicle": 2, "park-playground": 3}  # fmt: skip
# How a report of a certain age may have gone, and how often.
OLD = [(("planned", "in_progress", "fixed"), 9), (("fixed",), 6), (("in_progress", "fixed"), 5), (("will_not_fix",), 2),
       (("not_ours",), 2), (("planned",), 2), (("withdrawn",), 1), (("duplicate",), 2)]  # fmt: skip
YOUNG = [((), 6), (("planned",), 5), (("in_progress",), 3), (("planned", "in_progress"), 3), (("fixed",), 2),
         (("needs_info",), 1), (("not_ours",), 1), (("withdrawn",), 1)]  # fmt: skip


@dataclass
class Plan:
    """One report before it is made. steps: the states it goes through."""

    at: dt.datetime
    category: str
    title: str
    detail: str
    geometry: dict[str, Any]
    steps: tuple[str, ...]
    photos: list[CleanPhoto]
    place: str


def pin_the_bridge(*, town: Town, cast: Cast, photos: dict[str, list[CleanPhoto]], now: dt.datetime) -> str:
    """The report that goes round the loop: half the town walks over that bridge. Returns its reference."""
    at = now - dt.timedelta(days=24, hours=3)
    point = town.place("Carse Bridge").point
    title, detail = BRIDGE
    with clock.at(at):
        report = submit_report(
            by=cast.resident,
            category="flooding",
            geometry={"type": "Point", "coordinates": [round(point.x, 6), round(point.y, 6)]},
            title=title,
            detail=detail,
            answers={"homes": False},
            photos=photos.get("flooding", [])[:1],
            place="Carse Bridge, Briggate",
            show_name=True,
        )
    for number, person in enumerate(cast.residents[:17]):
        with clock.at(at + dt.timedelta(hours=4 * number + 1)):
            support_report(by=person, ref=report.ref)
    with clock.at(now - dt.timedelta(days=15)):
        words = "Moved forward: the drain is cleared in the first week of December. I will write here when it is done."
        change_state(by=cast.officer, ref=report.ref, state=State.PLANNED, words=words)
    return report.ref


def make_reports(
    *, town: Town, cast: Cast, photos: dict[str, list[CleanPhoto]], rng: random.Random, now: dt.datetime
) -> list[str]:
    """Make all reports, oldest first, each with its story; returns their references."""
    plans = [*_problems(town, photos, rng, now), *_ditches(town, photos, rng, now)]
    refs: list[str] = []
    originals: dict[str, str] = {}
    for plan in sorted(plans, key=lambda plan: plan.at):
        author = cast.resident if len(refs) % 47 == 5 else cast.anyone(rng)
        with clock.at(plan.at):
            report = submit_report(
                by=author,
                category=plan.category,
                geometry=json.dumps(plan.geometry),
                title=plan.title,
                detail=plan.detail,
                answers=_answers(plan.category, rng),
                photos=plan.photos,
                place=plan.place,
                show_name=rng.random() < 0.4,
            )
        _support(report.ref, plan, cast, rng, now)
        _tell_its_story(report.ref, author, plan, cast, rng, now, originals)
        originals[plan.category] = report.ref
        refs.append(report.ref)
    return refs


def _problems(town: Town, photos: dict[str, list[CleanPhoto]], rng: random.Random, now: dt.datetime) -> Iterator[Plan]:
    codes = [ward.code for ward in town.wards if ward.code != SILENT_WARD]
    names = {ward.code: ward.name for ward in town.wards}
    for number in range(PROBLEM_COUNT):
        if number < SURGE_COUNT:
            at = now - dt.timedelta(days=SURGE_DAYS_AGO, hours=rng.uniform(0, 44))
            category, ward = rng.choice(["flooding", "flooding", "flooding", "overgrown"]), rng.choice(SURGE_WARDS)
        else:
            at = now - dt.timedelta(days=DAYS * rng.random() ** 1.4, hours=rng.uniform(1, 9))
            category = rng.choices(list(WEIGHTS), weights=list(WEIGHTS.values()))[0]
            ward = SILENT_WARD if number == SURGE_COUNT else rng.choice(codes)
        point, street = town.spot(rng, ward_code=ward)
        title, detail = rng.choice(PROBLEMS[category])
        yield Plan(
            at=at,
            category=category,
            title=title.format(street=street.name)[:100],
            detail=detail.format(street=street.name),
            geometry={"type": "Point", "coordinates": [round(point.x, 6), round(point.y, 6)]},
            steps=_steps(at, rng, now),
            photos=_some(photos.get(category, []), rng, 0.6),
            place=f"{street.name}, {names[ward]} ward",
        )


def _ditches(town: Town, photos: dict[str, list[CleanPhoto]], rng: random.Random, now: dt.datetime) -> Iterator[Plan]:
    """The mapping campaign of the summer: each ditch drawn once."""
    names = {ward.code: ward.name for ward in town.wards}
    for ditch in town.ditches[:DITCH_COUNT]:
        at = now - dt.timedelta(days=rng.triangular(15, 190, 110), hours=rng.uniform(0, 8))
        title, detail = rng.choice(DITCHES)
        line = [[round(x, 6), round(y, 6)] for x, y, *_ in ditch.line.coords]
        clear = "clear" in title
        yield Plan(
            at=at,
            category=DITCH_CATEGORY,
            title=title.format(ditch=ditch.name)[:100],
            detail=detail.format(ditch=ditch.name),
            geometry={"type": "LineString", "coordinates": line},
            steps=("fixed",)
            if clear
            else rng.choice([(), (), ("planned",), ("planned",), ("planned", "in_progress"), ("planned", "fixed")]),
            photos=_some(photos.get(DITCH_CATEGORY, []), rng, 0.35),
            place=f"{ditch.name}, {names[ditch.ward_code]} ward",
        )


def _answers(category: str, rng: random.Random) -> dict[str, Any]:
    """What the category asks, answered where it must be and now and then elsewhere."""
    asked = next(row.asked for row in categories() if row.code == category)
    found: dict[str, Any] = {}
    for question in asked:
        if question.choices and (question.required or rng.random() < 0.6):
            found[question.code] = rng.choice(question.choices)[0]
        elif question.kind == QuestionKind.YES_NO and (question.required or rng.random() < 0.6):
            found[question.code] = rng.random() < 0.2
    return found


def _steps(at: dt.datetime, rng: random.Random, now: dt.datetime) -> tuple[str, ...]:
    table = OLD if now - at > dt.timedelta(days=45) else YOUNG
    return rng.choices([steps for steps, _n in table], weights=[n for _steps, n in table])[0]


def _some(of: Sequence[CleanPhoto], rng: random.Random, share: float) -> list[CleanPhoto]:
    if not of or rng.random() > share:
        return []
    return rng.sample(list(of), k=1 if rng.random() < 0.8 else min(2, len(of)))


def _support(ref: str, plan: Plan, cast: Cast, rng: random.Random, now: dt.datetime) -> None:
    for person in rng.sample(cast.residents, k=min(int(rng.expovariate(0.8)), 9)):
        at = min(plan.at + dt.timedelta(hours=rng.uniform(1, 90)), now)
        with clock.at(at):
            try:
                support_report(by=person, ref=ref)
            except CivicError:
                continue


def _tell_its_story(
    ref: str, author: Actor, plan: Plan, cast: Cast, rng: random.Random, now: dt.datetime, originals: dict[str, str]
) -> None:
    at = plan.at
    for step in plan.steps:
        at += dt.timedelta(days=rng.triangular(0.3, 24, 4))
        if at >= now:
            return
        with clock.at(at):
            if step == State.WITHDRAWN:
                withdraw_report(by=author, ref=ref)
                return
            original = originals.get(plan.category, "") if step == State.DUPLICATE else ""
            if step == State.DUPLICATE and not original:
                return
            try:
                change_state(
                    by=cast.officer,
                    ref=ref,
                    state=step,
                    words=rng.choice(WORDS_OF_OFFICERS[step]),
                    duplicate_of=original,
                )
            except CivicError:
                return
