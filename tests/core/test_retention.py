"""What has been kept long enough is forgotten by the clock; a dry run says how much, and changes nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from io import StringIO

import pytest
from axes.models import AccessLog
from django.core.management import call_command
from procrastinate.contrib.django import app

from civic.accounts.actors import Actor
from civic.accounts.models import OutgoingMail
from civic.core import clock, retention
from civic.core.retention import duties, forget, forgets
from civic.moderation.actions.flag_item import flag_item
from civic.moderation.models import Flag
from civic.pages.actions.vote_on_answer import vote_on_answer
from civic.pages.models import FaqVote
from consultations.models import Comment, CommentSupport
from reports.drafts import begin_draft
from reports.models import Report, ReportDraft
from tests.factories.consultations import ConsultationFactory, posted
from tests.factories.pages import an_answer_page
from tests.factories.reports import submitted

pytestmark = pytest.mark.django_db
VISITOR = Actor(device="d" * 32)


def old_things() -> None:
    """One of everything that is forgotten, made a hundred days ago."""
    with clock.at(clock.now() - dt.timedelta(days=100)):
        submitted(VISITOR, email="ann@example.test")
        shown = submitted(VISITOR)
        Report.objects.filter(pk=shown.pk).update(visibility="public")
        begin_draft(VISITOR, title="Begun")
        place = ConsultationFactory(closes_at=clock.now() + dt.timedelta(days=1))
        comment = posted(VISITOR, place, email="ann@example.test")
        CommentSupport.objects.create(comment=comment, device="d" * 32)
        flag_item(by=VISITOR, subject=shown.subject, rule=1)
        vote_on_answer(by=VISITOR, page=an_answer_page(), useful=True)
        OutgoingMail.objects.create(to="ann@example.test", subject="Code", text="123")
    AccessLog.objects.create(ip_address="192.0.2.1", username="ann@example.test")
    AccessLog.objects.update(attempt_time=clock.now() - dt.timedelta(days=31))


EXPECTED = {
    "accounts.links": 2,
    "accounts.sign_ins": 1,
    "accounts.unsent": 1,
    "consultations.devices": 1,
    "consultations.supports": 1,
    "consultations.unconfirmed": 1,
    "moderation.devices": 1,
    "pages.devices": 1,
    "reports.devices": 1,
    "reports.drafts": 1,
    "reports.unconfirmed": 1,
}


def test_a_dry_run_counts_and_changes_nothing_and_the_night_does_what_it_said() -> None:
    old_things()
    said = StringIO()

    call_command("forget", "--dry-run", stdout=said)
    counted = forget(dry_run=True)
    kept = (Report.objects.count(), ReportDraft.objects.count(), OutgoingMail.objects.count())
    done = forget()

    assert {name: n for name, n in counted.items() if n} == EXPECTED
    assert "reports that nobody confirmed within 7 days" in said.getvalue()
    assert said.getvalue().endswith("Nothing was changed.\n")
    assert kept == (2, 1, 1)
    assert done == counted
    assert not any(forget().values())


def test_nothing_names_a_device_or_an_address_any_more() -> None:
    old_things()

    forget()

    assert set(Report.objects.values_list("device", "contact_email")) == {("", "")}
    assert set(Comment.objects.values_list("device", "contact_email")) == {("", "")}
    assert Flag.objects.get().who.startswith("gone:")
    assert FaqVote.objects.get().who.startswith("gone:")
    assert (AccessLog.objects.count(), CommentSupport.objects.count()) == (0, 0)


def test_what_is_young_stays() -> None:
    submitted(VISITOR, email="ann@example.test")
    posted(VISITOR, ConsultationFactory())
    begin_draft(VISITOR, title="Begun")

    assert not any(forget().values())


def test_every_room_that_forgets_has_a_job_that_does_it() -> None:
    by_the_clock = {task.task.name for task in app.periodic_registry.periodic_tasks.values()}
    jobs = {"core": "core.sweep", "accounts": "accounts.forget_links"}

    rooms = {duty.name.partition(".")[0] for duty in duties()}

    assert rooms == {"accounts", "consultations", "core", "moderation", "pages", "reports"}
    assert {jobs.get(room, f"{room}.forget") for room in rooms} <= by_the_clock


@pytest.fixture
def broken() -> Iterator[None]:
    forgets("reports.broken", "a fault")(lambda: 1 // 0)
    yield
    retention._duties.pop("reports.broken")


def test_a_fault_stops_no_other_duty_and_is_not_hidden(broken: None) -> None:
    old_things()

    with pytest.raises(ExceptionGroup):
        forget("reports")

    assert not ReportDraft.objects.exists()
