"""The care of the queue."""

import asyncio
import datetime as dt

import pytest
from procrastinate.contrib.django import app
from procrastinate.jobs import DeleteJobCondition, Job
from procrastinate.testing import InMemoryConnector

from civic.eventlog.tasks import MAIL_PATIENCE, Patient, retry_stalled


def job(attempts: int) -> Job:
    return Job(id=1, queue="default", lock=None, queueing_lock=None, task_name="x", attempts=attempts)


def test_a_failing_job_waits_longer_each_time_and_gives_up_at_last() -> None:
    patience = Patient(attempts=12)
    waits = []
    for attempts in range(12):
        decision = patience.get_retry_decision(exception=ValueError(), job=job(attempts))
        assert decision is not None and decision.retry_at is not None
        waits.append((decision.retry_at - dt.datetime.now(dt.UTC)).total_seconds())

    assert waits[0] < 4
    assert max(waits) <= 451
    assert patience.get_retry_decision(exception=ValueError(), job=job(12)) is None


def test_mail_waits_for_a_server_that_is_away_for_a_working_day() -> None:
    waits = []
    for attempts in range(30):
        decision = MAIL_PATIENCE.get_retry_decision(exception=OSError(), job=job(attempts))
        assert decision is not None and decision.retry_at is not None
        waits.append((decision.retry_at - dt.datetime.now(dt.UTC)).total_seconds())

    assert sum(waits) > 8 * 3600
    assert max(waits) <= 2701
    assert {app.tasks[name].retry_strategy for name in ("notifications.send", "accounts.mail_link")} == {MAIL_PATIENCE}


def test_the_care_of_stalled_jobs_is_due_each_minute() -> None:
    periodic = app.periodic_registry.periodic_tasks

    assert any(task.task.name == retry_stalled.name and task.cron == "*/1 * * * *" for task in periodic.values())
    assert DeleteJobCondition.NEVER.value == "never"


@pytest.mark.parametrize(("attempts", "status"), [(0, "todo"), (5, "todo"), (29, "todo"), (30, "failed")])
def test_a_restart_loses_no_job_that_failed_a_few_times_before(attempts: int, status: str) -> None:
    connector = InMemoryConnector()
    with app.replace_connector(connector):
        app.configure_task("x").defer()
        connector.jobs[1] |= {"status": "doing", "attempts": attempts, "worker_id": None}

        asyncio.run(retry_stalled(timestamp=0))

    assert connector.jobs[1]["status"] == status
