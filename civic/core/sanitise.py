"""The one gate for people's words, and the only module that knows bleach and nh3.

What was typed is stored beside the HTML made from it here, at write time. Markdown is read with raw HTML off, so every
tag is ours before bleach sees it; nh3 passes over the result with the same allow-list, because bleach gets no more
releases. Raise SANITISER_VERSION whenever the outcome may change, so that stored HTML can be made again.
"""

from __future__ import annotations

import html
import re
import unicodedata
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import nh3
from bleach.linkifier import LinkifyFilter
from bleach.sanitizer import Cleaner
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from markdown_it import MarkdownIt

from civic.core.errors import Invalid

SANITISER_VERSION = 1

TAGS = frozenset({"p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "code", "a"})
SCHEMES = frozenset({"http", "https", "mailto"})
REL = "nofollow ugc noopener"
MAX_DEPTH = 16  # elements inside each other; bleach takes quadratic time in this
MAX_HTML = 120_000  # characters of HTML that bleach is ever given

_RULES = ["newline", "escape", "backticks", "emphasis", "link", "autolink", "list", "blockquote"]
_RULES += ["balance_pairs", "fragments_join"]
_MARKDOWN = MarkdownIt("zero", {"html": False, "breaks": True, "maxNesting": MAX_DEPTH}).enable(_RULES)
_MARKDOWN.validateLink = lambda url: is_safe_href(url)  # type: ignore[method-assign]  # others stay as typed
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)[^>]*>")
_TAG_OR_TEXT = re.compile(r"(<code>[^<]*</code>|<[^>]*>)")  # in code, where nothing is linked, bleach is faithful
_BARE_URL = re.compile(r"\(*\bhttps?://[^\s<>\"'\\^`{|}]+[^\s<>\"'\\^`{|}.,;:!?]", re.IGNORECASE)
_MAIL_ADDRESS = re.compile(r"[^\s@?&#/\\:]+@[^\s@?&#/\\:]+\.[^\s@?&#/\\:]+")
_DIRECTION = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])  # overrides that disguise names and links


def rendered(source: str, *, max_length: int, min_length: int = 0, field: str = "source") -> dict[str, str]:
    """What was typed and the clean HTML made from it, ready for the columns `source` and `source_html`.

    max_length and min_length count characters after trimming. Raises Invalid naming `field`.
    """
    text = plain(source, max_length=max_length, min_length=min_length, field=field, lines=True)
    return {"source": text, "source_html": render(text)}


def plain(text: object, *, max_length: int, min_length: int = 0, field: str, lines: bool = False) -> str:
    """Text for a column that is always shown escaped: NFC, trimmed, line ends as \\n.

    A title is one line: without `lines`, line breaks and tabs become spaces. Marks that turn the reading direction
    round are dropped. Raises Invalid naming `field` for NUL, control characters, half characters and wrong lengths.
    """
    if not isinstance(text, str):
        raise Invalid(**{field: _("Enter text.")})
    clean = re.sub(r"\r\n?|[\x85\u2028\u2029]", "\n", text[: max_length * 4 + 1000])
    clean = unicodedata.normalize("NFC", clean).translate(_DIRECTION)
    clean = (clean if lines else re.sub(r"[\n\t]+", " ", clean)).strip()
    if any(unicodedata.category(sign) in ("Cc", "Cs") and sign not in "\n\t" for sign in clean):
        raise Invalid(
            **{field: _("This has characters that can’t be shown. Type it again, or paste it as plain text.")}
        )
    _check_length(clean, max_length=max_length, min_length=min_length, field=field)
    return clean


def render(text: str) -> str:
    """Clean HTML from `text`, our small part of Markdown. `text` has been through `plain`."""
    marked_up = _MARKDOWN.render(text)
    if depth(marked_up) >= MAX_DEPTH or len(marked_up) > MAX_HTML:
        marked_up = _paragraphs(text)  # nobody nests so deep in good faith, yet no word is lost
    return clean_html(_guard_ampersands(marked_up))


