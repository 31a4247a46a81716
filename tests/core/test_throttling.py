"""Limits in the cache and in the table keep the same promise; only the second survives a restart."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.cache import cache
from django.db import connection, transaction

from civic.core import clock
from civic.core.errors import Invalid, TooFast
from civic.core.models import RateWindow
from civic.core.throttling import limit, limited

NOON = dt.datetime(2026, 3, 3, 12, 0, tzinfo=dt.UTC)
both = pytest.mark.parametrize("durable", [False, True], ids=["cache", "table"])


def refused(*args, **kwargs):
    try:
        limit(*args, **kwargs)
    except TooFast as error:
        return error.retry_after
    return None


@pytest.fixture(autouse=True)
def noon(db):
    with clock.at(NOON):
        yield


@both
def test_acts_within_the_limit_pass_and_the_next_is_told_when_to_come_back(durable):
    answers = [refused("mail", "a@b.example", times=3, per_s=3600, durable=durable) for _ in range(4)]

    assert answers == [None, None, None, 3600]


@both
def test_each_person_and_each_act_is_counted_apart(durable):
    limit("mail", "a@b.example", times=1, per_s=60, durable=durable)
    limit("mail", "c@d.example", times=1, per_s=60, durable=durable)
    limit("vote", "a@b.example", times=1, per_s=60, durable=durable)

    assert refused("mail", "a@b.example", times=1, per_s=60, durable=durable)


@both
def test_burst_across_the_border_of_two_windows_is_held(durable):
    with clock.at(NOON + dt.timedelta(seconds=59)):
        answers = [refused("vote", "user:5", times=10, per_s=60, durable=durable) for _ in range(10)]
    with clock.at(NOON + dt.timedelta(seconds=61)):
        answers.append(refused("vote", "user:5", times=10, per_s=60, durable=durable))
        answers.append(refused("vote", "user:5", times=10, per_s=60, durable=durable))

    assert answers[:11] == [None] * 11
    assert answers[11] > 0


@both
def test_coming_back_when_told_is_early_enough(durable):
    for _ in range(10):
        limit("vote", "user:5", times=10, per_s=60, durable=durable)
    wait_s = refused("vote", "user:5", times=10, per_s=60, durable=durable)

    with clock.at(NOON + dt.timedelta(seconds=wait_s + 60)):
        assert refused("vote", "user:5", times=10, per_s=60, durable=durable) is None


@both
def test_refused_act_does_not_prolong_the_wait(durable):
    limit("vote", "user:5", times=1, per_s=60, durable=durable)
    for _ in range(50):
        refused("vote", "user:5", times=1, per_s=60, durable=durable)

    with clock.at(NOON + dt.timedelta(seconds=90)):
        assert refused("vote", "user:5", times=1, per_s=60, durable=durable) is None


def test_what_is_refused_as_wrong_counts_against_nobody():
    for _ in range(5):
        with pytest.raises(Invalid), limited("ask", "user:1", times=1, per_s=300):
            raise Invalid(text="Too long.")

    with limited("ask", "user:1", times=1, per_s=300):
        pass

    assert refused("ask", "user:1", times=1, per_s=300) == 300


@both
def test_limit_of_none_at_all_refuses(durable):
    assert refused("export", "user:5", times=0, per_s=60, durable=durable)


def test_table_holds_no_address():
    limit("mail", "a@b.example", times=3, per_s=3600, durable=True)

    row = RateWindow.objects.get()
    assert "a@b" not in row.key
    assert row.hits == 1


def test_count_of_an_act_that_was_undone_is_undone():
    with pytest.raises(ValueError, match="undone"), transaction.atomic():
        limit("mail", "a@b.example", times=3, per_s=3600, durable=True)
        raise ValueError("undone")

    assert RateWindow.objects.count() == 0


def test_cache_that_fails_lets_people_through(monkeypatch):
    def broken(*args, **kwargs):
        raise ConnectionError

    monkeypatch.setattr(cache, "incr", broken)

    assert refused("vote", "user:5", times=1, per_s=60) is None


@pytest.mark.django_db(transaction=True)
@both
def test_parallel_acts_can_not_slip_through_together(durable):
    def one(_number):
        try:
            with clock.at(NOON):
                return refused("mail", "a@b.example", times=5, per_s=3600, durable=durable) is None
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        passed = list(pool.map(one, range(40)))

    assert sum(passed) == 5
