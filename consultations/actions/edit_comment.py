"""Correct one's own words."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from civic.accounts.actors import Actor
from civic.core import clock
from civic.core.errors import Stale, WrongState, require
from civic.core.sanitise import SANITISER_VERSION, rendered
from civic.eventlog.actions.record import record
from consultations.actions.find_comment import facts, locked
from consultations.actions.post_comment import refuse_many_links
from consultations.models import WORDS_MAX, Comment
from consultations.rules import EDIT_S, can_edit_comment


@transaction.atomic
def edit_comment(*, by: Actor, ref: str, text: str, version: int | None = None) -> Comment:
    """Replace the words within a quarter of an hour; others see that it was edited.

    version: the one that was shown; another one raises Stale. Raises NotFound, WrongState (too late), Invalid(text).
    """
    by.require_may_act()
    comment = locked(ref)
    require(by.user is not None and comment.author_id == by.id)
    age_s = (clock.now() - comment.created_at).total_seconds()
    late = _("You can change a comment for %(minutes)d minutes. Post another one to add to it.") % {
        "minutes": EDIT_S // 60
    }
    require(can_edit_comment(by, comment, age_s), WrongState(late))
    require(version is None or version == comment.version, Stale())
    words = rendered(text, max_length=WORDS_MAX, min_length=1, field="text")
    if words["source"] == comment.source:
        return comment
    refuse_many_links(by, words["source_html"])
    comment.source, comment.source_html = words["source"], words["source_html"]
    comment.sanitiser_version, comment.edited_at, comment.version = SANITISER_VERSION, clock.now(), comment.version + 1
    comment.save(update_fields=["source", "source_html", "sanitiser_version", "edited_at", "version"])
    record("comment.edited", on=comment.consultation.subject, by=by, **facts(comment))
    return comment
