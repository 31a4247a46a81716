"""Finding: one box over everything that is public."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction
from django.utils.translation import get_language

from civic.search.folding import LONGEST, MAX_QUERY, SHORT, SHORTEST, fold, one_slip_from, slips, words_of
from civic.search.models import SearchEntry
from civic.search.registry import OFFICIAL, searchable

CANDIDATES = 250  # of the council's words, and as many of residents': only these are ranked, whatever the question
PAGE = 20
FEW = 60  # candidates of each half while a person types
COMPLETIONS = 8  # words that a beginning may stand for
TITLE, WHOLE = "title_tsv", "tsv"
LIKE_ENOUGH = 0.25  # trigram likeness from which a word of the index is compared with a mistyped one


@dataclass(frozen=True)
class Hit:
    """One thing that was found. snippet: plain text, never markup."""

    subject: str
    kind: str
    noun: Any
    title: str
    url: str
    snippet: str
    at: dt.datetime | None


@dataclass(frozen=True)
class Found:
    """A page of hits. corrected: what was looked for instead of what was typed, or "" · counts: hits by kind, among the
    candidates · next: the cursor of the next page, or ""."""

    hits: list[Hit] = field(default_factory=list)
    corrected: str = ""
    counts: dict[str, int] = field(default_factory=dict)
    next: str = ""


def find(q: str, kind: str | None = None, cursor: str = "", *, size: int = PAGE) -> Found:
    """Public things that hold the words of `q`, best first; typing errors are forgiven when nothing else is found."""
    words, corrected, ranked = _look(q, kind)
    start = _after(ranked, cursor)
    page = ranked[start : start + size]
    more = len(ranked) > start + size
    return Found(
        hits=_hits([pk for pk, _kind, _rank in page], words),
        corrected=corrected,
        counts=dict(Counter(row_kind for _pk, row_kind, _rank in ranked)),
        next=f"{page[-1][2]}_{page[-1][0]}" if page and more else "",
    )


def find_of_each_kind(q: str, *, each: int = 4) -> Found:
    """As `find`, but the best few of every kind; kinds in the order of their best hit."""
    words, corrected, ranked = _look(q, None)
    chosen: dict[str, list[int]] = {}
    for pk, kind, _rank in ranked:
        if len(chosen.setdefault(kind, [])) < each:
            chosen[kind].append(pk)
    return Found(
        hits=_hits([pk for pks in chosen.values() for pk in pks], words),
        corrected=corrected,
        counts=dict(Counter(row_kind for _pk, row_kind, _rank in ranked)),
    )


def suggest(q: str, limit: int = 6) -> list[Hit]:
    """What a person may mean while they type: the last word counts as a beginning. Empty below two letters."""
    words = words_of(q[:MAX_QUERY])[:8]
    if not words or len("".join(words)) < 2:
        return []
    query = _beginning(words)
    ranked = _ranked(query, None, of=TITLE, most=FEW) or _ranked(query, None, most=FEW)
    if not ranked and (better := _corrected(words)) != words:
        ranked = _ranked(_beginning(better), None, most=FEW)
    hits = _hits([pk for pk, _kind, _rank in ranked[: limit * 2]])
    unlike = {hit.title.casefold(): hit for hit in reversed(hits)}  # of two that look the same: the better one
    return [hit for hit in hits if unlike[hit.title.casefold()] is hit][:limit]


def is_indexed(subject: str) -> bool:
    """Whether anybody can find `subject`."""
    return SearchEntry.objects.filter(subject=subject).exists()


def _look(q: str, kind: str | None) -> tuple[list[str], str, list[tuple[int, str, str]]]:
    """The words of `q`, what was looked for instead ("" if just those), and the ranked candidates."""
    words = words_of(q[:MAX_QUERY])[:12]
    ranked = _ranked(" & ".join(words), kind)
    if ranked or not words:
        return words, "", ranked
    better = _corrected(words)
    if better != words and (ranked := _ranked(" & ".join(better), kind)):
        return better, " ".join(better), ranked
    return better, "", _ranked(" | ".join(better), kind) if len(better) > 1 else []


def _beginning(words: list[str]) -> str:
    """`words` as a question in which the last one is a beginning: of the commonest words that begin so."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT word FROM search_searchword WHERE word LIKE %s ORDER BY entries DESC, word LIMIT %s",
            [f"{words[-1]}%", COMPLETIONS],
        )
        meant = [word for (word,) in cursor.fetchall()]
    last = " | ".join(dict.fromkeys([words[-1], *meant])) if meant else f"{words[-1]}:*"
    return " & ".join([*words[:-1], f"({last})"])


_RANKED = """
WITH candidates AS (
    ({matching} AND e.weight >= %(official)s {where} ORDER BY e.id DESC LIMIT %(most)s)
    UNION ALL
    ({matching} AND e.weight < %(official)s {where} ORDER BY e.id DESC LIMIT %(most)s)
)
SELECT c.id, c.kind,
       round((ts_rank('{{0.05, 0.1, 0.3, 1.0}}', c.tsv, to_tsquery('english', %(query)s), 1) * c.weight
              * CASE WHEN c.language IN ('', %(language)s) THEN 1 ELSE 0.5 END
              * CASE WHEN c.at > now() - interval '1 year' OR c.at IS NULL THEN 1 ELSE 0.8 END)::numeric, 6) AS rank,
       c.subject
FROM candidates c ORDER BY rank DESC, c.id DESC
"""
# The question stands in place, not in a CTE: so the planner knows how common its words are. A common word is met often
# from the newest entry on, and the walk stops there; a rare one is looked up in the index.
_MATCHING = """SELECT e.id, e.kind, e.subject, e.{of} AS tsv, e.weight, e.language, e.at FROM search_searchentry e
    WHERE e.{of} @@ to_tsquery('english', %(query)s)"""


