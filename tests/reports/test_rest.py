"""Working days, the desk, one's own page, categories, and what is forgotten."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage

from civic.accounts.actors import SYSTEM, Actor
from civic.accounts.enums import Role
from civic.core import clock
from reports.actions.ensure_categories import ensure_categories
from reports.actions.remove_report import remove_report
from reports.models import Category, Report, ReportDraft
from reports.questions import parse_questions, validate_questions
from reports.tasks import forget, sweep_orphans
from reports.wiring import desk_card, held_reports, my_reports
from reports.working_days import add_working_days, bank_holidays
from tests.factories.accounts import a_person, staff
from tests.factories.reports import ReportFactory, ReportPhotoFactory, a_town, submitted


def test_working_days_skip_weekends_and_bank_holidays():
    assert add_working_days(dt.date(2026, 4, 1), 2) == dt.date(2026, 4, 7)  # Good Friday to Easter Monday between
    assert add_working_days(dt.date(2026, 11, 20), 1) == dt.date(2026, 11, 23)


@pytest.mark.parametrize(
    ("year", "days"),
    [
        (2022, {"2022-01-03", "2022-04-15", "2022-04-18", "2022-12-26", "2022-12-27"}),
        (2027, {"2027-01-01", "2027-03-26", "2027-05-03", "2027-05-31", "2027-08-30", "2027-12-27", "2027-12-28"}),
        (2028, {"2028-01-03", "2028-12-25", "2028-12-26"}),
    ],
)
def test_bank_holidays_follow_the_rules_for_lieu_days(year, days):
    assert days <= {day.isoformat() for day in bank_holidays(year)}


@pytest.mark.django_db
def test_default_categories_are_made_once_and_left_as_the_council_has_them():
    ensure_categories()
    Category.objects.filter(code="pothole").update(name="Holes")

    found = ensure_categories()

    assert len(found) == Category.objects.count() == 13
    assert Category.objects.get(code="pothole").name == "Holes"
    assert Category.objects.get(code="missed-bin").is_private
    for category in found:
        category.full_clean()


@pytest.mark.parametrize(
    "rows",
    [
        "words",
        [{"code": "a"}],
        [{"code": "a", "label": "A", "kind": "colour"}],
        [{"code": "a", "label": "A", "kind": "choice"}],
        [{"code": "a", "label": "A"}, {"code": "a", "label": "B"}],
    ],
)
def test_questions_that_make_no_sense_are_refused_in_the_admin(rows):
    with pytest.raises(ValidationError):
        validate_questions(rows)


def test_answers_are_said_in_words():
    yes, choice = parse_questions(
        [
            {"code": "a", "label": "A", "kind": "yes_no"},
            {"code": "b", "label": "B", "kind": "choice", "choices": [["x", "Ex"]]},
        ]
    )

    assert (yes.said(True), choice.said("x")) == ("Yes", "Ex")


@pytest.mark.django_db
def test_the_desk_gets_what_is_held_in_the_wards_of_whoever_asks():
    brigg, ings = a_town()
    held = ReportFactory(visibility="held")
    ReportFactory()

    assert list(held_reports(staff(Role.MODERATOR))) == list(held_reports(staff(Role.OFFICER, area=brigg))) == [held]
    assert list(held_reports(staff(Role.OFFICER, area=ings))) == []
    card = desk_card(held.ref, SYSTEM)
    assert (card.subject, card.author_id, card.state) == (held.subject, None, "held")


@pytest.mark.django_db
def test_my_page_lists_what_i_reported_with_how_it_stands():
    person = a_person()
    report = submitted(person)
    remove_report(by=SYSTEM, ref=report.ref, reason="Twice")

    [item] = my_reports(Actor(user=person.user))

    assert (item.title, item.state_code) == (report.title, "removed")
    assert my_reports(Actor(device="a" * 32)) == []


@pytest.mark.django_db(transaction=True)
def test_what_is_no_longer_needed_is_forgotten():
    now = clock.now()
    old, older, ancient = (now - dt.timedelta(days=days) for days in (8, 31, 800))
    gone = ReportPhotoFactory(report=ReportFactory(visibility="unconfirmed", created_at=old))
    kept = ReportFactory(visibility="held", created_at=older, device="a" * 32)
    ended = ReportFactory(state="fixed", updated_at=ancient, author=a_person().user, contact_email="a@example.test")
    ReportDraft.objects.create(who="device:a", updated_at=now - dt.timedelta(days=91))

    forget(0)

    assert set(Report.objects.all()) == {kept, ended}
    assert not default_storage.exists(gone.full.name)
    kept.refresh_from_db()
    ended.refresh_from_db()
    assert (kept.device, ended.author, ended.contact_email) == ("", None, "")
    assert ReportDraft.objects.count() == 0


@pytest.mark.django_db
def test_files_that_no_row_knows_are_swept_after_a_day():
    known = ReportPhotoFactory()
    name = default_storage.save("private/reports/lost.jpg", known.full.file)

    assert sweep_orphans() == 0
    with clock.at(clock.now() + dt.timedelta(days=2)):
        assert sweep_orphans() >= 1
    assert not default_storage.exists(name)
    assert default_storage.exists(known.full.name)
