"""Walking the chain from a pin to a published page, in both directions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from civic.accounts.actors import Actor
from civic.accounts.recipients import Recipient
from civic.links.enums import Relation
from civic.links.models import Link
from civic.links.registry import split

MAX_SUBJECTS = 500  # a chain longer than this is a mistake, not a story


@dataclass(frozen=True)
class Step:
    """One other subject in the chain. forward: it came after; words: how it is connected, as a sentence start."""

    subject: str
    noun: Any
    title: str
    url: str
    relation: Relation
    forward: bool
    at: dt.datetime


def chain_of(subject: str, actor: Actor) -> list[Step]:
    """What led to `subject` and what became of it, oldest first, as far as `actor` may see it."""
    steps = []
    for link, other, forward in _walk(subject):
        kind, identity = split(other)
        title = kind.title(identity, actor) if kind else None
        if kind and title is not None:
            steps.append(Step(other, kind.noun, title, kind.url(identity), Relation(link.relation), forward, link.at))
    return sorted(steps, key=lambda step: step.at)


def title_and_url(subject: str, actor: Actor) -> tuple[str, str] | None:
    """What `subject` is called and where it stands; None when `actor` may not see it."""
    kind, identity = split(subject)
    title = kind.title(identity, actor) if kind else None
    return (title, kind.url(identity)) if kind and title is not None else None


def everyone_behind(subject: str) -> set[Recipient]:
    """Everyone at every link that led to `subject`, and at the subject itself."""
    found: set[Recipient] = set()
    for one in {subject, *(other for _link, other, forward in _walk(subject) if not forward)}:
        kind, identity = split(one)
        if kind:
            found.update(kind.people(identity))
    return found


def targets_of(subject: str, kind: str = "") -> list[str]:
    """Subjects that `subject` became or was taken into; only of one kind if named."""
    rows = Link.objects.filter(source=subject, target__startswith=f"{kind}:" if kind else "")
    return list(rows.order_by("at").values_list("target", flat=True))


def sources_of(subject: str, kind: str = "") -> list[str]:
    """Subjects that became `subject` or were taken into it; only of one kind if named."""
    rows = Link.objects.filter(target=subject, source__startswith=f"{kind}:" if kind else "")
    return list(rows.order_by("at").values_list("source", flat=True))


def became(subjects: Iterable[str]) -> set[str]:
    """What became one of `subjects`, in one query."""
    rows = Link.objects.filter(target__in=list(subjects), relation=Relation.BECAME)
    return set(rows.values_list("source", flat=True))


def _walk(subject: str) -> Iterable[tuple[Link, str, bool]]:
    """Every link up to the beginnings and down to the ends, never turning back (no siblings' siblings)."""
    for forward in (False, True):
        seen, frontier = {subject}, {subject}
        while frontier and len(seen) < MAX_SUBJECTS:
            side = Q(source__in=frontier) if forward else Q(target__in=frontier)
            links = list(Link.objects.filter(side).order_by("at", "pk"))
            frontier = set()
            for link in links:
                other = link.target if forward else link.source
                if other not in seen:
                    seen.add(other)
                    frontier.add(other)
                    yield link, other, forward


def connected(subjects: Iterable[str]) -> set[str]:
    """Which of `subjects` are linked to anything, in one query: so that a list draws only chains that exist."""
    wanted = set(subjects)
    pairs = Link.objects.filter(Q(source__in=wanted) | Q(target__in=wanted)).values_list("source", "target")
    return wanted & {subject for pair in pairs for subject in pair}
