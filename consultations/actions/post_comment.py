"""Say something in a consultation, or answer somebody there."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import connection, transaction
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from civic.accounts.actions.send_link import send_link
from civic.accounts.actors import Actor
from civic.accounts.queries import byline
from civic.core import clock
from civic.core.errors import Invalid, NotFound
from civic.core.sanitise import rendered
from civic.eventlog.actions.record import record
from consultations.actions.find_comment import count, facts
from consultations.enums import CommentState
from consultations.models import WORDS_MAX, Comment, Consultation, Section
from consultations.paths import depth_of, path_of
from consultations.rules import official_role, require_open

CONFIRM = "comment.confirm"


@transaction.atomic
def post_comment(*, by: Actor, slug: str, text: str, section: str = "", parent: str = "", email: str = "") -> Comment:
    """Add a comment; trusted people's is published at once, others' waits for the desk. An answer stays in the section
    of what it answers. `email`: where to tell a visitor, after they confirm it.

    Raises NotFound, WrongState (not open), Invalid(text, section, parent, email), Banned.
    """
    by.require_may_act()
    consultation = Consultation.objects.visible_to(by).filter(slug=slug).first()
    if consultation is None:
        raise NotFound
    role = official_role(by, consultation)
    if not (role and parent):  # the council may still answer what was said in time
        require_open(consultation)
    above = _parent(consultation, parent) if parent else None
    place = above.section if above else _section(consultation, section)
    address = "" if by.user else _address(email)
    comment = Comment(
        consultation=consultation,
        section=place,
        parent=above,
        author=by.user,
        device="" if by.user else by.device,
        contact_email=address,
        language=get_language() or "en",
        official=role is not None,
        official_as=byline(by.id).role if role else "",
        created_at=clock.now(),
        **rendered(text, max_length=WORDS_MAX, min_length=1, field="text"),
    )
    refuse_many_links(by, comment.source_html)
    _place(comment)
    if by.is_trusted:
        comment.state, comment.published_at = CommentState.PUBLISHED, comment.created_at
    comment.save(force_insert=True)
    _tell_the_log(comment, by.acting_as(role) if role else by)
    if address:
        send_link(purpose=CONFIRM, subject=comment.subject, email=address)
    return comment


def refuse_many_links(by: Actor, html: str) -> None:
    """Raise Invalid(text) for more links than somebody may set whose words are still looked at first."""
    most = settings.CIVIC_COMMENT_LINKS_NEW
    if not by.is_trusted and html.count("<a ") > most:
        words = ngettext(
            "Your first comments can hold %(n)d link. Take the others out and send it again; your words are kept.",
            "Your first comments can hold %(n)d links. Take the others out and send it again; your words are kept.",
            most,
        )
        raise Invalid(text=words % {"n": most})


def _parent(consultation: Consultation, ref: str) -> Comment:
    rows = Comment.objects.published().select_related("section")
    found = rows.filter(consultation=consultation, ref=ref).first()
    if found is None:
        raise Invalid(parent=_("What you are answering is not here any more. You can say it on its own instead."))
    return found


def _section(consultation: Consultation, key: str) -> Section | None:
    if not key:
        return None
    found = consultation.sections.filter(key=key).first()
    if found is None:
        raise Invalid(section=_("There is no such section. Choose one, or speak about the whole."))
    return found


def _address(email: str) -> str:
    address = email.strip().lower()
    if address:
        try:
            validate_email(address)
        except ValidationError:
            raise Invalid(email=_("Enter an e-mail address like name@example.com.")) from None
    return address


def _place(comment: Comment) -> None:
    """Take the next number now, because the path is made of it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('consultations_comment', 'id'))")
        comment.pk = cursor.fetchone()[0]
    comment.path = path_of(comment.pk, comment.parent.path if comment.parent else "")
    comment.depth = depth_of(comment.path)


def _tell_the_log(comment: Comment, by: Actor) -> None:
    on = comment.consultation.subject
    published = comment.state == CommentState.PUBLISHED
    if published:
        count(comment, 1)
    record("comment.posted", on=on, by=by, state=comment.state, official=comment.official, **facts(comment))
    if published:
        record("comment.published", on=on, by=by, **facts(comment))
