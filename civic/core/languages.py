"""The languages as Django reads them, made from what translators write."""

from __future__ import annotations

import os

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings


def compile_messages() -> None:
    """Write a .mo beside each .po that is newer than it, whole or not at all. Needs no gettext."""
    for folder in settings.LOCALE_PATHS:
        for po in folder.glob("*/LC_MESSAGES/*.po"):
            mo = po.with_suffix(".mo")
            if mo.exists() and mo.stat().st_mtime >= po.stat().st_mtime:
                continue
            with po.open("rb") as source:
                catalogue = read_po(source)
            part = mo.with_suffix(f".{os.getpid()}.part")
            with part.open("wb") as target:
                write_mo(target, catalogue)
            part.replace(mo)
