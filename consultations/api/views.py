"""Comments for programs: the same actions as the pages."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from civic.accounts.actors import actor_of
from civic.core.api import made_response
from civic.core.errors import Invalid, require
from consultations import queries
from consultations.actions.support_comment import support_comment, unsupport_comment
from consultations.api.serializers import CommentIn, CommentOut, CommentPage, comment_out
from consultations.enums import Sort
from consultations.posting import Post, limit_support, post_once

_LIST = [
    OpenApiParameter("sort", enum=Sort.values, description="newest unless given"),
    OpenApiParameter("parent", description="The comment whose direct replies are wanted."),
    OpenApiParameter("section", description="The short name of a section."),
    OpenApiParameter("cursor", description="From `next`; begin without one."),
]


class Comments(APIView):
    """GET: first comments, each followed by its first replies; with `parent` the direct replies to one comment, with
    `section` those of one section. POST: say something."""

    permission_classes = (AllowAny,)

    @extend_schema(operation_id="comments_list", parameters=_LIST, responses=CommentPage)
    def get(self, request: Request, slug: str) -> Response:
        """First comments, each followed by its first replies; or the direct replies to one; or those of a section."""
        actor, plain = actor_of(request), request._request
        place = queries.consultation(slug, actor)
        sort = queries.sort_of(plain.GET.get("sort"))
        if plain.GET.get("parent"):
            top = queries.comment(plain.GET["parent"], actor)
            require(top.consultation_id == place.pk)
            thread = queries.replies_to(top, actor, plain)
        elif plain.GET.get("section"):
            thread = queries.thread(place, actor, plain, sort, of=queries.section(place, plain.GET["section"]))
        else:
            thread = queries.thread(place, actor, plain, sort, all_sections=True)
        flat = [one for item in thread.items for one in (item, *item.first)]
        return Response({"results": [comment_out(item, plain) for item in flat], "next": thread.next})

    @extend_schema(
        operation_id="comments_create",
        request=CommentIn,
        responses={201: CommentOut, 200: CommentOut},
        examples=[OpenApiExample("A comment", value={"text": "Open on Saturdays, please."}, request_only=True)],
    )
    def post(self, request: Request, slug: str) -> Response:
        """Say something. Held until it has been checked, unless you are trusted."""
        data = request.data if isinstance(request.data, dict) else None
        if data is None:
            raise Invalid
        once = post_once(request, Post(slug, **{name: _text(data, name) for name in ("text", "section", "parent")}))
        row = queries.own_comment(once.made)
        return made_response(comment_out(queries.said(row, actor_of(request)), request._request), once)


class CommentSupport(APIView):
    """PUT: support a comment. DELETE: no longer. Both may be repeated; both answer with the comment."""

    permission_classes = (AllowAny,)

    @extend_schema(operation_id="comments_support", request=None, responses=CommentOut)
    def put(self, request: Request, ref: str) -> Response:
        """I agree. Twice is once."""
        return self._act(request, ref, support_comment)

    @extend_schema(operation_id="comments_unsupport", request=None, responses={200: CommentOut})
    def delete(self, request: Request, ref: str) -> Response:
        """Take it back."""
        return self._act(request, ref, unsupport_comment)

    def _act(self, request: Request, ref: str, act: Any) -> Response:
        limit_support(request, ref)
        actor = actor_of(request)
        act(by=actor, ref=ref)
        return Response(comment_out(queries.said(queries.comment(ref, actor), actor), request._request))


def _text(data: dict[str, Any], name: str) -> str:
    """A field that may be missing or null. Raises Invalid if it is no text."""
    value = data.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Invalid(**{name: _("Send this as text.")})
    return value
