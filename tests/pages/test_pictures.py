"""Pictures of pages: what an editor uploads is taken in bare, and what a page shows is there."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Pixels
from wagtail.images.models import Image

from civic.accounts.enums import Role
from civic.core.images import is_bare_jpeg
from tests.factories.accounts import staff
from tests.factories.pages import a_news_page, a_paper, a_picture

pytestmark = pytest.mark.django_db


def a_photo_with_notes(kind="JPEG"):
    """As a phone makes it: the exif says which camera, and where."""
    exif = Pixels.Exif()
    exif[0x010F] = "SECRET-CAMERA"
    out = io.BytesIO()
    Pixels.new("RGB", (40, 30), "teal").save(out, kind, exif=exif)
    return out.getvalue()


def stored(file):
    with file.storage.open(file.name) as opened:
        return opened.read()


def upload(client, data, name="bridge.jpg"):
    client.force_login(staff(Role.EDITOR).user)
    sent = {"title": "The bridge", "file": SimpleUploadedFile(name, data, "image/jpeg"), "collection": "1"}
    return client.post("/cms/images/add/", sent)


@pytest.mark.parametrize(("kind", "name"), [("JPEG", "bridge.jpg"), ("PNG", "bridge.png"), ("WEBP", "bridge.webp")])
def test_a_picture_that_an_editor_uploads_keeps_nothing_but_its_pixels(client, kind, name):
    data = a_photo_with_notes(kind)
    assert b"SECRET-CAMERA" in data

    assert upload(client, data, name).status_code == 302

    image = Image.objects.get()
    assert is_bare_jpeg(stored(image.file))
    assert b"SECRET-CAMERA" not in stored(image.get_rendition("width-20|format-jpeg").file)
    assert (image.width, image.height) == (40, 30)
    assert re.fullmatch(r"original_images/bridge\w*\.jpg", image.file.name)


def test_a_file_that_passes_for_a_picture_is_refused_in_words(client):
    answer = upload(client, b"\xff\xd8\xff\xe0" + b"nothing" * 40)

    assert "bridge.jpg" in answer.context["form"].errors["file"][0]
    assert not Image.objects.exists()


def test_a_changed_title_leaves_the_picture_as_it_is(client):
    upload(client, a_photo_with_notes())
    image = Image.objects.get()

    client.post(f"/cms/images/{image.pk}/", {"title": "The mended bridge", "collection": "1"})

    before = image.file.name
    image.refresh_from_db()
    assert (image.title, image.file.name) == ("The mended bridge", before)


def test_a_page_shows_its_picture_to_everyone(client):
    image = a_picture().image
    page = a_news_page(image=image)

    address = re.search(r'src="(/media/images/[^"]+)"', client.get(page.url).content.decode())[1]
    answer = client.get(address)

    assert Pixels.open(io.BytesIO(answer.content)).format == "JPEG"
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "public" in answer["Cache-Control"]


def test_the_uploaded_file_itself_and_residents_photos_have_no_address_there(client):
    image = a_picture().image
    name = image.file.name.rpartition("/")[2]

    for address in (f"/media/{image.file.name}", f"/media/images/{name}", "/media/private/reports/x.jpg", "/media/"):
        assert client.get(address).status_code == 404


def test_a_paper_that_a_page_links_to_can_be_opened(client):
    answer = client.get(a_paper().url)

    assert b"".join(answer.streaming_content) == b"%PDF-1.4"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'"
