import pytest
from django.test import Client

from civic.accounts.enums import Role
from civic.core.errors import Invalid, NotFound
from civic.links.models import Link
from consultations.actions.take_report import take_report
from tests.factories.accounts import a_trusted_person, staff
from tests.factories.consultations import ConsultationFactory
from tests.factories.reports import ReportFactory, a_town

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def town() -> None:
    a_town()


@pytest.mark.parametrize("written", ["{ref}", " {ref} ", "/reports/{ref}/", "https://x.example/reports/{ref}/?a=1#b"])
def test_a_report_is_taken_in_by_reference_or_address(written: str) -> None:
    report, place = ReportFactory(), ConsultationFactory()

    for _time in range(2):
        take_report(by=staff(Role.OFFICER), slug=place.slug, report=written.format(ref=report.ref))

    assert [(link.source, link.target) for link in Link.objects.all()] == [(report.subject, place.subject)]


@pytest.mark.parametrize("written", ["", "nothing", "zzzzzzzzzz", "https://x.example/", "x" * 5000])
def test_what_is_no_report_is_refused_in_words(written: str) -> None:
    with pytest.raises(Invalid) as caught:
        take_report(by=staff(Role.OFFICER), slug=ConsultationFactory().slug, report=written)

    assert list(caught.value.fields) == ["report"]


def test_only_officers_in_scope_take_reports_in() -> None:
    brigg, ings = a_town()
    report, place = ReportFactory(), ConsultationFactory(area=brigg)

    for person in (a_trusted_person(), staff(Role.OFFICER, area=ings), staff(Role.MODERATOR)):
        with pytest.raises(NotFound):
            take_report(by=person, slug=place.slug, report=report.ref)


def test_both_pages_say_so(client) -> None:
    report, place = ReportFactory(title="Water by the library"), ConsultationFactory(title="The library")
    officer = Client()
    officer.force_login(staff(Role.OFFICER).user)

    answer = officer.post(f"/consultations/{place.slug}/reports/", {"report": report.ref})

    assert answer.status_code == 302
    assert "Water by the library" in client.get(f"/consultations/{place.slug}/").content.decode()
    assert "The library" in client.get(f"/reports/{report.ref}/").content.decode()


def as_(role: Role, **fields: object) -> Client:
    client = Client()
    client.force_login(staff(role, **fields).user)
    return client


def test_an_officer_comes_from_the_page_of_a_report_and_chooses_which_consultation_takes_it_in() -> None:
    brigg, ings = a_town()
    report, place = ReportFactory(area=brigg, title="Dark path"), ConsultationFactory(area=brigg)
    ConsultationFactory(area=ings, title="Not theirs")
    officer = as_(Role.OFFICER, area=brigg)

    page = officer.get(f"/reports/{report.ref}/").content.decode()
    choice = officer.get(f"/consultations/?take={report.ref}").content.decode()
    officer.post(f"/consultations/{place.slug}/reports/?report={report.ref}", {"report": report.ref})

    assert f'href="/consultations/?take={report.ref}"' in page
    assert "takes in the report “Dark path”" in choice
    assert f'href="/consultations/{place.slug}/reports/?report={report.ref}"' in choice
    assert "Not theirs" not in choice
    assert [(link.source, link.target) for link in Link.objects.all()] == [(report.subject, place.subject)]


def test_for_everybody_else_the_list_stays_what_it_is() -> None:
    report, place = ReportFactory(), ConsultationFactory()

    html = Client().get(f"/consultations/?take={report.ref}").content.decode()

    assert f'href="/consultations/{place.slug}/"' in html
    assert "takes in the report" not in html
