"""Three consultations; the library's with its hundred and fifty comments."""

from __future__ import annotations

import datetime as dt
import random

from civic.accounts.actors import SYSTEM, Actor
from civic.core import clock
from civic.demo.content import library
from civic.demo.seed.cast import Cast
from consultations.actions.create_consultation import SectionDraft, create_consultation
from consultations.actions.note_phases import note_phases
from consultations.actions.post_comment import post_comment
from consultations.actions.record_outcome import record_outcome
from consultations.actions.support_comment import support_comment

LIBRARY = "library"
LIBRARY_OPENED_DAYS_AGO, LIBRARY_CLOSES_IN_DAYS = 26, 9
PROMISE = (
    "Every comment is read by a person. The cabinet gets all of them, unshortened. "
    "When it has decided, we say here what we asked, what you said and what we did."
)


def make_consultations(*, cast: Cast, rng: random.Random, now: dt.datetime) -> None:
    """The closed one first, so that the town's history is told in order."""
    for slug, title, summary, body, opens, closes in sorted(library.OTHERS, key=lambda row: row[4]):
        _open(
            slug,
            title,
            summary,
            body,
            now + dt.timedelta(days=opens),
            (now + dt.timedelta(days=closes)).replace(hour=17, minute=0),
            [],
        )
        last = min(now, now + dt.timedelta(days=closes)) - dt.timedelta(hours=3)
        _talk(slug, "", library.OTHER_COMMENTS[slug], cast, rng, now + dt.timedelta(days=opens, hours=5), last)
    with clock.at(now - dt.timedelta(days=200)):
        asked, said, did = library.MARKET_OUTCOME
        record_outcome(by=cast.officer, slug="market-square-traffic", asked=asked, said=said, did=did)
    opens_at = now - dt.timedelta(days=LIBRARY_OPENED_DAYS_AGO)
    closes_at = (now + dt.timedelta(days=LIBRARY_CLOSES_IN_DAYS)).replace(hour=17, minute=0)
    _open(LIBRARY, library.TITLE, library.SUMMARY, library.INTRO, opens_at, closes_at, library.SECTIONS)
    for key, words in library.COMMENTS.items():
        _talk(LIBRARY, key, words, cast, rng, opens_at + dt.timedelta(hours=2), now - dt.timedelta(hours=1))
    _wait_for_the_desk(cast, now)
    note_phases()


def _open(
    slug: str, title: str, summary: str, body: str, opens_at: dt.datetime, closes_at: dt.datetime,
    sections: list[tuple[str, str, str]],
) -> None:  # fmt: skip
    with clock.at(opens_at - dt.timedelta(days=3)):
        create_consultation(
            by=SYSTEM, slug=slug, title=title, summary=summary, intro=body, promise=PROMISE,
            opens_at=opens_at, closes_at=closes_at, sections=[SectionDraft(*row) for row in sections],
        )  # fmt: skip
    with clock.at(opens_at + dt.timedelta(minutes=1)):
        note_phases()


def _talk(
    slug: str, section: str, words: str, cast: Cast, rng: random.Random, start: dt.datetime, end: dt.datetime
) -> None:
    """Each line of `words` at its time; ">" answers what stands above, "!" does so officially."""
    lines = [line for line in words.strip().splitlines() if line]
    step = (end - start) / (len(lines) + 1)
    root, speakers = "", list(cast.residents)
    rng.shuffle(speakers)
    for number, line in enumerate(lines):
        at = start + step * (number + rng.uniform(0.1, 0.9))
        official, reply = line.startswith("!"), line.startswith((">", "!"))
        by: Actor = (
            rng.choice([cast.staff["Linda Marsh"], cast.councillor]) if official else speakers[number % len(speakers)]
        )
        with clock.at(at):
            comment = post_comment(
                by=by, slug=slug, section=section, text=line.lstrip(">! "), parent=root if reply else ""
            )
        root = root if reply else comment.ref
        for person in rng.sample(cast.residents, k=min(int(rng.expovariate(0.8)), 8)):
            if person.id != by.id:
                with clock.at(min(at + dt.timedelta(hours=rng.uniform(0.2, 30)), end)):
                    support_comment(by=person, ref=comment.ref)


def _wait_for_the_desk(cast: Cast, now: dt.datetime) -> None:
    """People who are new here: their words wait for a moderator."""
    words = [
        "My first time writing here. Please keep the Saturday story hour.",
        "It is all fixed already, you are just going through the motions, like always.",
    ]
    for person, text in zip(cast.newcomers, words, strict=False):
        with clock.at(now - dt.timedelta(hours=2)):
            post_comment(by=person, slug=LIBRARY, section="keep", text=text)
