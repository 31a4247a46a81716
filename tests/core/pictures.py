"""Pictures as cameras, phones and attackers make them, drawn here so that none has to be kept."""

import io
import struct
import zlib
from functools import cache

import pillow_heif
from PIL import Image, ImageCms, PngImagePlugin

pillow_heif.register_heif_opener()

SECRET = b"SECRET-7f3a"
CORNERS = {"red": (220, 30, 30), "green": (30, 200, 30), "blue": (30, 30, 220), "white": (250, 250, 250)}
XMP = (
    b'<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
    b'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description exif:GPSLatitude="52,58.2N" '
    b'dc:creator="' + SECRET + b'"/></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
)
STORED_AS = {  # how the upright picture lies in a file whose orientation tag says so
    1: None, 2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}  # fmt: skip


def upright(width=96, height=64, mode="RGB"):
    """Red and green above, blue and white below."""
    image = Image.new("RGB", (width, height))
    boxes = [(0, 0), (width // 2, 0), (0, height // 2), (width // 2, height // 2)]
    for colour, (left, top) in zip(CORNERS.values(), boxes, strict=True):
        image.paste(colour, (left, top, left + width // 2, top + height // 2))
    return image.convert(mode)


def corners(image):
    """The names of the colours at top left, top right, bottom left, bottom right."""
    width, height = image.size
    places = [(1 / 4, 1 / 4), (3 / 4, 1 / 4), (1 / 4, 3 / 4), (3 / 4, 3 / 4)]
    pixels = [image.convert("RGB").getpixel((int(width * x), int(height * y))) for x, y in places]
    return [
        min(CORNERS, key=lambda name: sum(abs(a - b) for a, b in zip(CORNERS[name], p, strict=True))) for p in pixels
    ]


def exif(orientation):
    block = Image.Exif()
    block[0x0112] = orientation
    block[0x010F] = block[0x010E] = block[0x013B] = SECRET.decode()  # maker, description, artist
    block[0x8825] = {1: "N", 2: (52.0, 58.0, 12.3), 3: "W", 4: (0.0, 18.0, 36.0), 27: SECRET}
    block[0x8769] = {0x9003: "2026:03:03 12:00:00", 0x927C: SECRET, 0x9286: SECRET}  # taken at, maker's note, comment
    return block.tobytes()


def profile():
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def with_iptc(jpeg):
    """`jpeg` with a Photoshop block holding a caption and a byline."""
    records = b"".join(b"\x1c\x02" + bytes([tag]) + struct.pack(">H", len(SECRET)) + SECRET for tag in (80, 120))
    block = b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0" + struct.pack(">I", len(records)) + records
    return jpeg[:2] + b"\xff\xed" + struct.pack(">H", len(block) + 2) + block + jpeg[2:]


@cache
def photo(kind, orientation=1, **options):
    """A picture of `kind` with every sort of metadata there is, lying as `orientation` says; the same in one run."""
    turn = STORED_AS[orientation]
    image = upright(**options) if turn is None else upright(**options).transpose(turn)
    out = io.BytesIO()
    if kind == "JPEG":
        image.save(out, "JPEG", quality=95, exif=exif(orientation), xmp=XMP, icc_profile=profile(), comment=SECRET)
        return with_iptc(out.getvalue()) + b"MotionPhoto" + SECRET
    if kind == "PNG":
        notes = PngImagePlugin.PngInfo()
        notes.add_text("Author", SECRET.decode())
        notes.add_itxt("XML:com.adobe.xmp", XMP.decode())
        image.save(out, "PNG", exif=exif(orientation), pnginfo=notes, icc_profile=profile())
    elif kind == "WEBP":
        image.save(out, "WEBP", quality=95, exif=exif(orientation), xmp=XMP, icc_profile=profile())
    else:
        image.save(out, "HEIF", quality=95, exif=exif(orientation), xmp=XMP)
    return out.getvalue()


def png_bomb(width=60_000, height=60_000):
    """A few hundred bytes that say they are 3,600 million pixels."""

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * 100_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
