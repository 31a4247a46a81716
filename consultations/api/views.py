"""Comments for programs: the same actions as the pages."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
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
from consultations.posting import Post, limit_support, post_once

_LIST = [OpenApiParameter(name) for name in ("sort", "parent", "section", "cursor")]
_KEY = OpenApiParameter("Idempotency-Key", location=OpenApiParameter.HEADER)


class Comments(APIView):
    """GET: first comments, each followed by its first replies; with `parent` the direct replies to one comment, with
    `section` those of one section. POST: say something."""

    permission_classes = (AllowAny,)

    @extend_schema(parameters=_LIST, responses=CommentPage)
    def get(self, request: Request, slug: str) -> Response:
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

    @extend_schema(parameters=[_KEY], request=CommentIn, responses={201: CommentOut, 200: CommentOut})
    def post(self, request: Request, slug: str) -> Response:
        data = request.data if isinstance(request.data, dict) else None
        if data is None:
            raise Invalid
        once = post_once(request, Post(slug, **{name: _text(data, name) for name in ("text", "section", "parent")}))
        row = queries.own_comment(once.made)
        return made_response(comment_out(queries.said(row, actor_of(request)), request._request), once)


class CommentSupport(APIView):
    """PUT: support a comment. DELETE: no longer. Both may be repeated; both answer with the comment."""

    permission_classes = (AllowAny,)

    @extend_schema(request=None, responses=CommentOut)
    def put(self, request: Request, ref: str) -> Response:
        return self._act(request, ref, support_comment)

    @extend_schema(request=None, responses=CommentOut)
    def delete(self, request: Request, ref: str) -> Response:
        return self._act(request, ref, unsupport_comment)

    def _act(self, request: Request, ref: str, act: Any) -> Response:
        limit_support(request)
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
