"""manage.py import_areas wards.geojson --kind wards [--replace] [--dry-run]"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from civic.areas.actions.import_areas import import_areas
from civic.areas.enums import ImportKind


class Command(BaseCommand):
    help = "Take in a GeoJSON file of wards, streets, places or postcodes: all of it, or nothing if a feature is bad."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="a GeoJSON FeatureCollection, longitude and latitude (EPSG:4326)")
        parser.add_argument("--kind", required=True, choices=ImportKind.values)
        parser.add_argument("--replace", action="store_true", help="remove rows that the file does not name")
        parser.add_argument("--dry-run", action="store_true", help="say what would be done, and do nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        imported = import_areas(
            collection=_read(options["file"]),
            kind=options["kind"],
            replace=options["replace"],
            dry_run=options["dry_run"],
        )
        for error in imported.errors:
            self.stderr.write(error)
        if imported.errors:
            raise CommandError("Nothing was changed.")
        done = "Would have" if options["dry_run"] else "Have"
        counts = f"created {imported.created}, updated {imported.updated} and removed {imported.removed}"
        self.stdout.write(f"{done} {counts} {imported.kind}.")


def _read(path: Path) -> Any:
    """The parsed file. Raises CommandError in words."""
    try:
        return json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise CommandError(f"{path} can’t be read: {error.strerror}.") from error
    except ValueError as error:
        raise CommandError(f"{path} is no JSON: {error}.") from error
