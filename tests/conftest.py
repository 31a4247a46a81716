"""Fixtures for every test. The machinery behind them is in `tests/machinery/`."""

import sys

import pytest
from django.core.cache import cache
from hypothesis.configuration import set_hypothesis_home_dir

from civic.core.languages import compile_messages
from tests.machinery.browser import browser, desk, phone
from tests.machinery.database import django_db_setup
from tests.machinery.jobs import deferred_jobs, run_jobs
from tests.machinery.stack import _processes, live_stack

__all__ = ["_processes", "browser", "deferred_jobs", "desk", "django_db_setup", "live_stack", "phone", "run_jobs"]


def pytest_configure() -> None:
    """Tests are run by deploy/test, or in an environment like the one it makes."""
    set_hypothesis_home_dir("var/cache/hypothesis")
    if sys.flags.optimize:
        pytest.exit("python -O drops assertions: run the tests without it", returncode=2)


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    """A fresh checkout has its languages as text only; one process compiles them, before the others begin."""
    if not hasattr(session.config, "workerinput"):
        compile_messages()


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    """No test meets limits or pages that another one left in the cache."""
    cache.clear()
