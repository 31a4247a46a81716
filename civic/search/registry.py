"""What may be found. Each room registers its kinds, and says what of them is public."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

OFFICIAL = 2.0  # weight of what the council says; residents' words weigh 1


@dataclass(frozen=True)
class Entry:
    """One thing that anybody may find. Everything here is public.

    text: plain words, no markup · url: a path without language prefix unless `language` says whose it is · language:
    "" when the same thing stands at every language's address · weight: 1 ordinary, OFFICIAL for the council's word ·
    area_id: the ward, if it lies in one · at: when it was last worth reading.
    """

    title: str
    text: str
    url: str
    weight: float = 1.0
    area_id: int | None = None
    at: dt.datetime | None = None
    language: str = ""
    kind: str = ""  # filled in from the registration


@dataclass(frozen=True)
class Searchable:
    """load(id): the entry, or None when it is gone or not public · ids(): all ids, to build the index anew ·
    stands_for(ids): subjects that are not shown beside these things, because they became them.
    """

    kind: str
    noun: Any
    plural: Any
    load: Callable[[str], Entry | None]
    ids: Callable[[], Iterable[str]] | None
    stands_for: Callable[[list[str]], set[str]] | None = None


_kinds: dict[str, Searchable] = {}


def register_searchable(
    kind: str,
    *,
    load: Callable[[str], Entry | None],
    noun: Any = "",
    plural: Any = "",
    ids: Callable[[], Iterable[str]] | None = None,
    stands_for: Callable[[list[str]], set[str]] | None = None,
) -> None:
    """Let subjects "kind:id" be found. noun, plural: "Report", "Reports", as a heading over results says it."""
    noun = noun or kind.capitalize()
    _kinds[kind] = Searchable(kind, noun, plural or noun, load, ids, stands_for)


def searchable(kind: str) -> Searchable | None:
    """The registration of `kind`; None when no room registers it (any more)."""
    return _kinds.get(kind)


def searchables() -> list[Searchable]:
    """All registered kinds, in the order of registration."""
    return list(_kinds.values())
