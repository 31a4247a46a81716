"""Where something is, in the reader's language: `{% load places %}`."""

import re

from django import template
from django.utils.translation import gettext as _

register = template.Library()

NEAR = re.compile(r"near (?P<place>.+)", re.IGNORECASE)
WARD = re.compile(r"(?P<ward>.+) ward")


@register.filter
def place_words(text: str) -> str:
    """ "Mill Street, near St Bride’s, Brigg ward", as it is kept, with the words that are ours in this language.

    A place is kept in English, with names that stay as they are. What a person wrote stands before the street and is
    left alone.
    """
    parts = str(text or "").split(", ")
    if found := WARD.fullmatch(parts[-1]):
        parts[-1] = _("%(ward)s ward") % {"ward": found["ward"]}
        if len(parts) > 1 and (found := NEAR.fullmatch(parts[-2])):
            parts[-2] = _("near %(place)s") % {"place": found["place"]}
    elif found := NEAR.fullmatch(parts[-1]):
        parts[-1] = _("near %(place)s") % {"place": found["place"]}
    words = ", ".join(parts)
    return words[:1].upper() + words[1:]
