"""What can go wrong, as one family with one shape on the wire (design.md section 3, "Errors")."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _


class CivicError(Exception):
    """An act that was refused: a stable code for programs, a sentence for a person, sentences by field."""

    code = "error"
    status = 400
    default_detail: Any = _("That did not work.")

    def __init__(self, detail: Any = None, /, **fields: Any) -> None:
        self.detail = detail if detail is not None else self.default_detail
        self.fields = {name: value if isinstance(value, list) else [value] for name, value in fields.items()}
        super().__init__(str(self.code))

    def __str__(self) -> str:
        return str(self.detail)


class Invalid(CivicError):
    """What was sent can't be used as it is; `fields` says where."""

    code, status = "invalid", 400
    default_detail = _("Check what you entered. Something is missing or can’t be used.")


class SignInNeeded(CivicError):
    code, status = "sign_in", 401
    default_detail = _("Sign in to do this.")


class Forbidden(CivicError):
    """Only for CSRF and Origin: a thing that is not for you is not found."""

    code, status = "forbidden", 403
    default_detail = _("This request did not come from our own pages, so we refused it.")


class NotFound(CivicError):
    code, status = "not_found", 404
    default_detail = _("We can’t find that. It may have been removed, or it may not be open to you.")


class WrongState(CivicError):
    code, status = "wrong_state", 409
    default_detail = _("That can’t be done now. Reload the page to see how things stand.")


class Stale(CivicError):
    """Someone else changed it first; `current` holds their version so that both texts can be shown."""

    code, status = "stale", 409
    default_detail = _("Someone changed this while you were writing. Both versions are shown below; nothing is lost.")


class TooLarge(CivicError):
    code, status = "too_large", 413
    default_detail = _("That is too large to send.")


class UnsupportedType(CivicError):
    code, status = "unsupported_type", 415
    default_detail = _("We can’t read that kind of file or content.")


class KeyReused(CivicError):
    code, status = "key_reused", 422
    default_detail = _("This form was sent before with other words. Reload the page and send it again.")


class TooFast(CivicError):
    """Too many acts in too short a time; `retry_after` in whole seconds."""

    code, status = "too_fast", 429
    default_detail = _("That is a lot in a short time. Wait a little, then try again.")

    def __init__(self, retry_after: int, detail: Any = None) -> None:
        self.retry_after = max(1, int(retry_after))
        super().__init__(detail)


def require(ok: object, error: CivicError | None = None) -> None:
    """Raise `error` (NotFound unless told otherwise) when `ok` is false."""
    if not ok:
        raise error if error is not None else NotFound()


def payload(error: CivicError) -> dict[str, Any]:
    """The one shape of an error for programs: {"error": {"code", "detail", "fields"}}."""
    fields = {name: [str(line) for line in lines] for name, lines in error.fields.items()}
    return {"error": {"code": error.code, "detail": str(error.detail), "fields": fields}}
