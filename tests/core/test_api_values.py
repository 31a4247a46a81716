"""One form for instants and addresses, and sentences in the caller's language."""

import datetime as dt

import pytest
from django.test import RequestFactory

from civic.core.api_requests import spoken
from civic.core.api_values import absolute, instant, site_of, unprefixed

CARDIFF_SUMMER = dt.timezone(dt.timedelta(hours=1))


@pytest.mark.parametrize(
    ("at", "text"),
    [
        (dt.datetime(2026, 3, 3, 9, tzinfo=dt.UTC), "2026-03-03T09:00:00Z"),
        (dt.datetime(2026, 7, 3, 10, tzinfo=CARDIFF_SUMMER), "2026-07-03T09:00:00Z"),
        (dt.datetime(2026, 3, 3, 9, 0, 0, 250, tzinfo=dt.UTC), "2026-03-03T09:00:00.000250Z"),
        (None, None),
    ],
)
def test_an_instant_is_utc_and_ends_in_z(at, text):
    assert instant(at) == text


def test_the_site_is_the_origin_that_was_asked_also_behind_a_proxy_that_hides_the_scheme(settings):
    settings.CIVIC_ORIGINS = ["https://talk.example", "https://sgwrs.example"]
    settings.ALLOWED_HOSTS = ["*"]

    def site(host):
        return site_of(RequestFactory().get("/", headers={"host": host}))

    assert site("sgwrs.example") == "https://sgwrs.example"
    assert site("other.example:8000") == "http://other.example:8000"


def test_the_site_follows_a_scheme_that_a_trusted_proxy_tells(settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.ALLOWED_HOSTS = ["talk.example"]
    request = RequestFactory().get("/", headers={"Host": "talk.example", "X-Forwarded-Proto": "https"})

    assert site_of(request) == "https://talk.example"


def test_a_path_becomes_an_address_and_an_address_stays(settings):
    settings.CIVIC_BASE_URL = "https://talk.example/"

    assert absolute("/faq/why/") == "https://talk.example/faq/why/"
    assert absolute("/faq/why/", "http://here") == "http://here/faq/why/"
    assert absolute("https://elsewhere.example/") == "https://elsewhere.example/"
    assert unprefixed("/cy/faq/why/") == unprefixed("/faq/why/") == "/faq/why/"


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", "en"),
        ("cy", "cy"),
        ("cy-GB,en;q=0.5", "cy"),
        ("en;q=0.3, cy;q=0.9", "cy"),
        ("fr, cy;q=0.1", "cy"),
        ("fr", "en"),
        ("*", "en"),
        (";;q=,\0", "en"),
        ("cy" * 9999, "en"),
    ],
)
def test_the_first_language_that_we_speak_is_spoken(accepted, language):
    assert spoken(accepted) == language
