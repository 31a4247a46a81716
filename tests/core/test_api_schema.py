"""The published schema says of every endpoint how to sign in, repeat, go on, and what a refusal looks like."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from django.test import Client
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.validation import validate_schema

METHODS = ("get", "post", "put", "delete")
Operation = dict[str, Any]


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    return SchemaGenerator().get_schema(request=None, public=True)


def operations(schema: dict[str, Any], *methods: str) -> Iterator[tuple[str, Operation]]:
    for path, found in schema["paths"].items():
        for method in methods or METHODS:
            if method in found:
                yield f"{method.upper()} {path}", found[method]


def test_the_schema_is_valid_and_served(schema, client: Client):
    validate_schema(schema)

    served = yaml.safe_load(client.get("/api/schema/").content)

    assert set(served["paths"]) == set(schema["paths"])
    assert client.get("/api/schema/", headers={"Accept": "application/json"}).json()["openapi"] == "3.0.3"


def test_every_operation_has_a_name_of_its_own_and_says_what_it_does(schema):
    names = [operation["operationId"] for _name, operation in operations(schema)]

    assert len(names) == len(set(names))
    assert [name for name, operation in operations(schema) if not operation.get("description")] == []


def test_every_operation_says_how_to_sign_in_or_that_one_need_not(schema):
    schemes = schema["components"]["securitySchemes"]

    assert (schemes["token"]["name"], schemes["session"]["in"]) == ("Authorization", "cookie")
    for name, operation in operations(schema):
        assert {} in operation["security"], name
        assert operation["security"] == [{}] or {"token": []} in operation["security"], name


def test_every_refusal_of_every_operation_has_the_one_shape(schema):
    for name, operation in operations(schema):
        refusals = {status: answer for status, answer in operation["responses"].items() if status >= "400"}
        assert {"400", "401", "404", "406", "429", "503"} <= set(refusals), name
        for answer in refusals.values():
            assert answer["content"]["application/json"]["schema"] == {"$ref": "#/components/schemas/Error"}, name
        assert "Retry-After" in refusals["429"]["headers"], name
    for name, operation in operations(schema, "post", "put", "delete"):
        assert {"403", "409"} <= set(operation["responses"]), name


def test_every_post_takes_a_key_and_says_that_a_repeat_is_told(schema):
    for name, operation in operations(schema, "post"):
        assert [p["name"] for p in operation["parameters"] if p["in"] == "header"][:1] == ["Idempotency-Key"], name
        assert "422" in operation["responses"], name
        assert "Idempotent-Replayed" in operation["responses"]["200"]["headers"], name


def test_taking_support_back_answers_with_what_it_was_taken_from(schema):
    for name, operation in operations(schema, "delete"):
        assert "204" not in operation["responses"], name
        assert "content" in operation["responses"]["200"], name


def test_places_are_geojson_and_a_report_comes_with_an_example(schema):
    geometry = schema["components"]["schemas"]["ReportBody"]["properties"]["geometry"]
    body = schema["paths"]["/api/v1/reports/"]["post"]["requestBody"]["content"]["application/json"]

    assert [shape["title"] for shape in geometry["oneOf"]] == ["Point", "LineString", "Polygon"]
    assert next(iter(body["examples"].values()))["value"]["geometry"]["type"] == "Point"


@pytest.mark.django_db
def test_the_page_for_people_names_every_operation(schema, client: Client):
    page = client.get("/api/docs/")
    text = page.content.decode()

    assert [name for name, _operation in operations(schema) if name.split()[1] not in text] == []
    assert client.head("/api/docs/").status_code == 200
    assert '<script src="http' not in text
