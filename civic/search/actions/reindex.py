"""Bring the index up to date with one subject."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.postgres.search import SearchVector
from django.db import connection, transaction
from django.db.models import Value

from civic.search.folding import fold, vocabulary_of
from civic.search.models import SearchEntry, SearchWord
from civic.search.registry import Entry, searchable

CONFIG = "english"  # also for Welsh: the same stems are taken from the query, and one index serves both
MAX_TEXT = 20_000  # characters of a text that can be found


@transaction.atomic
def reindex(subject: str) -> None:
    """Store what anybody may find of `subject` ("kind:id") as it is now, or forget it when it is not public."""
    with connection.cursor() as cursor:  # two jobs for one subject: the later one reads the later row
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"search {subject}"])
    kind, _colon, identity = subject.partition(":")
    known = searchable(kind)
    entry = known.load(identity) if known else None
    old = SearchEntry.objects.filter(subject=subject).first()
    words = vocabulary_of(entry.title) if entry else []
    if entry:
        _store(subject, kind, entry, words)
    elif old:
        old.delete()
    _count_words(added=set(words) - set(old.words if old else []), dropped=set(old.words if old else []) - set(words))


def reindex_soon(subject: str) -> None:
    """The same as a job, deferred in the caller's transaction."""
    from civic.search.tasks import reindex_later

    reindex_later.defer(subject=subject)


def _store(subject: str, kind: str, entry: Entry, words: list[str]) -> None:
    title = SearchVector(Value(fold(entry.title)), weight="A", config=CONFIG)
    text = SearchVector(Value(fold(entry.text[:MAX_TEXT])), weight="B", config=CONFIG)
    SearchEntry.objects.update_or_create(
        subject=subject,
        defaults={
            "kind": kind,
            "title": entry.title[:300],
            "text": entry.text[:MAX_TEXT],
            "url": entry.url,
            "language": entry.language,
            "weight": entry.weight,
            "area_id": entry.area_id,
            "at": entry.at,
            "words": words,
            "tsv": title + text,
        },
    )


def _count_words(*, added: Iterable[str], dropped: Iterable[str]) -> None:
    with connection.cursor() as cursor:
        for word in sorted(added):
            cursor.execute(
                "INSERT INTO search_searchword (word, entries) VALUES (%s, 1) "
                "ON CONFLICT (word) DO UPDATE SET entries = search_searchword.entries + 1",
                [word],
            )
        if gone := sorted(dropped):
            cursor.execute(
                "UPDATE search_searchword SET entries = entries - 1 WHERE entries > 1 AND word = ANY(%s)", [gone]
            )
            still = SearchEntry.objects.filter(words__overlap=gone)
            kept = {word for row in still.values_list("words", flat=True) for word in row}
            SearchWord.objects.filter(word__in=set(gone) - kept).delete()
