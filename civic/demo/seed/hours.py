"""Three surgeries: one done, one live now, one next week."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from typing import Any

from civic.accounts.actors import SYSTEM, Actor
from civic.core import clock
from civic.demo.content import surgeries as words
from civic.demo.seed.cast import Cast
from civic.links.actions.link_subjects import link_subjects
from civic.links.enums import Relation
from consultations.surgeries.actions.answer_question import answer_question
from consultations.surgeries.actions.ask_question import ask_question
from consultations.surgeries.actions.close_surgery import close_surgery
from consultations.surgeries.actions.decline_question import decline_question
from consultations.surgeries.actions.open_surgery import open_surgery
from consultations.surgeries.actions.schedule_surgery import schedule_surgery
from consultations.surgeries.actions.support_question import support_question
from consultations.surgeries.actions.take_question import take_question

DONE, LIVE, NEXT = "winter-roads", "library-questions", "buses"


def make_surgeries(*, cast: Cast, bridge: str, rng: random.Random, now: dt.datetime) -> list[str]:
    """bridge: the reference of the report that somebody asks about. Returns the references of the answered questions
    whose answers were asked to become FAQ pages."""
    wanted = _done(cast, bridge, rng, now)
    _live(cast, rng, now)
    _next(cast, rng, now)
    return wanted


def _schedule(
    slug: str,
    title: str,
    intro: str,
    at: dt.datetime,
    hosts: Sequence[Actor],
    officers: Sequence[Actor],
    said: dt.datetime,
) -> Any:
    with clock.at(said):
        return schedule_surgery(
            by=SYSTEM, slug=slug, title=title, intro=intro, starts_at=at, ends_at=at + dt.timedelta(hours=1),
            hosts=[actor.id for actor in hosts if actor.id], officers=[actor.id for actor in officers if actor.id],
        )  # fmt: skip


def _done(cast: Cast, bridge: str, rng: random.Random, now: dt.datetime) -> list[str]:
    start = (now - dt.timedelta(days=16)).replace(hour=18, minute=0, second=0, microsecond=0)
    surgery = _schedule(
        DONE,
        words.DONE_TITLE,
        words.DONE_INTRO,
        start,
        [cast.councillor],
        [cast.officer],
        start - dt.timedelta(days=10),
    )
    asked = []
    for number, (question, answer, faq) in enumerate(words.DONE):
        by = cast.resident if number == 0 else cast.anyone(rng)
        asked.append((_ask(surgery, by, question, start - dt.timedelta(hours=40 - 3 * number), cast, rng), answer, faq))
    declined = _ask(surgery, cast.anyone(rng), words.DONE_DECLINED[0], start - dt.timedelta(hours=2), cast, rng)
    with clock.at(start - dt.timedelta(minutes=30)):
        about = next(question for question, _answer, _faq in asked if "Carse Bridge" in question.text)
        link_subjects(
            source=f"report:{bridge}", target=f"question:{about.ref}", relation=Relation.ASKED_ABOUT, by=cast.officer
        )
    with clock.at(start):
        open_surgery(by=cast.councillor, surgery=surgery)
    for number, (question, answer, faq) in enumerate(asked):
        with clock.at(start + dt.timedelta(minutes=4 + 5 * number)):
            by = cast.officer if number in (3, 6) else cast.councillor
            answer_question(by=by, question=question, text=answer, faq=faq)
    with clock.at(start + dt.timedelta(minutes=56)):
        decline_question(by=cast.councillor, question=declined, reason=words.DONE_DECLINED[1])
    with clock.at(start + dt.timedelta(minutes=61)):
        close_surgery(by=cast.councillor, surgery=surgery)
    return [question.ref for question, _answer, faq in asked if faq]


def _live(cast: Cast, rng: random.Random, now: dt.datetime) -> None:
    start = now - dt.timedelta(minutes=12 + now.minute % 5)
    marsh = cast.staff["Linda Marsh"]
    surgery = _schedule(
        LIVE,
        words.LIVE_TITLE,
        words.LIVE_INTRO,
        start,
        [cast.councillor],
        [marsh, cast.officer],
        start - dt.timedelta(days=6),
    )
    answered = [
        (_ask(surgery, cast.anyone(rng), question, start - dt.timedelta(hours=9 - n), cast, rng), answer)
        for n, (question, answer) in enumerate(words.LIVE_ANSWERED)
    ]
    waiting = []
    for number, question in enumerate(words.LIVE_OPEN):
        by = cast.resident if number == 0 else cast.anyone(rng)
        at = start - dt.timedelta(hours=7) + dt.timedelta(minutes=50 * number)
        waiting.append(_ask(surgery, by, question, at, cast, rng))
    with clock.at(start):
        open_surgery(by=cast.councillor, surgery=surgery)
    for number, (question, answer) in enumerate(answered):
        with clock.at(start + dt.timedelta(minutes=3 + 4 * number)):
            answer_question(by=cast.councillor, question=question, text=answer)
    for number, (person, text) in enumerate(zip(cast.newcomers[2:], words.LIVE_HELD, strict=False)):
        with clock.at(start + dt.timedelta(minutes=5 + number)):
            ask_question(by=person, surgery=surgery, text=text)
    with clock.at(now - dt.timedelta(minutes=2)):
        take_question(by=cast.councillor, question=waiting[1])


def _next(cast: Cast, rng: random.Random, now: dt.datetime) -> None:
    start = (now + dt.timedelta(days=7)).replace(hour=18, minute=30, second=0, microsecond=0)
    host = cast.staff["Sana Iqbal"]
    surgery = _schedule(
        NEXT, words.NEXT_TITLE, words.NEXT_INTRO, start, [host], [cast.officer], now - dt.timedelta(days=3)
    )
    for number, question in enumerate(words.NEXT_ASKED):
        _ask(surgery, cast.anyone(rng), question, now - dt.timedelta(hours=30 - 5 * number), cast, rng)


def _ask(surgery: Any, by: Actor, text: str, at: dt.datetime, cast: Cast, rng: random.Random) -> Any:
    with clock.at(at):
        question = ask_question(by=by, surgery=surgery, text=text)
        for person in rng.sample(cast.residents, k=rng.randint(1, 9)):
            if person.id != by.id:
                support_question(by=person, question=question)
    return question
