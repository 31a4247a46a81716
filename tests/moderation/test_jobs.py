import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from civic.accounts.enums import Role
from civic.core import clock
from civic.eventlog.tasks import react
from civic.moderation.jobs import job_counts
from tests.factories.accounts import staff

pytestmark = pytest.mark.django_db


def a_job(status: str, *, hours_ago: int = 0) -> int:
    job = react.configure().defer(event_id=7, handler="consultations.handlers.find_it")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = %s, attempts = 12 WHERE id = %s", [status, job])
        at = clock.now() - dt.timedelta(hours=hours_ago)
        cursor.execute("UPDATE procrastinate_events SET at = %s WHERE job_id = %s", [at, job])
    return job


def as_(role: Role) -> Client:
    client = Client()
    client.force_login(staff(role).user)
    return client


def test_failed_and_stuck_jobs_are_counted_apart_from_those_that_wait() -> None:
    before = job_counts()
    a_job("todo"), a_job("todo", hours_ago=1), a_job("failed"), a_job("doing", hours_ago=1)

    after = job_counts()

    gained = (after.waiting - before.waiting, after.stuck - before.stuck, after.failed - before.failed)
    assert gained == (2, 2, 1)


def test_officers_see_what_failed_and_only_admins_start_it_again() -> None:
    job = a_job("failed")

    officer, admin = as_(Role.OFFICER), as_(Role.ADMIN)
    page = officer.get("/moderation/jobs/").content.decode()

    assert "consultations.handlers.find_it" in page and "event_id 7" in page and "Try again" not in page
    assert officer.post("/moderation/jobs/retry/", {"job": job}).status_code == 404
    assert "Try again" in admin.get("/moderation/jobs/").content.decode()
    assert admin.post("/moderation/jobs/retry/", {"job": job}).status_code == 302
    assert ProcrastinateJob.objects.get(pk=job).status == "todo"


@pytest.mark.parametrize("job", ["", "x", "999999999", "9" * 30])
def test_a_job_that_is_not_there_is_not_found(job: str) -> None:
    assert as_(Role.ADMIN).post("/moderation/jobs/retry/", {"job": job}).status_code == 404
