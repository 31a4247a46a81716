"""Good photos are kept while the words beside them are put right: a day, for the same person, by a token."""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
import secrets
from collections.abc import Sequence
from functools import partial

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from civic.core import clock
from civic.core.errors import Invalid
from civic.core.images import MAX_PHOTOS, CleanPhoto
from civic.core.models import StagedPhoto

KEPT_H = 24

log = logging.getLogger(__name__)


def stage_photos(clean: Sequence[CleanPhoto], who: str) -> list[str]:
    """Keep `clean` for `who` and return a token for each, to go into the form as hidden fields."""
    return [_stage(photo, who) for photo in clean]


def take_staged(tokens: Sequence[str], who: str) -> list[CleanPhoto]:
    """The photos behind `tokens`, taken out of keeping in the caller's transaction (undone with it).

    Raises Invalid(photos=…) if one was never kept for `who`, was used, or is older than a day.
    """
    wanted = list(dict.fromkeys(tokens))
    if not wanted:
        return []
    if len(wanted) > MAX_PHOTOS:
        raise Invalid(photos=_("Choose no more than %(count)d photos.") % {"count": MAX_PHOTOS})
    with transaction.atomic():
        rows = {row.token_hash: row for row in _kept(wanted, who).select_for_update()}
        if len(rows) < len(wanted):
            raise Invalid(photos=_("We no longer have one of your photos. Add it again."))
        ordered = [rows[_hashed(token)] for token in wanted]
        clean = [_clean(row) for row in ordered]
        _delete(ordered)
    return clean


def staged_names(tokens: Sequence[str], who: str) -> dict[str, str]:
    """Token → file name, for those of `tokens` that are still kept for `who`: what a form shows as already added."""
    names = dict(_kept(tokens, who).values_list("token_hash", "name"))
    return {token: names[_hashed(token)] for token in tokens if _hashed(token) in names}


def staged_thumb(token: str, who: str) -> bytes | None:
    """The small JPEG of one that is still kept for `who`, to show beside its name; None if there is none."""
    row = _kept([token], who).first()
    try:
        if row is None:
            return None
        with row.thumb.open("rb") as file:
            return bytes(file.read())
    except OSError:
        return None


def sweep_staged() -> int:
    """Delete what has been kept for more than a day. Returns how many photos."""
    over = list(StagedPhoto.objects.filter(created_at__lt=_oldest())[:1000])
    with transaction.atomic():
        _delete(over)
    return len(over)


def _stage(photo: CleanPhoto, who: str) -> str:
    token = secrets.token_urlsafe(24)
    row = StagedPhoto(token_hash=_hashed(token), who=who, name=photo.name, width=photo.width, height=photo.height)
    row.full.save("full.jpg", ContentFile(photo.full), save=False)
    row.thumb.save("thumb.jpg", ContentFile(photo.thumb), save=False)
    row.save()
    return token


def _kept(tokens: Sequence[str], who: str) -> QuerySet[StagedPhoto]:
    hashes = [_hashed(token) for token in tokens]
    return StagedPhoto.objects.filter(token_hash__in=hashes, who=who, created_at__gte=_oldest())


def _clean(row: StagedPhoto) -> CleanPhoto:
    try:
        with row.full.open("rb") as full, row.thumb.open("rb") as thumb:
            return CleanPhoto(row.name, full.read(), thumb.read(), row.width, row.height)
    except OSError as error:
        raise Invalid(photos=_("We no longer have one of your photos. Add it again.")) from error


def _delete(rows: Sequence[StagedPhoto]) -> None:
    """Rows now, files once that is certain."""
    StagedPhoto.objects.filter(pk__in=[row.pk for row in rows]).delete()
    for row in rows:
        for file in (row.full, row.thumb):
            transaction.on_commit(partial(_delete_file, file.storage, str(file.name)), robust=True)


def _delete_file(storage: Storage, name: str) -> None:
    try:
        storage.delete(name)
    except OSError:
        log.warning("a staged photo's file could not be deleted")


def _oldest() -> dt.datetime:
    return clock.now() - dt.timedelta(hours=KEPT_H)


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
