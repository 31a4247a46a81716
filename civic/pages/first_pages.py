# ruff: noqa: E501 — prose
"""The words that a new installation starts with. Councils edit them in the CMS; nothing here is read again."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings

from civic.core import clock

Body = Callable[[], list[tuple[str, str]]]

HOME_LEAD = "Pin it, talk about it, ask it live, and find the answer afterwards."
HOME_LEAD_CY = "Nodwch y broblem, trafodwch hi, holwch yn fyw, a chael yr ateb wedyn."
INTROS = {
    "news": "What the council decided, opened, closed and plans, in plain words.",
    "faq": "Questions that people here asked, and what the council answered.",
    "wards": "Who speaks for your part of town, and what is going on there.",
}


def site_address() -> tuple[str, int]:
    """Host name and port under which the site is reached, for Wagtail's own records."""
    parts = urlsplit(settings.CIVIC_BASE_URL)
    return parts.hostname or "localhost", parts.port or (443 if parts.scheme == "https" else 80)


def _mail() -> str:
    return f'<a href="mailto:{settings.CIVIC_CONTACT_EMAIL}">{settings.CIVIC_CONTACT_EMAIL}</a>'


def _council() -> str:
    return str(settings.CIVIC_COUNCIL_NAME)


def accessibility() -> list[tuple[str, str]]:
    today = clock.now()
    return [
        ("text", f"<p>This site is run by {_council()}. We want as many people as possible to be able to use it.</p>"),
        ("heading", "What you should be able to do"),
        (
            "text",
            "<ul><li>zoom in to 400% without text spilling off the screen</li>"
            "<li>do everything with a keyboard alone, or by speech</li>"
            "<li>listen to every page with a screen reader</li>"
            "<li>report a problem without using a map: by street, place or postcode</li>"
            "<li>use every form with scripts switched off</li>"
            "<li>use light or dark colours and high contrast, as your device is set</li></ul>",
        ),
        ("heading", "What we know does not work well yet"),
        (
            "text",
            "<ul><li>Maps can’t be read by a screen reader. Everything on a map is also in a list beside it.</li>"
            "<li>Photos that residents send have no description unless the sender or an officer wrote one.</li>"
            "<li>Some pages are not translated into Welsh yet. They are shown in English, and marked as such.</li></ul>",
        ),
        ("heading", "If something does not work for you"),
        (
            "text",
            f"<p>Write to {_mail()} and say which page it was and what you tried to do. We answer within five working "
            "days, and will do it with you by phone or on paper if that is easier.</p>",
        ),
        ("heading", "If you are not happy with our answer"),
        (
            "text",
            "<p>The Equality and Human Rights Commission enforces the Public Sector Bodies (Websites and Mobile "
            "Applications) (No. 2) Accessibility Regulations 2018. You can contact the "
            '<a href="https://www.equalityadvisoryservice.com/">Equality Advisory and Support Service</a>.</p>',
        ),
        ("heading", "How well this site meets the standard"),
        (
            "text",
            "<p>This site is partially compliant with the Web Content Accessibility Guidelines version 2.2, level AA, "
            "because of the points listed above.</p><p>The software is tested by machine on every change, in a "
            "phone-sized browser. Machines find only some problems: this site has not had an independent audit with "
            f"disabled people yet.</p><p>This statement was prepared in {today:%B %Y}.</p>",
        ),
    ]


