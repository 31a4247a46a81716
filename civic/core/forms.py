"""What a form says when the action behind it refused."""

from __future__ import annotations

from django import forms

from civic.core.errors import CivicError


def add_refusal(form: forms.BaseForm, error: CivicError) -> None:
    """Show `error` on `form`: its sentences beside the fields they name, the rest above the form."""
    for name, lines in error.fields.items():
        for line in lines:
            form.add_error(name if name in form.fields else None, str(line))
    if not error.fields:
        form.add_error(None, str(error.detail))
