from hypothesis import given
from hypothesis import strategies as st

from consultations.paths import END, MAX_DEPTH, WIDTH, ancestors, depth_of, path_of, segment

KEYS = st.integers(min_value=1, max_value=36**WIDTH - 1)


@given(KEYS, KEYS)
def test_segments_sort_as_the_keys_do(one: int, other: int) -> None:
    assert (segment(one) < segment(other)) == (one < other)


@given(st.lists(KEYS, min_size=1, max_size=MAX_DEPTH + 1, unique=True))
def test_a_path_knows_those_above_it(keys: list[int]) -> None:
    path = ""
    for key in keys:
        path = path_of(key, path)

    assert ancestors(path) == keys[:-1]
    assert depth_of(path) == len(keys) - 1


@given(KEYS, KEYS)
def test_a_reply_lies_in_the_range_of_what_it_answers(top: int, reply: int) -> None:
    above = path_of(top, "")

    assert above < path_of(reply, above) < above + END


def test_a_path_never_grows_beyond_the_cap() -> None:
    path = ""
    for key in range(1, 20):
        path = path_of(key, path)

    assert len(path) == (MAX_DEPTH + 1) * WIDTH
