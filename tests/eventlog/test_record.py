"""The log: gapless, append-only, chained, and one with the change that it records."""

import threading

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from civic.core import clock
from civic.eventlog import registry
from civic.eventlog.actions.record import record
from civic.eventlog.models import Event, Stream
from civic.eventlog.ownership import grant_app_role
from civic.eventlog.queries import broken_links, cut_streams, events_since, head, history

SEEN: list[int] = []


def note_it(event: Event) -> None:
    SEEN.append(event.pk)


registry.on("test.happened")(note_it)


def test_events_of_a_stream_are_numbered_from_one_without_gaps(db: None) -> None:
    for number in range(3):
        record("test.counted", on="report:abc", number=number)

    assert [event.seq for event in history("report:abc")] == [1, 2, 3]
    assert head("report:abc") == 3
    assert [event.seq for event in events_since("report:abc", 1)] == [2, 3]


def test_two_streams_count_apart(db: None) -> None:
    record("test.counted", on="report:a")
    record("test.counted", on="report:b")

    assert (head("report:a"), head("report:b"), head("report:c")) == (1, 1, 0)


def test_recording_outside_a_transaction_is_refused(transactional_db: None) -> None:
    with pytest.raises(RuntimeError):
        record("test.counted", on="report:abc")


@pytest.mark.parametrize("fact", ["two words", "Mrs O'Neill", {"text": "x"}, "line\nbreak"])
def test_a_fact_that_could_hold_text_is_refused(db: None, fact: object) -> None:
    with pytest.raises(ValueError, match="never text"):
        record("test.counted", on="report:abc", fact=fact)

    assert history("report:abc") == []


def test_a_rolled_back_action_leaves_neither_event_nor_job(transactional_db: None) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record("test.happened", on="report:abc")
        assert ProcrastinateJob.objects.count() == 1
        1 / 0  # noqa: B018

    assert history("report:abc") == []
    assert ProcrastinateJob.objects.count() == 0
    with transaction.atomic():
        assert record("test.happened", on="report:abc").seq == 1


def test_each_handler_runs_once_for_a_committed_event(run_jobs: object) -> None:
    SEEN.clear()
    with transaction.atomic():
        event = record("test.happened", on="report:abc")

    run_jobs()  # type: ignore[operator]
    run_jobs()  # type: ignore[operator]

    assert [event.pk] == SEEN


@pytest.mark.parametrize("statement", ["UPDATE eventlog_event SET verb = 'x'", "DELETE FROM eventlog_event"])
def test_the_database_refuses_to_change_the_log(db: None, statement: str) -> None:
    record("test.counted", on="report:abc")

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_serving_role_can_neither_empty_the_log_nor_disarm_it(db: None) -> None:
    grant_app_role()
    record("test.counted", on="report:abc")

    for statement in ("TRUNCATE eventlog_event", "ALTER TABLE eventlog_event DISABLE TRIGGER ALL"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL ROLE civic")
            cursor.execute(statement)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE civic")
        record("test.counted", on="report:abc")
        cursor.execute("RESET ROLE")
    assert head("report:abc") == 2


def test_a_log_that_was_tampered_with_is_found_out(db: None) -> None:
    for _ in range(3):
        record("test.counted", on="report:abc")
    call_command("verify_log")
    assert (list(broken_links()), cut_streams()) == ([], [])

    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE eventlog_event SET actor_id = 99 WHERE seq = 2")

    assert [event.seq for event in broken_links()] == [2]
    with pytest.raises(CommandError, match="changed here"):
        call_command("verify_log")


def test_a_log_whose_end_was_cut_off_is_found_out(db: None) -> None:
    record("test.counted", on="report:abc")
    record("test.counted", on="report:abc")

    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("DELETE FROM eventlog_event WHERE seq = 2")

    assert cut_streams() == ["report:abc"]


def test_numbers_stay_gapless_under_eight_writers_of_whom_some_roll_back(transactional_db: None) -> None:
    def write(writer: int) -> None:
        for turn in range(10):
            try:
                with transaction.atomic():
                    record("test.counted", on="surgery:busy", writer=writer)
                    if (writer + turn) % 3 == 0:
                        raise InterruptedError
            except InterruptedError:
                continue
        connection.close()

    threads = [threading.Thread(target=write, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    rows = history("surgery:busy")
    kept = sum((writer + turn) % 3 != 0 for writer in range(8) for turn in range(10))
    assert [event.seq for event in rows] == list(range(1, kept + 1))
    assert list(broken_links()) == []
    assert Stream.objects.get(name="surgery:busy").seq == kept


def test_an_event_carries_the_clock_and_the_actor_but_no_name(db: None) -> None:
    import datetime as dt

    from tests.factories.accounts import a_person

    someone = a_person(name="Morag Fenn")
    with clock.at(dt.datetime(2026, 3, 3, 9, tzinfo=dt.UTC)):
        event = record("test.counted", on="report:abc", by=someone)

    assert (event.actor_id, event.at.isoformat()) == (someone.id, "2026-03-03T09:00:00+00:00")
    assert "Morag" not in str(Event.objects.values().get(pk=event.pk))


def test_news_goes_stale_and_an_import_leaves_indexes_to_be_built_anew(db: None) -> None:
    import datetime as dt

    registry.on("test.aged", news=True)(tell_it)
    registry.on("test.aged", index=True)(index_it)
    week_old = clock.now() - dt.timedelta(days=8)

    record("test.aged", on="report:new")
    with clock.at(week_old):
        record("test.aged", on="report:old")
    with clock.at(week_old), registry.importing():
        record("test.aged", on="report:imported")

    tasks = [(job.args["event_id"], job.args["handler"].rsplit(".", 1)[-1]) for job in ProcrastinateJob.objects.all()]
    ids = {name: history(f"report:{name}")[0].pk for name in ("new", "old", "imported")}
    assert sorted(tasks) == sorted([(ids["new"], "tell_it"), (ids["new"], "index_it"), (ids["old"], "index_it")])


def tell_it(event: Event) -> None: ...


def index_it(event: Event) -> None: ...
