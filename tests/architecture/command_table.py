"""Who may do what in a surgery, and through the interfaces for programs.

A command has one row here and three doors: the page's form, REST, and a frame of the socket. All must say the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from consultations.surgeries.commands import QUESTION_COMMANDS
from tests.architecture.permission_table import ALL, NEW_POINT, READS
from tests.architecture.walking import Row, rows, told

RUN = "ok councillor officer | 401 visitors | 404 rest"  # whoever runs the surgery
MODERATE = "ok officer moderator admin | 401 visitors | 404 rest"
BOTH = "ok councillor officer moderator admin | 401 visitors | 404 rest"
# of what is held, only moderators (and its author) know that it is there
MODERATE_HELD = "ok officer moderator admin | 404 rest"
POINT = {"type": "Point", "coordinates": [-0.316, 52.971]}


@dataclass(frozen=True)
class Command:
    """subject: "question" or "surgery"; of: its name in the world; at: the surgery's name there."""

    name: str
    of: str
    outcomes: Mapping[str, str]
    data: Mapping[str, Any]
    at: str = "live"

    def __str__(self) -> str:
        return f"{self.name} {self.of}"

    @property
    def on_question(self) -> bool:
        return self.name in QUESTION_COMMANDS


def command(name: str, of: str, expected: str, /, *, at: str = "live", **data: Any) -> Command:
    return Command(name, of, told(expected), data, at)


COMMANDS = [
    command("publish", "held_question", MODERATE_HELD),
    command("publish", "visitors_question", "ok officer moderator admin | 401 visitor | 404 rest"),
    command("publish", "published_question", "409 officer moderator admin | 401 visitors | 404 rest"),
    command("decline", "published_question", BOTH, reason="It was answered before."),
    command("decline", "held_question", MODERATE_HELD, reason="It names a person."),
    command("take", "published_question", RUN),
    command("take", "held_question", "409 officer | 404 rest"),
    command("take", "soon_question", "409 councillor officer | 401 visitors | 404 rest", at="soon"),
    command("defer", "published_question", RUN),
    command("answer", "published_question", RUN, text="In May."),
    command("answer", "over_question", RUN, at="over", text="Yes, that was all."),
    command("answer", "held_question", "409 officer | 404 rest", text="In May."),
    command("answer", "removed_question", "409 officer | 404 rest", text="In May."),
    command("merge", "published_question", BOTH, into="{answered_question}"),
    command("merge", "held_question", MODERATE_HELD, into="{answered_question}"),
    # into something that the host may not see
    command(
        "merge",
        "published_question",
        "400 councillor officer moderator admin | 401 visitors | 404 rest",
        into="guessed",
    ),
    command("unmerge", "merged_question", BOTH),
    command("redact", "published_question", MODERATE, text="When is it mended?"),
    command("redact", "held_question", MODERATE_HELD, text="When is it mended?"),
    command("withdraw", "published_question", "ok resident | 404 rest"),
    command("withdraw", "held_question", "ok resident | 404 rest"),
    command("withdraw", "visitors_question", "ok visitor | 404 rest"),
    command("withdraw", "others_question", "ok other | 404 rest"),
    command("report", "published_question", BOTH, category="pothole", geometry=POINT),
    command(
        "faq",
        "answered_question",
        "ok councillor officer other_officer moderator editor admin | 401 visitors | 404 rest",
    ),
    command("undo", "taken_question", "ok councillor | 401 visitors | 404 rest"),
    command("undo", "refused_question", "ok moderator | 404 rest"),
    command("undo", "withdrawn_question", "ok resident | 404 rest"),
    command("open", "soon", RUN),
    command("pause", "live", "ok councillor officer moderator | 401 visitors | 404 rest"),
    command("resume", "paused", "ok councillor officer moderator | 401 visitors | 404 rest"),
    command("close", "live", BOTH),
    command("close", "soon", "409 councillor officer moderator admin | 401 visitors | 404 rest"),
]


