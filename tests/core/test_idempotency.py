"""Sent twice, done once."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.db import connection, transaction

from civic.core.errors import KeyReused, WrongState
from civic.core.idempotency import Once, file_hash, once, payload_hash, peek
from civic.core.models import IdempotencyKey

KEY = uuid4()
SAME = {"scope": "reports.submit", "who": "user:5", "payload": {"title": "Pothole"}}


def must_not_run():
    raise AssertionError("a repeat must not act")


@pytest.mark.django_db
def test_first_request_acts_and_the_repeat_is_told_what_it_made():
    first = once(**SAME, key=KEY, act=lambda: "abc")
    again = once(**SAME, key=KEY, act=must_not_run)

    assert (first, again) == (Once("abc", replayed=False), Once("abc", replayed=True))


@pytest.mark.django_db
def test_same_content_in_another_order_is_a_repeat():
    once(scope="s", who="w", key=KEY, payload={"a": 1, "b": [2]}, act=lambda: "abc")

    assert once(scope="s", who="w", key=KEY, payload={"b": [2], "a": 1}, act=must_not_run).replayed


@pytest.mark.django_db
def test_same_key_with_other_words_is_refused():
    once(**SAME, key=KEY, act=lambda: "abc")

    with pytest.raises(KeyReused):
        once(**{**SAME, "payload": {"title": "Ditch"}}, key=KEY, act=must_not_run)


@pytest.mark.django_db
@pytest.mark.parametrize("other", [{"who": "user:6"}, {"scope": "comments.post"}])
def test_key_of_another_person_or_act_is_another_key(other):
    once(**SAME, key=KEY, act=lambda: "abc")

    assert once(**{**SAME, **other}, key=KEY, act=lambda: "def") == Once("def", replayed=False)


@pytest.mark.django_db
def test_without_a_key_it_just_acts():
    made = [once(**SAME, key=None, act=lambda: "abc") for _ in range(2)]

    assert made == [Once("abc", replayed=False)] * 2
    assert IdempotencyKey.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_act_that_fails_leaves_no_row_and_may_be_tried_again():
    def closed():
        raise WrongState

    with pytest.raises(WrongState):
        once(**SAME, key=KEY, act=closed)

    assert IdempotencyKey.objects.count() == 0
    assert once(**SAME, key=KEY, act=lambda: "abc") == Once("abc", replayed=False)


@pytest.mark.django_db
def test_row_holds_no_word_of_the_body():
    once(**SAME, key=KEY, act=lambda: "abc")

    row = IdempotencyKey.objects.get()
    assert (row.made, len(row.payload_hash)) == ("abc", 64)
    assert "Pothole" not in repr(vars(row))


@pytest.mark.django_db
def test_peek_recognises_a_repeat_before_the_work():
    before = peek("reports.submit", "user:5", KEY, SAME["payload"])
    once(**SAME, key=KEY, act=lambda: "abc")

    assert before is None
    assert peek("reports.submit", "user:5", KEY, SAME["payload"]) == "abc"
    assert peek("reports.submit", "user:5", None, SAME["payload"]) is None
    with pytest.raises(KeyReused):
        peek("reports.submit", "user:5", KEY, {"title": "Ditch"})


@pytest.mark.django_db
def test_number_made_is_kept_as_text():
    assert once(**SAME, key=KEY, act=lambda: 17).made == "17"
    assert once(**SAME, key=KEY, act=must_not_run).made == "17"


def test_file_is_told_apart_by_its_bytes():
    assert payload_hash({"photos": [file_hash(b"a")]}) != payload_hash({"photos": [file_hash(b"b")]})


@pytest.mark.django_db(transaction=True)
def test_fifty_parallel_identical_calls_act_once():
    acts = []
    gate = threading.Barrier(10)

    def act():
        acts.append(1)
        time.sleep(0.1)
        return "abc"

    def call(number):
        try:
            if number < 10:
                gate.wait()
            return once(**SAME, key=KEY, act=act)
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(call, range(50)))

    assert len(acts) == 1
    assert sorted(answer.replayed for answer in answers) == [False] + [True] * 49
    assert {answer.made for answer in answers} == {"abc"}


@pytest.mark.django_db(transaction=True)
def test_repeat_that_waits_takes_over_when_the_first_fails():
    inside, answers = threading.Event(), []

    def fails():
        inside.set()
        time.sleep(0.2)
        raise WrongState

    def first():
        try:
            with pytest.raises(WrongState):
                once(**SAME, key=KEY, act=fails)
        finally:
            connection.close()

    thread = threading.Thread(target=first)
    thread.start()
    inside.wait()
    answers.append(once(**SAME, key=KEY, act=lambda: "second"))
    thread.join()

    assert answers == [Once("second", replayed=False)]


@pytest.mark.django_db(transaction=True)
def test_key_is_undone_with_the_transaction_around_it():
    with pytest.raises(ValueError, match="undone"), transaction.atomic():
        once(**SAME, key=KEY, act=lambda: "abc")
        raise ValueError("undone")

    assert IdempotencyKey.objects.count() == 0
