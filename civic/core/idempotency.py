"""A repeat is the same act: sent twice, done once, answered twice.

Each creating request carries a key. The row (scope, who, key) is inserted in the transaction of the act itself, so
that a parallel repeat waits for the first and then sees what it made, and a failed act leaves nothing behind.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from civic.core import clock
from civic.core.errors import KeyReused
from civic.core.models import IdempotencyKey


@dataclass(frozen=True)
class Once:
    """The public id of what was made, and whether it had been made by an earlier request."""

    made: str
    replayed: bool


def once(*, scope: str, who: str, key: UUID | None, payload: Any, act: Callable[[], object]) -> Once:
    """Run `act` unless `who` has already done it under `key`; answer with the id it made either way.

    scope: the name of the act, e.g. "reports.submit". payload: anything JSON can hold; give a file by its hash. act:
    checks limits and state itself, so that a repeat is recognised before both, and returns the id made. Without a key
    it just acts. Raises KeyReused for another payload, and whatever `act` raises; then no trace is left.
    """
    if key is None:
        return Once(str(act()), replayed=False)
    digest = payload_hash(payload)
    with transaction.atomic():
        row_id = _claim(scope, who, key, digest)
        if row_id is not None:
            made = str(act())
            IdempotencyKey.objects.filter(pk=row_id).update(made=made)
            return Once(made, replayed=False)
    earlier = peek(scope=scope, who=who, key=key, payload=payload)
    if earlier is None:  # swept between the two looks, a month after it was made
        return once(scope=scope, who=who, key=key, payload=payload, act=act)
    return Once(earlier, replayed=True)


def peek(scope: str, who: str, key: UUID | None, payload: Any) -> str | None:
    """What `key` made earlier, to recognise a repeat before heavy work; None if it is new. Raises KeyReused."""
    if key is None:
        return None
    row = IdempotencyKey.objects.filter(scope=scope, who=who, key=key).first()
    if row is None:
        return None
    if row.payload_hash != payload_hash(payload):
        raise KeyReused
    return row.made


def payload_hash(payload: Any) -> str:
    """SHA-256 of `payload`, the same for the same content whatever the order of its keys."""
    canonical = json.dumps(payload, sort_keys=True, separators=(",", ":"), default=str, ensure_ascii=True)
    return hashlib.sha256(canonical.encode()).hexdigest()


def file_hash(data: bytes) -> str:
    """SHA-256 of a file's bytes, to stand for the file in a payload."""
    return hashlib.sha256(data).hexdigest()


def _claim(scope: str, who: str, key: UUID, digest: str) -> int | None:
    """Insert the row and return its pk, or None if it is there; waits while another transaction is inserting it."""
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO core_idempotencykey (scope, who, key, payload_hash, made, created_at)
               VALUES (%s, %s, %s, %s, '', %s) ON CONFLICT (scope, who, key) DO NOTHING RETURNING id""",
            [scope, who, key, digest, clock.now()],
        )
        row = cursor.fetchone()
    return row[0] if row else None
