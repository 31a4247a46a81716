"""What translators write is compiled where it changed."""

import gettext
import os

import pytest

from civic.core.languages import compile_messages

PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Bridge"\nmsgstr "%s"\n'


@pytest.fixture
def folder(tmp_path, settings):
    """Where the Welsh lies."""
    settings.LOCALE_PATHS = [tmp_path]
    folder = tmp_path / "cy" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    return folder


def said(folder):
    with (folder / "django.mo").open("rb") as file:
        return gettext.GNUTranslations(file).gettext("Bridge")


def test_a_translation_is_compiled_and_anew_when_it_changed(folder):
    po = folder / "django.po"
    po.write_text(PO % "Pont")
    compile_messages()
    assert said(folder) == "Pont"

    po.write_text(PO % "Y bont")
    os.utime(po, (po.stat().st_mtime + 5,) * 2)
    compile_messages()

    assert said(folder) == "Y bont"
    assert sorted(path.name for path in folder.iterdir()) == ["django.mo", "django.po"]


def test_what_did_not_change_is_left_alone(folder):
    (folder / "django.po").write_text(PO % "Pont")
    compile_messages()
    before = (folder / "django.mo").stat().st_mtime_ns

    compile_messages()

    assert (folder / "django.mo").stat().st_mtime_ns == before
