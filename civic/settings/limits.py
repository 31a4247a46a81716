"""How often one person, device or address may do something: the one place where these figures stand.

name: (how many, in how many seconds); a third value "durable" has it counted in PostgreSQL, where it can't be lost and
is refused when the count can't be made. Code asks by name (`civic.core.throttling`).

Everybody who looks at a demo shares one address, and one visitor plays all parts of it: there `CIVIC_LIMITS_TIMES`
multiplies every figure by ten. Installations that people use leave it at one.
"""

from __future__ import annotations

MINUTE_S, QUARTER_S, HOUR_S, DAY_S = 60, 15 * 60, 60 * 60, 24 * 60 * 60
MB = 1024 * 1024

LIMITS: dict[str, tuple[int, int] | tuple[int, int, str]] = {
    # Wrong passwords from one address, whatever the account; five for an account and address: django-axes (base.py).
    "sign_in.address": (30, QUARTER_S, "durable"),
    # Mails that somebody asks for: to one address, so that nobody is flooded, and for one address on the network.
    "mail.to": (3, HOUR_S, "durable"),
    "mail.from": (10, HOUR_S, "durable"),
    # Reports: by a person, by everybody of one network who has no account, and by one device of theirs.
    "report.person": (20, HOUR_S),
    "report.network": (20, HOUR_S),
    "report.device": (5, HOUR_S),
    # Comments: by a person, by a person whose words are still looked at first, and by a network without accounts.
    "comment.person": (10, MINUTE_S),
    "comment.new": (10, DAY_S),
    "comment.network": (20, HOUR_S),
    # Questions in a surgery. A library is one address.
    "ask.one": (3, 5 * MINUTE_S),
    "ask.network": (30, 5 * MINUTE_S),
    # Support. A device is cheap to change, so those of one network count together for each thing.
    "vote": (30, MINUTE_S),
    "vote.network": (30, HOUR_S),
    "useful": (30, MINUTE_S),
    # Opening photos takes processor time.
    "upload": (30, HOUR_S),
    "upload.bytes": (100 * MB, HOUR_S),
    "search": (30, MINUTE_S),
    "suggestions": (120, MINUTE_S),
    "lookup": (120, MINUTE_S),
    "flag": (10, HOUR_S),
    "flag.network": (30, HOUR_S),
    # Commands in a surgery, and joining its socket; with a cursor it is a phone that comes out of a tunnel.
    "command": (120, MINUTE_S),
    "join": (20, MINUTE_S),
    "join.address": (2000, MINUTE_S),
    "rejoin": (200, MINUTE_S),
    "rejoin.address": (20_000, MINUTE_S),
}

COMMENT_LINKS_NEW = 2  # links in a comment of somebody whose words are still looked at first
