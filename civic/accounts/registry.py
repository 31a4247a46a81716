"""What higher rooms add to people: purposes of mailed links, and sections of /my/."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from civic.accounts.actors import Actor


@dataclass(frozen=True)
class LinkPurpose:
    """redeem(subject, email) acts and returns the address to go on to; words: what the button says."""

    name: str
    redeem: Callable[[str, str], str]
    template: str
    ttl_s: int
    question: Any
    button: Any


@dataclass(frozen=True)
class MyItem:
    """A line of /my/. state is the word shown in the tag (with state_code for its colour)."""

    title: str
    url: str
    state_code: str
    state: Any
    at: dt.datetime
    detail: Any = ""


@dataclass(frozen=True)
class MySection:
    key: str
    title: Any
    items: Callable[[Actor], list[MyItem]]


_purposes: dict[str, LinkPurpose] = {}
_sections: dict[str, MySection] = {}


def register_link_purpose(
    name: str, *, redeem: Callable[[str, str], str], template: str, ttl_s: int, question: Any, button: Any
) -> None:
    """Teach mailed links a purpose. `question` and `button` are the sentence and button of the page it opens."""
    _purposes[name] = LinkPurpose(name, redeem, template, ttl_s, question, button)


def link_purpose(name: str) -> LinkPurpose:
    """Raises KeyError for a purpose no room knows."""
    return _purposes[name]


def register_my_section(key: str, title: Any, items: Callable[[Actor], list[MyItem]]) -> None:
    """Add a section to /my/, in the order of registration."""
    _sections[key] = MySection(key, title, items)


def my_sections() -> list[MySection]:
    return list(_sections.values())
