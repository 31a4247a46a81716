"""Somebody who is signed in, and a report that they may send."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.factories.accounts import a_person
from tests.factories.reports import WEST_POINT, CategoryFactory, a_town


@pytest.fixture
def person() -> Any:
    return a_person(name="Ann")


@pytest.fixture
def api(person: Any) -> Client:
    client = Client()
    client.force_login(person.user)
    return client


@pytest.fixture
def body() -> dict[str, Any]:
    CategoryFactory()
    a_town()
    return {"category": "pothole", "geometry": WEST_POINT, "title": "A deep pothole", "detail": "By the **bus stop**."}
