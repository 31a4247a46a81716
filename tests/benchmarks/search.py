"""How quickly people find among many, beside the naive query: rank all that match, sort, take the first few.

Run: python -m tests.benchmarks.search [entries]. It fills a schema of its own in the database of DATABASE_URL with an
invented town's words (a few in nearly every entry, most in hardly any) and drops it at the end. Ours and the naive
query take turns, so that whatever else the machine does hits both alike: only the ratio means anything.
Exits 1 where a bound is broken.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from itertools import accumulate

SCHEMA = "benchmark_search"
ROUNDS = 5
SYLLABLES = ("ba", "co", "dre", "fin", "gar", "hol", "ket", "lum", "mer", "nor", "pel", "ras", "sti", "tor", "ven")
# word → in what part of the entries it stands; "the town" of every council
COMMON = {"street": 0.6, "road": 0.5, "council": 0.4, "bin": 0.15, "light": 0.1, "bridge": 0.03, "library": 0.02}
RARE = {"pothole": 0.004, "heron": 0.0005, "zebra": 0.0001}
TYPED = {
    "common words": ["street", "road", "the road", "council", "street light", "bin", "road council"],
    "selective words": ["heron", "zebra", "pothole bridge", "library heron", "zebra road"],
    "while typing": ["st", "str", "stre", "ro", "co", "cou", "bi", "li", "lib", "street li", "pot", "poth", "he", "ze"],
    "mistyped": ["pothoel", "libary", "cuoncil", "bni", "heorn", "brigde street", "zebar", "stret ligth"],
}
BOUNDS = {"suggestions p95 in ms": 15.0, "common words over naive": 5.0}
ENTRIES = """INSERT INTO search_searchentry
    (id, subject, kind, title, text, url, language, weight, tsv, title_tsv)
    SELECT id, 'report:' || id, CASE WHEN id % 50 = 0 THEN 'page' ELSE 'report' END, title, text,
        '/reports/' || id || '/', '', CASE WHEN id % 50 = 0 THEN 2 ELSE 1 END,
        setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('english', text), 'B'),
        setweight(to_tsvector('english', title), 'A')
    FROM said ORDER BY id"""
NAIVE = """SELECT id, title FROM {schema}.naive WHERE tsv @@ to_tsquery('english', %s)
    ORDER BY ts_rank(tsv, to_tsquery('english', %s)) DESC LIMIT 6"""


def town(count: int, seed: int = 1) -> list[tuple[str, str]]:
    """Titles and texts, the same ones for the same seed."""
    rng = random.Random(seed)
    words = ["".join(rng.choice(SYLLABLES) for _ in range(rng.randint(1, 4))) for _ in range(20_000)]
    weights = list(accumulate(1 / (rank + 3) for rank in range(len(words))))
    entries = []
    for _ in range(count):
        said = rng.choices(words, cum_weights=weights, k=45)
        for word, part in (COMMON | RARE).items():
            if rng.random() < part:
                said.insert(rng.randrange(12) if rng.random() < 0.3 else rng.randrange(len(said)), word)
        entries.append((" ".join(said[:6]), " ".join(said[6:])))
    return entries


def fill(entries: Sequence[tuple[str, str]]) -> None:
    """The tables of the search in a schema of their own, and the naive one beside them."""
    from django.db import connection

    from civic.search.folding import vocabulary_of

    with connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")
        cursor.execute(f"CREATE SCHEMA {SCHEMA}")
        cursor.execute(f"SET search_path = {SCHEMA}, public")
        for table in ("search_searchentry", "search_searchword"):
            cursor.execute(f"CREATE TABLE {SCHEMA}.{table} (LIKE public.{table} INCLUDING ALL)")
        cursor.execute("CREATE TEMP TABLE said (id int, title text, text text, words text[])")
        with cursor.copy("COPY said FROM STDIN") as copy:  # type: ignore[attr-defined]
            for number, (title, text) in enumerate(entries, 1):
                copy.write_row((number, title, text, vocabulary_of(title, text)))
        cursor.execute(ENTRIES)
        cursor.execute(
            "INSERT INTO search_searchword (word, entries)"
            " SELECT word, count(*) FROM said, unnest(words) AS word GROUP BY word"
        )
        cursor.execute(f"CREATE TABLE {SCHEMA}.naive AS SELECT id, title, tsv FROM search_searchentry ORDER BY id")
        cursor.execute(f"CREATE INDEX ON {SCHEMA}.naive USING gin (tsv)")
        for table in ("search_searchentry", "search_searchword", "naive"):
            cursor.execute(f"VACUUM ANALYZE {SCHEMA}.{table}")


def naive(q: str) -> None:
    """The same question, asked the way it is asked first: the words as they are, all ranked."""
    from django.db import connection

    from civic.search.folding import words_of

    words = words_of(q)
    query = " & ".join([*words[:-1], f"{words[-1]}:*"])
    with connection.cursor() as cursor:
        cursor.execute(NAIVE.format(schema=SCHEMA), [query, query])
        cursor.fetchall()


def took_ms(act: Callable[[str], object], q: str) -> float:
    start = time.perf_counter()
    act(q)
    return (time.perf_counter() - start) * 1000


def percentile(times: Sequence[float], part: float) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * part))]


def measure(act: Callable[[str], object]) -> dict[str, tuple[list[float], list[float]]]:
    """Times of ours and of the naive query, by group, taken in turns."""
    found: dict[str, tuple[list[float], list[float]]] = {}
    for group, queries in TYPED.items():
        ours, theirs = found.setdefault(group, ([], []))
        for q in queries:
            act(q), naive(q)
            for _ in range(ROUNDS):
                ours.append(took_ms(act, q))
                theirs.append(took_ms(naive, q))
    return found


def report(name: str, found: dict[str, tuple[list[float], list[float]]]) -> None:
    print(f"\n{name}\n{'':18}{'ours median':>13}{'p95':>8}{'naive median':>15}{'p95':>8}{'naive/ours':>12}")
    for group, (ours, theirs) in found.items():
        one, other = statistics.median(ours), statistics.median(theirs)
        print(
            f"{group:18}{one:>10.2f} ms{percentile(ours, 0.95):>8.2f}{other:>12.2f} ms{percentile(theirs, 0.95):>8.2f}"
            f"{other / one:>12.1f}"
        )


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("entries", nargs="?", type=int, default=100_000)
    count = parser.parse_args().entries
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "civic.settings.dev")
    import django

    django.setup()
    from django.db import connection

    from civic.search.queries import find, suggest

    try:
        fill(town(count))
        print(f"{count} entries")
        typing, finding = measure(suggest), measure(find)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SET search_path = public")
            cursor.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")
    report("Suggestions", typing)
    report("Results", finding)
    got = {
        "suggestions p95 in ms": percentile([one for ours, _ in typing.values() for one in ours], 0.95),
        "common words over naive": statistics.median(finding["common words"][1])
        / statistics.median(finding["common words"][0]),
    }
    print()
    for name, value in got.items():
        print(f"{name}: {value:.1f} (bound {BOUNDS[name]:g})")
    is_well = got["suggestions p95 in ms"] <= 15 and got["common words over naive"] >= 5
    return 0 if is_well else 1


if __name__ == "__main__":
    sys.exit(main())
