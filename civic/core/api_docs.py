"""The interface's documentation as a plain page, made from the same schema that programs read."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator

from civic.core.api_schema import ALWAYS

_METHODS = ("get", "post", "put", "patch", "delete")


@require_safe
def api_docs(request: HttpRequest) -> HttpResponse:
    """Every endpoint with what it takes and answers; no script, no other origin."""
    schema: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    groups: dict[str, list[dict[str, Any]]] = {}
    for path, operations in schema["paths"].items():
        for method in _METHODS:
            if method in operations:
                groups.setdefault(path.split("/")[3], []).append(_operation(path, method, operations[method]))
    return render(request, "api_docs.html", {"groups": groups, "info": schema["info"]})


def _operation(path: str, method: str, operation: dict[str, Any]) -> dict[str, Any]:
    body = operation.get("requestBody", {}).get("content", {})
    return {
        "path": path,
        "method": method.upper(),
        "words": operation.get("summary") or operation.get("description", ""),
        "parameters": [one for one in operation.get("parameters", []) if one["in"] == "query"],
        "fields": _fields(next((content.get("schema", {}) for content in body.values()), {})),
        "answers": sorted(status for status in operation.get("responses", {}) if int(status) not in ALWAYS),
    }


def _fields(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        return str(schema["$ref"]).rsplit("/", 1)[-1]
    return ", ".join(schema.get("properties", {}))
