import re
from collections import Counter
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

FRONTEND = Path(__file__).parents[2] / "frontend"
CATALOGUES = sorted(FRONTEND.glob("locale/*/LC_MESSAGES/django.po"))
MENU = re.findall(r'{% translate "([^"]+)" %}', (FRONTEND / "templates/components/menu.html").read_text())


def holes(text: str) -> Counter[str]:
    return Counter(re.findall(r"%\(\w+\)s|</?[a-z][^>]*>", text))


def forms_of(words: str | tuple[str, ...]) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else words


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_translations_keep_the_holes_and_the_markup_of_the_english(path):
    with path.open("rb") as source:
        messages = [message for message in read_po(source) if message.id]

    broken = [
        message.id
        for message in messages
        for said in forms_of(message.string)
        if said and holes(said) not in [holes(english) for english in forms_of(message.id)]
    ]

    assert broken == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_the_main_menu_is_translated(path):
    with path.open("rb") as source:
        catalogue = read_po(source)

    assert MENU
    assert [words for words in MENU if not catalogue.get(words) or not catalogue.get(words).string] == []
