"""A stored file goes to a browser locked to its type, by the application or by nginx on its word."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.db.models import FileField
from django.db.models.fields.files import FieldFile

from civic.core.errors import NotFound
from civic.core.sending import send_file


@pytest.fixture
def stored(tmp_path):
    """What a row's file field gives: a file in a folder, saved under a name with a space."""
    file = FieldFile(instance=None, field=FileField(storage=FileSystemStorage(tmp_path)), name=None)
    file.name = file.storage.save("private/a b.jpg", ContentFile(b"pixels"))
    return file


def test_the_file_is_sent_and_can_do_nothing_but_be_seen(stored):
    response = send_file(stored, content_type="image/jpeg", name="x.jpg")

    assert response.content == b"pixels"
    assert response["Content-Type"] == "image/jpeg"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"] == 'inline; filename="x.jpg"'


def test_behind_nginx_only_its_inside_address_is_named(stored, settings):
    settings.CIVIC_ACCEL_MEDIA = "/media-inside/"

    response = send_file(stored, content_type="image/jpeg", name="x.jpg")

    assert response["X-Accel-Redirect"] == f"/media-inside/{stored.name}".replace(" ", "%20")
    assert response.content == b""


def test_a_file_that_is_gone_is_not_found(stored):
    stored.storage.delete(stored.name)

    with pytest.raises(NotFound):
        send_file(stored, content_type="image/jpeg", name="x.jpg")