def privacy() -> list[tuple[str, str]]:
    return [
        (
            "text",
            f"<p>{_council()} is the controller of what you give us here. We ask for as little as we can, and we never "
            "sell it, use it for advertising or pass it to anyone who does.</p>",
        ),
        ("heading", "What we keep, and why"),
        (
            "text",
            "<ul><li><b>What you report, say and ask.</b> It is published under the name you chose, or as “A resident”, "
            "because open answers help everyone. Our legal ground is our public task.</li>"
            "<li><b>Your e-mail address</b>, if you give it: to confirm that it was you, to sign you in, and to tell you "
            "what became of it. It is never shown to other residents.</li>"
            "<li><b>Where the problem is.</b> For problems at people’s homes the public sees the street, not the exact "
            "point.</li>"
            "<li><b>Photos.</b> The place, time and device stored inside a photo are removed before we keep it.</li>"
            "<li><b>Your internet address</b>, for minutes, to stop floods of messages.</li>"
            "<li><b>A record of decisions:</b> who at the council did what, and when. It holds numbers, not words.</li></ul>",
        ),
        ("heading", "Who sees it"),
        (
            "text",
            "<p>Everybody sees what is published. Officers who deal with your report see how to reach you. Moderators "
            "see what you wrote before it is published, not who you are. Administrators can see more, and each time "
            "they do it is written down.</p>",
        ),
        ("heading", "How long"),
        (
            "text",
            "<p>Reports, comments, questions and answers are part of the public record and stay. What you never "
            "confirmed is deleted. Ask us, and we take your name and address off what you wrote.</p>",
        ),
        ("heading", "Your rights"),
        (
            "text",
            "<p>You can ask for a copy of what we hold about you, have it put right or removed, and object to how we use "
            f"it. Write to {_mail()}. If you think we got it wrong, you can complain to the "
            '<a href="https://ico.org.uk/make-a-complaint/">Information Commissioner</a>.</p>',
        ),
    ]


def cookies() -> list[tuple[str, str]]:
    return [
        (
            "text",
            "<p>Reading this site sets no cookie at all. We use no analytics, no advertising and nothing from other "
            "companies, so there is nothing for you to agree to.</p>",
        ),
        ("heading", "Cookies that appear when you do something"),
        (
            "text",
            "<ul><li><b>sessionid</b> keeps you signed in for two weeks. It goes when you sign out.</li>"
            "<li><b>csrftoken</b> proves that a form was sent from our own page. It lasts a year.</li>"
            "<li><b>civic_device</b> is a random number that stops the same browser from supporting something twice. "
            "It is set when you first report, ask or support something without signing in, and lasts a year.</li>"
            "<li><b>messages</b> carries a line such as “Thank you, we have it” to the next page, and then goes.</li></ul>",
        ),
        ("heading", "What stays in your own browser"),
        (
            "text",
            "<p>A report that you began is kept in your browser until you send it or clear it, so that nothing is lost "
            "when the signal is. It is not sent to us before you say so.</p>",
        ),
    ]


def house_rules() -> list[tuple[str, str]]:
    return [
        ("text", "<p>This is a place to get things mended and decided together. A few rules keep it useful.</p>"),
        ("heading", "Please"),
        (
            "text",
            "<ul><li>say what you saw, and where</li><li>speak to people as you would at their door</li>"
            "<li>argue with ideas, not with people</li><li>keep to the subject of the page</li></ul>",
        ),
        ("heading", "We remove"),
        (
            "text",
            "<ul><li>threats, insults and hatred of any group</li>"
            "<li>names, addresses, faces or number plates of private people</li>"
            "<li>accusations of a crime: tell the police instead</li>"
            "<li>advertising, and the same thing posted again and again</li>"
            "<li>anything against the law</li></ul>",
        ),
        ("heading", "What happens then"),
        (
            "text",
            "<p>Criticism of the council is never a reason. A person, not a machine, decides, names the rule, and tells "
            "you why. What a newcomer writes may be read by a moderator before it appears. Someone who keeps breaking the "
            "rules can lose the right to write here for a time; they can always read, and always report an emergency by "
            "phone.</p>",
        ),
        ("heading", "If you think we were wrong"),
        (
            "text",
            f"<p>Write to {_mail()}, and somebody who did not take the decision will look at it again.</p>",
        ),
        ("note", "<p>In an emergency, or if somebody is in danger, call 999. Nobody watches this site at night.</p>"),
    ]


FIRST_PAGES: dict[str, tuple[str, str, Body]] = {
    "accessibility": (
        "Accessibility statement",
        "How to use this site, and what does not work well yet.",
        accessibility,
    ),
    "privacy": ("Privacy", "What we keep about you, why, and how to have it removed.", privacy),
    "cookies": ("Cookies", "Reading sets none.", cookies),
    "house-rules": ("House rules", "How we talk to each other here, and what we remove.", house_rules),
}
