"""Every route and every frame, as every role, against the table. What has no row fails."""

from __future__ import annotations

import ast
import inspect
import json
import uuid
from collections.abc import Iterator
from typing import Any

import pytest

from civic.accounts.models import User
from consultations.surgeries import commands, frames
from consultations.surgeries.live import protocol, replies
from consultations.surgeries.live.identity import Identity
from consultations.surgeries.models import Surgery
from consultations.surgeries.viewers import viewer_of
from tests.architecture import command_table, permission_table
from tests.architecture.walking import METHODS, Row, all_routes, ask, filled, is_own, outcome
from tests.factories.world import ROLES, World, a_world, stage

TABLE = [*permission_table.table(), *command_table.table()]
LIBRARIES = ("cms/", "admin/")  # walked as groups, in test_library_permissions
STATUS = {"not_found": "404", "sign_in": "401", "device_needed": "401", "invalid": "400", "wrong_state": "409"}


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with django_db_blocker.unblock(), a_world() as made:
        yield made


def test_every_route_has_its_row() -> None:
    in_table = {row.route for row in TABLE}
    missing = [
        f"{route} is answered by the site, but the permission table does not say who may use it"
        for route, pattern in all_routes().items()
        if route not in in_table
        and not route.startswith(LIBRARIES)
        and (is_own(pattern) or route not in permission_table.SIGN_IN_PAGES)
    ]

    assert missing == []


def test_every_row_has_its_route() -> None:
    routes = all_routes()

    assert [
        f"{row.route} stands in the table, but nothing answers there" for row in TABLE if row.route not in routes
    ] == []


def test_a_method_without_a_row_is_refused(world: World) -> None:
    in_table = {(row.route, row.method) for row in TABLE}
    routes = all_routes()
    found = []
    for row in {row.route: row for row in TABLE if is_own(routes[row.route])}.values():
        for method in METHODS:
            if (row.route, method) in in_table:
                continue
            with stage(world):
                response = ask(world, Row(row.route, method, row.path, {}), "admin")
            if response.status_code != 405:
                found.append(f"{method} {row.route} answers {response.status_code}, but has no row in the table")

    assert found == []


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_route(world: World, row: Row) -> None:
    got = {}
    for role in row.roles:
        with stage(world):
            headers = {"Accept": "application/json"} if row.route.startswith("moderation/") else {}
            got[role] = outcome(world, role, ask(world, row, role, **headers))

    assert got == {role: row.outcomes[role] for role in row.roles}


# What somebody may still do who may not write here any more: read, look after their own account, stop mails.
STILL_ALLOWED = ("account/", "notices/", "my/", "healthz", "readyz", "news/feed/", "api/docs/", "styleguide/")
STILL_ALLOWED += (
    "reports/new/",
    "consultations/<slug:slug>/follow/",
    "surgeries/<slug:slug>/follow/",
    "reports/<slug:ref>/follow/",
)


def test_somebody_who_was_banned_writes_nowhere(world: World) -> None:
    found = {}
    for row in TABLE:
        allowed = row.outcomes["other"] in ("200", "201", "302")
        if row.method == "GET" or not allowed or row.route.startswith(STILL_ALLOWED):
            continue
        with stage(world):
            found[str(row)] = str(ask(world, row, "banned").status_code)

    assert len(found) > 10
    assert {row: what for row, what in found.items() if what not in ("403", "404")} == {}


# --- Frames of the socket


def frame_types() -> set[str]:
    """What `parse_frame` understands: the names it compares with, and the commands."""
    tree = ast.parse(inspect.getsource(protocol.parse_frame))
    compared = {
        node.value
        for compare in ast.walk(tree)
        if isinstance(compare, ast.Compare) and isinstance(compare.left, ast.Name) and compare.left.id == "name"
        for node in compare.comparators
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    return compared | set(commands.QUESTION_COMMANDS) | set(commands.SURGERY_COMMANDS)


def test_every_frame_has_its_row() -> None:
    in_table = set(command_table.FRAMES) | {one.name for one in command_table.COMMANDS}

    assert frame_types() == in_table, "a frame without a row, or a row without a frame"


def identity_of(world: World, role: str) -> Identity:
    actor = world.people[role]
    epoch = User.objects.get(pk=actor.id).session_epoch if actor.id else 0
    return Identity(user_id=actor.id, session_epoch=epoch, device=actor.device, network="10.0.0.0/24")


def sent(world: World, role: str, slug: str, frame: dict[str, Any]) -> str:
    """What a frame is answered with, in the words of the table."""
    text = json.dumps(filled({"ref": str(uuid.uuid4()), **frame}, world))
    parsed = protocol.parse_frame(text)
    assert isinstance(parsed, protocol.Ask | protocol.Support | protocol.Command)
    reply = replies.run(identity_of(world, role), slug, parsed)
    return "ok" if reply["type"] == "ack" else STATUS.get(reply["code"], reply["code"])


@pytest.mark.parametrize("one", command_table.COMMANDS, ids=str)
def test_command_frame(world: World, one: command_table.Command) -> None:
    subject = {"question": f"{{{one.of}}}"} if one.on_question else {}
    slug = world.names[one.at if one.on_question else one.of]
    got = {}
    for role in ROLES:
        with stage(world):
            got[role] = sent(world, role, slug, {"type": one.name, **subject, **one.data})

    assert got == dict(one.outcomes)


@pytest.mark.parametrize("name", ["ask", "support"])
def test_frame(world: World, name: str) -> None:
    for data, outcomes in command_table.FRAMES[name]:
        got = {}
        for role in ROLES:
            with stage(world):
                got[role] = sent(world, role, world.names["live"], {"type": name, **data})

        assert got == dict(outcomes)


@pytest.mark.parametrize("name", ["hello", "replay"])
def test_frame_shows_held_questions_only_to_their_author_and_moderators(world: World, name: str) -> None:
    surgery = Surgery.objects.get(slug=world.names["live"])
    cursor = command_table.FRAMES[name][0][0]
    got = {}
    for role in ROLES:
        viewer = viewer_of(world.people[role], surgery)
        found, _seq = frames.catch_up(surgery, viewer, epoch=cursor.get("epoch"), since=cursor["since"])
        got[role] = "yes" if world.names["held_question"] in json.dumps(found) else "no"

    assert got == dict(command_table.SEES_HELD)
