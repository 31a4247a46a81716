"""What this room tells the rooms below about itself."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from civic.accounts.actors import Actor
from civic.accounts.registry import register_link_purpose, register_my_section
from civic.links.queries import title_and_url
from civic.links.registry import register_subject
from civic.moderation.registry import register_kind
from civic.notifications.registry import register_notice
from civic.search.registry import register_searchable
from consultations import cards, finding, handlers, mine, notices
from consultations.actions.confirm_address import confirm_address
from consultations.actions.hold_comment import hold_comment
from consultations.actions.post_comment import CONFIRM
from consultations.actions.publish_comment import publish_comment
from consultations.actions.remove_comment import remove_comment
from consultations.actions.restore_comment import restore_comment

DAY_S = 24 * 3600


def wire() -> None:
    """Called once, when the app is ready."""
    register_kind(
        "comment",
        noun=_("comment"),
        held=cards.held,
        cards=cards.cards,
        card=cards.card,
        publish=lambda ref, by: publish_comment(by=by, ref=ref),
        remove=_remove,
        restore=lambda ref, by: restore_comment(by=by, ref=ref),
        hold=lambda ref, by: hold_comment(by=by, ref=ref),
        people=cards.people,
    )
    register_subject(
        "consultation", noun=_("consultation"), title=finding.title, url=finding.url, people=handlers.everyone_in
    )
    register_subject(
        "comment",
        noun=_("comment"),
        title=finding.comment_title,
        url=finding.comment_url,
        people=handlers.everyone_with,
    )
    register_searchable(
        "consultation", load=finding.entry, noun=_("Consultation"), plural=_("Consultations"), ids=finding.slugs
    )
    register_my_section("comments", _("What I said"), mine.my_comments)
    _wire_mails()


def _wire_mails() -> None:
    register_notice(notices.REPLY, template="comment_reply", context=notices.comment_context)
    register_notice(notices.OFFICIAL, template="comment_official_reply", context=notices.comment_context)
    register_notice(notices.PUBLISHED, template="comment_published", context=notices.comment_context)
    register_notice(notices.CLOSED, template="comment_consultation_closed", context=notices.consultation_context)
    register_notice(notices.OUTCOME, template="comment_consultation_outcome", context=notices.consultation_context)
    register_link_purpose(
        CONFIRM,
        redeem=confirm_address,
        template="comment_confirm",
        ttl_s=DAY_S,
        question=_("Shall we tell you at this address what becomes of your comment?"),
        button=_("Yes, tell me"),
        leads_to=title_and_url,
    )


def _remove(ref: str, by: Actor, reason: str, rule: int) -> object:
    return remove_comment(by=by, ref=ref, rule=rule)
