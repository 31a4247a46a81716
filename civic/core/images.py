"""Photos from people: looked at here, opened in a child process, kept only as fresh JPEGs without a byte of metadata.

It fails closed: what is not surely a JPEG, PNG, WEBP or HEIC picture, and what does not come back from the child as a
bare JPEG, is refused by name. The position a camera wrote into the file is never read and never kept.
"""

from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
import threading
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from civic.core.errors import Invalid, TooFast

MAX_PHOTOS = 5
MAX_BYTES = 10 * 1024 * 1024
FULL_PX = 2048
WALL_S = 15  # for each picture, beside the child's own limit on processor time
CHILD = Path(__file__).with_name("decode_image.py")
EXTENSIONS = {
    "JPEG": {".jpg", ".jpeg", ".jpe", ".jfif"},
    "PNG": {".png"},
    "WEBP": {".webp"},
    "HEIF": {".heic", ".heif", ".hif"},
}
HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1"}

_children = threading.BoundedSemaphore(getattr(settings, "CIVIC_IMAGE_CHILDREN", 2))  # each may take 512 MB


@dataclass(frozen=True)
class CleanPhoto:
    """A picture that may be kept: two JPEGs, upright, sRGB, without metadata. Sizes in pixels of `full`."""

    name: str
    full: bytes
    thumb: bytes
    width: int
    height: int


class BadPhotos(Invalid):
    """Some photos can't be used. `fields["photos"]` names each; `clean` holds the good ones, to be kept."""

    def __init__(self, refused: Sequence[str], clean: Sequence[CleanPhoto] = ()) -> None:
        super().__init__(photos=list(refused))
        self.clean = list(clean)


def clean_photos(files: Sequence[UploadedFile[Any]]) -> list[CleanPhoto]:
    """Up to five uploads as clean photos, in their order. Call it before the transaction: it may take seconds.

    Raises BadPhotos, an Invalid whose `fields["photos"]` has a sentence for each file that can't be used, and TooFast
    when too many others are being opened at this moment.
    """
    if len(files) > MAX_PHOTOS:
        raise BadPhotos([_("Choose no more than %(count)d photos.") % {"count": MAX_PHOTOS}])
    refused: list[str] = []
    good: list[tuple[str, bytes]] = []
    for file in files:
        name = display_name(file.name or "")
        data, problem = _read(file, name)
        refused.append(problem) if problem else good.append((name, data))
    clean: list[CleanPhoto] = []
    for (name, _data), made in zip(good, _decode([data for _name, data in good]), strict=True):
        clean.append(CleanPhoto(name, *made)) if isinstance(made, tuple) else refused.append(_sentence(made, name))
    if refused:
        raise BadPhotos(refused, clean)
    return clean


def display_name(name: str) -> str:
    """A file's name as it may be shown back: no folders, no control characters, 60 characters at most."""
    base = name.replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join(sign for sign in unicodedata.normalize("NFC", base) if unicodedata.category(sign)[0] != "C")
    return shown.strip()[-60:] or _("A photo")


def sniff(data: bytes) -> str | None:
    """The kind of picture the first bytes announce: "JPEG", "PNG", "WEBP", "HEIF" or None."""
    if data.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    return "HEIF" if data[4:8] == b"ftyp" and data[8:12] in HEIF_BRANDS else None


def is_bare_jpeg(data: bytes) -> bool:
    """Whether `data` is one whole JPEG that holds pixels and tables only: no EXIF, XMP, IPTC, ICC or comment."""
    position = 2
    if data[:2] != b"\xff\xd8" or data[-2:] != b"\xff\xd9":
        return False
    while position + 4 <= len(data) and data[position] == 0xFF:
        marker, length = (data[position + 1], struct.unpack(">H", data[position + 2 : position + 4])[0])
        if marker == 0xDA:  # the scan begins: pixels to the end
            return True
        jfif = marker == 0xE0 and length == 16 and data[position + 4 : position + 9] == b"JFIF\0"
        if not jfif and (0xE0 <= marker <= 0xEF or marker == 0xFE):
            return False
        position += 2 + length
    return False


def _read(file: UploadedFile[Any], name: str) -> tuple[bytes, str]:
    """The bytes and "", or b"" and why they are refused. Nothing is decoded here."""
    if (file.size or 0) > MAX_BYTES:
        return b"", _sentence("too_heavy", name)
    file.seek(0)
    data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        return b"", _sentence("too_heavy", name)
    if not data:
        return b"", _sentence("empty", name)
    kind = sniff(data)
    if kind is None:
        return b"", _sentence("not_a_photo", name)
    extension = os.path.splitext(file.name or "")[1].lower()
    if extension and extension not in EXTENSIONS[kind]:
        return b"", _sentence("mismatch", name)
    return data, ""


def _sentence(why: str, name: str) -> str:
    words = {
        "too_heavy": _("%(name)s is larger than 10 MB. Choose a smaller picture."),
        "empty": _("%(name)s is empty. Choose it again."),
        "not_a_photo": _("%(name)s is not a photo we can read. Use a JPEG, PNG, WEBP or HEIC picture."),
        "mismatch": _("%(name)s is not the kind of picture its name says. Save it as a JPEG and choose it again."),
        "too_large": _("%(name)s is too large a picture. Use one of 40 million pixels or fewer."),
        "too_much": _("%(name)s is too large a picture to open here. Save it at a smaller size and choose it again."),
        "unreadable": _("%(name)s is damaged or not complete, so we can’t read it. Choose another picture."),
    }
    return words[why] % {"name": name}


Made = tuple[bytes, bytes, int, int] | str  # what CleanPhoto takes after its name, or why it was refused


def _decode(pictures: Sequence[bytes]) -> list[Made]:
    """What became of each picture. One child opens all; one that brings it down is refused, and a new child goes on."""
    made: list[Made] = []
    while len(made) < len(pictures):
        made += list(_answers(_run_child(pictures[len(made) :]))) or ["unreadable"]
    return made


def _run_child(pictures: Sequence[bytes]) -> bytes:
    sent = b"".join(struct.pack(">I", len(data)) + data for data in pictures)
    if not _children.acquire(timeout=20):
        raise TooFast(10, _("Many photos are being sent at this moment. Wait a little, then send yours again."))
    try:
        command = [sys.executable, "-I", str(CHILD)]
        done = subprocess.run(  # our own file, no shell, nothing of the user's on the command line
            command, input=sent, capture_output=True, timeout=WALL_S * len(pictures), env={"MALLOC_ARENA_MAX": "1"}
        )
        return done.stdout
    except subprocess.TimeoutExpired as late:
        return late.stdout or b""
    finally:
        _children.release()


def _answers(out: bytes) -> Iterator[Made]:
    """The child's answers, as far as they are whole."""
    position = 0
    while position + 4 <= len(out):
        start = position + 4 + struct.unpack(">I", out[position : position + 4])[0]
        try:
            header = json.loads(out[position + 4 : start])
        except ValueError:
            return
        if not header["ok"]:
            position = start
            yield header["why"]
            continue
        middle, end = start + header["full"], start + header["full"] + header["thumb"]
        if end > len(out):
            return
        full, thumb, position = out[start:middle], out[middle:end], end
        sound = max(header["width"], header["height"]) <= FULL_PX and all(map(is_bare_jpeg, (full, thumb)))
        yield ((full, thumb, header["width"], header["height"]) if sound else "unreadable")
