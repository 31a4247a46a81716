"""Photos come in from anyone; what is kept is upright pixels and nothing else."""

import io
import struct
import subprocess
import sys
import time
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from civic.core import images
from civic.core.errors import Invalid, TooFast
from civic.core.images import BadPhotos, clean_photos, display_name, is_bare_jpeg
from tests.core.pictures import CORNERS, SECRET, corners, photo, png_bomb, profile, upright

EXTENSION = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "HEIF": "heic"}
TELLTALES = [
    SECRET,
    b"Exif",
    b"xpacket",
    b"adobe",
    b"Photoshop",
    b"8BIM",
    b"acsp",
    b"ICC_PROFILE",
    b"GPS",
    b"2026:03",
    b"ftyp",
]


def upload(name, data):
    return SimpleUploadedFile(name, data)


def encoded(image, kind, **options):
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def refusals(*files):
    with pytest.raises(Invalid) as caught:
        clean_photos([upload(name, data) for name, data in files])
    return [str(line) for line in caught.value.fields["photos"]]


def test_of_forty_photos_not_one_metadata_byte_comes_out_and_all_are_upright():
    kinds = ["JPEG", "JPEG", "PNG", "WEBP", "HEIF"]
    batches = [[(kind, orientation) for kind in kinds] for orientation in range(1, 9)]

    for batch in batches:
        sent = [photo(kind, orientation) for kind, orientation in batch]
        assert all(SECRET in data for data in sent)
        cleaned = clean_photos(
            [upload(f"{n}.{EXTENSION[k]}", data) for n, ((k, _o), data) in enumerate(zip(batch, sent, strict=True))]
        )

        assert len(cleaned) == 5
        for (kind, orientation), made in zip(batch, cleaned, strict=True):
            for data in (made.full, made.thumb):
                opened = Image.open(io.BytesIO(data))
                assert is_bare_jpeg(data)
                assert not [trace for trace in TELLTALES if trace in data], (kind, orientation)
                assert not opened.getexif()
                assert set(opened.info) <= {
                    "jfif",
                    "jfif_version",
                    "jfif_unit",
                    "jfif_density",
                    "progressive",
                    "progression",
                }
                assert corners(opened) == list(CORNERS), (kind, orientation)
            assert (made.width, made.height) == (96, 64)


def test_photo_is_made_no_larger_than_2048_pixels_and_its_thumb_no_larger_than_480():
    [made] = clean_photos([upload("a.jpg", encoded(upright(4000, 3000), "JPEG"))])

    assert (made.width, made.height) == (2048, 1536)
    assert Image.open(io.BytesIO(made.full)).size == (2048, 1536)
    assert Image.open(io.BytesIO(made.thumb)).size == (480, 360)


def test_small_photo_is_not_blown_up():
    [made] = clean_photos([upload("a.png", encoded(upright(40, 20), "PNG"))])

    assert (made.width, made.height) == (40, 20)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "CMYK"])
def test_every_mode_of_pixels_becomes_plain_colour(mode):
    kind = "JPEG" if mode == "CMYK" else "PNG"
    image = Image.new("I;16", (40, 20), 40_000) if mode == "I;16" else upright(40, 20).convert(mode)

    [made] = clean_photos([upload(f"a.{EXTENSION[kind]}", encoded(image, kind))])

    assert Image.open(io.BytesIO(made.full)).mode == "RGB"


def test_transparent_parts_become_white():
    [made] = clean_photos([upload("a.png", encoded(Image.new("RGBA", (20, 20), (0, 0, 0, 0)), "PNG"))])

    assert Image.open(io.BytesIO(made.full)).getpixel((10, 10)) == (255, 255, 255)


def test_colours_of_another_profile_are_brought_to_srgb():
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    xyz = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ")).tobytes()
    for strange in (profile(), lab, xyz, b"no profile at all", profile()[:200]):
        [made] = clean_photos([upload("a.png", encoded(upright(), "PNG", icc_profile=strange))])

        assert is_bare_jpeg(made.full)


def test_photo_whose_exif_is_broken_is_kept_without_it():
    jpeg = photo("JPEG", 6).replace(b"Exif\0\0MM", b"Exif\0\0XX")

    [made] = clean_photos([upload("a.jpg", jpeg)])

    assert SECRET not in made.full


