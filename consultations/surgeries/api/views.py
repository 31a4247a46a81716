"""Surgeries for programs. Each view translates; commands are looked up in one table that the socket uses too."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from civic.accounts.actors import Actor, actor_of
from civic.accounts.queries import bylines
from civic.core.api import idempotency_key, list_page, made_response, make_cursor, next_url, read_cursor
from civic.core.errors import Invalid, NotFound
from civic.core.idempotency import Once
from civic.core.middleware import client_network
from consultations.surgeries import commands, frames, shapes
from consultations.surgeries.api import serializers as schema
from consultations.surgeries.models import Question, Surgery
from consultations.surgeries.viewers import viewer_of

CURSOR = OpenApiParameter("cursor", str, description="From `next`; begin without one.")


def find_surgery(slug: str) -> Surgery:
    """Raises NotFound."""
    surgery = Surgery.objects.filter(slug=slug).first()
    if surgery is None:
        raise NotFound
    return surgery


def body(request: Request) -> Mapping[str, Any]:
    """The fields sent, as an object. Raises Invalid for a list or a bare value."""
    if not isinstance(request.data, Mapping):
        raise Invalid(_("Send an object with named fields."))
    return request.data


def known_actor(request: Request) -> Actor:
    """Who acts; a visitor's browser gets a name for its device, so that it knows its own questions again."""
    if not request.user or not request.user.is_authenticated:
        request._request.ensure_device()  # type: ignore[attr-defined]
        request._civic_actor = None  # type: ignore[attr-defined]  # one that was read before has no device
    return actor_of(request, channel="api")


def who_before(request: Request) -> str:
    """Whose key a repeat is known by: the person or the device that came with the request, else the key alone."""
    if request.user and request.user.is_authenticated:
        return Actor(user=request.user).who
    return Actor(device=request._request.device).who  # type: ignore[attr-defined]


def seen(row: Question, actor: Actor, surgery: Surgery) -> shapes.Frame:
    return shapes.questions_data([row], viewer_of(actor, surgery))[0]


class OpenView(APIView):
    """Anyone may call: what they may see and do is decided by `visible_to` and the actions."""

    permission_classes = (AllowAny,)


class SurgeryList(OpenView):
    @extend_schema(responses=schema.SurgeryPage, operation_id="surgeries_list", parameters=[CURSOR])
    def get(self, request: Request) -> Response:
        """All surgeries, latest first."""
        rows, following = list_page(
            Surgery.objects.with_hosts(), request._request, order=("-starts_at", "-pk"), name="surgeries"
        )
        names = bylines({host.user_id for row in rows for host in row.hosts.all()})
        return Response({"results": [shapes.surgery_data(row, names) for row in rows], "next": following})


class Snapshot(OpenView):
    @extend_schema(responses=schema.SnapshotShape, parameters=[CURSOR], operation_id="surgeries_snapshot")
    def get(self, request: Request, slug: str) -> Response:
        """The surgery as it is, its number in the log, and the newest 200 questions that you may see."""
        surgery = find_surgery(slug)
        cursor = request.GET.get("cursor")
        name = f"surgery {slug}"
        before = int(read_cursor(cursor, name=name, length=1)[0]) if cursor else None
        frame, last = frames.snapshot(surgery, viewer_of(actor_of(request), surgery), before=before)
        if last is not None:
            frame["next"] = next_url(request._request, make_cursor([last], name=name))
        return Response(frame)


class Events(OpenView):
    @extend_schema(
        responses=schema.EventsShape,
        parameters=[
            OpenApiParameter("since", int, description="The last number that you have."),
            OpenApiParameter("epoch", str, description="From the snapshot; another one brings a `reset`."),
        ],
        operation_id="surgeries_events",
    )
    def get(self, request: Request, slug: str) -> Response:
        """The frames after number `since`, as the socket sends them; a `reset` when the number is of no use."""
        surgery = find_surgery(slug)
        viewer = viewer_of(actor_of(request), surgery)
        since = _whole(request.GET.get("since", "0"))
        found, head = frames.catch_up(surgery, viewer, epoch=request.GET.get("epoch") or None, since=since)
        return Response({"frames": found, "head": head})


