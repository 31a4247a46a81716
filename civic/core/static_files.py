"""Static files: gathered only when one changed, and pressed hardest where residents load them."""

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

PUBLIC = ("frontend/", "leaflet/", "vendor/")


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Brotli and gzip for public pages; gzip alone for the CMS and the admin, which would take ten seconds more."""

    use_brotli = True

    def create_compressor(self, **options: Any) -> Compressor:
        return Compressor(**options, use_brotli=self.use_brotli)

    def compress_files(self, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
        names = set(paths)
        public = {name for name in names if name.startswith(PUBLIC)}
        yield from super().compress_files(public)
        self.use_brotli = False
        yield from super().compress_files(names - public)


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
