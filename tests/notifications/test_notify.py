"""People are told once, in time, only while they may still read it, and can make it stop with one tap."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from civic.accounts.actors import SYSTEM, Actor
from civic.accounts.recipients import Recipient
from civic.core import clock
from civic.eventlog.actions.record import record
from civic.eventlog.models import Event
from civic.notifications import registry
from civic.notifications.actions.follow import follow, unfollow
from civic.notifications.actions.notify import notify
from civic.notifications.models import Delivery, Mute
from civic.notifications.queries import followers, is_following
from civic.notifications.tasks import send
from tests.factories.accounts import a_person

READABLE = {"report:abc"}
JO = Recipient("jo@example.test")


@pytest.fixture(autouse=True)
def notice(settings: Any, tmp_path: Any, deferred_jobs: object) -> Iterator[None]:
    folder = tmp_path / "mail"
    folder.mkdir()
    (folder / "told.subject.txt").write_text("News of {{ title }}")
    (folder / "told.txt").write_text("It is fixed. Stop: {{ unsubscribe_url }}")
    (folder / "told.html").write_text("<p>It is fixed.</p>")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path, *settings.TEMPLATES[0]["DIRS"]]}]
    registry.register_notice(
        "test.told", template="told", context=lambda s, r: {"title": "the hole"} if s in READABLE else None
    )
    yield
    registry._notices.pop("test.told")


def an_event(by: Actor | None = None) -> Event:
    return record("test.fixed", on="report:abc", by=by)


def tell(event: Event, *people: Recipient, subject: str = "report:abc") -> None:
    notify(event, kind="test.told", subject=subject, to=people)
    for row in Delivery.objects.all():
        send(delivery_id=row.pk)


def test_each_person_is_told_once_however_often_the_handler_runs(db: None) -> None:
    event = an_event()

    for _ in range(3):
        tell(event, JO, Recipient("JO@example.test"), Recipient("ana@example.test"))

    assert sorted(message.to[0] for message in mail.outbox) == ["ana@example.test", "jo@example.test"]
    assert Delivery.objects.filter(state="sent").count() == 2


def test_who_did_it_is_not_told_of_it(db: None) -> None:
    actor = a_person()
    assert actor.user is not None

    tell(an_event(by=actor), Recipient(actor.user.email, actor.id))

    assert mail.outbox == []


def test_nobody_is_told_of_what_lies_more_than_a_week_back(db: None) -> None:
    with clock.at(clock.now() - dt.timedelta(days=8)):
        event = an_event()

    tell(event, JO)

    assert Delivery.objects.count() == 0


def test_the_right_to_read_is_checked_when_it_is_sent(db: None) -> None:
    tell(an_event(), JO, subject="report:secret")

    assert mail.outbox == []
    assert Delivery.objects.get().state == "dropped"


def test_one_tap_in_the_mail_stops_it_without_sign_in(db: None, client: Client) -> None:
    follow(subject="report:abc", email="jo@example.test")
    tell(an_event(), *followers("report:abc"))
    address = "/" + str(mail.outbox[0].body).split("Stop: ")[1].split("/", 3)[3].strip()

    assert client.get(address).status_code == 200
    assert followers("report:abc") == [JO]
    assert client.post(address).status_code == 200

    assert followers("report:abc") == []
    tell(an_event(), JO)
    assert len(mail.outbox) == 1


def test_mail_programs_find_the_way_to_stop_by_themselves(db: None, client: Client) -> None:
    tell(an_event(), JO)
    message = mail.outbox[0].message()

    assert message["Message-ID"] == f"<notice-{Delivery.objects.get().pk}@127.0.0.1>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    stop = message["List-Unsubscribe"].strip("<>").removeprefix("http://127.0.0.1:8000")
    assert Client(enforce_csrf_checks=True).post(stop, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert Mute.objects.filter(subject="report:abc", email="jo@example.test").exists()


def test_following_again_after_stopping_works(db: None) -> None:
    person = a_person()
    follow(subject="report:abc", by=person)
    unfollow(subject="report:abc", by=person)
    assert not is_following("report:abc", person)

    follow(subject="report:abc", by=person)
    tell(an_event(by=SYSTEM), *followers("report:abc"))

    assert len(mail.outbox) == 1


def test_a_link_that_we_did_not_sign_stops_nothing(db: None, client: Client) -> None:
    tell(an_event(), JO)
    number = Delivery.objects.get().pk

    for token in (str(number), f"{number}:{'a' * 43}", "nonsense"):
        assert client.post(f"/notices/stop/{token}/").status_code == 404

    tell(an_event(), JO)
    assert len(mail.outbox) == 2
