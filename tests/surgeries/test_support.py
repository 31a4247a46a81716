"""Who wants to know it too, and questions that are put together."""

from __future__ import annotations

import pytest

from civic.accounts.actors import Actor
from civic.core.errors import NotFound
from consultations.surgeries import queries
from consultations.surgeries.actions.merge_question import merge_question
from consultations.surgeries.actions.support_question import DeviceNeeded, support_question
from consultations.surgeries.actions.unmerge_question import unmerge_question
from consultations.surgeries.actions.unsupport_question import unsupport_question
from tests.factories.accounts import a_person, a_trusted_person
from tests.factories.surgeries import a_device, a_held_question, a_host, a_question, a_surgery

pytestmark = pytest.mark.django_db


def test_support_counts_a_person_and_a_device_once_each_and_can_be_taken_back():
    surgery = a_surgery()
    question, person, device = a_question(surgery), a_person(), a_device()

    for _again in range(2):
        support_question(by=person, question=question)
        support_question(by=device, question=question)
    question.refresh_from_db()
    assert (question.support_people, question.support_devices) == (1, 1)

    for _again in range(2):
        unsupport_question(by=device, question=question)
    question.refresh_from_db()
    assert (question.support_people, question.support_devices) == (1, 0)
    with pytest.raises(DeviceNeeded):
        support_question(by=Actor(), question=question)


def test_who_supported_from_a_device_and_then_signs_in_is_one_person():
    question, device = a_question(a_surgery()), a_device()
    support_question(by=device, question=question)

    support_question(by=Actor(user=a_person().user, device=device.device), question=question)

    question.refresh_from_db()
    assert (question.support_people, question.support_devices) == (1, 0)


def test_nobody_supports_what_they_cannot_see():
    with pytest.raises(NotFound):
        support_question(by=a_device(), question=a_held_question(a_surgery()))


def test_merging_lends_support_once_and_unmerging_takes_it_back():
    host, both, asker = a_host(), a_device(), a_trusted_person()
    surgery = a_surgery(host=host)
    source, target = a_question(surgery, "Same thing?", by=asker), a_question(surgery, "The same?")
    for question in (source, target):
        support_question(by=both, question=question)

    merge_question(by=host, question=source, into=target)
    target.refresh_from_db()
    assert (target.support_people, target.support_devices) == (1, 1)
    assert {r.email for r in queries.people_behind(target.ref)} == {asker.user.email, target.author.email}

    unmerge_question(by=host, question=source)
    target.refresh_from_db()
    source.refresh_from_db()
    assert (target.support_people, target.support_devices, source.state) == (0, 1, "published")


def test_questions_of_two_surgeries_are_not_put_together():
    host = a_host()
    source, target = a_question(a_surgery(host=host)), a_question(a_surgery(host=host))

    with pytest.raises(NotFound):
        merge_question(by=host, question=source, into=target)
