"""What is hidden stands nowhere: a marker in every hidden text, and a crawl through all that others may read."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import unescape

import pytest

from civic.search.actions.reindex import reindex
from consultations.surgeries import frames
from consultations.surgeries.live import protocol
from consultations.surgeries.models import Surgery
from consultations.surgeries.viewers import viewer_of
from tests.architecture import command_table, permission_table
from tests.architecture.walking import all_routes, filled, is_own
from tests.factories.world import World, a_world, stage

MARK = "Zyxqwv"  # begins every hidden text of the world
READERS = ("anonymous", "other", "councillor", "editor")  # none of it is theirs, and none of them decides about it
TABLE = [*permission_table.table(), *command_table.table()]
STARTS = ["/", "/reports/", "/consultations/", "/surgeries/", "/faq/", "/news/", "/wards/", "/sitemap.xml", "/cy/"]
NOT_CRAWLED = re.compile(r"^/(demo|styleguide|static|cms|admin|account|tiles|api/schema|api/docs|cy/(demo|account))")
MOST_PAGES = 150


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with django_db_blocker.unblock(), a_world(MARK) as made:
        for kind, names in SEARCHABLE.items():
            for name in names:
                reindex(f"{kind}:{made.names[name]}")
        yield made


SEARCHABLE = {
    "report": ("public_report", "held_report", "private_report", "removed_report", "unconfirmed_report"),
    "consultation": ("open_place", "secret_place"),
    "question": ("answered_question", "held_question", "refused_question", "removed_question"),
    "surgery": ("live",),
    "answer": ("answer_page", "draft_page", "changed_page"),
}


def secrets_of(world: World) -> list[str]:
    """What may stand nowhere: the marker, people's addresses, and the references of what only its author knows."""
    photos = [world.names[f"{state}_photo"] for state in ("held", "private", "removed", "unconfirmed")]
    return [MARK.lower(), "rosa@example.test", "otto@example.test", "vi@example.test", *photos]


def leaked(world: World, text: str, asked: str = "") -> list[str]:
    """Secrets in what was answered; an address that was asked for may stand in it."""
    low, known = unescape(text).lower(), asked.lower()
    return [secret for secret in secrets_of(world) if secret in low and secret not in known]


def test_the_world_holds_the_marker_where_its_author_reads_it(world: World) -> None:
    """Else the crawl would find nothing because there is nothing."""
    with stage(world):
        client = world.client("resident")
        for path in ("/reports/{held_report}/", "/reports/{private_report}/", "/my/", "/consultations/{open_place}/"):
            assert MARK in client.get(filled(path, world)).content.decode(), path


@pytest.mark.parametrize("role", READERS)
def test_no_address_of_the_table_leaks(world: World, role: str) -> None:
    """Every GET of the permission table, whatever it answers: refusals must not quote what they hide, either."""
    routes = all_routes()
    found = {}
    with stage(world):
        client = world.client(role)
        for row in {row.path: row for row in TABLE if row.method == "GET" and is_own(routes[row.route])}.values():
            if not row.route.startswith(("demo/", "styleguide/", "tiles/")):
                path = filled(row.path, world)
                hits = leaked(world, _text(client.get(path)), asked=path)
                found.update({row.path: hits} if hits else {})

    own = {"/account/", "/my/"} if role == "other" else set()  # one's own address
    assert {path: hits for path, hits in found.items() if path not in own} == {}


@pytest.mark.parametrize("role", READERS)
def test_no_page_that_links_lead_to_leaks(world: World, role: str) -> None:
    found, seen, waiting = {}, set(STARTS), deque(STARTS)
    with stage(world):
        client = world.client(role)
        while waiting and len(seen) < MOST_PAGES:
            path = waiting.popleft()
            text = _text(client.get(path))
            hits = leaked(world, text)
            if hits:
                found[path] = hits
            for link in _links(text):
                if link not in seen and not NOT_CRAWLED.match(link):
                    seen.add(link)
                    waiting.append(link)

    assert len(seen) > 30
    assert {path: hits for path, hits in found.items() if path != "/my/"} == {}


@pytest.mark.parametrize("role", READERS)
def test_search_and_suggestions_find_nothing_hidden(world: World, role: str) -> None:
    with stage(world):
        client = world.client(role)
        for path in (
            "/search/?q={}",
            "/api/v1/suggestions/?q={}",
            "/faq/?q={}",
            "/api/v1/places/?q={}",
            "/reports/?q={}",
        ):
            for words in ("not for all", "Words that are not", "Draft", "Secret", "Held"):
                assert leaked(world, _text(client.get(path.format(words)))) == [], path


