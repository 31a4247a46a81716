from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import connections
from django.test import Client

from civic.accounts.actions.make_api_token import make_api_token
from civic.accounts.actors import Actor
from civic.accounts.enums import Role
from consultations.actions.remove_comment import remove_comment
from consultations.models import Comment, Consultation
from tests.factories.accounts import a_person, a_trusted_person, staff
from tests.factories.consultations import ConsultationFactory, SectionFactory, closed, many_comments, posted

pytestmark = pytest.mark.django_db

SHAPE = {
    "id", "parent", "section", "text_html", "state", "by", "created_at", "edited_at", "support",
    "supported", "replies", "url",
}  # fmt: skip


def key_of(person: Actor) -> dict[str, str]:
    assert person.user is not None
    _token, secret = make_api_token(by=person, user=person.user, label="test")
    return {"Authorization": f"Token {secret}"}


def send(place: Consultation, data: dict, person: Actor | None = None, key: str = "", **headers: str):
    headers |= key_of(person) if person else {}
    headers |= {"Idempotency-Key": key} if key else {}
    url = f"/api/v1/consultations/{place.slug}/comments/"
    return Client().post(url, data, content_type="application/json", headers=headers)


def listed(place: Consultation, query: str = "", person: Actor | None = None):
    headers = key_of(person) if person else {}
    return Client().get(f"/api/v1/consultations/{place.slug}/comments/{query}", headers=headers)


def test_a_comment_is_made_and_has_the_promised_shape() -> None:
    section = SectionFactory()

    answer = send(section.consultation, {"text": "**Keep** it", "section": section.key}, a_trusted_person(name="Ruth"))

    made = answer.json()
    assert (answer.status_code, set(made)) == (201, SHAPE)
    assert (made["section"], made["parent"], made["state"]) == (section.key, None, "published")
    assert (made["by"], made["text_html"]) == ({"name": "Ruth", "role": None}, "<p><strong>Keep</strong> it</p>")


def test_a_repeat_is_answered_again_and_another_body_is_refused() -> None:
    place, person, key = ConsultationFactory(), a_trusted_person(), str(uuid4())

    first, again, other = (send(place, {"text": text}, person, key) for text in ("Once", "Once", "Twice"))

    assert [answer.status_code for answer in (first, again, other)] == [201, 200, 422]
    assert again["Idempotent-Replayed"] == "true" and again.json() == first.json()
    assert Comment.objects.count() == 1


def test_what_is_official_held_or_published_is_never_taken_from_the_request() -> None:
    place = ConsultationFactory()

    made = send(
        place, {"text": "Me", "official": True, "state": "published", "author": 1, "support": 99}, a_person()
    ).json()

    row = Comment.objects.get()
    assert (made["state"], row.official, row.support, row.state) == ("held", False, 0, "held")


@pytest.mark.parametrize(
    ("data", "status", "field"),
    [
        ({"text": ""}, 400, "text"),
        ({}, 400, "text"),
        ({"text": ["a"]}, 400, "text"),
        ({"text": "x" * 10_001}, 400, "text"),
        ({"text": "Hello", "parent": "nope"}, 400, "parent"),
        ({"text": "Hello", "section": "nope"}, 400, "section"),
    ],
)
def test_bad_input_is_named(data: dict, status: int, field: str) -> None:
    answer = send(ConsultationFactory(), data, a_trusted_person())

    assert (answer.status_code, list(answer.json()["error"]["fields"])) == (status, [field])


def test_what_is_no_json_a_bad_key_and_a_closed_consultation_are_refused_in_words() -> None:
    place, person = ConsultationFactory(), a_trusted_person()
    url = f"/api/v1/consultations/{place.slug}/comments/"

    broken = Client().post(url, "{", content_type="application/json", headers=key_of(person))
    listing = Client().post(url, "[]", content_type="application/json", headers=key_of(person))
    bad_key = send(place, {"text": "Hello"}, person, "not-a-uuid")
    late = send(closed(), {"text": "Hello"}, person)

    assert [answer.status_code for answer in (broken, listing, bad_key, late)] == [400, 400, 400, 409]
    assert late.json()["error"]["code"] == "wrong_state"
    assert "closed on" in late.json()["error"]["detail"]
    assert Comment.objects.count() == 0


def test_the_list_holds_first_comments_each_followed_by_first_replies() -> None:
    place, person = ConsultationFactory(), a_trusted_person()
    one, two = posted(person, place, "One"), posted(person, place, "Two")
    replies = [posted(person, place, f"Reply {n}", parent=one.ref) for n in range(5)]

    results = listed(place).json()["results"]
    under = listed(place, f"?parent={one.ref}").json()["results"]

    assert [row["id"] for row in results] == [two.ref, one.ref, *(row.ref for row in replies[:3])]
    assert results[1]["replies"] == 5
    assert [row["id"] for row in under] == [row.ref for row in replies]
    assert {row["parent"] for row in under} == {one.ref}


def test_the_list_of_a_section_holds_only_it() -> None:
    section, person = SectionFactory(), a_trusted_person()
    inside = posted(person, section.consultation, section=section.key)
    posted(person, section.consultation)

    results = listed(section.consultation, f"?section={section.key}").json()["results"]

    assert [row["id"] for row in results] == [inside.ref]