def test_photo_without_an_extension_is_taken_for_what_it_is():
    assert clean_photos([upload("blob", photo("PNG"))])[0].name == "blob"


def test_gif_svg_and_other_files_are_refused_by_name():
    gif, tiff, bmp = (encoded(upright(), kind) for kind in ("GIF", "TIFF", "BMP"))
    avif = b"\0\0\0\x18ftypavif" + b"\0" * 50
    svg = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"

    assert refusals(("a.gif", gif)) == ["a.gif is not a photo we can read. Use a JPEG, PNG, WEBP or HEIC picture."]
    for data in (svg, tiff, bmp, avif, b"%PDF-1.7", b"GIF89a", b"\0" * 100, b"PK\x03\x04", b"%!PS-Adobe EPSF", b"x"):
        assert "is not a photo" in refusals(("a.jpg", data))[0]


def test_picture_with_the_name_of_another_kind_is_refused():
    assert refusals(("cat.png", photo("JPEG"))) == [
        "cat.png is not the kind of picture its name says. Save it as a JPEG and choose it again."
    ]
    assert "kind of picture" in refusals(("a.html", photo("JPEG")))[0]


def test_bomb_is_refused_by_name_and_in_no_time():
    started = time.perf_counter()

    assert refusals(("bomb.png", png_bomb())) == [
        "bomb.png is too large a picture. Use one of 40 million pixels or fewer."
    ]
    assert time.perf_counter() - started < 10


def test_bomb_that_fits_the_pixels_but_not_the_data_is_refused():
    assert "damaged" in refusals(("bomb.png", png_bomb(6000, 6000)))[0]


