"""A page or a list asks the same number of queries however much there is to show."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from civic.accounts.actors import Actor
from civic.accounts.enums import Role
from civic.pages.actions.publish_page import publish_page
from civic.pages.models import WardIndexPage, WardPage
from consultations.surgeries.actions.answer_question import answer_question
from tests.factories.accounts import a_person, a_trusted_person, staff
from tests.factories.consultations import ConsultationFactory, posted
from tests.factories.pages import a_news_page, an_answer_page
from tests.factories.reports import ReportFactory, ReportPhotoFactory, a_town
from tests.factories.surgeries import a_held_question, a_host, a_question, a_surgery

pytestmark = pytest.mark.django_db


class Town:
    """A place in which more of everything can be made: things, people who made them, words about them."""

    def __init__(self) -> None:
        self.ward, _east = a_town()
        self.resident, self.moderator, self.host = a_trusted_person(), staff(Role.MODERATOR), a_host()
        self.place = ConsultationFactory(area=self.ward)
        self.surgery = a_surgery(host=self.host, area_id=self.ward.pk)
        self.report = ReportFactory(area=self.ward)
        self.answer = an_answer_page("The first question", area=self.ward)
        self.ward_page = WardPage(title="Brigg", slug="brigg-page", ward=self.ward)
        publish_page(parent=WardIndexPage.objects.get(locale__language_code="en"), page=self.ward_page)

    def grow(self, number: int) -> None:
        for one in range(number):
            report = ReportFactory(area=self.ward, author=self.resident.user)
            ReportPhotoFactory(report=report), ReportPhotoFactory(report=self.report)
            ReportFactory(area=self.ward, visibility="held", author=a_person().user)
            posted(a_trusted_person(), self.place)
            posted(self.resident, self.place)
            posted(a_person(), self.place)
            answer_question(by=self.host, question=a_question(self.surgery, f"Why, {one}?"), text="So.")
            a_question(self.surgery, f"When, {one}?", by=self.resident)
            a_held_question(self.surgery)
            a_surgery(area_id=self.ward.pk)
            an_answer_page(f"Question {one}", area=self.ward)
            a_news_page(f"News {one}", area=self.ward)
            ConsultationFactory(area=self.ward)

    def cost(self, actor: Actor | None, path: str) -> int:
        client = Client()
        if actor is not None:
            client.force_login(actor.user, backend=settings.AUTHENTICATION_BACKENDS[-1])  # type: ignore[arg-type]
        cache.clear()
        client.get("/privacy/")  # what is kept for longer than a page
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(path)
        assert answer.status_code == 200, path
        return len(asked)


def costs(town: Town) -> dict[str, int]:
    addresses: list[tuple[Any, str]] = [
        *((None, path) for path in ("/reports/", "/consultations/", "/surgeries/", "/faq/", "/news/", "/")),
        (None, town.report.get_absolute_url()),
        (None, f"/consultations/{town.place.slug}/"),
        (None, f"/surgeries/{town.surgery.slug}/"),
        (None, town.answer.get_url()),
        (None, town.ward_page.get_url()),
        (town.resident, "/my/"),
        (town.moderator, "/moderation/"),
        (town.host, f"/surgeries/{town.surgery.slug}/desk/"),
        (None, "/api/v1/reports/"),
        (None, "/api/v1/surgeries/"),
        (None, f"/api/v1/surgeries/{town.surgery.slug}/"),
        (None, f"/api/v1/surgeries/{town.surgery.slug}/events/?since=0"),
        (None, f"/api/v1/consultations/{town.place.slug}/comments/"),
    ]
    return {path: town.cost(actor, path) for actor, path in addresses}


def test_what_is_shown_costs_the_same_queries_for_many_as_for_few():
    town = Town()
    town.grow(2)
    few = costs(town)
    town.grow(5)

    many = costs(town)

    assert {path: (few[path], count) for path, count in many.items() if count > few[path]} == {}
