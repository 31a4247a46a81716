import pytest

from civic.areas.folding import fold, fold_query, is_part_of_postcode, is_postcode, spaced_postcode


@pytest.mark.parametrize(
    ("name", "folded"),
    [("St Bride’s", "st brides"), ("Brontë  Close", "bronte close"), ("Weavers' Row!", "weavers row")],
)
def test_names_are_folded(name, folded):
    assert fold(name) == folded


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("12a Mill St", "mill street"),
        ("St Brides", "st brides"),
        ("North Rd, Carsewell", "north road"),
        ("St", "st"),
        ("1", "1"),
    ],
)
def test_what_people_type_is_folded(typed, folded):
    assert fold_query(typed) == folded


def test_postcodes_are_told_from_names():
    assert is_postcode("cz1 2ab")
    assert not is_postcode("mill street")
    assert is_part_of_postcode("CZ1")
    assert not is_part_of_postcode("Mill")
    assert spaced_postcode("CZ12AB") == "CZ1 2AB"
