"""Tags and filters that every template may use: `{% load civic %}`."""

import datetime as dt
import json
import zlib
from collections.abc import Iterator
from typing import Any, NamedTuple

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template import Context
from django.template.defaultfilters import date as format_date
from django.urls import translate_url
from django.utils import timezone, translation
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from frontend import importmap
from frontend.states import STATES, UNKNOWN

register = template.Library()

SPRITE = "frontend/img/icons.svg"
DEFAULT_MAP: dict[str, Any] = {
    "tiles": "/tiles/base/{z}/{x}/{y}.png",
    "attribution": "",
    "bounds": [-180, -85, 180, 85],
    "center": [0, 0],
    "zoom": 14,
    "min_zoom": 11,
    "max_zoom": 18,
}


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """A symbol of the sprite; decorative unless a label is given."""
    href = f"{importmap.static_url(SPRITE)}#{name}"
    if label:
        return format_html('<svg class="icon" role="img" aria-label="{}"><use href="{}"></use></svg>', label, href)
    return format_html('<svg class="icon" aria-hidden="true" focusable="false"><use href="{}"></use></svg>', href)


@register.simple_tag
def state_tag(state: str, label: str = "") -> SafeString:
    """A state as a word, a shape and a colour. `label` replaces the usual word."""
    look = STATES.get(str(state), UNKNOWN)
    word = label or look.word or str(state).replace("_", " ")
    css = f"tag tag--{look.tone} tag--is-{str(state).replace('_', '-')}"
    return format_html('<span class="{}">{}{}</span>', css, icon(f"s-{look.shape}"), word)


@register.filter
def state_word(state: str) -> str:
    """The word for a state, without shape or colour (for mails, exports, titles)."""
    return str(STATES.get(str(state), UNKNOWN).word or str(state).replace("_", " "))


