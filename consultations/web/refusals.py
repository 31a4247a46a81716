"""A refusal beside the field it is about, with the typed words kept."""

from __future__ import annotations

from django import forms

from civic.core.errors import CivicError, SignInNeeded


def explain(form: forms.Form, error: CivicError) -> int:
    """Put what `error` says into `form`, and give the HTTP status. Asking to sign in goes on to the sign-in page."""
    if isinstance(error, SignInNeeded):
        raise error
    told = False
    for name, lines in error.fields.items():
        for line in lines:
            form.add_error(name if name in form.fields else None, str(line))
            told = True
    if not told:
        form.add_error(None, str(error.detail))
    return error.status
