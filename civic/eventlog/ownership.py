"""Two database roles: one owns the tables and migrates, the other serves and can't rewrite the log."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Warning
from django.db import connections
from psycopg import sql

LOG_TABLE = "eventlog_event"


def grant_app_role(*, using: str = "default") -> None:
    """Let the serving role read and write rows of every table, but only read and add to the log.

    Does nothing when the serving role does not exist or is itself the one that migrates.
    """
    role = sql.Identifier(settings.CIVIC_APP_ROLE)
    with connections[using].cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM pg_roles WHERE rolname = %s AND rolname <> current_user", [settings.CIVIC_APP_ROLE]
        )
        if cursor.fetchone() is None:
            return
        for statement in (
            "GRANT USAGE ON SCHEMA public TO {role}",
            "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
            "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
        ):
            cursor.execute(sql.SQL(statement).format(role=role))
        cursor.execute("SELECT to_regclass(%s)", [LOG_TABLE])
        row = cursor.fetchone()
        if row and row[0]:
            cursor.execute(
                sql.SQL("REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {role}").format(
                    table=sql.Identifier(LOG_TABLE), role=role
                )
            )


def app_role_cannot_truncate(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Warn when the role that serves could rewrite the log (it owns the table)."""
    found: list[CheckMessage] = []
    for using in kwargs.get("databases") or []:
        with connections[using].cursor() as cursor:
            cursor.execute("SELECT has_table_privilege(to_regclass(%s), 'TRUNCATE')", [LOG_TABLE])
            row = cursor.fetchone()
        if row and row[0]:
            found.append(
                Warning(
                    "The database role that serves can empty the event log.",
                    hint="Migrate as an owner role and serve as another; deploy/README.md shows how.",
                    id="eventlog.W001",
                )
            )
    return found
