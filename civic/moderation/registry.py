"""What the desk can hide and restore. Rooms fill this in from their apps.py; the desk knows none of them by name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from civic.accounts.actors import Actor
from civic.accounts.recipients import Recipient


@dataclass(frozen=True)
class Card:
    """One thing as the desk shows it.

    subject: "kind:id" · text: plain, always escaped · html: cleaned HTML, or "" to show the text · author_id: None for
    a visitor · context: what it answers or stands in, in words · photos: objects with url, thumb, alt · area_id: whose
    officers may decide (None: only those who may everywhere) · state: the room's word, for the tag · changed_at: when
    its author last changed the words.
    """

    subject: str
    kind: str
    title: str
    text: str
    author_name: str
    at: dt.datetime
    url: str
    html: str = ""
    author_id: int | None = None
    context: str = ""
    photos: Sequence[Any] = ()
    state: str = "held"
    area_id: int | None = None
    changed_at: dt.datetime | None = None


@dataclass(frozen=True)
class Kind:
    """How one kind of thing is listed, shown and changed; see `register_kind`."""

    name: str
    noun: Any
    held: Callable[[Actor], QuerySet[Any]]
    cards: Callable[[Sequence[Any]], list[Card]]
    card: Callable[[str, Actor], Card | None]
    publish: Callable[[str, Actor], object]
    remove: Callable[[str, Actor, str, int], object]
    restore: Callable[[str, Actor], object]
    people: Callable[[str], Iterable[Recipient]]
    hold: Callable[[str, Actor], object] | None
    at: str
    author: str


_kinds: dict[str, Kind] = {}


def register_kind(
    kind: str,
    *,
    noun: Any,
    held: Callable[[Actor], QuerySet[Any]],
    cards: Callable[[Sequence[Any]], list[Card]],
    card: Callable[[str, Actor], Card | None],
    publish: Callable[[str, Actor], object],
    remove: Callable[[str, Actor, str, int], object],
    restore: Callable[[str, Actor], object],
    people: Callable[[str], Iterable[Recipient]],
    hold: Callable[[str, Actor], object] | None = None,
    at: str = "created_at",
    author: str = "author_id",
) -> None:
    """Let the desk decide about subjects "kind:id".

    noun: "comment", as said in a sentence.
    held(actor): a QuerySet of all that waits and that `actor` may decide about (`rules.can_moderate` by area). The desk
        pages it, oldest first, by the fields named in `at` and pk, and filters it by the field named in `author`.
    cards(rows): one Card for each row, in as few queries as there are kinds of things to fetch.
    card(id, actor): the Card of one thing in whatever state (`SYSTEM` may see all); None if there is none for `actor`.
    publish(id, by), remove(id, by, reason, rule), restore(id, by), hold(id, by): the room's own actions. They permit,
        change and record; they run in the desk's transaction, before the Decision is written. `restore` puts a removed
        thing back to what it was before (published, or waiting). `hold` takes a publication back; without it a
        publication can't be undone. Raise NotFound or WrongState.
    people(id): whom to tell: the author, if they can be reached (no unconfirmed addresses).

    The desk tells the author of removals and of putting back. That something was published is for the room to say.
    """
    _kinds[kind] = Kind(kind, noun, held, cards, card, publish, remove, restore, people, hold, at, author)


def kinds() -> list[Kind]:
    """All kinds in the order of registration."""
    return list(_kinds.values())


def split(subject: str) -> tuple[Kind | None, str]:
    """The kind and the id of "kind:id"; None for a kind no room registers."""
    name, _colon, identity = subject.partition(":")
    return _kinds.get(name), identity