def test_bomb_of_compressed_text_is_refused_or_left_behind():
    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    plain = encoded(upright(), "PNG")
    text = chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"x" * 200_000_000))
    bomb = plain[:33] + text + plain[33:]

    try:
        [made] = clean_photos([upload("text.png", bomb)])
    except BadPhotos as refused:
        assert "text.png" in str(refused.fields["photos"][0])
    else:
        assert is_bare_jpeg(made.full)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_truncated_picture_is_refused_by_name(kind):
    whole = encoded(Image.effect_noise((300, 300), 60).convert("RGB"), kind)
    name = f"half.{EXTENSION[kind]}"

    assert refusals((name, whole[: len(whole) // 2])) == [
        f"{name} is damaged or not complete, so we can’t read it. Choose another picture."
    ]


def test_polyglot_leaves_its_other_half_behind():
    page = b"<script>alert(1)</script>"
    archive = b"PK\x03\x04" + page
    in_comment = encoded(upright(), "JPEG", comment=page)

    for data in (photo("JPEG") + archive, in_comment):
        [made] = clean_photos([upload("a.jpg", data)])
        assert b"script" not in made.full + made.thumb
        assert b"PK\x03\x04" not in made.full + made.thumb
    assert "is not a photo" in refusals(("a.jpg", page + photo("JPEG")))[0]


def test_empty_and_heavy_files_are_refused_before_anything_is_opened(monkeypatch):
    monkeypatch.setattr(images, "_run_child", lambda pictures: pytest.fail("nothing is to be opened"))

    assert refusals(("none.jpg", b""), ("big.jpg", b"\xff\xd8\xff" + b"x" * (10 * 1024 * 1024))) == [
        "none.jpg is empty. Choose it again.",
        "big.jpg is larger than 10 MB. Choose a smaller picture.",
    ]


def test_sixth_photo_is_refused():
    assert refusals(*[("a.jpg", b"x")] * 6) == ["Choose no more than 5 photos."]


def test_no_photo_is_no_work(monkeypatch):
    monkeypatch.setattr(images, "_run_child", lambda pictures: pytest.fail("nothing is to be opened"))

    assert clean_photos([]) == []


def test_good_photos_beside_bad_ones_are_handed_on():
    with pytest.raises(BadPhotos) as caught:
        clean_photos(
            [
                upload("good.jpg", photo("JPEG")),
                upload("bad.jpg", photo("JPEG")[:400]),
                upload("fine.png", photo("PNG")),
            ]
        )

    assert [made.name for made in caught.value.clean] == ["good.jpg", "fine.png"]
    assert len(caught.value.fields["photos"]) == 1


def test_picture_that_brings_the_child_down_is_refused_and_the_others_are_opened(monkeypatch):
    real = images._run_child
    calls = []

    def dies_at_second(pictures):
        calls.append(len(pictures))
        return real(pictures[:1]) if len(pictures) == 3 else b"" if len(pictures) == 2 else real(pictures)

    monkeypatch.setattr(images, "_run_child", dies_at_second)

    with pytest.raises(BadPhotos) as caught:
        clean_photos(
            [upload("a.jpg", photo("JPEG")), upload("killer.jpg", photo("JPEG")), upload("c.jpg", photo("JPEG"))]
        )

    assert calls == [3, 2, 1]
    assert [made.name for made in caught.value.clean] == ["a.jpg", "c.jpg"]
    assert "killer.jpg" in str(caught.value.fields["photos"][0])


def test_child_that_answers_with_more_than_pixels_is_not_believed(monkeypatch):
    dirty = photo("JPEG")
    header = b'{"ok": true, "width": 9, "height": 9, "full": %d, "thumb": %d}' % (len(dirty), len(dirty))
    monkeypatch.setattr(images, "_run_child", lambda pictures: struct.pack(">I", len(header)) + header + dirty * 2)

    assert "damaged" in refusals(("a.jpg", photo("JPEG")))[0]


def test_child_that_never_ends_is_stopped(monkeypatch, tmp_path):
    endless = tmp_path / "endless.py"
    endless.write_text("import time\ntime.sleep(60)\n")
    monkeypatch.setattr(images, "CHILD", endless)
    monkeypatch.setattr(images, "WALL_S", 0.3)

    assert "damaged" in refusals(("a.jpg", photo("JPEG")))[0]


def test_when_too_many_are_opened_at_once_the_next_is_told_to_wait(monkeypatch):
    class Full:
        def acquire(self, timeout):
            return False

    monkeypatch.setattr(images, "_children", Full())

    with pytest.raises(TooFast):
        clean_photos([upload("a.jpg", photo("JPEG"))])


def test_child_is_held_to_its_memory_time_and_files():
    probe = (
        "import importlib.util, sys\n"
        "spec = importlib.util.spec_from_file_location('child', sys.argv[1])\n"
        "child = importlib.util.module_from_spec(spec); spec.loader.exec_module(child)\n"
        "child.confine(); child.allow_time()\n"
        "import resource\n"
        "print(resource.getrlimit(resource.RLIMIT_AS)[0], resource.getrlimit(resource.RLIMIT_CPU)[0],\n"
        "      resource.getrlimit(resource.RLIMIT_FSIZE)[0], 'django' in sys.modules)\n"
        "try:\n    bytearray(600 * 1024 * 1024)\nexcept MemoryError:\n    print('held')\n"
    )

    out = subprocess.run(
        [sys.executable, "-I", "-c", probe, str(images.CHILD)], capture_output=True, text=True, check=True
    )

    memory, cpu_s, file_size, django, held = out.stdout.split()
    assert (int(memory), int(file_size), django, held) == (512 * 1024 * 1024, 0, "False", "held")
    assert 10 <= int(cpu_s) <= 12


def test_forty_million_pixels_are_opened_within_the_memory():
    image = Image.new("RGBA", (7600, 5200), (10, 200, 10, 255))

    [made] = clean_photos([upload("large.png", encoded(image, "PNG", compress_level=1))])

    assert (made.width, made.height) == (2048, 1401)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(list(EXTENSION)), st.data())
def test_damaged_bytes_are_a_clean_photo_or_a_sentence(kind, data):
    whole = bytearray(photo(kind))
    for place in data.draw(st.lists(st.integers(12, len(whole) - 1), min_size=1, max_size=8)):
        whole[place] = data.draw(st.integers(0, 255))

    try:
        [made] = clean_photos([upload(f"a.{EXTENSION[kind]}", bytes(whole))])
    except Invalid as refused:
        assert list(refused.fields) == ["photos"]
    else:
        assert is_bare_jpeg(made.full)
        assert SECRET not in made.full


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("C:\\fakepath\\a.jpg", "a.jpg"),
        ("../../etc/passwd", "passwd"),
        ("a\u202egpj.exe\n", "agpj.exe"),
        ("", "A photo"),
        ("x" * 300 + ".jpg", "x" * 56 + ".jpg"),
    ],
)
def test_name_is_shown_without_folders_tricks_or_length(name, shown):
    assert display_name(name) == shown
