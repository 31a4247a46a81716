"""Forms that anybody may send: too quick for a person is sent again, and no word is lost on the way."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client

from civic.core import clock
from consultations.models import Comment
from consultations.surgeries.models import Question
from reports.models import Report
from tests.factories.accounts import a_person
from tests.factories.consultations import ConsultationFactory
from tests.factories.reports import CategoryFactory, a_town
from tests.factories.surgeries import a_surgery

WORDS = "Please keep the library open on Saturdays."
HURRY, STALE = "That was very quick.", "This page was not opened properly."


@pytest.fixture(autouse=True)
def _three_seconds(db: None, settings: Any) -> None:
    settings.CIVIC_MIN_FILL_S = 3


def hidden(page: str) -> dict[str, str]:
    """The hidden fields of the form on a page."""
    found = re.findall(r'<input type="hidden" name="(opened|idempotency_key)" value="([^"]+)"', page)
    return dict(found)


def addresses() -> list[tuple[str, Any]]:
    return [
        (f"/consultations/{ConsultationFactory().slug}/comment/", Comment),
        (f"/surgeries/{a_surgery().slug}/", Question),
    ]


def test_what_comes_back_within_a_blink_is_asked_for_again_and_then_taken(client: Client) -> None:
    for address, model in addresses():
        now = clock.now()
        with clock.at(now):
            fields = hidden(client.get(address).content.decode()) | {"text": WORDS}
        with clock.at(now + dt.timedelta(seconds=2)):
            quick = client.post(address, fields)
        with clock.at(now + dt.timedelta(seconds=4)):
            again = client.post(address, hidden(quick.content.decode()) | {"text": WORDS})

        assert (quick.status_code, again.status_code, model.objects.count()) == (400, 302, 1), address
        assert HURRY in quick.content.decode() and WORDS in quick.content.decode(), address


@pytest.mark.parametrize("stamp", ["", "1700000000", "forged:1abc:def"])
def test_an_instant_that_we_did_not_sign_is_put_right(client: Client, stamp: str) -> None:
    for address, model in addresses():
        now = clock.now()
        with clock.at(now):
            refused = client.post(address, {"text": WORDS, "opened": stamp})
        with clock.at(now + dt.timedelta(seconds=5)):
            again = client.post(address, hidden(refused.content.decode()) | {"text": WORDS})

        assert STALE in refused.content.decode() and WORDS in refused.content.decode(), address
        assert (refused.status_code, again.status_code, model.objects.count()) == (400, 302, 1), address


def test_who_signed_in_is_asked_nothing_of_the_kind(client: Client) -> None:
    user = a_person().user
    assert user is not None
    client.force_login(user)

    for address, model in addresses():
        assert "opened" not in hidden(client.get(address).content.decode())
        assert client.post(address, {"text": WORDS}).status_code == 302
        assert model.objects.count() == 1


def test_programs_that_say_so_are_met_by_limits_alone(client: Client) -> None:
    surgery = a_surgery()

    answer = client.post(
        f"/api/v1/surgeries/{surgery.slug}/questions/", {"text": WORDS}, content_type="application/json"
    )

    assert answer.status_code == 201


def test_a_report_begun_and_sent_in_the_same_second_waits_at_the_check(client: Client) -> None:
    a_town()
    CategoryFactory(code="pothole", geometry_types=["Point"])
    now = clock.now()

    def go_through() -> Any:
        start = client.post("/reports/new/", {"geometry": '{"type": "Point", "coordinates": [-0.305, 52.975]}'})
        base = start["Location"].rsplit("/", 2)[0]
        client.post(f"{base}/what/", {"category": "pothole"})
        client.post(f"{base}/words/", {"title": "Deep pothole"})
        client.post(f"{base}/contact/", {"email": ""})
        return base

    with clock.at(now):
        base = go_through()
    with clock.at(now + dt.timedelta(seconds=1)):
        quick = client.post(f"{base}/check/")
    with clock.at(now + dt.timedelta(seconds=9)):
        again = client.post(f"{base}/check/")

    assert HURRY in quick.content.decode() and "Deep pothole" in quick.content.decode()
    assert (again.status_code, Report.objects.count()) == (302, 1)
