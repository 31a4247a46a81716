"""What every REST view shares: one shape of error, keys that make a repeat safe, and lists that go on by cursor."""

from __future__ import annotations

import datetime as dt
import logging
import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar
from urllib.parse import parse_qsl, urlencode
from uuid import UUID

from django.core import exceptions as django_errors
from django.core import signing
from django.db import InterfaceError, OperationalError
from django.db.models import Model, Q, QuerySet
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from rest_framework import exceptions as rest
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import set_rollback

from civic.core import errors
from civic.core.api_values import absolute, site_of
from civic.core.errors_web import Unavailable
from civic.core.idempotency import Once

CURSOR_SALT = "civic.core.cursor"
OWN_API = "/api/v1/"

log = logging.getLogger(__name__)
Row = TypeVar("Row", bound=Model)


def exception_handler(exc: Exception, context: Mapping[str, Any]) -> Response | None:
    """{"error": {"code", "detail", "fields"}} for every refusal; None, so a 500, for what is our own fault."""
    error = as_civic_error(exc)
    if error is None:
        return None
    set_rollback()
    headers = {}
    if retry_after := getattr(error, "retry_after", None):
        headers["Retry-After"] = str(retry_after)
    if error.status == 401:
        headers["WWW-Authenticate"] = getattr(exc, "auth_header", None) or "Token"
    return Response(errors.payload(error), status=error.status, headers=headers)


def as_civic_error(exc: Exception) -> errors.CivicError | None:
    """The refusal that `exc`, from us, Django or REST framework, stands for; None if it is a fault."""
    if isinstance(exc, errors.CivicError):
        return exc
    if isinstance(exc, rest.ValidationError):
        return errors.Invalid(None, **_fields(exc.detail))
    if isinstance(exc, rest.Throttled):
        return errors.TooFast(math.ceil(getattr(exc, "wait", None) or 60))
    if isinstance(exc, rest.PermissionDenied) and str(exc.detail).startswith("CSRF Failed"):
        return errors.Forbidden()
    if isinstance(exc, (OperationalError, InterfaceError)):
        log.exception("the database did not answer")
        return Unavailable()
    for kinds, make in _MEANINGS:
        if isinstance(exc, kinds):
            return make()
    if isinstance(exc, rest.APIException) and exc.status_code < 500:
        return _by_status(exc)
    return None


def idempotency_key(request: HttpRequest | Request) -> UUID | None:
    """The key the client chose for this act: the header Idempotency-Key, or a form's field `idempotency_key`.

    None if there is none. Raises Invalid(idempotency_key=…) if it is no UUID.
    """
    given = request.headers.get("Idempotency-Key") or ""
    if not given and request.method == "POST" and not isinstance(request, Request):
        given = request.POST.get("idempotency_key") or ""
    if not given:
        return None
    try:
        return UUID(given.strip())
    except ValueError as error:
        raise errors.Invalid(idempotency_key=_("The Idempotency-Key has to be a UUID.")) from error


def made_response(data: Any, once: Once) -> Response:
    """201 with what was made, or 200 and `Idempotent-Replayed: true` if an earlier request made it."""
    if once.replayed:
        return Response(data, status=200, headers={"Idempotent-Replayed": "true"})
    return Response(data, status=201)


def list_page(
    rows: QuerySet[Row], request: HttpRequest, *, order: Sequence[str], size: int = 50, name: str
) -> tuple[list[Row], str | None]:
    """One page of `rows` and the address of the next, or None at the end. Never offsets.

    order: columns or annotations without nulls, "-" for falling; the last one is unique. name: which list it is, so
    that a cursor of another list is refused. Raises Invalid(cursor=…).
    """
    cursor = request.GET.get("cursor")
    if cursor:
        rows = rows.filter(_after(order, read_cursor(cursor, name=name, length=len(order))))
    found = list(rows.order_by(*order)[: size + 1])
    if len(found) <= size:
        return found, None
    last = found[size - 1]
    values = [getattr(last, column.lstrip("-")) for column in order]
    return found[:size], next_url(request, make_cursor(values, name=name))


