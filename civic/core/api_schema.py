"""What the published schema says of every endpoint alike: refusals, repeats, pages, languages."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

Operation = dict[str, Any]
Refusals = dict[int, tuple[str, str, dict[str, list[str]]]]  # status → code, sentence, fields

ABOUT = """\
Read and act by program what you can read and do by hand.

**Signing in.** `Authorization: Token <key>` with a key from your account page, or from `manage.py api_token <email>`.
A browser may use its session cookie; acts then carry the token of `/csrf/` in `X-CSRFToken`. Reading needs neither.

**Repeats.** Send an `Idempotency-Key` (a UUID of your own) with every POST. The same key with the same body is the
same act: it answers 200 with `Idempotent-Replayed: true` and the thing as it is now. With another body it is 422.

**Lists** are `{"results": […], "next": url}`; reports are a GeoJSON FeatureCollection with `next`. Follow `next` until
it is null: what is added meanwhile moves nothing.

**Refusals** are `{"error": {"code", "detail", "fields"}}`: a stable word, a sentence for a person in the language of
`Accept-Language` (en, cy), and sentences by field. What is not for you is 404. 429 says in `Retry-After` when to go on.

**Values.** Instants are ISO 8601 in UTC ending in Z. Coordinates are GeoJSON: longitude, latitude, EPSG:4326.
"""
ERROR = {
    "type": "object",
    "required": ["error"],
    "properties": {
        "error": {
            "type": "object",
            "required": ["code", "detail", "fields"],
            "properties": {
                "code": {"type": "string", "description": "A stable word for programs."},
                "detail": {"type": "string", "description": "A sentence for a person, as Accept-Language asks."},
                "fields": {
                    "type": "object",
                    "description": "Sentences by field; `form` is the whole.",
                    "additionalProperties": {"type": "array", "items": {"type": "string"}},
                },
            },
        }
    },
}
ALWAYS: Refusals = {
    400: ("invalid", "Something sent can’t be used; `fields` says what.", {"limit": ["Give limit as a number."]}),
    401: ("sign_in", "Sign in first, or the key is not known.", {}),
    404: ("not_found", "It is not there, or not for you.", {}),
    406: ("not_acceptable", "We answer in JSON.", {}),
    429: ("too_fast", "Too many in a short time.", {}),
    503: ("unavailable", "Nothing can be read or saved just now.", {}),
}
ON_ACTS: Refusals = {
    403: ("forbidden", "The CSRF token or the origin is not ours. Programs with a key never see it.", {}),
    409: ("wrong_state", "It can’t be done now, or somebody changed it first (`stale`).", {}),
}
ON_BODIES: Refusals = {
    413: ("too_large", "More than we take.", {}),
    415: ("unsupported_type", "Not a kind of content we read.", {}),
}
ON_KEYS: Refusals = {422: ("key_reused", "This Idempotency-Key came before with another body.", {})}
WAITING = {429: "Seconds to wait.", 503: "Seconds to wait."}
REPLAYED = {
    "Idempotent-Replayed": {
        "schema": {"type": "string", "enum": ["true"]},
        "description": "There when an earlier request with this key did it.",
    }
}
KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "schema": {"type": "string", "format": "uuid"},
    "description": "Makes a repeat the same act.",
    "example": "3f0e9a52-6d0c-4c1e-9a4e-2f6b1f0a7c11",
}
LANGUAGE = {
    "name": "Accept-Language",
    "in": "header",
    "schema": {"type": "string"},
    "description": "cy for Welsh; else English.",
    "example": "cy",
}


def describe(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """A hook of drf-spectacular: adds to every operation what holds for all."""
    result["info"]["description"] = ABOUT
    result["components"]["schemas"]["Error"] = ERROR
    for operations in result["paths"].values():
        for method, operation in operations.items():
            _complete(method, operation)
    return result


def _complete(method: str, operation: Operation) -> None:
    refusals = dict(ALWAYS)
    if method != "get":
        refusals |= ON_ACTS
    if "requestBody" in operation:
        refusals |= ON_BODIES
    if method == "post":
        refusals |= ON_KEYS
        _add(operation, KEY)
        operation["responses"].get("200", {})["headers"] = deepcopy(REPLAYED)
    _add(operation, LANGUAGE)
    for status, (code, words, fields) in refusals.items():
        operation["responses"].setdefault(str(status), _refusal(status, code, words, fields))


def _add(operation: Operation, parameter: dict[str, Any]) -> None:
    known = operation.setdefault("parameters", [])
    if all(one["name"] != parameter["name"] for one in known):
        known.append(deepcopy(parameter))


def _refusal(status: int, code: str, words: str, fields: dict[str, list[str]]) -> dict[str, Any]:
    example = {"error": {"code": code, "detail": words, "fields": fields}}
    schema = {"$ref": "#/components/schemas/Error"}
    answer: dict[str, Any] = {
        "description": words,
        "content": {"application/json": {"schema": schema, "example": example}},
    }
    if status in WAITING:
        answer["headers"] = {"Retry-After": {"schema": {"type": "integer"}, "description": WAITING[status]}}
    return answer
