"""How a subject is titled, linked to and seen, and who stands behind it. Each room registers its kinds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from civic.accounts.actors import Actor
from civic.accounts.recipients import Recipient


@dataclass(frozen=True)
class Kind:
    """title(id, actor): None when the actor may not see it · url(id) · people(id): all who asked, said or follow it."""

    name: str
    noun: Any
    title: Callable[[str, Actor], str | None]
    url: Callable[[str], str]
    people: Callable[[str], Iterable[Recipient]]


_kinds: dict[str, Kind] = {}


def register_subject(
    kind: str,
    *,
    noun: Any,
    title: Callable[[str, Actor], str | None],
    url: Callable[[str], str],
    people: Callable[[str], Iterable[Recipient]],
) -> None:
    """Make subjects "kind:id" known. noun: "report", "question", as said in a sentence."""
    _kinds[kind] = Kind(kind, noun, title, url, people)


def split(subject: str) -> tuple[Kind | None, str]:
    """The kind and the id of "kind:id"; None for a kind no room registers."""
    kind, _colon, identity = subject.partition(":")
    return _kinds.get(kind), identity