def make_cursor(values: Sequence[Any], *, name: str) -> str:
    """A signed place in the list `name`: the values its last row was sorted by."""
    return signing.dumps([name, *map(_packed, values)], salt=CURSOR_SALT, compress=True)


def read_cursor(cursor: str, *, name: str, length: int) -> list[Any]:
    """The values inside a cursor of the list `name`. Raises Invalid(cursor=…) unless we made it for that list."""
    try:
        packed = signing.loads(cursor, salt=CURSOR_SALT)
        values = [_unpacked(value) for value in packed[1:]]
        if packed[0] != name or len(values) != length:
            raise signing.BadSignature
    except (signing.BadSignature, ValueError, TypeError, IndexError, KeyError) as error:
        raise errors.Invalid(cursor=_("This cursor does not belong to this list. Begin again without one.")) from error
    return values


def next_url(request: HttpRequest, cursor: str) -> str:
    """The address of this list, with its filters, from `cursor` on."""
    kept = [(key, value) for key, value in parse_qsl(request.META.get("QUERY_STRING", "")) if key != "cursor"]
    return absolute(f"{request.path}?{urlencode([*kept, ('cursor', cursor)])}", site_of(request))


def own_endpoints_only(endpoints: Sequence[tuple[str, str, str, Any]]) -> list[tuple[str, str, str, Any]]:
    """For the published schema: our own paths, not those of the libraries inside."""
    return [endpoint for endpoint in endpoints if endpoint[0].startswith(OWN_API)]


_MEANINGS: list[tuple[tuple[type[Exception], ...], Callable[[], errors.CivicError]]] = [
    ((rest.NotAuthenticated, rest.AuthenticationFailed), errors.SignInNeeded),
    ((rest.PermissionDenied, django_errors.PermissionDenied, rest.NotFound, Http404), errors.NotFound),
    ((rest.UnsupportedMediaType,), errors.UnsupportedType),
    ((django_errors.RequestDataTooBig,), errors.TooLarge),
    (
        (rest.ParseError, django_errors.BadRequest, django_errors.SuspiciousOperation),
        lambda: errors.Invalid(_("We can’t read what was sent. Is it valid JSON?")),
    ),
]


def _by_status(exc: rest.APIException) -> errors.CivicError:
    """Others of REST framework's own keep their status; 405 and 406 have sentences of ours."""
    words = {
        405: _("That can’t be done at this address. The header Allow says what can."),
        406: _("We answer in JSON. Ask for application/json, or for anything."),
    }
    error = errors.CivicError(words.get(exc.status_code, str(exc.detail)))
    error.code, error.status = (str(getattr(exc, "default_code", "error")), exc.status_code)
    return error


def _fields(detail: Any) -> dict[str, list[str]]:
    """REST framework's nested messages as field → sentences; what belongs to no field is under "form"."""
    if not isinstance(detail, Mapping):
        return {"form": _sentences(detail)}
    renamed = {"form" if key == "non_field_errors" else str(key): value for key, value in detail.items()}
    return {key: _sentences(value) for key, value in renamed.items() if value}


def _sentences(detail: Any) -> list[str]:
    if isinstance(detail, Mapping):
        return [line for value in detail.values() for line in _sentences(value)]
    if isinstance(detail, (list, tuple)):
        return [line for value in detail for line in _sentences(value)]
    return [str(detail)]


def _after(order: Sequence[str], values: Sequence[Any]) -> Q:
    """Rows behind `values` in `order`: the first column decides, or it is equal and the next one decides."""
    condition = Q()
    for place, column in enumerate(order):
        equal = {name.lstrip("-"): value for name, value in zip(order[:place], values, strict=False)}
        step = "lt" if column.startswith("-") else "gt"
        condition |= Q(**equal, **{f"{column.lstrip('-')}__{step}": values[place]})
    return condition


def _packed(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return {"at": value.isoformat()}
    return value if isinstance(value, (int, float, str)) else str(value)


def _unpacked(value: Any) -> Any:
    return dt.datetime.fromisoformat(value["at"]) if isinstance(value, dict) else value
