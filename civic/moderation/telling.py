"""The words to an author, the same at the desk before a decision and in the mail after it."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from civic.moderation.enums import HouseRule
from civic.moderation.registry import Card, split


def told_for(card: Card, rule: HouseRule | None, reason: str) -> dict[str, Any]:
    """What `moderation/told.html` and `told.txt` are filled with for the thing on `card`."""
    kind, _identity = split(card.subject)
    return {
        "noun": kind.noun if kind else card.kind,
        "title": card.title,
        "words": card.text,
        "rule": rule.value if rule else None,
        "rule_name": rule.label if rule else "",
        "reason": reason,
        "rules_url": f"{settings.CIVIC_BASE_URL}/house-rules/",
    }
