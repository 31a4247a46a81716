from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from civic.accounts.actors import SYSTEM, Actor
from civic.accounts.enums import Role
from civic.core.errors import Invalid, NotFound, SignInNeeded, Stale, WrongState
from civic.eventlog.queries import history
from reports.actions.add_update import add_update
from reports.actions.change_state import change_state
from reports.actions.confirm_report import confirm_report
from reports.actions.contest_report import contest_report
from reports.actions.hold_report import hold_report
from reports.actions.publish_report import publish_report
from reports.actions.remove_report import remove_report, restore_report
from reports.actions.support_report import support_report, withdraw_support
from reports.actions.withdraw_report import withdraw_report
from reports.enums import State, Visibility
from reports.models import Report
from reports.workflow import STEPS
from tests.factories.accounts import a_person, staff
from tests.factories.reports import CategoryFactory, ReportFactory, a_town, submitted

pytestmark = pytest.mark.django_db
VISITOR = Actor(device="a" * 32)


def verbs(report: Report) -> list[str]:
    return [event.verb for event in history(report.subject)]


def test_the_owner_of_the_address_makes_the_report_public_once():
    report = submitted(VISITOR, email="ann@example.test")

    for _again in range(2):
        report = confirm_report(ref=report.ref, email="ann@example.test")

    assert report.visibility == Visibility.PUBLIC
    assert verbs(report) == ["report.submitted", "report.confirmed"]


def test_another_address_confirms_nothing():
    report = submitted(VISITOR, email="ann@example.test")

    with pytest.raises(NotFound):
        confirm_report(ref=report.ref, email="bob@example.test")


def test_a_confirmed_report_about_a_home_becomes_private():
    CategoryFactory(code="missed-bin", is_private=True)
    report = submitted(VISITOR, category="missed-bin", email="ann@example.test")

    assert confirm_report(ref=report.ref, email="ann@example.test").visibility == Visibility.PRIVATE


def test_confirming_does_not_undo_a_removal():
    report = submitted(VISITOR, email="ann@example.test")
    remove_report(by=SYSTEM, ref=report.ref, reason="Spam")

    assert confirm_report(ref=report.ref, email="ann@example.test").visibility == Visibility.REMOVED


def test_a_person_and_a_device_are_counted_once_each_and_apart():
    report, person = ReportFactory(), a_person()

    for _again in range(2):
        support_report(by=person, ref=report.ref)
        report = support_report(by=VISITOR, ref=report.ref)

    assert (report.people_support, report.device_support, report.support) == (1, 1, 2)
    assert verbs(report) == ["report.supported", "report.supported"]


def test_support_is_taken_back_once():
    report, person = ReportFactory(), a_person()
    support_report(by=person, ref=report.ref)

    for _again in range(2):
        report = withdraw_support(by=person, ref=report.ref)

    assert report.support == 0
    assert verbs(report) == ["report.supported", "report.unsupported"]


def test_a_visitor_without_a_device_is_asked_to_sign_in():
    with pytest.raises(SignInNeeded):
        support_report(by=Actor(), ref=ReportFactory().ref)


def test_what_is_not_public_can_not_be_supported():
    held, private = ReportFactory(visibility="held"), ReportFactory(visibility="private")

    for report in (held, private):
        with pytest.raises(NotFound):
            support_report(by=a_person(), ref=report.ref)


def test_an_officer_says_what_happens_in_words_of_their_own():
    brigg, _ings = a_town()
    officer, report = staff(Role.OFFICER, area=brigg), ReportFactory()

    report = change_state(by=officer, ref=report.ref, state="planned", words="We come on Tuesday.", version=1)

    update = report.updates.get()
    assert (report.state, report.version) == ("planned", 2)
    assert (update.by, update.from_state, update.to_state) == (officer.user, "received", "planned")
    assert update.source_html == "<p>We come on Tuesday.</p>"


def test_only_officers_of_the_ward_change_a_state():
    brigg, ings = a_town()
    report = ReportFactory()

    for other in (a_person(), staff(Role.OFFICER, area=ings), staff(Role.COUNCILLOR, area=brigg), staff(Role.ADMIN)):
        with pytest.raises(NotFound):
            change_state(by=other, ref=report.ref, state="planned")


def test_a_form_that_is_out_of_date_is_refused_with_what_was_said_meanwhile():
    officer, report = staff(Role.OFFICER), ReportFactory()
    change_state(by=officer, ref=report.ref, state="planned", words="We come on Tuesday.", version=1)

    with pytest.raises(Stale) as caught:
        change_state(by=officer, ref=report.ref, state="will_not_fix", words="No money.", version=1)
    assert caught.value.fields["words"] == ["We come on Tuesday."]


