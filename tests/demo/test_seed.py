"""Carsewell is as large as promised, tells its story, writes to nobody about last year, and keeps the log whole."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from civic.accounts.models import User
from civic.areas.queries import wards
from civic.core import clock
from civic.demo.seed.town import DEFAULT_SEED, build_demo
from civic.links.models import Link
from civic.notifications.models import Delivery
from civic.pages.models import FaqPage, NewsPage, WardPage
from civic.search.queries import find
from consultations.models import Comment, Consultation
from consultations.surgeries.models import Question, Surgery
from reports.enums import State
from reports.models import Report, ReportPhoto

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def carsewell(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """The whole demo, built once for this module and rolled back."""
    from django.test import override_settings

    media = tmp_path_factory.mktemp("media")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=media), transaction.atomic():
        assert build_demo(seed=DEFAULT_SEED, say=lambda line: None)
        yield
        transaction.set_rollback(True)


def test_it_is_as_large_as_promised(carsewell: None) -> None:
    lines = [report for report in Report.objects.all() if report.geometry.geom_type == "LineString"]
    assert wards().count() == WardPage.objects.live().count() == 12
    assert (Report.objects.count(), len(lines)) == (300, 100)
    assert Comment.objects.filter(consultation__slug="library", state="published").count() == 150
    assert Consultation.objects.count() == 3
    assert sorted(Surgery.objects.values_list("state", flat=True)) == ["closed", "live", "scheduled"]
    assert FaqPage.objects.live().count() == 20
    assert NewsPage.objects.live().count() == 6


def test_reports_are_in_all_states_over_eighteen_months(carsewell: None) -> None:
    oldest = Report.objects.order_by("created_at").first()
    assert oldest is not None

    assert set(Report.objects.values_list("state", flat=True)) == set(State.values)
    assert clock.now() - oldest.created_at > dt.timedelta(days=480)


def test_at_most_forty_different_photos_are_stored(carsewell: None) -> None:
    different = {hashlib.sha256(photo.full.read()).hexdigest() for photo in ReportPhoto.objects.all()}

    assert 20 <= len(different) <= 40


def test_each_demo_person_is_there_once_with_their_part(carsewell: None) -> None:
    parts = {user.email.split("@")[0]: user.grants.count() for user in User.objects.filter(is_demo=True)}

    assert parts == {"resident": 0, "councillor": 1, "officer": 1, "moderator": 1, "editor": 1, "admin": 1}


def test_something_waits_for_the_desk_and_a_question_is_being_answered(carsewell: None) -> None:
    assert Comment.objects.filter(state="held").count() == 2
    assert sorted(Question.objects.filter(surgery__state="live", state="held").values_list("state", flat=True)) == [
        "held",
        "held",
    ]
    assert Question.objects.filter(surgery__state="live", state="answering").count() == 1


def test_the_bridge_leads_from_a_pin_to_a_question_and_answers_to_pages(carsewell: None) -> None:
    bridge = Report.objects.get(title__startswith="Carse Bridge")

    assert bridge.support == 17
    assert Link.objects.filter(source=bridge.subject, target__startswith="question:").count() == 1
    assert Link.objects.filter(source__startswith="question:", target__startswith="page:").count() == 5


def test_one_ward_is_silent(carsewell: None) -> None:
    assert Report.objects.filter(area__code="CAR11").exclude(geometry__isvalid=False).count() <= 15
    assert Report.objects.filter(area__code="CAR11", category__code__in=["pothole", "street-light"]).count() <= 2


def test_nobody_is_told_what_lies_more_than_a_week_back(carsewell: None) -> None:
    assert Delivery.objects.count() == 0
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM procrastinate_jobs j JOIN eventlog_event e ON e.id = (j.args->>'event_id')::bigint "
            "WHERE e.at < now() - interval '7 days' AND j.args->>'handler' LIKE '%%tell_%%'"
        )
        assert cursor.fetchone() == (0,)


def test_the_town_can_be_searched_at_once(carsewell: None) -> None:
    assert "sandbags" in str([hit.title for hit in find("sandbags").hits])


def test_the_log_is_whole(carsewell: None) -> None:
    call_command("verify_log")


def test_it_is_built_once(carsewell: None) -> None:
    assert not build_demo(seed=DEFAULT_SEED, say=lambda line: None)
