"""Words of forms: `{% load forms %}`."""

from typing import Any

from django import template

from frontend.forms import named

register = template.Library()


@register.filter
def named_error(error: str, field: Any) -> str:
    """An error of a bound field as the summary says it, away from the field."""
    return named(error, str(field.label or ""))
