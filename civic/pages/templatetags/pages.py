import json
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Page

from civic.pages.queries import address

register = template.Library()


@register.filter
def page_address(page: Page) -> str:
    """The page's path inside the language that is being spoken."""
    return address(page)


@register.filter
def ld_json(data: dict[str, Any]) -> SafeString:
    """Data for search engines as a block that no browser runs; signs that could end it are escaped."""
    text = json.dumps(data, separators=(",", ":"), ensure_ascii=False)
    text = text.translate({60: "\\u003c", 62: "\\u003e", 38: "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"})
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))
