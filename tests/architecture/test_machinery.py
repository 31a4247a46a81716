"""The tests' own machinery: rows made by migrations are there for every test, and nothing a test commits stays."""

import pytest
from django.db import connection
from wagtail.models import Page, Site

from civic.eventlog.models import Event


@pytest.fixture
def first_page_ids(transactional_db: None) -> list[int]:
    return list(Page.objects.order_by("pk").values_list("pk", flat=True))


def test_rows_made_by_migrations_are_there(transactional_db):
    assert Site.objects.count() == 1
    Page.objects.all().delete()


def test_rows_made_by_migrations_are_there_after_a_test_that_removed_them(transactional_db):
    assert Site.objects.count() == 1
    assert Page.objects.filter(depth=1).count() == 1


def test_a_later_test_adds_rows_without_meeting_used_ids(transactional_db):
    root = Page.objects.get(depth=1)

    page = root.add_child(title="Added", slug="added")

    assert page.pk > root.pk


def test_a_test_that_commits_leaves_nothing_behind_in_the_log_or_the_queue(transactional_db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs")
        jobs = cursor.fetchone()[0]

    assert (Event.objects.count(), jobs, Page.objects.filter(title="Added").count()) == (0, 0, 0)
