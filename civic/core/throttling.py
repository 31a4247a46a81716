"""How often something may be done. Translators (views, serializers, frames) ask here; rules and actions do not.

Two adjoining windows are counted, the older one in part, so that a burst across a border is not worth waiting for.
Ordinary limits live in the cache and fail open: the cache is a hint. Limits on mail and sign-in are `durable`: they
are counted in PostgreSQL and fail closed.
"""

from __future__ import annotations

import datetime as dt
import logging
import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.utils.crypto import salted_hmac

from civic.core import clock
from civic.core.errors import CivicError, TooFast
from civic.core.models import RateWindow

log = logging.getLogger(__name__)


def limit(name: str, who: str, *, amount: int = 1) -> None:
    """Count the act `name` by `who` and raise TooFast(retry_after) if it is more than settings.CIVIC_LIMITS allows.

    amount: what is counted, where it is not acts. A refused act is not counted, so that knocking on the door does not
    keep it shut. A durable count made inside a transaction is undone with it. Raises KeyError for an unknown name.
    """
    limit_to(allowed(name), name, who, amount=amount)


@contextmanager
def limited(name: str, who: str) -> Iterator[None]:
    """As `limit`, around the act itself: what is refused as wrong was no act, and does not count against anybody.

    For limits that are counted in the cache; a durable count is undone with its transaction.
    """
    rule = allowed(name)
    window = math.floor(clock.now().timestamp() / rule.per_s)
    limit_to(rule, name, who)
    try:
        yield
    except CivicError:
        _give_back(_key(name, who, rule.per_s), window)
        raise


def require_room(name: str, who: str) -> None:
    """Raise TooFast if `limit` would, and count nothing: for what is counted only when it went wrong. Durable only."""
    rule = allowed(name)
    at_s = clock.now().timestamp()
    window = math.floor(at_s / rule.per_s)
    age = at_s / rule.per_s - window
    starts_at = dt.datetime.fromtimestamp(window * rule.per_s, tz=dt.UTC)
    key = _key(name, who, rule.per_s)
    present, before = (_hits(key, at) for at in (starts_at, starts_at - dt.timedelta(seconds=rule.per_s)))
    if present + math.floor(before * (1 - age)) >= rule.times:
        raise TooFast(_wait_s(before, times=rule.times, per_s=rule.per_s, age=age))


@dataclass(frozen=True)
class Rule:
    """times in per_s seconds; durable: counted in PostgreSQL."""

    times: int
    per_s: int
    durable: bool = False


def allowed(name: str) -> Rule:
    """The rule called `name`, as settings have it here. Raises KeyError."""
    times, per_s, *more = settings.CIVIC_LIMITS[name]
    return Rule(times * settings.CIVIC_LIMITS_TIMES, per_s, "durable" in more)


def limit_to(rule: Rule, name: str, who: str, *, amount: int = 1) -> None:
    """`limit` by a rule that is not in the settings."""
    times, per_s = rule.times, rule.per_s
    at_s = clock.now().timestamp()
    window = math.floor(at_s / per_s)
    age = at_s / per_s - window  # how much of the present window is over, 0 to 1
    key = _key(name, who, per_s)
    count = _count_in_table if rule.durable else _count_in_cache
    before = count(key, window, per_s, times=times, share=1 - age, amount=amount)
    if before is None:
        return
    raise TooFast(_wait_s(before, times=times, per_s=per_s, age=age))


def _key(name: str, who: str, per_s: int) -> str:
    return salted_hmac("civic.throttling", f"{name}|{who}|{per_s}", algorithm="sha256").hexdigest()


def _give_back(key: str, window: int) -> None:
    try:
        cache.decr(f"limit:{key}:{window}")
    except Exception:  # expired, or no cache: then nothing was counted
        log.debug("a count could not be given back")


def _wait_s(before: int, *, times: int, per_s: int, age: float) -> int:
    """Whole seconds until one more is allowed: the older window fades, or the present one ends."""
    if before > 0 and times > 0:
        fades = 1 - (times - 1) / before - age  # share of a window until the older one weighs one less than `times`
        if 0 < fades < 1 - age:
            return math.ceil(fades * per_s)
    return max(1, math.ceil((1 - age) * per_s))


def _count_in_cache(key: str, window: int, per_s: int, *, times: int, share: float, amount: int) -> int | None:
    """Count `amount`. None if it was within `times`, else the count of the window before."""
    now_key, before_key = f"limit:{key}:{window}", f"limit:{key}:{window - 1}"
    try:
        before = int(cache.get(before_key) or 0)
        cache.add(now_key, 0, timeout=2 * per_s)
        present = cache.incr(now_key, amount)
        if present + math.floor(before * share) <= times:
            return None
        cache.decr(now_key, amount)
        return before
    except ValueError:  # it expired between the two calls
        return None
    except Exception:
        log.warning("the cache can't count, so a limit is not kept")
        return None


def _count_in_table(key: str, window: int, per_s: int, *, times: int, share: float, amount: int) -> int | None:
    """As `_count_in_cache`, in one statement per window, so that parallel acts can't slip through together."""
    starts_at = dt.datetime.fromtimestamp(window * per_s, tz=dt.UTC)
    before = _hits(key, starts_at - dt.timedelta(seconds=per_s))
    room = times - math.floor(before * share) - amount
    if room < 0:
        return before
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO core_ratewindow (key, starts_at, hits) VALUES (%s, %s, %s)
               ON CONFLICT (key, starts_at) DO UPDATE SET hits = core_ratewindow.hits + EXCLUDED.hits
               WHERE core_ratewindow.hits <= %s RETURNING hits""",
            [key, starts_at, amount, room],
        )
        return None if cursor.fetchone() else before


def _hits(key: str, starts_at: dt.datetime) -> int:
    return RateWindow.objects.filter(key=key, starts_at=starts_at).values_list("hits", flat=True).first() or 0
