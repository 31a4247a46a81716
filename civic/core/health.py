"""Is the process up, and is it ready to serve?"""

import os

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse

_migrated = False


def healthz(request: HttpRequest) -> HttpResponse:
    """200 as long as the process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


def readyz(request: HttpRequest) -> HttpResponse:
    """200 when the database, its migrations, the media folder and (in demo mode) the seed are there, else 503."""
    checks = {"database": _database(), "migrations": _migrations(), "media": _media()}
    if settings.CIVIC_DEMO:
        checks["seed"] = _seed()
    ok = all(checks.values())
    return JsonResponse({"ready": ok, **checks}, status=200 if ok else 503)


def _database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return True
    except DatabaseError:
        return False


def _migrations() -> bool:
    global _migrated  # a process never runs older code again, so "migrated" stays true for it
    if not _migrated:
        try:
            executor = MigrationExecutor(connection)
            _migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
        except DatabaseError:
            return False
    return _migrated


def _media() -> bool:
    settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
    return os.access(settings.MEDIA_ROOT, os.W_OK)


def _seed() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM core_milestone WHERE name = 'demo.seeded'")
            row = cursor.fetchone()
        return bool(row and row[0])
    except DatabaseError:
        return False
