import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.files.storage import FileSystemStorage

from civic.core.static_files import Paths, StaticStorage, join_sheets

LONGEST = 250
SHEETS = Path(settings.BASE_DIR) / "frontend" / "static" / "frontend" / "css"


@pytest.fixture
def ours() -> Paths:
    """Our own static files, as collectstatic hands them over."""
    found = {name: (storage, name) for finder in get_finders() for name, storage in finder.list([])}
    return {name: at for name, at in found.items() if name.startswith("frontend/")}


def pressed(paths: Paths, into: Path) -> dict[str, str]:
    storage = StaticStorage(location=into, base_url="/static/")
    for name, (source, path) in paths.items():
        with source.open(path) as file:
            storage.save(name, file)
    done = [found for found in storage.post_process(dict(paths)) if not found[1].endswith((".br", ".gz"))]
    return {name: (into / hashed).read_text() for name, hashed, _ in done if name.endswith(".css")}


def test_a_sheet_of_a_page_is_one_file_without_imports(ours, tmp_path):
    sheets = pressed(ours, tmp_path)

    assert [name for name, text in sheets.items() if "@import" in text] == []
    assert "--brand:" in sheets["frontend/css/civic.css"]


def test_addresses_in_a_joined_sheet_lead_to_the_same_file(ours, tmp_path):
    joined = pressed(ours, tmp_path)["frontend/css/civic.css"]

    addresses = set(re.findall(r'url\("(.+?)"\)', joined))

    assert {re.sub(r"\.[0-9a-f]{12}\.", ".", address) for address in addresses} == {"../img/river.svg"}
    assert [at for at in addresses if not (tmp_path / "frontend/css" / at).resolve().exists()] == []


def test_a_second_gathering_joins_the_sources_again(ours, tmp_path):
    first = pressed(ours, tmp_path / "one")

    storage = StaticStorage(location=tmp_path / "one", base_url="/static/")
    list(storage.post_process(dict(ours)))

    assert (tmp_path / "one/frontend/css/civic.css").read_text() == join_sheets("frontend/css/civic.css", ours)
    assert "@import" not in first["frontend/css/civic.css"]


def test_sheets_are_joined_in_the_order_of_their_imports(tmp_path):
    (tmp_path / "parts").mkdir()
    (tmp_path / "all.css").write_text('@import url("parts/b.css");\n@import url("parts/a.css");\nlast {}\n')
    (tmp_path / "parts/a.css").write_text('a { background: url("../../x.svg"); }\n')
    (tmp_path / "parts/b.css").write_text('b { background: url("data:,"); mask: url("#here"); }\n')
    source = FileSystemStorage(location=tmp_path)
    paths: Paths = {f"css/{name}": (source, name) for name in ("all.css", "parts/a.css", "parts/b.css")}

    assert join_sheets("css/all.css", paths) == (
        'b { background: url("data:,"); mask: url("#here"); }\na { background: url("../x.svg"); }\nlast {}\n'
    )


def test_no_sheet_is_longer_than_a_person_reads():
    lengths = {path.name: len(path.read_text().splitlines()) for path in SHEETS.rglob("*.css")}

    assert {name: n for name, n in lengths.items() if n > LONGEST} == {}


def test_every_part_is_in_the_sheet_of_all_pages():
    named = re.findall(r'@import url\("civic/(.+?)"\)', (SHEETS / "civic.css").read_text())

    assert sorted(named) == sorted(path.name for path in (SHEETS / "civic").glob("*.css"))
