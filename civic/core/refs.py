"""Public references: random, short, readable over the phone."""

import secrets

# No 0/o, 1/l/i, u/v: they are confused when read aloud or copied by hand. 28 signs, so 10 of them hold 48 bits.
ALPHABET = "23456789abcdefghjkmnpqrstwxyz"


def new_ref(length: int = 10) -> str:
    """A random public id of `length` (at least 10) lower-case signs without look-alikes."""
    if length < 10:
        raise ValueError("a reference has at least 10 signs")
    return "".join(secrets.choice(ALPHABET) for _ in range(length))
