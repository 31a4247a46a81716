"""How tests send a report and its photos."""

from __future__ import annotations

import io
import json
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

URL = "/api/v1/reports/"


def post(client: Client, data: Any, **headers: str) -> Any:
    return client.post(URL, json.dumps(data), content_type="application/json", headers=headers)


def a_photo(name: str = "hole.jpg", size: tuple[int, int] = (400, 300)) -> SimpleUploadedFile:
    file = io.BytesIO()
    Image.new("RGB", size, "grey").save(file, "JPEG")
    return SimpleUploadedFile(name, file.getvalue(), "image/jpeg")