def surgery_pages() -> list[Row]:
    """The pages around the commands."""
    base, plan = "surgeries/<slug:slug>/", "officer other_officer admin | login visitors | 404 rest"
    support = f"{base}questions/<slug:ref>/support/"
    desk = "200 councillor officer moderator admin | login visitors | 404 rest"
    when = {"title": "An hour", "day": "2030-01-01", "starts": "18:00", "minutes": "60", "host": "nobody"}
    found = [
        *rows("surgeries/", "GET", "/surgeries/", ALL),
        *rows(
            "surgeries/leftovers/",
            "GET",
            "/surgeries/leftovers/",
            "200 councillor other_councillor officer other_officer | login visitors | 404 rest",
        ),
        *rows("surgeries/desk/", "GET", "/surgeries/desk/", "302 councillor officer | login visitors | 404 rest"),
        *rows(
            f"{base}questions/<slug:ref>/report/",
            "GET",
            "/surgeries/{live}/questions/{published_question}/report/",
            desk,
        ),
        *rows("surgeries/new/", "GET", "/surgeries/new/", f"200 {plan}"),
        *rows("surgeries/new/", "POST", "/surgeries/new/", f"400 {plan}", data=when),
        *rows(base, "POST", "/surgeries/{live}/", "302 all", data={"text": "Is it on time?"}),
        *rows(base, "POST", "/surgeries/{soon}/", "302 all", data={"text": "Is it on time?"}),
        *rows(base, "POST", "/surgeries/{paused}/", "409 all", data={"text": "Is it on time?"}),
        *rows(base, "POST", "/surgeries/{over}/", "409 all", data={"text": "Is it on time?"}),
        *rows(f"{base}calendar.ics", "GET", "/surgeries/{soon}/calendar.ics", ALL),
        *rows(f"{base}follow/", "POST", "/surgeries/{soon}/follow/", "302 signed_in | login rest"),
        *rows(support, "POST", "/surgeries/{live}/questions/{published_question}/support/", "302 all"),
        *rows(support, "POST", "/surgeries/{live}/questions/{held_question}/support/", HELD_SUPPORT),
    ]
    for name in ("live", "paused", "soon", "over"):
        found += rows(base, "GET", f"/surgeries/{{{name}}}/", ALL)
        found += rows(f"{base}desk/", "GET", f"/surgeries/{{{name}}}/desk/", desk)
    return found


HELD_SUPPORT = "409 officer moderator admin | 404 rest"


def commands_over_http() -> list[Row]:
    """The page's form and REST. A form that is refused for want of a right sends visitors to sign in."""
    found: list[Row] = []
    for one in COMMANDS:
        middle = f"questions/{{{one.of}}}/" if one.on_question else ""
        slug = one.at if one.on_question else one.of
        route = f"surgeries/<slug:slug>/{'questions/<slug:ref>/' if one.on_question else ''}{one.name}/"
        path = f"surgeries/{{{slug}}}/{middle}{one.name}/"
        api = {role: "200" if what == "ok" else what for role, what in one.outcomes.items()}
        found.append(Row(f"api/v1/{route}", "POST", f"/api/v1/{path}", api, one.data, as_json=True))
        web = {role: {"ok": "302", "401": "login"}.get(what, what) for role, what in one.outcomes.items()}
        fields = {**one.data, "geometry": NEW_POINT} if "geometry" in one.data else one.data
        found.append(Row(route, "POST", f"/{path}", web, fields))
    return found


