"""The frames a client may send, parsed into dataclasses. Nothing of a frame is ever splatted into a call."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from consultations.surgeries.commands import QUESTION_COMMANDS, SURGERY_COMMANDS

MAX_SEQ = 2**53
_REF = re.compile(r"[a-z0-9]{1,16}")


class ProtocolError(Exception):
    """A frame that means nothing here. Three of them end the connection."""

    def __init__(self, detail: str, ref: str | None = None) -> None:
        self.detail, self.ref = detail, ref
        super().__init__(detail)


@dataclass(frozen=True)
class Hello:
    epoch: str | None
    since: int | None


@dataclass(frozen=True)
class Replay:
    since: int


@dataclass(frozen=True)
class Ask:
    ref: UUID
    text: str
    email: str


@dataclass(frozen=True)
class Support:
    ref: UUID
    question: str
    on: bool


@dataclass(frozen=True)
class Command:
    """One of the commands of `consultations.surgeries.commands`; question: None for those on the surgery itself."""

    name: str
    ref: UUID
    question: str | None
    fields: Mapping[str, Any]


Incoming = Hello | Replay | Ask | Support | Command


def parse_frame(text: str | None) -> Incoming:
    """The frame in `text` (None: it was binary). Raises ProtocolError."""
    try:
        data = json.loads(text) if text is not None else None
    except (ValueError, RecursionError):
        data = None
    if not isinstance(data, dict):
        raise ProtocolError(_("A frame is a JSON object."))
    name = data.get("type")
    if name == "hello":
        return Hello(epoch=_epoch(data), since=_seq(data, optional=True))
    if name == "replay":
        since = _seq(data, optional=False)
        assert since is not None  # noqa: S101
        return Replay(since)
    if name == "ask":
        return Ask(ref=_uuid(data), text=_text(data, "text"), email=_text(data, "email") if data.get("email") else "")
    if name == "support":
        if not isinstance(data.get("on"), bool):
            raise ProtocolError(_("“on” is true or false."), _shown_ref(data))
        return Support(ref=_uuid(data), question=_question(data), on=data["on"])
    if isinstance(name, str) and name in QUESTION_COMMANDS:
        fields = {field: data[field] for field in QUESTION_COMMANDS[name].fields if field in data}
        return Command(name=name, ref=_uuid(data), question=_question(data), fields=fields)
    if isinstance(name, str) and name in SURGERY_COMMANDS:
        return Command(name=name, ref=_uuid(data), question=None, fields={})
    raise ProtocolError(_("There is no frame of this type."), _shown_ref(data))


def _epoch(data: Mapping[str, Any]) -> str | None:
    value = data.get("epoch")
    if value is None or (isinstance(value, str) and len(value) <= 40):
        return value
    raise ProtocolError(_("“epoch” is the text that the snapshot gave."))


def _seq(data: Mapping[str, Any], *, optional: bool) -> int | None:
    value = data.get("since")
    if value is None and optional:
        return None
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < MAX_SEQ:
        return value
    raise ProtocolError(_("“since” is the number of the last event that you have."))


def _uuid(data: Mapping[str, Any]) -> UUID:
    value = data.get("ref")
    try:
        return UUID(value if isinstance(value, str) else "")
    except ValueError:
        raise ProtocolError(_("“ref” is a UUID that you make for each act."), _shown_ref(data)) from None


def _question(data: Mapping[str, Any]) -> str:
    value = data.get("question")
    if isinstance(value, str) and _REF.fullmatch(value):
        return value
    raise ProtocolError(_("“question” is the id of a question."), _shown_ref(data))


def _text(data: Mapping[str, Any], name: str) -> str:
    value = data.get(name)
    if isinstance(value, str):
        return value
    raise ProtocolError(_("“%(name)s” is text.") % {"name": name}, _shown_ref(data))


def _shown_ref(data: Mapping[str, Any]) -> str | None:
    value = data.get("ref")
    return value[:40] if isinstance(value, str) else None
