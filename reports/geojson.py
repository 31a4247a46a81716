"""Reports as GeoJSON, finished in SQL: a body of 500 features costs one query and no object for each row."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.contrib.gis.db.models.functions import AsGeoJSON
from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import F, OuterRef

from civic.accounts.queries import bylines
from civic.core.api_values import instant
from reports.enums import State
from reports.models import Category, ReportPhoto, ReportUpdate
from reports.querysets import ReportQuerySet
from reports.questions import public_answers

DIGITS = 6  # about 0.1 m

_SQL = """
WITH found AS (SELECT row_number() OVER () AS n, q.* FROM ({rows}) q)
SELECT coalesce(json_agg(json_build_object(
  'type', 'Feature', 'id', ref, 'geometry', shape::json,
  'properties', jsonb_build_object(
    'ref', ref, 'url', %(base)s || '/reports/' || ref || '/', 'category', code, 'category_name', category_name,
    'state', state, 'state_label', %(labels)s::jsonb -> state, 'visibility', visibility,
    'title', title, 'place', place, 'ward', ward,
    'created_at', {created_at}, 'updated_at', {updated_at}, 'support', support,
    'duplicate_of', original,
    'photos', (SELECT coalesce(jsonb_agg(jsonb_build_object(
        'url', %(base)s || '/reports/' || ref || '/photos/' || p || '.jpg',
        'thumb', %(base)s || '/reports/' || ref || '/photos/' || p || '-small.jpg')), '[]') FROM unnest(photo_names) p)
  ){extra}) ORDER BY n) FILTER (WHERE n <= %(size)s), '[]')::text,
  (array_agg(created_at ORDER BY n))[%(size)s], (array_agg(ref ORDER BY n))[%(size)s], count(*)
FROM found
"""
_FULL = " || jsonb_build_object('detail', source, 'detail_html', source_html, 'answers', answers)"
# As civic.core.api_values.instant writes it.
_INSTANT = """replace(to_char({column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '.000000Z', 'Z')"""
_INSTANTS = {column: _INSTANT.format(column=column) for column in ("created_at", "updated_at")}
_DISTANCE = " || jsonb_build_object('distance_m', distance_m)"


@dataclass(frozen=True)
class Features:
    """text: a JSON array of Features · last: (created_at, ref) of its last row if more follow, else None."""

    text: str
    last: tuple[Any, str] | None


def features(rows: ReportQuerySet, *, base: str, size: int, full: bool = False) -> Features:
    """Up to `size` of `rows`, in their order, as Features. base: the scheme and host for their addresses.

    rows: ordered, starting from `visible_to`. full: with words and answers. Rows of `near()` get distance_m.
    """
    has_distance = "distance_m" in rows.query.annotations
    inner, params = _inner(rows, full=full, distance=has_distance)[: size + 1].query.sql_with_params()
    extra = (_FULL if full else "") + (_DISTANCE if has_distance else "")
    # The rows' own SQL comes with positional parameters: name them, so that both sets can be given at once.
    names = {f"p{number}": value for number, value in enumerate(params)}
    named = inner % tuple(f"%({name})s" for name in names) if params else inner
    labels = json.dumps({state.value: str(state.label) for state in State})
    body = _SQL.format(rows=named, extra=extra, **_INSTANTS)
    with connection.cursor() as cursor:
        cursor.execute(body, {**names, "base": base, "labels": labels, "size": size})
        text, created_at, ref, count = cursor.fetchone()
    return Features(text, (created_at, ref) if count > size else None)


def feature(rows: ReportQuerySet, *, base: str) -> dict[str, Any] | None:
    """The one Feature of `rows`, in full; None if there is none."""
    found: list[dict[str, Any]] = json.loads(features(rows.order_by("pk"), base=base, size=1, full=True).text)
    if not found:
        return None
    properties = found[0]["properties"]
    category = Category.objects.get(code=properties["category"])
    properties["answers"] = public_answers(category.asked, properties["answers"])
    properties["updates"] = _updates(found[0]["id"])
    return found[0]


def collection(found: Features, next_url: str | None) -> str:
    """A FeatureCollection as JSON text, with the address of the next page."""
    return f'{{"type":"FeatureCollection","features":{found.text},"next":{json.dumps(next_url)}}}'


def _inner(rows: ReportQuerySet, *, full: bool, distance: bool) -> Any:
    """The columns that the body is made of."""
    photos = ReportPhoto.objects.filter(report=OuterRef("pk")).order_by("order", "pk").values("name")
    columns = ["ref", "state", "visibility", "title", "place", "created_at", "updated_at"]
    made: dict[str, Any] = {
        "code": F("category__code"),
        "category_name": F("category__name"),
        "ward": F("area__name"),
        "support": F("people_support") + F("device_support"),
        "original": F("duplicate_of__ref"),
        "shape": AsGeoJSON("geometry", precision=DIGITS),
        "photo_names": ArraySubquery(photos),
    }
    if full:
        columns += ["source", "source_html", "answers"]
    return rows.annotate(**made).values(*columns, *made, *(["distance_m"] if distance else []))


def _updates(ref: str) -> list[dict[str, Any]]:
    """What the council said, oldest first, with the names of those who said it."""
    rows = list(ReportUpdate.objects.filter(report__ref=ref).order_by("at", "pk"))
    names = bylines([row.by_id for row in rows if not row.by_author])
    return [
        {
            "at": instant(row.at),
            "state": row.to_state or None,
            "text": row.source,
            "text_html": row.source_html,
            "by": None
            if row.by_author or row.by_id is None
            else {"name": names[row.by_id].name, "role": names[row.by_id].role},
        }
        for row in rows
    ]
