"""Posting, as pages and interface share it: a repeat is recognised first, then limits are counted, then it acts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from typing import Any

from django.http import HttpRequest
from rest_framework.request import Request

from civic.accounts.actors import Actor, actor_of
from civic.core.api import idempotency_key
from civic.core.idempotency import Once, once
from civic.core.middleware import client_network
from civic.core.throttling import limit, limited
from consultations.actions.post_comment import post_comment

HOUR_S, DAY_S = 3600, 24 * 3600


@dataclass(frozen=True)
class Post:
    slug: str
    text: str
    section: str = ""
    parent: str = ""
    email: str = ""


def post_once(request: HttpRequest | Request, post: Post) -> Once:
    """Post a comment, or recognise that this request posted it before. Raises what `post_comment` raises, TooFast,
    KeyReused."""
    actor = actor_of(request)

    def act() -> str:
        with _limits(request, actor, post):
            return post_comment(by=actor, **asdict(post)).ref

    key = idempotency_key(request)
    return once(scope="comments.post", who=actor.who, key=key, payload=asdict(post), act=act)


def limit_support(request: HttpRequest | Request) -> None:
    """Thirty a minute for a person or a device. Raises TooFast."""
    actor = actor_of(request)
    limit("comment.support", actor.who or _network(request), times=30, per_s=60)


@contextmanager
def _limits(request: HttpRequest | Request, actor: Actor, post: Post) -> Iterator[None]:
    """Around the act: a comment that is refused as wrong does not count. Raises TooFast."""
    with ExitStack() as limits:
        if actor.is_signed_in:
            limits.enter_context(limited("comment", actor.who, times=10, per_s=60))
            if not actor.is_trusted:
                limits.enter_context(limited("comment.new", actor.who, times=10, per_s=DAY_S))
        else:
            limits.enter_context(limited("comment.visitors", _network(request), times=20, per_s=HOUR_S))
            if post.email:
                limit("mail.to", post.email.strip().lower(), times=3, per_s=HOUR_S, durable=True)
                limit("mail.from", _network(request), times=10, per_s=HOUR_S, durable=True)
        yield


def _network(request: Any) -> str:
    return client_network(getattr(request, "_request", request))
