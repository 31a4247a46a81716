"""Surgeries for programs: the shapes and answers that others script against."""

from __future__ import annotations

import uuid

import pytest
from rest_framework.test import APIClient

from civic.accounts.actions.make_api_token import make_api_token
from civic.accounts.actors import SYSTEM, Actor
from civic.accounts.enums import Role
from consultations.surgeries import commands_table
from consultations.surgeries.models import Question
from tests.factories.accounts import a_person, a_trusted_person, staff
from tests.factories.surgeries import a_held_question, a_host, a_question, a_surgery

pytestmark = pytest.mark.django_db

QUESTION = {
    "id", "text", "state", "support", "supported", "mine", "by", "asked_at", "answer", "reason", "merged_into", "faq",
}  # fmt: skip


def client_of(actor: Actor) -> APIClient:
    _token, secret = make_api_token(by=SYSTEM, user=actor.user, label="test")
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Token {secret}")
    return client


def post(client: APIClient, path: str, data: dict | None = None, key: uuid.UUID | None = None):
    headers = {"Idempotency-Key": str(key)} if key else {}
    return client.post(path, data or {}, format="json", headers=headers)


def url(surgery, *parts: str) -> str:
    return "/".join([f"/api/v1/surgeries/{surgery.slug}", *parts, ""])


def ask(client, surgery, text="When?", key=None):
    return post(client, url(surgery, "questions"), {"text": text}, key or uuid.uuid4())


def test_a_visitor_asks_and_finds_the_held_question_again_by_their_device():
    surgery, client = a_surgery(), APIClient()

    answer = ask(client, surgery, "When is it mended?")

    assert answer.status_code == 201
    assert set(answer.json()) == QUESTION
    assert (answer.json()["state"], answer.json()["mine"], answer.json()["by"]) == ("held", True, None)
    assert [q["text"] for q in client.get(url(surgery)).json()["questions"]] == ["When is it mended?"]
    assert APIClient().get(url(surgery)).json()["questions"] == []


def test_the_snapshot_has_the_promised_shape():
    host = a_host(name="Ada Bell")
    surgery = a_surgery(host=host, title="Roads")
    question = a_question(surgery, "Why?", by=a_trusted_person(name="Bo"))
    post(client_of(host), url(surgery, "questions", question.ref, "answer"), {"text": "So."}, uuid.uuid4())

    snapshot = APIClient().get(url(surgery)).json()

    assert set(snapshot) == {"epoch", "seq", "surgery", "questions", "next"}
    assert snapshot["seq"] == 5
    assert (snapshot["surgery"]["title"], snapshot["surgery"]["state"]) == ("Roads", "live")
    assert snapshot["surgery"]["hosts"] == [{"name": "Ada Bell", "role": "Councillor"}]
    assert snapshot["questions"][0]["by"] == "Bo"
    answer = snapshot["questions"][0]["answer"]
    assert (answer["text"], answer["by"], answer["role"]) == ("So.", "Ada Bell", "Councillor")


def test_the_list_holds_every_surgery():
    surgery = a_surgery()

    listed = APIClient().get("/api/v1/surgeries/").json()

    assert [s["slug"] for s in listed["results"]] == [surgery.slug]
    assert listed["next"] is None


def test_a_repeat_is_the_same_question_and_other_words_under_the_key_are_refused():
    surgery, key, client = a_surgery(), uuid.uuid4(), client_of(a_person())

    first, again = ask(client, surgery, key=key), ask(client, surgery, key=key)
    other = ask(client, surgery, "Other words", key=key)

    assert (first.status_code, again.status_code, other.status_code) == (201, 200, 422)
    assert again.headers["Idempotent-Replayed"] == "true"
    assert first.json() == again.json()
    assert Question.objects.count() == 1


def test_without_cookie_or_session_a_repeat_is_known_by_its_key_alone():
    surgery, key = a_surgery(), uuid.uuid4()

    answers = [ask(APIClient(), surgery, key=key) for _again in range(3)]

    assert [a.status_code for a in answers] == [201, 200, 200]
    assert len({a.json()["id"] for a in answers}) == 1


