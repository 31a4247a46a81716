"""Where a comment stands in its tree, as text that sorts: one segment of fixed width for each level.

A segment is the comment's primary key in base 36. So a thread is a range of an index, in the order it is read, and the
ancestors of a comment are known without asking for them. Replies deeper than MAX_DEPTH stand beside what they answer.
"""

from __future__ import annotations

WIDTH = 9
MAX_DEPTH = 4  # a first comment has depth 0
END = "~"  # sorts behind every segment
_SIGNS = "0123456789abcdefghijklmnopqrstuvwxyz"


def segment(pk: int) -> str:
    """`pk` in base 36, WIDTH signs wide."""
    signs = ""
    while pk:
        pk, rest = divmod(pk, 36)
        signs = _SIGNS[rest] + signs
    return signs.rjust(WIDTH, "0")


def path_of(pk: int, parent_path: str) -> str:
    """The path of the comment `pk` that answers the one at `parent_path` ("": it answers none)."""
    return parent_path[: MAX_DEPTH * WIDTH] + segment(pk)


def depth_of(path: str) -> int:
    return len(path) // WIDTH - 1


def ancestors(path: str) -> list[int]:
    """Primary keys of the comments above, the first comment first."""
    return [int(path[start : start + WIDTH], 36) for start in range(0, len(path) - WIDTH, WIDTH)]
