import pytest
from django.utils import translation

from frontend.templatetags.places import place_words


@pytest.mark.parametrize(
    ("kept", "welsh"),
    [
        ("Mill Street, near St Bride’s, Brigg ward", "Mill Street, ger St Bride’s, ward Brigg"),
        ("Mill Street, near St Bride’s", "Mill Street, ger St Bride’s"),
        ("Ings ward", "Ward Ings"),
        ("Near the weir, Ings ward", "Ger the weir, ward Ings"),
        ("near my house, Mill Street, Brigg ward", "Near my house, Mill Street, ward Brigg"),
        ("Carse Bridge, Briggate", "Carse Bridge, Briggate"),
        ("", ""),
        (None, ""),
    ],
)
def test_a_place_is_said_in_welsh_with_its_names_as_they_are(kept, welsh):
    with translation.override("cy"):
        assert place_words(kept) == welsh


def test_in_english_a_place_is_said_as_it_is_kept():
    assert place_words("Mill Street, near St Bride’s, Brigg ward") == "Mill Street, near St Bride’s, Brigg ward"
