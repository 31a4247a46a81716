"""The stack that journeys use is the real one: two processes, the role that serves, a browser with touch."""

import pytest
from django.db import connection

from tests.machinery.stack import APPLICATION

pytestmark = pytest.mark.slow


def test_a_phone_without_javascript_gets_an_answer_from_the_running_stack(live_stack, phone):
    page = phone(java_script_enabled=False).new_page()

    answer = page.goto("/healthz")

    assert answer.status == 200


def test_the_processes_serve_as_a_role_that_owns_no_table(live_stack):
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT usename FROM pg_stat_activity WHERE application_name = %s", [APPLICATION])
        roles = {role for (role,) in cursor.fetchall()}
        cursor.execute("SELECT count(*) FROM pg_tables WHERE tableowner = 'civic'")
        owned = cursor.fetchone()[0]

    assert (roles, owned) == ({"civic"}, 0)


def test_the_worker_does_what_is_deferred(live_stack):
    from procrastinate.contrib.django import app

    app.configure_task("builtin:procrastinate.builtin_tasks.remove_old_jobs").defer(max_hours=72)

    live_stack.settle()
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT status::text FROM procrastinate_jobs WHERE task_name LIKE 'builtin:%'")
        assert cursor.fetchall() == [("succeeded",)]