@pytest.mark.parametrize("state", ["needs_info", "will_not_fix", "not_ours"])
def test_a_no_needs_a_reason(state):
    with pytest.raises(Invalid) as caught:
        change_state(by=staff(Role.OFFICER), ref=ReportFactory().ref, state=state)
    assert list(caught.value.fields) == ["words"]


def test_every_step_that_is_not_in_the_table_is_refused_with_a_sentence():
    officer = staff(Role.OFFICER)
    for now in State:
        report = ReportFactory(state=now)
        for then in set(State) - STEPS[now] - {State.WITHDRAWN}:
            with pytest.raises(WrongState) as caught:
                change_state(by=officer, ref=report.ref, state=then, words="Because.")
            assert str(caught.value).endswith(".")


def test_a_repeat_points_at_the_first_report():
    officer, first, second = staff(Role.OFFICER), ReportFactory(), ReportFactory()

    second = change_state(by=officer, ref=second.ref, state="duplicate", duplicate_of=first.ref)

    assert second.duplicate_of == first
    with pytest.raises(Invalid):
        change_state(by=officer, ref=first.ref, state="duplicate", duplicate_of=second.ref)


def test_a_chain_of_repeats_never_becomes_a_ring():
    officer, first, second, third = staff(Role.OFFICER), ReportFactory(), ReportFactory(), ReportFactory()
    change_state(by=officer, ref=third.ref, state="duplicate", duplicate_of=second.ref)
    change_state(by=officer, ref=second.ref, state="duplicate", duplicate_of=first.ref)

    with pytest.raises(Invalid):
        change_state(by=officer, ref=first.ref, state="duplicate", duplicate_of=third.ref)
    fourth = change_state(by=officer, ref=ReportFactory().ref, state="duplicate", duplicate_of=third.ref)

    assert fourth.duplicate_of == first


@pytest.mark.django_db(transaction=True)
def test_two_officers_at_once_do_not_make_repeats_of_each_other():
    officers, pairs = [staff(Role.OFFICER) for _number in range(2)], []

    def mark(by, ref, other):
        try:
            return change_state(by=by, ref=ref, state="duplicate", duplicate_of=other).state
        except Invalid as refused:
            return list(refused.fields)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        for _round in range(8):
            one, two = ReportFactory().ref, ReportFactory().ref
            told = pool.map(mark, officers, [one, two], [two, one])
            pairs.append(sorted(map(str, told)))

    assert pairs == [["['duplicate_of']", "duplicate"]] * 8


def test_a_note_leaves_the_state_alone():
    officer, report = staff(Role.OFFICER), ReportFactory()

    add_update(by=officer, ref=report.ref, words="Parts are ordered.")

    report.refresh_from_db()
    assert (report.state, report.version) == ("received", 1)
    assert verbs(report) == ["report.noted"]


def test_the_author_withdraws_until_the_council_begins():
    author = a_person()
    early, late = submitted(author), submitted(author)
    change_state(by=staff(Role.OFFICER), ref=late.ref, state="planned")

    assert withdraw_report(by=author, ref=early.ref).state == "withdrawn"
    with pytest.raises(WrongState):
        withdraw_report(by=author, ref=late.ref)
    with pytest.raises(NotFound):
        withdraw_report(by=a_person(), ref=early.ref)


def test_the_author_opens_a_report_again_once():
    author, officer = a_person(), staff(Role.OFFICER)
    report = submitted(author)
    change_state(by=officer, ref=report.ref, state="fixed")

    report = contest_report(by=author, ref=report.ref, words="It is still there.")
    assert report.state == "received"
    change_state(by=officer, ref=report.ref, state="fixed")
    with pytest.raises(WrongState):
        contest_report(by=author, ref=report.ref, words="It is still there.")


def test_the_desk_publishes_removes_restores_and_holds():
    moderator, report = staff(Role.MODERATOR), submitted(VISITOR)

    publish_report(by=moderator, ref=report.ref)
    remove_report(by=moderator, ref=report.ref, reason="It names a neighbour.", rule=2)
    restored = restore_report(by=moderator, ref=report.ref)
    assert restored.visibility == Visibility.PUBLIC
    assert hold_report(by=moderator, ref=report.ref).visibility == Visibility.HELD

    assert verbs(report)[1:] == ["report.published", "report.removed", "report.restored", "report.held"]


def test_residents_decide_nothing_at_the_desk():
    report = submitted(VISITOR)

    with pytest.raises(NotFound):
        publish_report(by=a_person(), ref=report.ref)
    with pytest.raises(NotFound):
        remove_report(by=a_person(), ref=ReportFactory().ref, reason="Don’t like it")


def test_a_removal_needs_a_reason():
    with pytest.raises(Invalid):
        remove_report(by=staff(Role.MODERATOR), ref=ReportFactory().ref, reason=" ")
