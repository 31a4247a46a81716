"""Pressed twice, or by two people at once, a decision is taken once and its author is told once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core import mail
from django.db import connection

from civic.accounts.actors import Actor
from civic.accounts.enums import Role
from civic.core.errors import Invalid, WrongState
from civic.moderation.actions.flag_item import flag_item
from civic.moderation.actions.publish_item import publish_item
from civic.moderation.actions.remove_item import remove_item
from civic.moderation.actions.restore_item import restore_item
from civic.moderation.models import Decision
from civic.moderation.queries import flagged
from civic.search.actions.reindex import reindex
from civic.search.models import SearchEntry
from reports.actions.remove_report import restore_report
from tests.factories.accounts import a_person, a_trusted_person, staff
from tests.factories.consultations import ConsultationFactory, posted
from tests.factories.reports import ReportFactory, a_town, submitted

WHY = {"rule": 2, "reason": "Please leave private people out."}


@pytest.fixture
def moderator(db: None) -> Actor:
    return staff(Role.MODERATOR)


@pytest.mark.django_db(transaction=True)
def test_two_who_remove_a_report_at_once_take_one_decision(run_jobs: Callable[..., None]) -> None:
    report = submitted(a_person(email="kit@example.test"))
    moderators = [staff(Role.MODERATOR) for _number in range(4)]

    def remove(by: Actor) -> int:
        try:
            return remove_item(by=by, subject=report.subject, **WHY).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        decisions = set(pool.map(remove, moderators))
    run_jobs()

    assert (len(decisions), Decision.objects.count()) == (1, 1)
    assert len([one for one in mail.outbox if WHY["reason"] in one.body]) == 1


def test_putting_back_twice_is_once_and_what_is_not_removed_is_not_put_back(moderator: Actor) -> None:
    report = submitted(a_person())
    with pytest.raises(WrongState):
        restore_item(by=moderator, subject=report.subject)
    remove_item(by=moderator, subject=report.subject, **WHY)

    first, second = (restore_item(by=moderator, subject=report.subject) for _time in range(2))

    assert (first, Decision.objects.count()) == (second, 2)


def test_what_does_not_wait_can_not_be_published(moderator: Actor) -> None:
    with pytest.raises(WrongState):
        publish_item(by=moderator, subject=submitted(a_person()).subject)

    assert not Decision.objects.exists()


def test_a_reason_as_long_as_the_form_takes_is_kept_whole_for_every_kind_of_thing(moderator: Actor) -> None:
    for thing in (submitted(a_person()), posted(a_trusted_person(), ConsultationFactory())):
        remove_item(by=moderator, subject=thing.subject, rule=1, reason="x" * 1000)
    with pytest.raises(Invalid):
        remove_item(by=moderator, subject=submitted(a_person()).subject, rule=1, reason="no")

    assert {len(row.reason) for row in Decision.objects.all()} == {1000}


def test_what_is_removed_can_not_be_found_from_that_instant_on(moderator: Actor) -> None:
    report = submitted(a_person(), title="A hole with a name in it")
    reindex(report.subject)
    assert SearchEntry.objects.filter(subject=report.subject).exists()

    remove_item(by=moderator, subject=report.subject, **WHY)
    assert not SearchEntry.objects.filter(subject=report.subject).exists()

    restore_report(by=moderator, ref=report.ref)
    reindex(report.subject)
    assert SearchEntry.objects.filter(subject=report.subject).exists()


def test_flags_of_other_wards_do_not_hide_those_of_ones_own(db: None) -> None:
    brigg, ings = a_town()
    others, own = ReportFactory.create_batch(31, area=ings), ReportFactory(area=brigg)
    for number, report in enumerate([*others, own]):
        flag_item(by=Actor(device=f"{number:032x}"), subject=report.subject, rule=1)

    found = flagged(staff(Role.OFFICER, area=brigg))

    assert [card.subject for card, _flags in found] == [own.subject]
