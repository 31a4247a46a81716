"""Words as they are compared: lower case, without accents."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[a-z0-9]+")
_SIGNS = "abcdefghijklmnopqrstuvwxyz0123456789"
SHORTEST, SHORT, LONGEST = 3, 5, 40  # letters of a word that is corrected; up to SHORT, one slip is forgiven
MAX_QUERY = 200  # characters of a query that are looked at


def fold(text: str) -> str:
    """`text` in lower case without accents and apostrophes: "Tŷ’r Ysgol" → "tyr ysgol"."""
    spread = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in spread if not unicodedata.combining(sign) and sign not in "'’‘\0")


def words_of(text: str) -> list[str]:
    """The words of `text`, folded, in order."""
    return _WORD.findall(fold(text))


def vocabulary_of(*texts: str) -> list[str]:
    """The distinct words of `texts` that may be meant by a mistyped or begun one, sorted (so that locks are taken in
    one order)."""
    words = (word for text in texts for word in words_of(text))
    return sorted({word for word in words if SHORTEST <= len(word) <= LONGEST and not word.isdigit()})


def one_slip_from(word: str) -> list[str]:
    """Every word from which `word` differs by one slip, meant for short words: about 60 for each letter."""
    parts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    missing = {a + sign + b for a, b in parts for sign in _SIGNS}
    changed = {a + sign + b[1:] for a, b in parts if b for sign in _SIGNS}
    added = {a + b[1:] for a, b in parts if b}
    swapped = {a + b[1] + b[0] + b[2:] for a, b in parts if len(b) > 1}
    return sorted((missing | changed | added | swapped) - {word})


def slips(typed: str, meant: str) -> int:
    """How many typing errors lie between two words: a letter missing, added, changed, or two letters swapped."""
    before: list[int] = []
    row = list(range(len(meant) + 1))
    for i, sign in enumerate(typed, 1):
        older, before, row = before, row, [i]
        for j, other in enumerate(meant, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (sign != other))
            if i > 1 and j > 1 and sign == meant[j - 2] and typed[i - 2] == other:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
    return row[-1]
