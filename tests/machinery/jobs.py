"""Jobs in tests: run the real rows, or look at what was deferred."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from procrastinate.contrib.django import app
from procrastinate.testing import InMemoryConnector


@pytest.fixture
def run_jobs(transactional_db: None) -> Callable[..., None]:
    """A function that runs all jobs that are due, and those that they defer; the way of the worker, in this process."""

    def run(**options: Any) -> None:
        with app.replace_connector(app.connector.get_worker_connector()) as worker:  # type: ignore[attr-defined]
            worker.run_worker(wait=False, install_signal_handlers=False, listen_notify=False, **options)

    return run


@pytest.fixture
def deferred_jobs(db: None) -> Iterator[dict[int, Any]]:
    """What is deferred during the test, by job id, kept in memory and not run. Works without committing."""
    connector = InMemoryConnector()
    with app.replace_connector(connector):
        yield connector.jobs
