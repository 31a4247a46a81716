"""Reading the log."""

from __future__ import annotations

from collections.abc import Iterator

from civic.eventlog.models import Event, Stream


def head(stream: str) -> int:
    """The newest number of `stream`; 0 when nothing happened yet."""
    return Stream.objects.filter(name=stream).values_list("seq", flat=True).first() or 0


def events_since(stream: str, since: int, *, limit: int = 500) -> list[Event]:
    """Events of `stream` with a number above `since`, oldest first, at most `limit`."""
    return list(
        Event.objects.filter(stream__name=stream, seq__gt=since).select_related("stream").order_by("seq")[:limit]
    )


def history(stream: str) -> list[Event]:
    """Everything that happened to one subject, oldest first."""
    return list(Event.objects.filter(stream__name=stream).select_related("stream").order_by("seq"))


def event(pk: int) -> Event:
    """One event. Raises Event.DoesNotExist."""
    return Event.objects.select_related("stream").get(pk=pk)


def broken_links() -> Iterator[Event]:
    """Events whose hash or number does not follow from the one before: the log was tampered with there."""
    last: tuple[int, int, str] = (0, 0, "")
    rows = Event.objects.select_related("stream").order_by("stream_id", "seq")
    for row in rows.iterator(chunk_size=2000):
        stream_id, seq, previous = last if last[0] == row.stream_id else (row.stream_id, 0, "")
        if row.seq != seq + 1 or row.previous != previous or row.hash != row.sealed():
            yield row
        last = (row.stream_id, row.seq, row.hash)


def cut_streams() -> list[str]:
    """Streams whose newest event is gone: their head names an event that is not there."""
    return [
        stream.name
        for stream in Stream.objects.filter(seq__gt=0)
        if not stream.events.filter(seq=stream.seq, hash=stream.head).exists()
    ]