def _local(value: dt.datetime | dt.date) -> dt.datetime | dt.date:
    if isinstance(value, dt.datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


@register.filter
def day(value: dt.datetime | dt.date | None) -> str:
    """ "Tuesday 3 March", with the year if it isn't this one."""
    if not value:
        return ""
    here = _local(value)
    same_year = here.year == timezone.localdate().year
    return str(format_date(here, "l j F" if same_year else "l j F Y"))


@register.filter
def clock(value: dt.datetime | None) -> str:
    """ "6pm" or "6:30pm", in the council's time zone."""
    if not value:
        return ""
    here = _local(value)
    return format_date(here, "g:ia" if here.strftime("%M") != "00" else "ga").replace(".", "").replace(" ", "")


def _age(value: dt.datetime) -> str:
    seconds = int((timezone.now() - value).total_seconds())
    if seconds < 60:
        return _("just now") if seconds > -60 else day(value)
    minutes, hours, days = seconds // 60, seconds // 3600, (timezone.localdate() - timezone.localdate(value)).days
    if minutes < 60:
        return ngettext("%(n)s minute ago", "%(n)s minutes ago", minutes) % {"n": minutes}
    if days == 0:
        return ngettext("%(n)s hour ago", "%(n)s hours ago", hours) % {"n": hours}
    if days == 1:
        return _("yesterday")
    if days < 7:
        return ngettext("%(n)s day ago", "%(n)s days ago", days) % {"n": days}
    return day(value)


@register.simple_tag
def ago(value: dt.datetime | None) -> SafeString | str:
    """How long since, in words, inside a <time>; the day itself after a week."""
    if not value:
        return ""
    if timezone.is_naive(value):
        value = timezone.make_aware(value)
    title = f"{day(value)}, {clock(value)}"
    return format_html('<time datetime="{}" title="{}">{}</time>', value.isoformat(), title, _age(value))


@register.simple_tag
def js(name: str) -> SafeString:
    """Adds one of our modules to the page."""
    url = importmap.static_url(f"frontend/js/{name}.js")
    return format_html('<script type="module" src="{}"></script>', url)


@register.simple_tag
def style(name: str) -> SafeString:
    """Adds one of our style sheets to the page; works without a manifest, so error pages may use it."""
    return format_html('<link rel="stylesheet" href="{}">', importmap.static_url(f"frontend/css/{name}.css"))


@register.simple_tag
def asset(path: str) -> str:
    """The address of a static file; never fails, unlike {% static %}."""
    return importmap.static_url(path)


@register.simple_tag
def import_map() -> SafeString:
    """The one import map; the policy allows exactly these bytes."""
    return mark_safe(f'<script type="importmap">{importmap.import_map()}</script>')


@register.simple_tag
def place_name() -> str:
    """The place this council serves."""
    return str(getattr(settings, "CIVIC_PLACE_NAME", "Carsewell"))


@register.simple_tag
def is_demo() -> bool:
    """Whether this is the demonstration with its invented town."""
    return bool(getattr(settings, "CIVIC_DEMO", False))


@register.filter
def json_data(value: Any) -> SafeString:
    """Data as inline JSON that a module reads; text is taken to be JSON already and is parsed, never trusted."""
    data = json.loads(value) if isinstance(value, str) else value
    text = json.dumps(data, separators=(",", ":")).translate({60: "\\u003c", 62: "\\u003e", 38: "\\u0026"})
    return format_html('<script type="application/json">{}</script>', mark_safe(text))


@register.simple_tag
def local_path(path: str) -> str:
    """One of our promised paths in the current language: "/reports/" or "/cy/reports/"."""
    language = (translation.get_language() or settings.LANGUAGE_CODE).split("-")[0]
    default = settings.LANGUAGE_CODE.split("-")[0]
    return path if language == default else f"/{language}{path}"


@register.simple_tag(takes_context=True)
def active_menu(context: Context, path: str, *, exact: bool = False) -> SafeString | str:
    """` aria-current="page"` when the page shown is this path, or (unless exact) below it."""
    request: HttpRequest | None = context.get("request")
    if request is None:
        return ""
    here, there = request.path, local_path(path)
    if here == there:
        return mark_safe(' aria-current="page"')
    below = not exact and there != local_path("/") and here.startswith(there)
    return mark_safe(' aria-current="true"') if below else ""


class LanguageLink(NamedTuple):
    """The same page in another language."""

    code: str
    name: str
    url: str
    current: bool


@register.simple_tag(takes_context=True)
def language_links(context: Context) -> list[LanguageLink]:
    """This page in each language the site speaks."""
    request: HttpRequest | None = context.get("request")
    path = request.get_full_path() if request else "/"
    now = (translation.get_language() or settings.LANGUAGE_CODE).split("-")[0]
    return list(_languages(path, now))


def _languages(path: str, now: str) -> Iterator[LanguageLink]:
    for code, name in settings.LANGUAGES:
        short = code.split("-")[0]
        local = translation.get_language_info(short)["name_local"] if short in ("en", "cy") else str(name)
        yield LanguageLink(short, local, path if short == now else translate_url(path, code), short == now)


@register.simple_tag
def avatar(name: str) -> SafeString:
    """A round badge with a person's initials: a face for those who gave no picture. Hidden from screen readers."""
    words = [word for word in str(name).split() if word[:1].isalpha()] or ["?"]
    initials = words[0][0] + (words[-1][0] if len(words) > 1 else "")
    tint = zlib.crc32(str(name).encode()) % 6
    return format_html('<span class="avatar avatar--{}" aria-hidden="true">{}</span>', tint, initials.upper())


@register.simple_tag
def map_attrs() -> SafeString:
    """What <civic-map> must know of the basemap and where Leaflet lies, as data attributes."""
    conf = {**DEFAULT_MAP, **getattr(settings, "CIVIC_MAP", {})}
    url = importmap.static_url
    return format_html(
        'data-tiles="{}" data-attribution="{}" data-bounds="{}" data-center="{}" data-zoom="{}" data-min-zoom="{}" '
        'data-max-zoom="{}" data-sprite="{}" data-leaflet="{}" data-cluster="{}" data-locate="{}"',
        conf["tiles"],
        conf["attribution"],
        ",".join(str(n) for n in conf["bounds"]),
        ",".join(str(n) for n in conf["center"]),
        conf["zoom"],
        conf["min_zoom"],
        conf["max_zoom"],
        url(SPRITE),
        f"{url('leaflet/leaflet.js')} {url('leaflet/leaflet.css')}",
        f"{url('vendor/leaflet.markercluster/leaflet.markercluster.js')} "
        f"{url('vendor/leaflet.markercluster/MarkerCluster.css')}",
        f"{url('vendor/leaflet.locatecontrol/L.Control.Locate.min.js')} "
        f"{url('vendor/leaflet.locatecontrol/L.Control.Locate.min.css')}",
    )


@register.filter
def words_of(value: str) -> list[str]:
    """ "a b c" as a list, for lists that a template itself holds."""
    return str(value).split()


@register.filter
def widget_type(field: Any) -> str:
    """What a bound field is drawn as: text, textarea, select, radio, checkbox, checkboxes, file …"""
    widget = field.field.widget
    if getattr(widget, "allow_multiple_selected", False) and getattr(widget, "input_type", "") == "checkbox":
        return "checkboxes"
    return str(getattr(widget, "input_type", None) or type(widget).__name__.lower())
