"""Which notices exist: in which words, and who may still read them when they are sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from civic.accounts.recipients import Recipient


@dataclass(frozen=True)
class Notice:
    """template: frontend/templates/mail/<template>.{subject.txt,txt,html}. context(subject, recipient): what it is
    filled with, from the rows as they are when it is sent; None: there is nothing to tell (any more)."""

    kind: str
    template: str
    context: Callable[[str, Recipient], dict[str, Any] | None]


_notices: dict[str, Notice] = {}


def register_notice(kind: str, *, template: str, context: Callable[[str, Recipient], dict[str, Any] | None]) -> None:
    """Make a kind of notice known; `context` is also the check of the recipient's right at the time of sending."""
    _notices[kind] = Notice(kind, template, context)


def notice(kind: str) -> Notice:
    """Raises KeyError for a kind no room registers."""
    return _notices[kind]
