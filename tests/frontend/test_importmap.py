import base64
import hashlib
import json
import re
from pathlib import Path

from django.contrib.staticfiles.storage import ManifestStaticFilesStorage, staticfiles_storage
from django.core.files.storage import FileSystemStorage
from django.template.loader import render_to_string
from django.test import RequestFactory

from frontend import importmap

SOURCES = Path(importmap.__file__).parent / "static"


def test_the_map_names_every_module_in_order():
    names = list(json.loads(importmap.build())["imports"])

    assert names == sorted(f"civic/{path.stem}" for path in importmap.MODULES.glob("*.js"))


def test_the_hash_is_that_of_the_very_bytes_on_the_page():
    page = render_to_string("base.html", request=RequestFactory().get("/"))
    inline = re.findall(r'<script type="importmap">(.*?)</script>', page, re.DOTALL)

    digest = base64.b64encode(hashlib.sha256(inline[0].encode()).digest()).decode()

    assert (len(inline), importmap.csp_hash()) == (1, f"'sha256-{digest}'")


def test_two_pages_hold_the_same_map():
    pages = [render_to_string("base.html", request=RequestFactory().get(path)) for path in ("/", "/reports/?q=<x>")]
    maps = [re.findall(r"<script type=\"importmap\">.*?</script>", page) for page in pages]

    assert maps[0] == maps[1] != []


def test_hashed_addresses_are_used_where_there_is_a_manifest(tmp_path, monkeypatch):
    storage = ManifestStaticFilesStorage(location=tmp_path, base_url="/static/")
    own = FileSystemStorage(location=SOURCES)
    paths = [str(path.relative_to(SOURCES)) for path in SOURCES.rglob("*.*")]
    for path in paths:
        storage.save(path, own.open(path))
    list(storage.post_process({path: (storage, path) for path in paths}))
    monkeypatch.setattr(staticfiles_storage, "_wrapped", storage)
    monkeypatch.setattr("django.conf.settings.DEBUG", False)

    imports = json.loads(importmap.build())["imports"]

    assert re.fullmatch(r"/static/frontend/js/start\.[0-9a-f]{12}\.js", imports["civic/start"])


def test_a_file_the_manifest_does_not_know_has_its_plain_address(monkeypatch):
    def unknown(path):
        raise ValueError(path)

    monkeypatch.setattr(importmap, "static", unknown)

    assert importmap.static_url("frontend/css/civic.css") == "/static/frontend/css/civic.css"
