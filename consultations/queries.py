"""The door to consultations for reading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q
from django.http import HttpRequest
from django.utils.translation import gettext as _

from civic.accounts.actors import Actor
from civic.core.api import list_page, make_cursor, next_url
from civic.core.errors import Invalid, NotFound
from consultations.enums import Sort, State
from consultations.models import Comment, Consultation, Section
from consultations.querysets import CommentQuerySet
from consultations.said import Said, say

PAGE = 20
FIRST_ROOTS = 2  # of each section, on the page of the whole
FIRST_PAGE = 6  # comments on the whole there; the pages behind it hold PAGE

ORDERS: dict[Sort, tuple[str, ...]] = {
    Sort.NEWEST: ("-created_at", "-id"),
    Sort.OLDEST: ("created_at", "id"),
    Sort.SUPPORTED: ("-support", "-id"),
}


@dataclass
class Thread:
    """Comments with their first replies, and where to go on."""

    items: list[Said]
    next: str | None = None


@dataclass
class SectionThread:
    section: Section
    items: list[Said] = field(default_factory=list)


def consultation(slug: str, actor: Actor) -> Consultation:
    """One consultation. Raises NotFound."""
    found = Consultation.objects.visible_to(actor).select_related("area").defer("area__boundary").filter(slug=slug)
    row = found.first()
    if row is None:
        raise NotFound
    return row


def consultations(actor: Actor) -> dict[State, list[Consultation]]:
    """All by state: open by the soonest end, coming by the soonest start, closed by the latest end."""
    rows = Consultation.objects.visible_to(actor).select_related("area").defer("area__boundary")
    return {
        State.OPEN: list(rows.open().order_by("closes_at")),
        State.SCHEDULED: list(rows.scheduled().order_by("opens_at")),
        State.CLOSED: list(rows.closed().order_by("-closes_at")[:100]),
    }


def open_consultations(actor: Actor, *, limit: int = 3) -> list[Consultation]:
    """Those that end soonest, for the front page."""
    return list(Consultation.objects.visible_to(actor).open().order_by("closes_at")[:limit])


def sort_of(value: str | None) -> Sort:
    """The order asked for. Raises Invalid(sort)."""
    try:
        return Sort(value or Sort.NEWEST)
    except ValueError:
        raise Invalid(sort=_("Sort by newest, oldest or supported.")) from None


def section(place: Consultation, key: str) -> Section:
    """One section. Raises NotFound."""
    found = place.sections.filter(key=key).first()
    if found is None:
        raise NotFound
    return found


def comment(ref: str, actor: Actor) -> Comment:
    """One comment that `actor` may see, with its consultation and what it answers. Raises NotFound."""
    rows = Comment.objects.visible_to(actor).select_related("consultation", "section", "parent__author", "author")
    row = rows.filter(ref=ref).first()
    if row is None:
        raise NotFound
    return row


def own_comment(ref: str) -> Comment:
    """A comment for the one who has just made it, a visitor too, in whatever state."""
    return Comment.objects.select_related("consultation", "section", "parent__author", "author").get(ref=ref)


def said(row: Comment, actor: Actor) -> Said:
    """One comment as it is shown to `actor`."""
    return say([row], actor, row.consultation.slug)[0]


def front(place: Consultation, actor: Actor, request: HttpRequest, sort: Sort) -> tuple[list[SectionThread], Thread]:
    """The page of the whole: each section with its first comments, and the thread about the whole.

    Three queries, four for a signed-in person, at any size.
    """
    order = ORDERS[sort]
    seen = Comment.objects.visible_to(actor).filter(consultation=place)
    firsts = seen.roots().filter(section=OuterRef("pk")).order_by(*order).values("pk")[:FIRST_ROOTS]
    sections = list(place.sections.annotate(firsts=ArraySubquery(firsts)))
    of_sections = [pk for row in sections for pk in row.firsts]
    whole = seen.roots().filter(section=None).order_by(*order).values("pk")[: FIRST_PAGE + 1]
    rows = list(_shown(seen, actor).filter(Q(pk__in=of_sections) | Q(pk__in=whole)).order_by(*order))
    general = [row for row in rows if row.section_id is None]
    more = None
    if len(general) > FIRST_PAGE:
        last = general[FIRST_PAGE - 1]
        more = next_url(request, make_cursor([getattr(last, c.lstrip("-")) for c in order], name=_name(sort)))
        rows.remove(general[FIRST_PAGE])
    items = _with_replies(rows, seen, actor, place.slug)
    by_section = {row.pk: SectionThread(row) for row in sections}
    for row, item in zip(rows, items, strict=True):
        if row.section_id:
            by_section[row.section_id].items.append(item)
    whole_items = [item for row, item in zip(rows, items, strict=True) if row.section_id is None]
    return list(by_section.values()), Thread(whole_items, more)


def thread(
    place: Consultation,
    actor: Actor,
    request: HttpRequest,
    sort: Sort,
    *,
    of: Section | None = None,
    all_sections: bool = False,
) -> Thread:
    """First comments with their first replies: of one section, of the whole (of=None), or of all of them.

    Two queries, three for a signed-in person. The page is `request`'s cursor. Raises Invalid(cursor).
    """
    seen = Comment.objects.visible_to(actor).filter(consultation=place)
    roots = _shown(seen.roots() if all_sections else seen.roots().filter(section=of), actor)
    rows, more = list_page(roots, request, order=ORDERS[sort], size=PAGE, name=_name(sort))
    return Thread(_with_replies(rows, seen, actor, place.slug), more)


def replies_under(top: Comment, actor: Actor, request: HttpRequest) -> Thread:
    """All below `top` in reading order, whatever their depth. One query, two for a signed-in person."""
    rows = Comment.objects.visible_to(actor).filter(consultation=top.consultation_id).below(top.path).with_names()
    page, more = list_page(rows, request, order=("path",), size=PAGE * 2, name="replies")
    return Thread(say(page, actor, top.consultation.slug), more)


def replies_to(top: Comment, actor: Actor, request: HttpRequest) -> Thread:
    """Direct answers to `top`, oldest first."""
    rows = Comment.objects.visible_to(actor).filter(parent=top).with_names()
    page, more = list_page(rows, request, order=("path",), size=PAGE * 2, name="answers")
    return Thread(say(page, actor, top.consultation.slug), more)


def newest_published(place: Consultation, actor: Actor, *, limit: int = 50) -> list[Comment]:
    """For the feed."""
    rows = Comment.objects.visible_to(actor).published().filter(consultation=place)
    return list(rows.select_related("author", "section").order_by("-published_at")[:limit])


def _shown(rows: CommentQuerySet, actor: Actor) -> CommentQuerySet:
    return rows.with_names().with_first_replies(actor)


def _name(sort: Sort) -> str:
    return f"comments-{sort}"


def _with_replies(rows: Sequence[Comment], seen: CommentQuerySet, actor: Actor, slug: str) -> list[Said]:
    """`rows` with their first replies, which one more query fetches for all of them."""
    wanted = [pk for row in rows for pk in row.first_replies]  # type: ignore[attr-defined]
    replies = list(seen.filter(pk__in=wanted).with_names()) if wanted else []
    everything = [*rows, *replies]
    shown = dict(zip((row.pk for row in everything), say(everything, actor, slug), strict=True))
    for row in rows:
        shown[row.pk].first = [shown[pk] for pk in row.first_replies if pk in shown]  # type: ignore[attr-defined]
    return [shown[row.pk] for row in rows]
