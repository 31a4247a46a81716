"""The photos of a draft, shown small to the one who is writing it and to nobody else."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from civic.accounts.actors import actor_of
from civic.core.errors import NotFound
from civic.core.sending import lock
from civic.core.staging import staged_names, staged_thumb
from reports import drafts
from reports.models import ReportDraft


@dataclass(frozen=True)
class KeptPhoto:
    """token: what takes it out again · url: the picture, for whoever may see the draft."""

    token: str
    name: str
    url: str


def kept_photos(draft: ReportDraft) -> list[KeptPhoto]:
    """Those that were added to the draft and are still kept, in their order."""
    names = staged_names(draft.get("photos", []), drafts.photo_keeper(draft))
    return [
        KeptPhoto(token, name, reverse("report_draft_photo", args=[draft.key, number]))
        for number, (token, name) in enumerate(names.items(), 1)
    ]


@never_cache
@require_safe
def photo(request: HttpRequest, key: UUID, number: int) -> HttpResponse:
    """One of them, 480 pixels at most: kept by no browser, since it is not public yet and may never be."""
    draft = drafts.find_draft(key, actor_of(request))
    kept = kept_photos(draft)
    small = staged_thumb(kept[number - 1].token, drafts.photo_keeper(draft)) if 0 < number <= len(kept) else None
    if small is None:
        raise NotFound
    return lock(HttpResponse(small, content_type="image/jpeg"))
