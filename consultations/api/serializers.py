"""A comment on the wire (design.md section 3). Read fields only: what may be written is named in CommentIn."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from rest_framework import serializers

from civic.core.api_values import absolute, instant, site_of, unprefixed
from consultations.models import WORDS_MAX
from consultations.said import Said


class ByOut(serializers.Serializer[Any]):
    name = serializers.CharField()
    role = serializers.CharField(allow_null=True)


class CommentOut(serializers.Serializer[Any]):
    id = serializers.CharField()
    parent = serializers.CharField(allow_null=True)  # type: ignore[assignment]  # the wire says so
    section = serializers.CharField(allow_null=True)
    text_html = serializers.CharField()
    state = serializers.ChoiceField(["held", "published", "removed"])
    by = ByOut(allow_null=True)
    created_at = serializers.DateTimeField()
    edited_at = serializers.DateTimeField(allow_null=True)
    support = serializers.IntegerField()
    supported = serializers.BooleanField()
    replies = serializers.IntegerField()
    url = serializers.URLField()


class CommentPage(serializers.Serializer[Any]):
    results = CommentOut(many=True)
    next = serializers.URLField(allow_null=True)


class CommentIn(serializers.Serializer[Any]):
    """parent: the comment it answers · section: a section's short name · text: as typed, Markdown's simplest signs."""

    text = serializers.CharField(max_length=WORDS_MAX)
    parent = serializers.CharField(required=False, allow_null=True, allow_blank=True)  # type: ignore[assignment]
    section = serializers.CharField(required=False, allow_null=True, allow_blank=True)


def comment_out(item: Said, request: HttpRequest) -> dict[str, Any]:
    """The shape of CommentOut."""
    return {
        "id": item.ref,
        "parent": item.parent,
        "section": item.section,
        "text_html": item.html,
        "state": item.state,
        "by": {"name": item.name, "role": item.role or None} if item.has_account else None,
        "created_at": instant(item.created_at),
        "edited_at": instant(item.edited_at),
        "support": item.support,
        "supported": item.supported,
        "replies": item.replies,
        "url": absolute(unprefixed(item.url), site_of(request)),
    }
