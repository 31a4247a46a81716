"""Whom to tell: a person with an account, or an address that somebody confirmed."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Recipient:
    """The same address is the same person, with or without an account."""

    email: str
    user_id: int | None = field(default=None, compare=False)
    language: str = field(default="en", compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "email", self.email.strip().lower())