class Questions(OpenView):
    @extend_schema(
        request=schema.AskBody,
        responses={201: schema.QuestionShape, 200: schema.QuestionShape},
        operation_id="surgeries_ask",
    )
    def post(self, request: Request, slug: str) -> Response:
        """Ask. Held until it has been checked, unless you are trusted. `email`: tell me when it is answered."""
        surgery, data = find_surgery(slug), body(request)
        key_of = who_before(request)
        actor = known_actor(request)
        done = commands.ask(
            by=actor,
            who=key_of,
            address=client_network(request._request),
            surgery=surgery,
            text=data.get("text"),
            key=idempotency_key(request),
            email=str(data.get("email") or ""),
            about=str(data.get("about") or ""),
        )
        assert done.question is not None  # noqa: S101
        viewer = viewer_of(actor, surgery)
        names = shapes.names_for([done.question])
        shown = shapes.question_data(done.question, audience=viewer.audience, mine=True, supported=False, names=names)
        return made_response(shown, _once(done))


class Support(OpenView):
    @extend_schema(request=None, responses=schema.QuestionShape, operation_id="surgeries_support")
    def put(self, request: Request, slug: str, ref: str) -> Response:
        """You want to know it too. Twice is once."""
        return self._set(request, slug, ref, on=True)

    @extend_schema(request=None, responses={200: schema.QuestionShape}, operation_id="surgeries_unsupport")
    def delete(self, request: Request, slug: str, ref: str) -> Response:
        """Take it back."""
        return self._set(request, slug, ref, on=False)

    def _set(self, request: Request, slug: str, ref: str, *, on: bool) -> Response:
        surgery, actor = find_surgery(slug), known_actor(request)
        done = commands.support(by=actor, surgery=surgery, ref=ref, on=on)
        assert done.question is not None  # noqa: S101
        return Response(seen(done.question, actor, surgery))


class QuestionCommand(OpenView):
    @extend_schema(
        request=schema.CommandBody,
        responses=schema.QuestionShape,
        operation_id="surgeries_question_command",
        parameters=[OpenApiParameter("command", str, "path", enum=sorted(commands.QUESTION_COMMANDS))],
    )
    def post(self, request: Request, slug: str, ref: str, command: str) -> Response:
        """answer {text, faq?} · decline {reason} · merge {into} · redact {text} · report {category, geometry} ·
        defer {owner?, due?} · publish, take, unmerge, withdraw, faq, undo: no fields."""
        if command not in commands.QUESTION_COMMANDS:
            raise NotFound
        surgery, actor = find_surgery(slug), actor_of(request, channel="api")
        done = commands.on_question(
            by=actor, surgery=surgery, ref=ref, name=command, data=request.data, key=idempotency_key(request)
        )
        assert done.question is not None  # noqa: S101
        return _answered(seen(done.question, actor, surgery), done)


class SurgeryCommand(OpenView):
    @extend_schema(
        request=None,
        responses=schema.SurgeryShape,
        operation_id="surgeries_command",
        parameters=[OpenApiParameter("command", str, "path", enum=sorted(commands.SURGERY_COMMANDS))],
    )
    def post(self, request: Request, slug: str, command: str) -> Response:
        """open, pause, resume, close."""
        if command not in commands.SURGERY_COMMANDS:
            raise NotFound
        surgery = find_surgery(slug)
        actor = actor_of(request, channel="api")
        done = commands.on_surgery(by=actor, surgery=surgery, name=command, key=idempotency_key(request))
        return _answered(shapes.surgery_data(Surgery.objects.with_hosts().get(pk=surgery.pk)), done)


def _answered(data: shapes.Frame, done: commands.Done) -> Response:
    return Response(data, headers={"Idempotent-Replayed": "true"} if done.replayed else None)


def _whole(value: str) -> int:
    try:
        return max(0, int(value[:18]))
    except ValueError:
        raise Invalid(since=_("Give the number of the last event that you have.")) from None


def _once(done: commands.Done) -> Once:
    return Once(done.question.ref if done.question else "", done.replayed)
