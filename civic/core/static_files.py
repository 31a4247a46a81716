"""Static files: gathered only when one changed, and pressed hardest where residents load them."""

import hashlib
import posixpath
import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.core.management import call_command
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

PUBLIC = ("frontend/", "leaflet/", "vendor/")
OWN_SHEETS = re.compile(r"frontend/css/[\w-]+\.css")
IMPORT = re.compile(r"^@import url\(\"([^\"]+)\"\);\n", re.MULTILINE)
ADDRESS = re.compile(r"url\(\"(?![a-z]+:|/|#)([^\"]+)\"\)")

Paths = dict[str, tuple[Storage, str]]


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Brotli and gzip for public pages; gzip alone for the CMS and the admin, which would take ten seconds more."""

    use_brotli = True

    def post_process(self, paths: Paths, dry_run: bool = False, **options: Any) -> Iterator[Any]:
        """As Django's, after each of our sheets that imports others has become one file.

        A browser finds an @import only when the sheet that holds it has come: a round trip more before anything shows.
        """
        if not dry_run:
            for name in [name for name in paths if OWN_SHEETS.fullmatch(name)]:
                joined = join_sheets(name, paths)
                self.delete(name)
                self.save(name, ContentFile(joined.encode()))
                paths[name] = (self, name)
        yield from super().post_process(paths, dry_run=dry_run, **options)

    def create_compressor(self, **options: Any) -> Compressor:
        return Compressor(**options, use_brotli=self.use_brotli)

    def compress_files(self, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
        names = set(paths)
        public = {name for name in names if name.startswith(PUBLIC)}
        yield from super().compress_files(public)
        self.use_brotli = False
        yield from super().compress_files(names - public)


def join_sheets(name: str, paths: Paths) -> str:
    """The style sheet `name` with what it imports in place of the imports; addresses still lead to the same files."""
    storage, path = paths[name]
    with storage.open(path) as file:
        text = file.read().decode()
    folder = posixpath.dirname(name)

    def imported(found: re.Match[str]) -> str:
        part = posixpath.normpath(posixpath.join(folder, found[1]))
        moved = posixpath.relpath(posixpath.dirname(part), folder)
        return ADDRESS.sub(
            lambda at: f'url("{posixpath.normpath(posixpath.join(moved, at[1]))}")', join_sheets(part, paths)
        )

    return IMPORT.sub(imported, text)


def gather_static_files() -> None:
    """`collectstatic`, unless STATIC_ROOT already holds exactly what the apps have now."""
    stamp, wanted = settings.STATIC_ROOT / ".gathered", _digest()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(wanted)


def _digest() -> str:
    """A hash of names, sizes and times of change of all static files."""
    whole = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for finder in get_finders():
        for name, storage in sorted(finder.list([]), key=lambda found: found[0]):
            whole.update(f"{name} {storage.size(name)} {storage.get_modified_time(name).timestamp()}\n".encode())
    return whole.hexdigest()
