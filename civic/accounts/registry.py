"""What higher rooms add to people: purposes of mailed links, sections of /my/, and the work that waits for staff."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from civic.accounts.actors import Actor


@dataclass(frozen=True)
class LinkPurpose:
    """redeem(subject, email) acts and returns the address to go on to · question, button: what the page says ·
    leads_to(subject, actor): title and address of what the link was for, if they may see it; for one who comes twice.
    """

    name: str
    redeem: Callable[[str, str], str]
    template: str
    ttl_s: int
    question: Any
    button: Any
    leads_to: Callable[[str, Actor], tuple[str, str] | None] | None = None


@dataclass(frozen=True)
class MyItem:
    """A line of /my/. state: the word before the time, in a tag if it has a state_code; at None: no time is shown."""

    title: str
    url: str
    state_code: str
    state: Any
    at: dt.datetime | None
    detail: Any = ""


@dataclass(frozen=True)
class MySection:
    key: str
    title: Any
    items: Callable[[Actor], list[MyItem]]


_purposes: dict[str, LinkPurpose] = {}
_sections: dict[str, MySection] = {}
_waiting: dict[str, tuple[int, Callable[[Actor], list[MyItem]]]] = {}


def register_link_purpose(
    name: str,
    *,
    redeem: Callable[[str, str], str],
    template: str,
    ttl_s: int,
    question: Any,
    button: Any,
    leads_to: Callable[[str, Actor], tuple[str, str] | None] | None = None,
) -> None:
    """Teach mailed links a purpose. `question` and `button` are the sentence and button of the page it opens."""
    _purposes[name] = LinkPurpose(name, redeem, template, ttl_s, question, button, leads_to)


def link_purpose(name: str) -> LinkPurpose:
    """Raises KeyError for a purpose no room knows."""
    return _purposes[name]


def register_my_section(key: str, title: Any, items: Callable[[Actor], list[MyItem]]) -> None:
    """Add a section to /my/, in the order of registration."""
    _sections[key] = MySection(key, title, items)


def my_sections() -> list[MySection]:
    return list(_sections.values())


def register_waiting(key: str, items: Callable[[Actor], list[MyItem]], *, order: int = 50) -> None:
    """Say what waits for a member of staff, lower `order` first; `items` decides who has anything to do."""
    _waiting[key] = (order, items)


def waiting_for(actor: Actor) -> list[MyItem]:
    """All that waits for this member of staff; nothing for residents, and no room is asked."""
    rooms = sorted(_waiting.values(), key=lambda room: room[0]) if actor.is_staff else []
    return [item for _order, items in rooms for item in items(actor)]
