"""How the permission walk asks: rows of the table, the routes that exist, and what an answer means for a person."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponseBase
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern

from consultations.surgeries.commands import QUESTION_COMMANDS, SURGERY_COMMANDS
from reports.web.steps import PAGES
from tests.factories.world import ROLES, SIGNED_IN, VISITORS, World

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
OWN_ROOMS = {"civic", "reports", "consultations", "frontend"}
SIGN_IN_PAGES = ("/account/login/", "/admin/login/", "/cms/login/")
# Routes in which the last word chooses the act: each word is a route of its own.
WORDS = {
    "<slug:step>/": PAGES,
    "questions/<slug:ref>/<slug:command>/": QUESTION_COMMANDS,
    "<slug:command>/": SURGERY_COMMANDS,
}
SPEAK_FOR_ALL = ("anonymous", "resident", "councillor", "admin")
GROUPS = {"all": ROLES, "visitors": VISITORS, "signed_in": SIGNED_IN}


@dataclass(frozen=True)
class Row:
    """One question to the system, and what each role is to be told. path, data: with names of the world in braces."""

    route: str
    method: str
    path: str
    outcomes: Mapping[str, str]
    data: Mapping[str, Any] | None = None
    as_json: bool = False

    @property
    def roles(self) -> tuple[str, ...]:
        """Who is walked: everybody; where all are given the same page, a few speak for them."""
        same = len(set(self.outcomes.values())) == 1
        return SPEAK_FOR_ALL if same and not self.outcomes["other"].startswith("4") else ROLES

    def __str__(self) -> str:
        return f"{self.method} {self.path}{' ' + '+'.join(map(str, self.data.values())) if self.data else ''}"[:110]


def told(text: str) -> dict[str, str]:
    """As "200 resident officer | login visitors | 404 rest": role → outcome, for every role. Raises ValueError."""
    outcomes: dict[str, str] = {}
    for part in text.split("|"):
        outcome, *words = part.split()
        for word in words:
            rest = [role for role in ROLES if role not in outcomes]
            for role in rest if word == "rest" else GROUPS.get(word, (word,)):
                if role not in ROLES or role in outcomes:
                    raise ValueError(f"{role}: no role, or named twice, in “{text}”")
                outcomes[role] = outcome
    if set(outcomes) != set(ROLES):
        raise ValueError(f"“{text}” says nothing of {sorted(set(ROLES) - set(outcomes))}")
    return outcomes


def rows(
    route: str, methods: str, path: str, text: str, *, data: Mapping[str, Any] | None = None, as_json: bool = False
) -> list[Row]:
    """A row for each of `methods` ("ANY": all of them). data is sent where the method takes a body."""
    wanted = METHODS if methods == "ANY" else tuple(methods.split())
    return [Row(route, method, path, told(text), None if method == "GET" else data, as_json) for method in wanted]


def all_routes() -> dict[str, URLPattern]:
    """Every address that the site answers, as its pattern, with the word that chooses an act written out."""
    found: dict[str, URLPattern] = {}
    for route, pattern in _walk(get_resolver()):
        for end, words in WORDS.items():
            if route.endswith(end) and is_own(pattern):
                choosing = end.rsplit("<", 1)[0]
                base = route[: -len(end)] + choosing
                found.update((f"{base}{word}/", pattern) for word in words)
                break
        else:
            found.setdefault(route, pattern)
    return found


def is_own(pattern: URLPattern) -> bool:
    """Whether the view is written by us."""
    view = getattr(pattern.callback, "view_class", None) or getattr(pattern.callback, "cls", None) or pattern.callback
    module = getattr(view, "__module__", "") or type(view).__module__
    return module.partition(".")[0] in OWN_ROOMS


def _walk(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        part = "" if isinstance(entry.pattern, LocalePrefixPattern) else str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _walk(entry, before + part)
        else:
            yield before + part, entry


def filled(value: Any, world: World) -> Any:
    """`value` with the names of the world in place of their braces; a lone "{name}" keeps its type."""
    if isinstance(value, Mapping):
        return {key: filled(inner, world) for key, inner in value.items()}
    if not isinstance(value, str) or "{" not in value:
        return value
    if value[1:-1] in world.names:
        return world.names[value[1:-1]]
    return re.sub(r"\{(\w+)\}", lambda found: str(world.names[found[1]]), value)


def ask(world: World, row: Row, role: str, *, cookies: bool = True, **headers: str) -> HttpResponseBase:
    """Send the row's request as somebody in `role`."""
    client = world.client(role if cookies else "anonymous")
    options: dict[str, Any] = {"headers": headers}
    body = filled(row.data or {}, world)
    if row.method != "GET":
        options["data"] = body
        if row.as_json:
            options["content_type"] = "application/json"
    return getattr(client, row.method.lower())(filled(row.path, world), **options)  # type: ignore[no-any-return]


def outcome(world: World, role: str, response: HttpResponseBase) -> str:
    """The status; "login" where the sign-in page is next; "done" or "refused" for a decision of the desk."""
    where = response.headers.get("Location", "")
    if where.startswith("/account/login/") and response.status_code == 302:
        return "login"
    if where.startswith(SIGN_IN_PAGES) and response.status_code == 302:
        return outcome(world, role, world.client(role).get(where))
    if response.status_code == 200 and response.headers["Content-Type"] == "application/json":
        data = response.json()  # type: ignore[attr-defined]
        if isinstance(data, dict) and {"done", "refused"} <= set(data):
            return "done" if data["done"] and not data["refused"] else "refused"
    return str(response.status_code)
