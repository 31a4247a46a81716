"""What the sockets read from the database. All of this runs in threads."""

from __future__ import annotations

from dataclasses import dataclass

from civic.eventlog.queries import head
from consultations.surgeries import frames
from consultations.surgeries.live.identity import Identity
from consultations.surgeries.models import Question, Surgery
from consultations.surgeries.viewers import Viewer, viewer_of


@dataclass(frozen=True)
class Way:
    """Encoded frames that lead a viewer to `seq`."""

    texts: list[str]
    seq: int
    viewer: Viewer


def find(slug: str) -> Surgery:
    """Raises LookupError."""
    surgery = Surgery.objects.filter(slug=slug).first()
    if surgery is None:
        raise LookupError(slug)
    return surgery


def start(slug: str) -> tuple[Surgery, int, dict[str, int]]:
    """The surgery, where the log is, and the sums of support. Raises LookupError."""
    surgery = find(slug)
    return surgery, head(surgery.stream), support_of(slug)


def head_of(slug: str) -> int:
    return head(f"surgery:{slug}")


def way_to_present(slug: str, identity: Identity, epoch: str | None, since: int | None) -> Way:
    """Events since a cursor, or the snapshot where the cursor is of no use."""
    surgery = find(slug)
    viewer = viewer_of(identity.actor(), surgery)
    found, seq = frames.catch_up(surgery, viewer, epoch=epoch, since=since)
    return Way([frames.encode(frame) for frame in found], seq, viewer)


def support_of(slug: str) -> dict[str, int]:
    """How many want to know each public question."""
    rows = Question.objects.public().filter(surgery__slug=slug)
    return {
        ref: people + devices for ref, people, devices in rows.values_list("ref", "support_people", "support_devices")
    }
