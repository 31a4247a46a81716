"""Bring the index up to date with one subject."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.postgres.search import SearchVector
from django.db import connection, transaction
from django.db.models import Value

from civic.search.folding import fold, vocabulary_of
from civic.search.models import SearchEntry
from civic.search.registry import Entry, searchable

CONFIG = "english"  # also for Welsh: the same stems are taken from the query, and one index serves both
MAX_TITLE, MAX_TEXT = 300, 20_000  # characters of a text that can be found


@transaction.atomic
def reindex(subject: str) -> None:
    """Store what anybody may find of `subject` ("kind:id") as it is now, or forget it when it is not public."""
    before, now = store(subject=subject)
    _count_words(added=now - before, dropped=before - now)


@transaction.atomic
def store(*, subject: str) -> tuple[set[str], set[str]]:
    """The same without counting its words: those that it had, and those that it has."""
    with connection.cursor() as cursor:  # two jobs for one subject: the later one reads the later row
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"search {subject}"])
    kind, _colon, identity = subject.partition(":")
    known = searchable(kind)
    entry = known.load(identity) if known else None
    old = SearchEntry.objects.filter(subject=subject).first()
    before = set(vocabulary_of(old.title, old.text)) if old else set()
    now = set(vocabulary_of(entry.title[:MAX_TITLE], entry.text[:MAX_TEXT])) if entry else set()
    if entry:
        _store(subject, kind, entry)
    elif old:
        old.delete()
    return before, now


def reindex_soon(subject: str) -> None:
    """The same as a job, deferred in the caller's transaction."""
    from civic.search.tasks import reindex_later

    reindex_later.defer(subject=subject)


def _store(subject: str, kind: str, entry: Entry) -> None:
    title = SearchVector(Value(fold(entry.title)), weight="A", config=CONFIG)
    text = SearchVector(Value(fold(entry.text[:MAX_TEXT])), weight="B", config=CONFIG)
    SearchEntry.objects.update_or_create(
        subject=subject,
        defaults={
            "kind": kind,
            "title": entry.title[:MAX_TITLE],
            "text": entry.text[:MAX_TEXT],
            "url": entry.url,
            "language": entry.language,
            "weight": entry.weight,
            "area_id": entry.area_id,
            "at": entry.at,
            "tsv": title + text,
            "title_tsv": title,
        },
    )


def _count_words(*, added: Iterable[str], dropped: Iterable[str]) -> None:
    """In one statement and one order, so that entries changed at once don't wait for each other in a ring."""
    changes = dict.fromkeys(added, 1) | dict.fromkeys(dropped, -1)
    if not changes:
        return
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [list(changes), list(changes.values())])
        cursor.execute("DELETE FROM search_searchword WHERE entries = 0 AND word = ANY(%s)", [list(changes)])


_COUNT = """
INSERT INTO search_searchword (word, entries)
SELECT word, greatest(change, 0) FROM unnest(%s::text[], %s::int[]) AS given (word, change)
WHERE to_tsvector('english', word) <> ''::tsvector ORDER BY word
ON CONFLICT (word) DO UPDATE SET entries = greatest(
    search_searchword.entries + CASE WHEN excluded.entries > 0 THEN 1 ELSE -1 END, 0)
"""
