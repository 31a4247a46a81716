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


def limit_support(request: HttpRequest | Request, ref: str) -> None:
    """A device is cheap to change, so visitors of one network count together, comment by comment. Raises TooFast."""
    actor = actor_of(request)
    limit("vote", actor.who or _network(request))
    if not actor.is_signed_in:
        limit("vote.network", f"{_network(request)} comment:{ref}")


@contextmanager
def _limits(request: HttpRequest | Request, actor: Actor, post: Post) -> Iterator[None]:
    """Around the act: a comment that is refused as wrong does not count. Raises TooFast."""
    with ExitStack() as limits:
        if actor.is_signed_in:
            limits.enter_context(limited("comment.person", actor.who))
            if not actor.is_trusted:
                limits.enter_context(limited("comment.new", actor.who))
        else:
            limits.enter_context(limited("comment.network", _network(request)))
            if post.email:
                limit("mail.to", post.email.strip().lower())
                limit("mail.from", _network(request))
        yield


def _network(request: Any) -> str:
    return client_network(getattr(request, "_request", request))