def test_a_repeat_is_recognised_after_the_surgery_closed_and_past_the_limit():
    host = a_host()
    surgery, key, client = a_surgery(host=host), uuid.uuid4(), client_of(a_person())
    first = ask(client, surgery, key=key)
    for _more in range(2):
        ask(client, surgery)
    assert ask(client, surgery).status_code == 429
    post(client_of(host), url(surgery, "close"))

    assert ask(client, surgery, key=key).json() == first.json()
    late = ask(client_of(a_person()), surgery)
    assert (late.status_code, late.json()["error"]["code"]) == (409, "wrong_state")


@pytest.mark.parametrize("data", [{}, {"text": ""}, {"text": 5}, {"text": None}, {"text": "x" * 501}, {"text": "a\0b"}])
def test_a_question_that_can_not_be_kept_names_the_field(data):
    answer = post(APIClient(), url(a_surgery(), "questions"), data)

    assert answer.status_code == 400
    assert list(answer.json()["error"]["fields"]) == ["text"]


def test_a_wrong_address_refuses_the_whole_question():
    answer = post(APIClient(), url(a_surgery(), "questions"), {"text": "When?", "email": "nobody"})

    assert (answer.status_code, list(answer.json()["error"]["fields"])) == (400, ["email"])
    assert not Question.objects.exists()


def test_bodies_that_are_no_objects_are_refused():
    surgery = a_surgery()

    assert post(APIClient(), url(surgery, "questions"), ["a", "list"]).status_code == 400
    bad = APIClient().post(url(surgery, "questions"), "{", content_type="application/json")
    assert bad.status_code == 400
    key = APIClient().post(url(surgery, "questions"), {"text": "When?"}, headers={"Idempotency-Key": "no-uuid"})
    assert (key.status_code, list(key.json()["error"]["fields"])) == (400, ["idempotency_key"])


def test_the_host_opens_takes_answers_and_closes():
    host = a_host()
    surgery = a_surgery(host=host, live=False)
    question, client = a_question(surgery), client_of(host)

    assert post(client, url(surgery, "open")).json()["state"] == "live"
    assert post(client, url(surgery, "questions", question.ref, "take")).json()["state"] == "answering"
    answered = post(client, url(surgery, "questions", question.ref, "answer"), {"text": "Soon.", "faq": True})
    assert (answered.json()["state"], answered.json()["answer"]["text"]) == ("answered", "Soon.")
    assert answered.json()["faq_requested"] is True
    assert post(client, url(surgery, "close")).json()["state"] == "closed"


def test_a_command_sent_twice_under_one_key_is_done_once():
    host = a_host()
    surgery = a_surgery(host=host)
    question, key, client = a_question(surgery), uuid.uuid4(), client_of(host)
    path = url(surgery, "questions", question.ref, "take")

    first, again, other = post(client, path, key=key), post(client, path, key=key), post(client, path)

    assert [first.status_code, again.status_code, other.status_code] == [200, 200, 409]
    assert again.headers["Idempotent-Replayed"] == "true"


COMMANDS = ["publish", "decline", "take", "defer", "answer", "merge", "unmerge", "redact", "report", "faq"]


@pytest.mark.parametrize("command", COMMANDS)
def test_outsiders_can_not_command(command):
    surgery = a_surgery()
    question = a_question(surgery)
    data = {
        "reason": "No, sorry.", "text": "New words", "into": a_question(surgery).ref, "category": "pothole",
        "geometry": {"type": "Point", "coordinates": [-0.3, 52.97]},
    }  # fmt: skip
    path = url(surgery, "questions", question.ref, command)

    assert post(APIClient(), path, data).status_code == 401
    outsiders = [a_trusted_person(), a_host(), *([staff(Role.EDITOR)] if command != "faq" else [])]
    for actor in outsiders:
        assert post(client_of(actor), path, data).status_code == 404
    question.refresh_from_db()
    assert (question.state, question.text) == ("published", "When is the bridge mended?")


JUNK = {"into": 5, "text": [], "reason": "", "due": "x", "owner": "?", "geometry": "here"}


