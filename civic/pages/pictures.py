"""Pictures of pages: taken in bare, and shown in the sizes that pages ask for."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm
from wagtail.images.models import Rendition

from civic.core.errors import require
from civic.core.images import BadPhotos, clean_photos
from civic.core.sending import send_file

KEPT_S = 86_400
CONTENT_TYPES = {"jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "webp": "image/webp"}


class BareImageField(WagtailImageField):
    """An upload to the CMS goes the way of residents' photos, since Wagtail copies a camera's notes, where the picture
    was taken among them, into every size it makes."""

    def to_python(self, data: UploadedFile[Any] | None) -> Any:
        if data:
            try:
                [clean] = clean_photos([data])
            except BadPhotos as error:
                raise ValidationError([str(line) for line in error.fields["photos"]]) from error
            stem = clean.name.rpartition(".")[0] or clean.name
            data = SimpleUploadedFile(f"{stem}.jpg", clean.full, "image/jpeg")
        return super().to_python(data)


class BareImageForm(BaseImageForm):
    """How the CMS takes a picture."""

    file = BareImageField(label=_("File"), widget=BaseImageForm.Meta.widgets["file"])


@require_safe
def picture(request: HttpRequest, name: str) -> HttpResponse:
    """One size of a picture, as Wagtail made it for a page; never the file that was uploaded."""
    rendition = Rendition.objects.filter(file=f"images/{name}").first()
    content_type = CONTENT_TYPES.get(name.rpartition(".")[2].lower())
    require(rendition is not None and content_type)
    assert rendition is not None and content_type is not None  # noqa: S101
    response = send_file(rendition.file, content_type=content_type, name=name)
    patch_cache_control(response, public=True, max_age=KEPT_S)
    return response
