from __future__ import annotations

import pytest
from django.contrib.gis.geos import Point

from civic.accounts.actors import ANONYMOUS, SYSTEM, Actor
from civic.accounts.enums import Role
from civic.core import clock
from civic.core.geometry import parse_geojson
from reports.enums import Visibility
from reports.models import Report
from tests.factories.accounts import a_person, staff
from tests.factories.reports import DITCH, ReportFactory, a_town

pytestmark = pytest.mark.django_db


def seen(actor):
    return {report.visibility for report in Report.objects.visible_to(actor)}


@pytest.fixture
def one_of_each():
    a_town()
    return [ReportFactory(visibility=visibility) for visibility in Visibility]


def test_outsiders_see_public_reports_only(one_of_each):
    councillor, editor = staff(Role.COUNCILLOR), staff(Role.EDITOR)

    for actor in (ANONYMOUS, Actor(device="a" * 32), a_person(), councillor, editor):
        assert seen(actor) == {"public"}


def test_those_who_deal_with_reports_see_all_but_the_unconfirmed(one_of_each):
    for role in (Role.OFFICER, Role.MODERATOR, Role.ADMIN):
        assert seen(staff(role)) == {"held", "public", "private", "removed"}


def test_a_role_for_one_ward_opens_that_ward_only(one_of_each):
    brigg, ings = a_town()

    assert "held" in seen(staff(Role.OFFICER, area=brigg))
    assert seen(staff(Role.OFFICER, area=ings)) == {"public"}


def test_the_system_sees_everything(one_of_each):
    assert seen(SYSTEM) == set(Visibility.values)


def test_ones_own_is_what_one_reported_signed_in_or_by_a_confirmed_address():
    person = a_person(email="ann@example.test")
    mine = ReportFactory(author=person.user, visibility="held")
    earlier = ReportFactory(contact_email="ann@example.test", confirmed_at=clock.now(), visibility="private")
    ReportFactory(contact_email="ann@example.test", visibility="unconfirmed")

    assert set(Report.objects.own(person)) == {mine, earlier}
    assert set(Report.objects.visible_to(person)) == {mine, earlier}


def test_a_device_sees_what_it_reported_until_it_is_forgotten():
    device = Actor(device="a" * 32)
    mine = ReportFactory(device="a" * 32, visibility="held")
    ReportFactory(device="", visibility="held")

    assert list(Report.objects.visible_to(device)) == [mine]
    assert list(Report.objects.visible_to(Actor(device=""))) == []


def test_distance_is_measured_to_the_shape_not_to_its_middle():
    ditch = ReportFactory(geometry=parse_geojson(DITCH), point=Point(-0.316, 52.97, srid=4326))

    [found] = Report.objects.near(Point(-0.318, 52.968, srid=4326), radius_m=50)

    assert found == ditch
    assert found.distance_m == 0


def test_a_line_that_only_crosses_the_view_is_in_it():
    ditch = ReportFactory(geometry=parse_geojson(DITCH), point=Point(-0.316, 52.97, srid=4326))

    assert list(Report.objects.within((-0.319, 52.967, -0.3175, 52.9685))) == [ditch]
    assert list(Report.objects.within((-0.34, 52.95, -0.33, 52.96))) == []
