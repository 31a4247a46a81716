"""Public references: random, short, readable over the phone."""

import random
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

# No 0/o, 1/l/i, u/v: they are confused when read aloud or copied by hand. 29 signs, so 10 of them hold 48 bits.
ALPHABET = "23456789abcdefghjkmnpqrstwxyz"

_source: ContextVar[random.Random] = ContextVar("civic_refs", default=secrets.SystemRandom())  # noqa: B039


def new_ref(length: int = 10) -> str:
    """A random public id of `length` (at least 10) lower-case signs without look-alikes."""
    if length < 10:
        raise ValueError("a reference has at least 10 signs")
    return "".join(_source.get().choices(ALPHABET, k=length))


@contextmanager
def drawn_from(source: random.Random) -> Iterator[None]:
    """Draw references from `source` inside the block: for the demo only, whose addresses follow from its seed."""
    token = _source.set(source)
    try:
        yield
    finally:
        _source.reset(token)
