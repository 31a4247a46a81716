"""The child process that opens people's pictures. Run by civic.core.images, never imported by it.

Whatever is wrong with a picture happens here, under hard limits on memory, processor time, files and sockets, and ends
with this process. No Django: it starts in under 150 ms. In: for each picture a 4-byte length and the bytes. Out: for
each picture a 4-byte length, a JSON header {"ok", "width", "height", "full", "thumb"} or {"ok": false, "why"}, then
the two JPEGs. Why is "too_large" (pixels), "too_much" (memory) or "unreadable".
"""

from __future__ import annotations

import contextlib
import io
import json
import math
import os
import resource
import struct
import sys
from typing import Any, BinaryIO

from PIL import Image, ImageCms

MAX_PIXELS = 40_000_000
FULL_PX, THUMB_PX = 2048, 480
MEMORY_BYTES = 512 * 1024 * 1024
CPU_S = 10  # for each picture
OPAQUE = ("RGB", "L", "CMYK", "YCbCr", "LAB")
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


class TooLarge(Exception):
    pass


def confine() -> None:
    """Take from this process what a picture has no use for."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (32, 32))


def allow_time() -> None:
    """Give the next picture its own CPU_S seconds; the kernel ends the process when they are over."""
    spent = resource.getrusage(resource.RUSAGE_SELF)
    limit = math.ceil(spent.ru_utime + spent.ru_stime) + CPU_S
    resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.RLIM_INFINITY))


def opened(data: bytes) -> Image.Image:
    """The picture's header, read by the one decoder its first bytes call for."""
    if data[4:8] == b"ftyp":
        import pillow_heif  # 30 ms that most batches save

        pillow_heif.register_heif_opener(decode_threads=1, thumbnails=False, depth_images=False, aux_images=False)
    kind = "JPEG" if data[:3] == b"\xff\xd8\xff" else "PNG" if data[:4] == b"\x89PNG" else "WEBP"
    image = Image.open(io.BytesIO(data), formats=["HEIF" if data[4:8] == b"ftyp" else kind])
    check_pixels(image)
    return image


def check_pixels(image: Image.Image) -> None:
    if image.width * image.height > MAX_PIXELS:
        raise TooLarge


def orientation(image: Image.Image) -> int:
    """EXIF orientation, 1 to 8; 1 where it is missing or broken."""
    try:
        return int(image.getexif().get(0x0112, 1))
    except Exception:  # a broken EXIF block says nothing, and is not kept anyway
        return 1


def shrunk(image: Image.Image, longest_px: int) -> Image.Image:
    scale = longest_px / max(image.size)
    if scale >= 1:
        return image
    size = max(1, round(image.width * scale)), max(1, round(image.height * scale))
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)


def flat(image: Image.Image) -> Image.Image:
    """`image` at no more than FULL_PX, without transparency (white shows through), in a mode of 8 bits."""
    if image.mode.startswith("I;16") or image.mode == "I":
        image = image.point(lambda value: value / 256).convert("L")
    elif image.mode not in (*OPAQUE, "RGBA", "LA"):
        image = image.convert("RGBA" if image.mode in ("P", "PA", "La", "RGBa") else "RGB")
    image = shrunk(image, FULL_PX)
    if image.mode not in ("RGBA", "LA"):
        return image
    opaque = Image.new("RGB", image.size, "white")
    opaque.paste(image.convert("RGBA"), mask=image.getchannel("A"))
    return opaque


def in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    if profile:
        with contextlib.suppress(Exception):  # a broken profile: the plain conversion below
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            moved = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
            return moved or image.convert("RGB")
    return image.convert("RGB")


def bare_jpeg(image: Image.Image) -> bytes:
    """A JPEG of the pixels and nothing else: a fresh image carries no notes of the old one."""
    fresh = Image.new("RGB", image.size)
    fresh.paste(image)
    out = io.BytesIO()
    fresh.save(out, "JPEG", quality=82, optimize=True, progressive=True)
    return out.getvalue()


def cleaned(data: bytes) -> tuple[tuple[int, int], bytes, bytes]:
    """Size in pixels, full JPEG, thumbnail JPEG. Raises TooLarge, MemoryError, or whatever the decoder raises."""
    image = opened(data)
    turn = UPRIGHT.get(orientation(image))
    profile = image.info.get("icc_profile")
    if image.format in ("JPEG", "MPO"):
        image.draft(None, (FULL_PX, FULL_PX))  # decode no more pixels than are kept
    image.load()
    check_pixels(image)
    full = in_srgb(flat(image), profile)
    image.close()
    if turn is not None:
        full = full.transpose(turn)
    return full.size, bare_jpeg(full), bare_jpeg(shrunk(full, THUMB_PX))


def answer(data: bytes) -> tuple[dict[str, Any], bytes, bytes]:
    try:
        (width, height), full, thumb = cleaned(data)
    except TooLarge:
        return {"ok": False, "why": "too_large"}, b"", b""
    except MemoryError:
        return {"ok": False, "why": "too_much"}, b"", b""
    except Exception:
        return {"ok": False, "why": "unreadable"}, b"", b""
    return ({"ok": True, "width": width, "height": height, "full": len(full), "thumb": len(thumb)}, full, thumb)


def serve(source: BinaryIO, out: BinaryIO) -> None:
    while prefix := source.read(4):
        data = source.read(struct.unpack(">I", prefix)[0])
        allow_time()
        header, full, thumb = answer(data)
        encoded = json.dumps(header).encode()
        out.write(struct.pack(">I", len(encoded)) + encoded + full + thumb)
        out.flush()


if __name__ == "__main__":
    os.environ["MALLOC_ARENA_MAX"] = "1"
    confine()
    Image.MAX_IMAGE_PIXELS = None  # our own limit is checked from the header
    serve(sys.stdin.buffer, sys.stdout.buffer)