def programs() -> list[Row]:
    """REST, beside the commands."""
    report, surgery = "api/v1/reports/<slug:ref>/", "api/v1/surgeries/<slug:slug>/"
    comments, comment = "api/v1/consultations/<slug:slug>/comments/", "api/v1/comments/<str:ref>/support/"
    new = {"category": "pothole", "geometry": POINT, "title": "A deep pothole"}
    found = [
        *rows("api/v1/categories/", "GET", "/api/v1/categories/", ALL),
        *rows("api/v1/areas/wards/", "GET", "/api/v1/areas/wards/", ALL),
        *rows("api/v1/places/", "GET", "/api/v1/places/?q=mill", ALL),
        *rows("api/v1/suggestions/", "GET", "/api/v1/suggestions/?q=bridge", ALL),
        *rows("api/v1/reports/", "GET", "/api/v1/reports/", ALL),
        *rows("api/v1/reports/", "POST", "/api/v1/reports/", "201 all", data=new, as_json=True),
        *rows("api/v1/reports/nearby/", "GET", "/api/v1/reports/nearby/?lon={west_lon}&lat={lat}", ALL),
        *rows(report, "GET", "/api/v1/reports/guessed/", "404 all"),
        *rows(f"{report}support/", "PUT DELETE", "/api/v1/reports/{public_report}/support/", ALL),
        *rows(comments, "GET", "/api/v1/consultations/{open_place}/comments/", ALL),
        *rows(comments, "GET", "/api/v1/consultations/{open_place}/comments/?parent={held_comment}",
              "200 resident | 404 rest"),
        *rows(comments, "GET", "/api/v1/consultations/{secret_place}/comments/", "200 officer admin | 404 rest"),
        *rows(comments, "POST", "/api/v1/consultations/{open_place}/comments/", "201 all",
              data={"text": "I like it."}, as_json=True),
        *rows(comments, "POST", "/api/v1/consultations/{secret_place}/comments/", "409 officer admin | 404 rest",
              data={"text": "I like it."}, as_json=True),
        *rows(comment, "PUT DELETE", "/api/v1/comments/{published_comment}/support/", "200 signed_in | 401 rest"),
        *rows("api/v1/surgeries/", "GET", "/api/v1/surgeries/", ALL),
        *rows(f"{surgery}events/", "GET", "/api/v1/surgeries/{live}/events/?since=0", ALL),
        *rows(f"{surgery}questions/", "POST", "/api/v1/surgeries/{live}/questions/", "201 all",
              data={"text": "Is it on time?"}, as_json=True),
        *rows(f"{surgery}questions/", "POST", "/api/v1/surgeries/{over}/questions/", "409 all",
              data={"text": "Is it on time?"}, as_json=True),
    ]  # fmt: skip
    for state, text in READS.items():
        found += rows(report, "GET", f"/api/v1/reports/{{{state}_report}}/", text)
        if text != ALL:
            unseen = text.replace("200", "409")
            found += rows(f"{report}support/", "PUT", f"/api/v1/reports/{{{state}_report}}/support/", unseen)
            found += rows(f"{report}support/", "DELETE", f"/api/v1/reports/{{{state}_report}}/support/", text)
    for state in ("held", "removed", "never", "visitors"):
        found += rows(comment, "PUT DELETE", f"/api/v1/comments/{{{state}_comment}}/support/", "404 all")
    for name in ("live", "paused", "soon", "over"):
        found += rows(surgery, "GET", f"/api/v1/surgeries/{{{name}}}/", ALL)
    support, path = f"{surgery}questions/<slug:ref>/support/", "/api/v1/surgeries/{live}/questions/"
    found += rows(support, "PUT DELETE", path + "{published_question}/support/", ALL)
    found += rows(support, "PUT", path + "{held_question}/support/", HELD_SUPPORT)
    found += rows(support, "PUT", path + "{withdrawn_question}/support/", HELD_SUPPORT)
    return found + rows(support, "PUT", path + "{removed_question}/support/", HELD_SUPPORT)


# Frames that are no command: type → (what it carries, the outcome for each role)
FRAMES: dict[str, list[tuple[Mapping[str, Any], Mapping[str, str]]]] = {
    "ask": [({"text": "Is it on time?"}, told("ok all"))],
    "support": [
        ({"question": "{published_question}", "on": True}, told("401 anonymous | ok rest")),
        ({"question": "{published_question}", "on": False}, told("401 anonymous | ok rest")),
        ({"question": "{held_question}", "on": True}, told(f"401 anonymous | {HELD_SUPPORT}")),
    ],
    # what they are answered with is what the viewer may see: held and gone questions, by name
    "hello": [({"epoch": None, "since": None}, told("ok all"))],
    "replay": [({"since": 0}, told("ok all"))],
}
SEES_HELD = told("yes resident officer moderator admin | no rest")


def table() -> list[Row]:
    return [*surgery_pages(), *commands_over_http(), *programs()]
