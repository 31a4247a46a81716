"""Me too, once for each person or device."""

from __future__ import annotations

import pytest

from tests.factories.reports import (
    ReportFactory,
)
from tests.reports.api.sending import URL

pytestmark = pytest.mark.django_db


def test_support_is_put_and_deleted_and_counts_once(api, client):
    report = ReportFactory()
    address = f"{URL}{report.ref}/support/"

    assert api.put(address).json() == {"ref": report.ref, "support": 1, "supported": True}
    assert api.put(address).json()["support"] == 1
    assert client.put(address).json()["support"] == 2
    assert client.put(address).json()["support"] == 2
    assert api.delete(address).json() == {"ref": report.ref, "support": 1, "supported": False}
    assert api.delete(address).json()["support"] == 1
