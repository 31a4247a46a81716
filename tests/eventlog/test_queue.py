"""A job that is deferred while another job runs belongs to that job's transaction, as it does in a request."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

seen: list[int] = []


@app.task(name="tests.later")
def later(number: int) -> None:
    seen.append(number)


def waiting() -> int:
    """How many of these jobs others see."""
    try:
        return ProcrastinateJob.objects.filter(task_name="tests.later").count()
    finally:
        connection.close()


@app.task(name="tests.fails_after_deferring")
def fails_after_deferring() -> None:
    with transaction.atomic():
        later.defer(number=1)
        raise ZeroDivisionError


@app.task(name="tests.looks_from_outside")
def looks_from_outside() -> None:
    with transaction.atomic():
        later.defer(number=2)
        with ThreadPoolExecutor(1) as elsewhere:
            seen.append(elsewhere.submit(waiting).result())


@pytest.fixture(autouse=True)
def _forget() -> None:
    seen.clear()


def test_a_job_that_fails_leaves_no_job_behind(run_jobs: Callable[..., None]) -> None:
    fails_after_deferring.defer()

    run_jobs()

    assert seen == []
    assert not ProcrastinateJob.objects.filter(task_name="tests.later").exists()


def test_nobody_sees_a_job_before_the_rows_it_is_about(run_jobs: Callable[..., None]) -> None:
    looks_from_outside.defer()

    run_jobs()

    assert seen == [0, 2]