def test_searching_for_the_hidden_words_themselves_finds_no_page(world: World) -> None:
    with stage(world):
        assert world.client("other").get(f"/api/v1/suggestions/?q={MARK}").json()["results"] == []


@pytest.mark.parametrize("role", READERS)
def test_no_list_of_the_interface_leaks_on_any_page_of_it(world: World, role: str) -> None:
    lists = [
        "/api/v1/reports/?limit=1",
        "/api/v1/reports/?bbox=-1,52,1,54",
        "/api/v1/reports/?state=received,fixed,planned",
        "/api/v1/reports/?category=at-home",
        "/api/v1/reports/?since=2000-01-01T00:00:00Z",
        f"/api/v1/reports/nearby/?lon={world.names['west_lon']}&lat={world.names['lat']}",
        f"/api/v1/consultations/{world.names['open_place']}/comments/?sort=oldest",
        f"/api/v1/consultations/{world.names['open_place']}/comments/?section=hours",
        "/api/v1/surgeries/",
        *(f"/api/v1/surgeries/{world.names[name]}/" for name in ("live", "paused", "soon", "over")),
        *(f"/api/v1/surgeries/{world.names['live']}/events/?since={since}" for since in (0, 1, 5, 999)),
    ]
    with stage(world):
        client = world.client(role)
        while lists:
            answer = client.get(lists.pop())
            assert answer.status_code == 200
            assert leaked(world, _text(answer)) == []
            following = answer.json().get("next")
            lists += [following] if following else []


@pytest.mark.parametrize("role", READERS)
def test_no_frame_leaks(world: World, role: str) -> None:
    for surgery in Surgery.objects.all():
        viewer = viewer_of(world.people[role], surgery)
        for since in (None, 0, 3):
            found, _seq = frames.catch_up(surgery, viewer, epoch=None, since=since)
            assert leaked(world, json.dumps(found)) == []


def test_a_removed_text_is_absent_for_moderators_too_in_frames(world: World) -> None:
    surgery = Surgery.objects.get(slug=world.names["live"])
    found, _seq = frames.catch_up(surgery, viewer_of(world.people["moderator"], surgery), epoch=None, since=None)
    rows = {row["id"]: row for row in found[0]["questions"]}

    for name in ("removed", "withdrawn"):
        assert rows[world.names[f"{name}_question"]]["text"] == ""


def test_the_desk_does_not_name_who_reported(world: World) -> None:
    """Moderators decide about words, not about people: identity is for officers in scope and admins, and noted."""
    with stage(world):
        client = world.client("moderator")
        for path in (
            "/moderation/?kind=report",
            "/reports/{held_report}/",
            "/reports/{private_report}/",
            "/reports/{removed_report}/",
        ):
            page = client.get(filled(path, world)).content.decode()
            assert "Rosa Resident" not in page, path
            assert "rosa@example.test" not in page, path


def test_who_reported_is_named_nowhere_unless_they_wanted_it(world: World) -> None:
    paths = [
        "/reports/",
        "/reports/feed/",
        "/reports/{public_report}/",
        "/moderation/flag/?subject=report:{public_report}",
        "/api/v1/reports/",
        "/api/v1/reports/{public_report}/",
    ]
    with stage(world):
        client = world.client("other")
        for path in paths:
            assert "Rosa" not in _text(client.get(filled(path, world))), path


def test_no_answer_is_kept_by_caches_when_it_is_somebodys_own(world: World) -> None:
    own = [
        "/my/",
        "/account/",
        "/reports/{held_report}/",
        "/reports/{private_report}/",
        "/reports/{held_report}/photos/{held_photo}.jpg",
    ]
    with stage(world):
        client = world.client("resident")
        for path in own:
            kept = client.get(filled(path, world)).headers.get("Cache-Control", "")
            assert "no-store" in kept and "private" in kept, path


def test_malformed_frames_are_not_echoed() -> None:
    with pytest.raises(protocol.ProtocolError) as caught:
        protocol.parse_frame(json.dumps({"type": MARK, "ref": "x"}))

    assert MARK not in caught.value.detail


def _links(text: str) -> list[str]:
    """Addresses on this site that a page or feed names."""
    found = re.findall(r'(?:href|src)="([^"#]+)', text) + re.findall(r"<loc>([^<]+)</loc>", text)
    local = [
        re.sub(r"^https?://(?:testserver|127\.0\.0\.1:8000|localhost(?::\d+)?)", "", unescape(link)) for link in found
    ]
    return [link or "/" for link in local if link.startswith("/") or not link]


def _text(response: Any) -> str:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    where = response.headers.get("Location", "")
    return f"{where}\n{body.decode('utf-8', 'replace')}"
