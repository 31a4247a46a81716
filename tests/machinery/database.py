"""The test database: a clone of a migrated template, and rows put back after each test that commits."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import TransactionTestCase
from psycopg import sql

TEMPLATE_LOCK = 0x_C1_71C
TEMPLATES_KEPT = 6
EXTENSIONS = ("postgis", "pg_trgm", "unaccent", "btree_gist")
# Kept as they are: what is the same in every test, and the row by which a running worker is known.
UNTOUCHED = ("django_migrations", "procrastinate_workers")


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest, django_test_environment: None, django_db_blocker: Any
) -> Iterator[None]:
    """Takes the place of pytest-django's: clones the template, and replaces the flush after transactional tests."""
    with django_db_blocker.unblock():
        name = _own_name(request)
        template = ensure_template()
        with server() as db:
            _drop(db, name)
            db.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template)))
        point_connection_at(name)
        baseline = Baseline()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda self: baseline.restore())
        yield
    with django_db_blocker.unblock():
        connection.close()
        with server() as db:
            _drop(db, name)


def _own_name(request: pytest.FixtureRequest) -> str:
    worker = getattr(request.config, "workerinput", {}).get("workerid", "")
    name = settings.DATABASES["default"]["TEST"]["NAME"]
    return f"{name}_{worker}" if worker else str(name)


@contextmanager
def server() -> Iterator[psycopg.Connection[Any]]:
    """A connection to the server's `postgres` database, outside any transaction."""
    wanted = settings.DATABASES["default"]
    address = {"host": wanted["HOST"], "port": wanted["PORT"], "user": wanted["USER"], "password": wanted["PASSWORD"]}
    with psycopg.connect(dbname="postgres", autocommit=True, **{k: v for k, v in address.items() if v}) as db:
        yield db


def point_connection_at(name: str) -> None:
    """Let Django's connection use the database `name` from now on."""
    connection.close()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name


def _drop(db: psycopg.Connection[Any], name: str) -> None:
    db.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def ensure_template() -> str:
    """The name of a database that is migrated and nothing else; built once per set of migrations."""
    name = f"civic_template_{migrations_digest()}"
    with server() as db:
        db.execute("SELECT pg_advisory_lock(%s)", [TEMPLATE_LOCK])
        if not db.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            build_template(db, name)
    return name


def migrations_digest() -> str:
    """A hash of every migration of every app, and of what runs after migrating."""
    whole = hashlib.sha256(Path(__file__).read_bytes())
    for config in sorted(apps.get_app_configs(), key=lambda config: config.label):
        folder = Path(config.path)
        after = [*folder.glob("ownership.py"), *folder.glob("first_pages.py"), *folder.glob("actions/ensure_site.py")]
        for file in sorted([*folder.glob("migrations/*.py"), *after]):
            whole.update(file.name.encode() + file.read_bytes())
    return whole.hexdigest()[:12]


def build_template(db: psycopg.Connection[Any], name: str) -> None:
    """Migrate an empty database and give it its name only when it is complete; drop the oldest templates."""
    making = f"{name}_making"
    _drop(db, making)
    db.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(making)))
    point_connection_at(making)
    with connection.cursor() as cursor:
        for extension in EXTENSIONS:
            cursor.execute(f"CREATE EXTENSION IF NOT EXISTS {extension}")
    call_command("migrate", interactive=False, verbosity=0)
    with connection.cursor() as cursor:  # what migrations deferred is the worker's business, not the tests'
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_events, procrastinate_periodic_defers")
    connection.close()
    db.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(making), sql.Identifier(name)))
    found = db.execute("SELECT datname FROM pg_database WHERE datname ~ '^civic_template_[0-9a-f]+$' ORDER BY oid DESC")
    for (old,) in found.fetchall()[TEMPLATES_KEPT:]:
        _drop(db, old)


class Baseline:
    """The rows that the migrations made. After a test that commits, `restore()` brings every table back to them.

    Needs the right to set `session_replication_role` (a superuser, or granted to the owner in the test cluster):
    it lets rows go in any order and past the log's own trigger.
    """

    def __init__(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(TABLES, [list(UNTOUCHED)])
            columns: dict[str, str] = dict(cursor.fetchall())
            cursor.execute(_which(columns, lambda table: f"EXISTS (SELECT 1 FROM {table})"))
            filled = [table for (table,) in cursor.fetchall()]
            cursor.execute("CREATE SCHEMA baseline")
            self.put_back = {}
            for number, table in enumerate(filled):
                copy, names = f"baseline.t{number}", columns[table]
                cursor.execute(f"CREATE TABLE {copy} AS SELECT {names} FROM {table}")
                insert = f"INSERT INTO {table} ({names}) OVERRIDING SYSTEM VALUE"
                self.put_back[table] = f"{insert} SELECT {names} FROM {copy}"
            sums = {table: self._sum(cursor, table) for table in filled}
        self.changed = _which(
            columns,
            lambda table: (
                f"{_summed(table)} IS DISTINCT FROM {sums[table]}"
                if table in sums
                else f"EXISTS (SELECT 1 FROM {table})"
            ),
        )

    def _sum(self, cursor: Any, table: str) -> int:
        cursor.execute(f"SELECT {_summed(table)}")
        return int(cursor.fetchone()[0])

    def restore(self) -> None:
        """Delete what was added and put back what was there, in tables that changed."""
        with connection.cursor() as cursor:
            cursor.execute(self.changed)
            changed = [table for (table,) in cursor.fetchall()]
            if not changed:
                return
            script = ["BEGIN", "SET LOCAL lock_timeout = '15s'", "SET LOCAL session_replication_role = replica"]
            script += [f"DELETE FROM {table}" for table in changed]
            script += [self.put_back[table] for table in changed if table in self.put_back]
            cursor.execute(";\n".join([*script, "COMMIT"]))


# Ordinary tables of ours (not of an extension), with the columns that can be written.
TABLES = """
SELECT format('%%I.%%I', n.nspname, c.relname), string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum)
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname NOT IN ('pg_catalog', 'information_schema')
  AND NOT c.relname = ANY(%s)
  AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
GROUP BY 1 ORDER BY 1
"""


def _which(tables: dict[str, str], condition: Callable[[str], str]) -> str:
    """One query that names the tables for which `condition` holds."""
    return "\nUNION ALL ".join(f"SELECT '{table}' WHERE {condition(table)}" for table in tables)


def _summed(table: str) -> str:
    """A number that stands for the rows of `table`, whatever their order."""
    return f"(SELECT coalesce(sum(hashtextextended(t::text, 0)), 0) FROM {table} t)"