def clean_html(dirty: str) -> str:
    """`dirty` with nothing left but the allow-list. Too deep or too long, it is shown as it was typed."""
    if len(dirty) > MAX_HTML or depth(dirty) > MAX_DEPTH:
        dirty = _paragraphs(dirty[:MAX_HTML])
    linkify = partial(LinkifyFilter, callbacks=[_link], skip_tags={"code"}, url_re=_BARE_URL)
    cleaner = Cleaner(tags=TAGS, attributes=_allowed, protocols=SCHEMES, strip=False, filters=[linkify])
    return nh3.clean(
        cleaner.clean(dirty),
        tags=set(TAGS),
        attributes={"a": {"href", "rel"}},
        attribute_filter=_second_opinion,
        url_schemes=set(SCHEMES),
        link_rel=None,
    ).strip()


def is_safe_href(value: str) -> bool:
    """Whether a link may lead to `value`: an absolute http(s) address without user name, or a bare mailto."""
    address = value
    for _again in range(3):  # entities may be wrapped in entities
        address = html.unescape(address)
    if any(sign.isspace() or unicodedata.category(sign)[0] == "C" for sign in address) or "\\" in address:
        return False
    scheme, _colon, rest = address.partition(":")
    if scheme.lower() == "mailto":
        return bool(_MAIL_ADDRESS.fullmatch(rest))
    try:
        parts = urlsplit(address)
        parts.port  # noqa: B018 — raises ValueError for a port that is no number
    except ValueError:
        return False
    return (
        parts.scheme in ("http", "https") and rest.startswith("//") and bool(parts.hostname) and "@" not in parts.netloc
    )


def depth(markup: str) -> int:
    """How many tags of `markup` are open at once, at most; a tag that is never closed counts to the end."""
    deepest = level = 0
    for closing, name in _TAG.findall(markup):
        if name.lower() != "br":
            level = max(0, level - 1) if closing else level + 1
            deepest = max(deepest, level)
    return deepest


def _check_length(text: str, *, max_length: int, min_length: int, field: str) -> None:
    if not text and min_length:
        raise Invalid(**{field: _("This can’t be empty.")})
    if len(text) < min_length:
        words = ngettext("Use at least %(count)d character.", "Use at least %(count)d characters.", min_length)
        raise Invalid(**{field: words % {"count": min_length}})
    if len(text) > max_length:
        words = ngettext("Use %(count)d character or fewer.", "Use %(count)d characters or fewer.", max_length)
        raise Invalid(**{field: words % {"count": max_length}})


def _paragraphs(text: str) -> str:
    blocks = [html.escape(block.strip()) for block in re.split(r"\n{2,}", text) if block.strip()]
    return "\n".join("<p>" + block.replace("\n", "<br>\n") + "</p>" for block in blocks)


def _guard_ampersands(markup: str) -> str:
    """Escape text's ampersands once more: bleach undoes one level, and a typed "&lt;" would be shown as "<"."""
    parts = _TAG_OR_TEXT.split(markup)  # the odd parts are our own tags
    parts[::2] = [part.replace("&amp;", "&amp;amp;") for part in parts[::2]]
    return "".join(parts)


def _allowed(tag: str, name: str, value: str) -> bool:
    return tag == "a" and name == "href" and is_safe_href(value)


def _second_opinion(tag: str, name: str, value: str) -> str | None:
    return value if name != "href" or is_safe_href(value) else None


def _link(attrs: dict[Any, Any], new: bool = False) -> dict[Any, Any] | None:
    """A link keeps only its address and our rel; one whose address was refused becomes its text."""
    address = attrs.get((None, "href"))
    if not address or not is_safe_href(address):
        return None
    return {(None, "href"): address, (None, "rel"): REL, "_text": attrs["_text"]}
