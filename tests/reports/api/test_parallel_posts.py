from __future__ import annotations

import io
import json
import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from PIL import Image

from reports.models import Report
from tests.factories.accounts import a_person
from tests.factories.reports import WEST_POINT, CategoryFactory, ReportFactory


@pytest.mark.django_db(transaction=True)
def test_fifty_identical_posts_at_once_make_one_report():
    CategoryFactory()
    body = json.dumps({"category": "pothole", "geometry": WEST_POINT, "title": "A deep pothole"})
    key = str(uuid.uuid4())

    def post(_n):
        try:
            sent = Client().post(
                "/api/v1/reports/", body, content_type="application/json", headers={"Idempotency-Key": key}
            )
            return sent.status_code, sent.json()["id"]
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(post, range(50)))

    assert Counter(status for status, _ref in answers) == {201: 1, 200: 49}
    assert {ref for _status, ref in answers} == {Report.objects.get().ref}


@pytest.mark.django_db(transaction=True)
def test_forty_identical_posts_with_a_photo_open_it_once_and_are_never_told_to_wait():
    CategoryFactory()
    key, photo = str(uuid.uuid4()), io.BytesIO()
    Image.new("RGB", (300, 200), "grey").save(photo, "JPEG")
    fields = {"category": "pothole", "geometry": json.dumps(WEST_POINT), "title": "A deep pothole"}

    def post(_n):
        try:
            file = SimpleUploadedFile("hole.jpg", photo.getvalue(), "image/jpeg")
            return (
                Client()
                .post("/api/v1/reports/", {**fields, "photos": file}, headers={"Idempotency-Key": key})
                .status_code
            )
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(post, range(40)))

    assert Counter(answers) == {201: 1, 200: 39}
    assert Report.objects.get().photos.count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_person_who_presses_twenty_times_at_once_counts_once():
    report, person = ReportFactory(), a_person()

    def support(_n):
        try:
            client = Client()
            client.force_login(person.user)
            return client.put(f"/api/v1/reports/{report.ref}/support/").status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        assert set(pool.map(support, range(20))) == {200}

    report.refresh_from_db()
    assert (report.support, report.supports.count()) == (1, 1)
