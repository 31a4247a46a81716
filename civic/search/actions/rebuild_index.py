"""Build the whole index anew."""

from __future__ import annotations

from collections import Counter

from django.db import connection, transaction

from civic.search.actions.reindex import store
from civic.search.folding import vocabulary_of
from civic.search.models import SearchEntry, SearchWord
from civic.search.registry import searchables


def rebuild_index() -> int:
    """Store anew what can be found in every room, forget what is no longer public, and count all words.

    Returns how many entries there are. People may search, and single entries may change, meanwhile.
    """
    subjects = set(SearchEntry.objects.values_list("subject", flat=True))
    for kind in searchables():
        if kind.ids is not None:
            subjects |= {f"{kind.kind}:{identity}" for identity in kind.ids()}
    for subject in sorted(subjects):
        store(subject=subject)
    recount_words()
    return SearchEntry.objects.count()


@transaction.atomic
def recount_words() -> None:
    """Count in how many entries each word stands: once for all, where `reindex` counts the difference of one entry."""
    with connection.cursor() as cursor:
        # Who changed an entry counts its words in the same transaction: that is over, or waits until this is.
        cursor.execute("LOCK TABLE search_searchword IN EXCLUSIVE MODE")
        words: Counter[str] = Counter()
        for title, text in SearchEntry.objects.values_list("title", "text").iterator():
            words.update(vocabulary_of(title, text))
        SearchWord.objects.all().delete()
        cursor.execute(_COUNT, [list(words), list(words.values())])


_COUNT = """
INSERT INTO search_searchword (word, entries)
SELECT word, entries FROM unnest(%s::text[], %s::int[]) AS given (word, entries)
WHERE to_tsvector('english', word) <> ''::tsvector
"""
