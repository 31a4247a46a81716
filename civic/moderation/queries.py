"""Reading the desk: what waits, what was decided, and by whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from django.db.models import Count, Q

from civic.accounts.actors import Actor
from civic.core import clock
from civic.moderation.enums import Verdict
from civic.moderation.models import Decision, Flag
from civic.moderation.registry import Card, Kind, kinds, split
from civic.moderation.rules import can_moderate

UNDO_S = 600
MANY = 500  # past this the desk says "500+" instead of counting on


@dataclass(frozen=True)
class Place:
    """Where a page of the queue starts: after the item with this instant, kind and pk."""

    at: dt.datetime
    kind: str
    pk: int


def card_of(subject: str, actor: Actor) -> Card | None:
    """The card of one subject, if `actor` may decide about it."""
    kind, identity = split(subject)
    card = kind.card(identity, actor) if kind else None
    return card if card and can_moderate(actor, card.area_id) else None


def waiting(
    actor: Actor, *, only: str = "", author_id: int | None = None, after: Place | None = None, limit: int = 30
) -> tuple[list[Card], Place | None]:
    """The oldest `limit` cards that wait for `actor`, and where the next page starts (None: this was the last).

    Each kind is asked for at most limit + 1 rows, so the cost does not grow with the queue.
    """
    found: list[tuple[dt.datetime, str, int, object]] = []
    for kind in _asked(only):
        rows = kind.held(actor).order_by(kind.at, "pk")
        if author_id is not None:
            rows = rows.filter(**{kind.author: author_id})
        if after is not None:
            rows = rows.filter(_beyond(kind, after))
        found += [(getattr(row, kind.at), kind.name, row.pk, row) for row in rows[: limit + 1]]
    found.sort(key=lambda item: item[:3])
    page = found[:limit]
    more = Place(*page[-1][:3]) if len(found) > limit else None
    return _cards(page), more


def counts(actor: Actor) -> dict[str, int]:
    """How many of each kind wait for `actor`; MANY stands for MANY or more."""
    return {kind.name: kind.held(actor).order_by()[:MANY].count() for kind in kinds()}


def flagged(actor: Actor, *, limit: int = 30) -> list[tuple[Card, list[Flag]]]:
    """Things that readers pointed out and nobody has looked at, oldest first, with what they said."""
    by_subject: dict[str, list[Flag]] = {}
    for flag in Flag.objects.filter(settled_at__isnull=True).order_by("at")[:MANY]:
        by_subject.setdefault(flag.subject, []).append(flag)
    pairs = ((card_of(subject, actor), flags) for subject, flags in by_subject.items())
    return list(islice(((card, flags) for card, flags in pairs if card is not None), limit))


def last_decision(subject: str) -> Decision | None:
    """The newest decision about `subject`."""
    return Decision.objects.filter(subject=subject).order_by("-at", "-pk").first()


def newest_decisions(*, limit: int = 50) -> list[Decision]:
    """Whatever was decided last, by anybody."""
    return list(Decision.objects.select_related("by").order_by("-at", "-pk")[:limit])


def open_flags() -> int:
    """How many things readers pointed out that nobody has looked at."""
    return Flag.objects.filter(settled_at__isnull=True).values("subject").distinct().count()


def track_records(author_ids: Iterable[int]) -> dict[int, dict[str, int]]:
    """How often the desk published and removed what these people wrote: {id: {"publish": n, "remove": n}}."""
    found: dict[int, dict[str, int]] = {}
    rows = Decision.objects.filter(author__in=set(author_ids), undone_by__isnull=True, undoes__isnull=True)
    for author, verdict, n in rows.values_list("author", "verdict").annotate(n=Count("pk")):
        found.setdefault(author, {})[verdict] = n
    return found


def undoable(actor: Actor) -> list[Decision]:
    """The actor's decisions of the last ten minutes that can still be taken back, newest first."""
    if actor.user is None:
        return []
    since = clock.now() - dt.timedelta(seconds=UNDO_S)
    rows = Decision.objects.filter(by=actor.user, at__gt=since, undone_by__isnull=True, undoes__isnull=True)
    return [row for row in rows.order_by("-at", "-pk")[:20] if can_be_undone(row)]


def can_be_undone(decision: Decision) -> bool:
    """Whether the room of the decided thing can take this decision back."""
    kind, _identity = split(decision.subject)
    return kind is not None and (
        decision.verdict == Verdict.REMOVE or bool(kind.hold and decision.verdict == Verdict.PUBLISH)
    )


def _asked(only: str) -> list[Kind]:
    return [kind for kind in kinds() if not only or kind.name == only]


def _beyond(kind: Kind, after: Place) -> Q:
    """Rows of `kind` that come after `after` in the order (instant, kind, pk)."""
    later = Q(**{f"{kind.at}__gt": after.at})
    if kind.name > after.kind:
        return later | Q(**{kind.at: after.at})
    return later | Q(**{kind.at: after.at, "pk__gt": after.pk}) if kind.name == after.kind else later


def _cards(page: list[tuple[dt.datetime, str, int, object]]) -> list[Card]:
    """Cards in the order of `page`, asked for kind by kind."""
    made: dict[tuple[str, int], Card] = {}
    for kind in kinds():
        rows = [row for _at, name, _pk, row in page if name == kind.name]
        for row, card in zip(rows, kind.cards(rows) if rows else [], strict=True):
            made[kind.name, row.pk] = card  # type: ignore[attr-defined]
    return [made[name, pk] for _at, name, pk, _row in page]
