"""Limits in the cache and in the table keep the same promise; only the second survives a restart."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.cache import cache
from django.db import connection, transaction

from civic.core import clock
from civic.core.errors import Invalid, TooFast
from civic.core.models import RateWindow
from civic.core.throttling import Rule, limit_to, limited, require_room
from civic.core.throttling import limit as limit_by_name

NOON = dt.datetime(2026, 3, 3, 12, 0, tzinfo=dt.UTC)
both = pytest.mark.parametrize("durable", [False, True], ids=["cache", "table"])


def limit(name, who, *, times, per_s, durable=False, amount=1):
    limit_to(Rule(times, per_s, durable), name, who, amount=amount)


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


def test_what_is_refused_as_wrong_counts_against_nobody(settings):
    settings.CIVIC_LIMITS = {"ask": (1, 300)}
    for _ in range(5):
        with pytest.raises(Invalid), limited("ask", "user:1"):
            raise Invalid(text="Too long.")

    with limited("ask", "user:1"):
        pass

    assert refused("ask", "user:1", times=1, per_s=300) == 300


@both
def test_limit_of_none_at_all_refuses(durable):
    assert refused("export", "user:5", times=0, per_s=60, durable=durable)


def test_figures_come_from_the_settings_and_a_demo_has_ten_times_as_many(settings):
    settings.CIVIC_LIMITS, settings.CIVIC_LIMITS_TIMES = {"mail.to": (3, 3600, "durable")}, 10

    for _ in range(30):
        limit_by_name("mail.to", "a@b.example")

    with pytest.raises(TooFast):
        limit_by_name("mail.to", "a@b.example")
    assert RateWindow.objects.get().hits == 30


@both
def test_bytes_are_counted_as_well_as_acts(durable):
    answers = [refused("upload", "user:5", times=100, per_s=60, durable=durable, amount=size) for size in (60, 50, 40)]

    assert answers == [None, 60, None]


def test_looking_whether_there_is_room_counts_nothing(settings):
    settings.CIVIC_LIMITS = {"sign_in": (2, 900, "durable")}
    for _ in range(5):
        require_room("sign_in", "10.0.0.1")
    limit_by_name("sign_in", "10.0.0.1")
    limit_by_name("sign_in", "10.0.0.1")

    with pytest.raises(TooFast):
        require_room("sign_in", "10.0.0.1")
    require_room("sign_in", "10.0.0.2")


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