@pytest.mark.parametrize("body", [{}, JUNK, ["a", "list"]], ids=["nothing", "junk", "a list"])
@pytest.mark.parametrize("command", [c for c in COMMANDS if c != "faq"])
def test_who_may_not_command_is_told_nothing_of_fields(command, body):
    surgery = a_surgery()
    path = url(surgery, "questions", a_question(surgery).ref, command)

    assert post(APIClient(), path, body).status_code == 401
    for actor in (a_trusted_person(), a_host(), staff(Role.OFFICER)):
        assert post(client_of(actor), path, body).status_code == 404


@pytest.mark.parametrize("command", ["decline", "defer", "answer", "merge", "redact", "report"])
def test_who_may_command_is_told_which_field_is_wrong(command):
    officer = staff(Role.OFFICER)
    surgery = a_surgery(officers=[officer.id])
    path, client = url(surgery, "questions", a_question(surgery).ref, command), client_of(officer)

    answer = post(client, path, JUNK)
    assert answer.status_code == 400
    assert set(answer.json()["error"]["fields"]) <= set(JUNK)
    assert client.post(path, ["a", "list"], format="json").status_code == 400


def test_every_command_with_fields_says_who_may():
    open_to_all = commands_table.OnQuestion.may
    assert [
        name for name, one in commands_table.QUESTION_COMMANDS.items() if one.fields and one.may is open_to_all
    ] == []


def test_what_is_held_can_not_be_told_from_what_is_not_there():
    surgery = a_surgery()
    held, client = a_held_question(surgery), client_of(a_person())

    answers = [client.put(url(surgery, "questions", ref, "support")) for ref in (held.ref, "zzzzzzzzzz")]

    assert [a.status_code for a in answers] == [404, 404]
    assert answers[0].json() == answers[1].json()


def test_support_is_put_and_deleted():
    surgery = a_surgery()
    path, client = url(surgery, "questions", a_question(surgery).ref, "support"), APIClient()

    answers = [client.put(path), client.put(path), client.delete(path), client.delete(path)]

    assert [(a.status_code, a.json()["support"], a.json()["supported"]) for a in answers] == [
        (200, 1, True), (200, 1, True), (200, 0, False), (200, 0, False),
    ]  # fmt: skip


def test_events_are_the_frames_of_the_socket_without_gaps():
    surgery = a_surgery()
    a_held_question(surgery)
    shown = a_question(surgery, "Shown?")

    answer = APIClient().get(url(surgery, "events"), {"since": 1}).json()

    assert answer["head"] == 5
    assert [(f["type"], f.get("seq") or f.get("to")) for f in answer["frames"]] == [
        ("event", 2), ("skip", 3), ("event", 4), ("event", 5),
    ]  # fmt: skip
    assert answer["frames"][-1]["data"]["question"]["id"] == shown.ref


@pytest.mark.parametrize("since", ["99", "-1", "x", ""])
def test_a_cursor_of_no_use_brings_the_snapshot_or_a_sentence(since):
    answer = APIClient().get(url(a_surgery(), "events"), {"since": since})

    if since == "99":
        assert [f["type"] for f in answer.json()["frames"]] == ["reset"]
    else:
        assert answer.status_code == (200 if since == "-1" else 400)


def test_older_questions_are_on_the_next_page(monkeypatch):
    monkeypatch.setattr("consultations.surgeries.frames.PAGE", 2)
    surgery = a_surgery()
    refs = [a_question(surgery, f"Number {n}?").ref for n in range(5)]

    found, following = [], url(surgery)
    while following:
        page = APIClient().get(following).json()
        found += [q["id"] for q in page["questions"]]
        following = page["next"]

    assert found == refs[::-1]
    assert APIClient().get(url(surgery), {"cursor": "forged"}).status_code == 400


def test_what_does_not_exist_is_not_found():
    surgery = a_surgery()

    for path in ("/api/v1/surgeries/none/", url(surgery, "dance"), url(surgery, "questions", "zz", "dance")):
        method = APIClient().get if path.endswith("none/") else APIClient().post
        assert method(path).status_code == 404