def test_what_waits_is_in_the_list_of_its_author_alone() -> None:
    place, author = ConsultationFactory(), a_person()
    held = posted(author, place)

    assert [row["id"] for row in listed(place, person=author).json()["results"]] == [held.ref]
    assert listed(place, person=a_trusted_person()).json()["results"] == []
    assert listed(place, f"?parent={held.ref}").status_code == 404


def test_a_removed_comment_has_neither_words_nor_name() -> None:
    comment = posted(a_trusted_person(name="Rude"), ConsultationFactory(), "Thief!")
    remove_comment(by=staff(Role.MODERATOR), ref=comment.ref, rule=1)

    row = listed(comment.consultation).json()["results"][0]

    assert (row["state"], row["text_html"], row["by"]) == ("removed", "", None)


@pytest.mark.parametrize(("sort", "roots"), [("newest", 2000), ("oldest", 130), ("supported", 130)])
def test_cursors_lead_through_a_long_thread_without_gap_or_repeat(sort: str, roots: int) -> None:
    place = ConsultationFactory()
    many_comments(place, roots=roots)

    seen, url, first = [], f"/api/v1/consultations/{place.slug}/comments/?sort={sort}", True
    while url:
        page = Client().get(url).json()
        seen += [row["id"] for row in page["results"]]
        url = page["next"]
        if first and sort == "newest":  # what arrives meanwhile moves nothing
            posted(a_trusted_person(), place)
            first = False

    assert len(seen) == roots == len(set(seen))


def test_a_page_costs_the_same_queries_at_any_size(django_assert_max_num_queries) -> None:
    place = ConsultationFactory()
    many_comments(place, roots=500, replies=3)
    cache.clear()

    with django_assert_max_num_queries(3):
        listed(place)


def test_support_is_put_and_deleted_and_may_be_repeated() -> None:
    comment, headers = posted(a_trusted_person(), ConsultationFactory()), key_of(a_person())
    url, browser = f"/api/v1/comments/{comment.ref}/support/", Client(headers=headers)

    answers = [act(url) for act in (browser.put, browser.put, browser.delete, browser.delete)]

    assert [answer.json()["support"] for answer in answers] == [1, 1, 0, 0]
    assert [answer.json()["supported"] for answer in answers] == [True, True, False, False]
    assert {answer.status_code for answer in answers} == {200}


def test_support_needs_a_person_unless_the_place_allows_a_device() -> None:
    comment = posted(a_trusted_person(), ConsultationFactory())

    answer = Client().put(f"/api/v1/comments/{comment.ref}/support/")

    assert (answer.status_code, answer.json()["error"]["code"]) == (401, "sign_in")


def test_support_of_what_waits_or_after_the_end_is_refused() -> None:
    place, headers = ConsultationFactory(), key_of(a_trusted_person())
    held, open_one = posted(a_person(), place), posted(a_trusted_person(), place)
    assert Client(headers=headers).put(f"/api/v1/comments/{held.ref}/support/").status_code == 404

    Consultation.objects.update(
        opens_at=place.opens_at.replace(year=2020), closes_at=place.closes_at.replace(year=2021)
    )

    assert Client(headers=headers).put(f"/api/v1/comments/{open_one.ref}/support/").status_code == 409


@pytest.mark.django_db(transaction=True)
def test_parallel_supporters_and_repeats_are_each_counted_once() -> None:
    comment = posted(a_trusted_person(), ConsultationFactory())
    headers = [key_of(a_person()) for _person in range(4)]

    def put(number: int) -> int:
        try:
            return Client(headers=headers[number % 4]).put(f"/api/v1/comments/{comment.ref}/support/").status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        statuses = set(pool.map(put, range(24)))

    comment.refresh_from_db()
    assert (statuses, comment.support) == ({200}, 4)


@pytest.mark.django_db(transaction=True)
def test_parallel_identical_posts_make_one_comment() -> None:
    place, key = ConsultationFactory(), str(uuid4())
    headers = key_of(a_trusted_person()) | {"Idempotency-Key": key}
    url = f"/api/v1/consultations/{place.slug}/comments/"

    def post(_number: int) -> int:
        try:
            return Client().post(url, {"text": "Once"}, content_type="application/json", headers=headers).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        statuses = sorted(pool.map(post, range(16)))

    assert statuses == [200] * 15 + [201]
    assert Comment.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_parallel_replies_are_all_counted() -> None:
    place, person = ConsultationFactory(), staff(Role.OFFICER)
    top = posted(person, place)

    def reply(number: int) -> None:
        try:
            posted(person, place, f"Reply {number}", parent=top.ref)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(reply, range(24)))

    top.refresh_from_db()
    place.refresh_from_db()
    assert (top.replies, place.comments) == (24, 25)


def test_too_many_in_a_minute_is_told_with_the_time_to_wait() -> None:
    place, headers = ConsultationFactory(), key_of(a_trusted_person())
    url = f"/api/v1/consultations/{place.slug}/comments/"

    answers = [
        Client().post(url, {"text": f"No {n}"}, content_type="application/json", headers=headers) for n in range(11)
    ]

    assert [answer.status_code for answer in answers[9:]] == [201, 429]
    assert int(answers[10]["Retry-After"]) > 0
