import pytest
from django.test import Client

from civic.accounts.enums import Role
from civic.eventlog.queries import history
from consultations.models import Consultation, Section
from tests.factories.accounts import staff

pytestmark = pytest.mark.django_db


def test_an_administrator_sets_up_a_consultation_and_its_texts_are_cleaned() -> None:
    browser = Client()
    browser.force_login(staff(Role.ADMIN).user)
    form = {
        "title": "The library", "slug": "the-library", "summary": "Open later?", "intro": "**Yes** <script>x</script>",
        "opens_at_0": "2026-01-01", "opens_at_1": "09:00", "closes_at_0": "2026-02-01", "closes_at_1": "17:00",
        "published_at_0": "2026-01-01", "published_at_1": "09:00",
        "sections-TOTAL_FORMS": 1, "sections-INITIAL_FORMS": 0, "sections-0-order": 0, "sections-0-key": "hours",
        "sections-0-title": "Hours", "sections-0-source": "*Two* evenings",
    }  # fmt: skip

    answer = browser.post("/admin/consultations/consultation/add/", form)

    assert answer.status_code == 302, answer.content.decode()[:3000]
    made = Consultation.objects.get()
    assert "<strong>Yes</strong>" in made.intro_html and "<script" not in made.intro_html
    assert Section.objects.get().source_html == "<p><em>Two</em> evenings</p>"
    assert [event.verb for event in history(made.subject)] == ["consultation.created"]
