"""What the views of this room share."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from civic.accounts.actors import Actor, actor_of
from civic.core.errors import CivicError, NotFound
from consultations.surgeries.models import Surgery


def find_surgery(slug: str) -> Surgery:
    surgery = Surgery.objects.with_hosts().filter(slug=slug).first()
    if surgery is None:
        raise NotFound
    return surgery


def known_actor(request: HttpRequest) -> Actor:
    """Who acts; a visitor's browser is given a name first, so that it knows its own questions again."""
    if not request.user.is_authenticated:
        request.ensure_device()  # type: ignore[attr-defined]
        request._civic_actor = None  # type: ignore[attr-defined]
    return actor_of(request)


def words_of(error: CivicError) -> str:
    """A refusal in one sentence: what it says of a field, if it does, else in general."""
    return next((str(line) for lines in error.fields.values() for line in lines), str(error.detail))


def show_refusal(form: Any, error: CivicError) -> None:
    """Put a refusal beside the field it names, else above the form."""
    known = {name: lines for name, lines in error.fields.items() if name in form.fields}
    for name, lines in known.items():
        if name not in form.errors:
            form.add_error(name, [str(line) for line in lines])
    if not known:
        form.add_error(None, str(error.detail))
