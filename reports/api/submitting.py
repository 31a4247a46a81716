"""From a request, JSON or multipart, to the action. A repeat is seen before limits, and before photos are opened."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any
from weakref import WeakValueDictionary

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from rest_framework.request import Request

from civic.core.api import idempotency_key
from civic.core.errors import Invalid
from civic.core.idempotency import Once, file_hash, once, peek
from civic.core.images import CleanPhoto, clean_photos
from civic.core.middleware import client_network
from reports import limits
from reports.actions.submit_report import submit_report
from reports.asking import acting, who_repeats

SCOPE = "reports.submit"
TEXTS = ("category", "title", "detail", "email", "name", "place", "channel")
CHANNELS = ("api", "phone", "email")
_turns: WeakValueDictionary[str, Any] = WeakValueDictionary()
_turns_lock = threading.Lock()


def submit(request: Request) -> Once:
    """Make the report (or recognise it) and answer its reference. Raises Invalid, TooFast, KeyReused, Banned."""
    actor, network = acting(request), client_network(request._request)
    fields = read_fields(request.data)
    files = read_files(request)
    key, who = idempotency_key(request), who_repeats(actor)
    payload = {**fields, "photos": [hash_of(file) for file in files]}

    def act(photos: Sequence[CleanPhoto]) -> str:
        with limits.reporting(actor, network):
            if fields["email"] and actor.user is None:
                limits.limit_mailing(fields["email"], network)
            return submit_report(by=actor, photos=photos, **fields).ref

    with one_at_a_time(f"{who} {key}" if key and files else ""):
        earlier = peek(SCOPE, who, key, payload)
        if earlier is not None:
            return Once(earlier, replayed=True)
        if files:
            limits.limit_uploading(actor, network, sum(file.size or 0 for file in files))
        photos = clean_photos(files) if files else []
        return once(scope=SCOPE, who=who, key=key, payload=payload, act=partial(act, photos))


@contextmanager
def one_at_a_time(name: str) -> Iterator[None]:
    """Repeats that arrive together wait for the first, so that photos are opened once; "" waits for nobody.

    Within this process only: what matters, one report for one key, is kept by the database.
    """
    if not name:
        yield
        return
    with _turns_lock:
        turn = _turns.setdefault(name, threading.Lock())
    with turn:
        yield


def read_fields(data: Any) -> dict[str, Any]:
    """The fields by name; anything else that was sent is ignored. Raises Invalid for a value of the wrong type."""
    if not isinstance(data, Mapping):
        raise Invalid(_("Send an object with named fields."))
    found: dict[str, Any] = {name: data.get(name) if data.get(name) is not None else "" for name in TEXTS}
    wrong = {name: _("Enter text.") for name, value in found.items() if not isinstance(value, str)}
    if found["channel"] not in ("", *CHANNELS):
        wrong["channel"] = _("Use one of: %(words)s.") % {"words": ", ".join(CHANNELS)}
    if wrong:
        raise Invalid(**wrong)
    found["geometry"] = data.get("geometry")
    found["answers"] = _answers(data.get("answers"))
    found["show_name"] = data.get("show_name") in (True, "true", "on", "1")
    return found


def read_files(request: Request) -> Sequence[UploadedFile[Any]]:
    return request.FILES.getlist("photos") if request.FILES else []


def hash_of(file: UploadedFile[Any]) -> str:
    """What stands for a file when two requests are compared; the file is left at its beginning."""
    file.seek(0)
    digest = file_hash(file.read())
    file.seek(0)
    return digest


def _answers(value: Any) -> Mapping[str, Any]:
    """An object, or in a multipart form its JSON text."""
    if isinstance(value, str) and value.strip():
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            value = [value]
    if value in (None, ""):
        return {}
    if not isinstance(value, Mapping):
        raise Invalid(answers=_("Give the answers as names and values."))
    return value