def _ranked(query: str, kind: str | None, *, of: str = WHOLE, most: int = CANDIDATES) -> list[tuple[int, str, str]]:
    """(id, kind, rank) of at most 2 × `most` entries, the newest ones, best first.

    query: made of folded words and operators · of: TITLE or WHOLE, where the words have to stand.
    """
    if not query:
        return []
    language = (get_language() or "en")[:2]
    where = "AND e.kind = %(kind)s " if kind else ""
    if language == "en":
        where += "AND e.language IN ('', 'en')"
    values: dict[str, Any] = {"query": query, "official": OFFICIAL, "most": most, "kind": kind}
    with connection.cursor() as cursor:
        matching = _MATCHING.format(of=of)
        cursor.execute(_RANKED.format(matching=matching, where=where), {**values, "language": language})
        rows = cursor.fetchall()
    behind = _stood_for([subject for _pk, _kind, _rank, subject in rows])
    return [(pk, row_kind, str(rank)) for pk, row_kind, rank, subject in rows if subject not in behind]


def _stood_for(subjects: list[str]) -> set[str]:
    """What is not shown beside the `subjects` that were found: a question stands behind the page it became."""
    by_kind: dict[str, list[str]] = {}
    for kind, _colon, identity in (subject.partition(":") for subject in subjects):
        by_kind.setdefault(kind, []).append(identity)
    rooms = [(searchable(kind), ids) for kind, ids in by_kind.items()]
    return set().union(*(known.stands_for(ids) for known, ids in rooms if known and known.stands_for))


def _corrected(words: list[str]) -> list[str]:
    """`words`, each unknown one replaced by the known word with fewest slips (then the commonest), if one or two slips
    explain it."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT w FROM unnest(%s::text[]) w WHERE to_tsvector('english', w) = ''::tsvector"
            " OR EXISTS (SELECT 1 FROM search_searchword s WHERE s.word = w)",
            [words],
        )
        known = {word for (word,) in cursor.fetchall()}
        return [word if word in known or word.isdigit() else _nearest(cursor, word) for word in words]


def _nearest(cursor: Any, word: str) -> str:
    """The word that was meant: a short one by every slip that is possible, a long one among those that look alike."""
    if len(word) < SHORTEST or len(word) > LONGEST:
        return word
    if len(word) <= SHORT:
        cursor.execute("SELECT word, entries FROM search_searchword WHERE word = ANY(%s)", [one_slip_from(word)])
    else:
        cursor.execute("SELECT set_config('pg_trgm.similarity_threshold', %s, true)", [str(LIKE_ENOUGH)])
        cursor.execute(
            "SELECT word, entries FROM search_searchword WHERE word %% %s ORDER BY similarity(word, %s) DESC LIMIT 30",
            [word, word],
        )
    allowed = 1 if len(word) <= SHORT else 2
    near = [(slips(word, other), -entries, other) for other, entries in cursor.fetchall()]
    best = min((item for item in near if item[0] <= allowed), default=None)
    return best[2] if best else word


def _after(ranked: list[tuple[int, str, str]], cursor: str) -> int:
    """Where the page after `cursor` ("rank_id") starts; 0 for none or a broken one."""
    rank, _line, pk = cursor.partition("_")
    try:
        at = (float(rank), int(pk))
    except ValueError:
        return 0
    return sum(1 for row_pk, _kind, row_rank in ranked if (float(row_rank), row_pk) >= at)


def _hits(pks: list[int], words: list[str] | None = None) -> list[Hit]:
    """The entries `pks`; with a snippet where one of `words` stands, or without."""
    columns = ("subject", "kind", "title", "url", "language", "at", *(("text",) if words is not None else ()))
    rows = SearchEntry.objects.only(*columns).in_bulk(pks)
    return [_hit(rows[pk], words) for pk in pks if pk in rows]


def _hit(row: SearchEntry, words: list[str] | None) -> Hit:
    known = searchable(row.kind)
    noun = known.noun if known else row.kind
    snippet = _snippet(row.text, words) if words is not None else ""
    return Hit(row.subject, row.kind, noun, row.title, _address(row), snippet, row.at)


def _address(row: SearchEntry) -> str:
    """The path in the reader's language; a page that is one language's own keeps its address."""
    language = (get_language() or "en")[:2]
    return f"/{language}{row.url}" if not row.language and language != "en" else row.url


def _snippet(text: str, words: list[str], *, length: int = 160) -> str:
    """About `length` characters of `text` from the sentence where the first found word stands."""
    low = fold(text)
    places = [place for word in words if len(word) > 2 and (place := low.find(word[:6])) >= 0]
    start = 0
    if places and min(places) > length // 2:
        start = text.rfind(". ", 0, min(places)) + 2 if ". " in text[: min(places)] else max(0, min(places) - 60)
    piece = text[start : start + length].strip()
    if start + length < len(text):
        piece = piece.rsplit(" ", 1)[0] + "…"
    return piece
