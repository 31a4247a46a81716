"""A category as programs see it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from reports.models import Category


def category_data(category: Category) -> dict[str, Any]:
    """Names and sentences in the language of the request."""
    return {
        "code": category.code,
        "name": category.label,
        "group": _said(category.group),
        "hint": _said(category.hint),
        "icon": category.icon,
        "notice": _said(category.notice),
        "emergency": _said(category.emergency),
        "responsible": _said(category.responsible),
        "ours": category.is_ours,
        "promise": category.promise,
        "promise_working_days": category.promise_working_days,
        "private": category.is_private,
        "geometry_types": category.geometry_types,
        "questions": [
            {
                "code": question.code,
                "label": _said(question.label),
                "kind": question.kind,
                "required": question.required,
                "choices": [{"code": code, "label": _said(label)} for code, label in question.choices],
            }
            for question in category.asked
        ],
    }


def _said(text: str) -> str:
    """In the reader's language, where the languages know it; gettext("") would be the catalogue's head."""
    return _(text) if text else ""
