"""The council's own pages: answers, news, wards, and those answers of the surgery that became pages."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence

from civic.accounts.actors import SYSTEM
from civic.core import clock
from civic.demo.content import pages as words
from civic.demo.seed.cast import Cast
from civic.pages.actions.add_faq_page import add_faq_page
from civic.pages.actions.add_news_page import add_news_page
from civic.pages.actions.draft_from_question import draft_from_question
from civic.pages.actions.ensure_ward_pages import ensure_ward_pages
from civic.pages.actions.publish_page import publish_page

FROM_SURGERY = 3  # of the answers asked for as pages; the others wait as drafts, for a visitor to publish


def make_pages(*, wanted: Sequence[str], cast: Cast, rng: random.Random, now: dt.datetime) -> None:
    """wanted: references of the answered questions that should become pages."""
    with clock.at(now - dt.timedelta(days=500)):
        ensure_ward_pages(by=SYSTEM)
    for question, answer, topic in words.FAQS:
        at = now - dt.timedelta(days=rng.randint(30, 480))
        with clock.at(at):
            add_faq_page(
                by=SYSTEM, question=question, answer_html=answer, topic=topic, at=at,
                answered_by=rng.choice(["Dev Chandra", "Linda Marsh"]), role="Council officer",
            )  # fmt: skip
    for number, ref in enumerate(wanted):
        with clock.at(now - dt.timedelta(days=14, hours=number)):
            page = draft_from_question(ref=ref)
        if page is not None and number < FROM_SURGERY:
            with clock.at(now - dt.timedelta(days=12, hours=number)):
                publish_page(parent=page.get_parent(), page=page, user=cast.officer.user)
    for title, summary, body, days in sorted(words.NEWS, key=lambda row: -row[3]):
        at = now - dt.timedelta(days=days)
        with clock.at(at):
            add_news_page(by=SYSTEM, title=title, summary=summary, body_html=body, on=at.date())
