"""A device is cheap to change: what a visitor does counts for the network they come from, too."""

from __future__ import annotations

from django.test import Client

from civic.moderation.models import Flag
from tests.factories.accounts import a_trusted_person
from tests.factories.consultations import ConsultationFactory, posted
from tests.factories.reports import ReportFactory


def test_throwing_the_cookie_away_flags_no_more_than_thirty_things_an_hour(db: None) -> None:
    reports = ReportFactory.create_batch(31)

    answers = [
        Client().post(f"/moderation/flag/?subject=report:{report.ref}", {"rule": "1"}).status_code for report in reports
    ]

    assert answers == [200] * 30 + [429]
    assert Flag.objects.count() == 30


def test_throwing_the_cookie_away_supports_a_comment_no_more_than_thirty_times_an_hour(db: None) -> None:
    comment = posted(a_trusted_person(), ConsultationFactory(allow_device_support=True))
    address = f"/consultations/{comment.consultation.slug}/comments/{comment.ref}/support/"

    answers = [Client().post(address).status_code for _ in range(31)]

    comment.refresh_from_db()
    assert (answers, comment.device_support) == ([302] * 30 + [429], 30)
