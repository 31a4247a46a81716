"""A job joins the transaction of whoever defers it: in a request, in a command, and in another job.

Procrastinate's worker talks to its queue over connections of its own. What a job deferred there was committed at once:
it could run before the rows it is about were there, find nothing and count as done; and it stayed behind when those
rows were rolled back. Here the worker fetches and finishes jobs its own way, and defers them as Django's connection.
"""

from __future__ import annotations

from procrastinate import App
from procrastinate.connector import BaseConnector
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.utils import connector_params
from procrastinate.psycopg_connector import PsycopgConnector


class WorkerConnector(PsycopgConnector):
    """Asynchronously, the worker's own pool; synchronously, so from within a job, the connection of that job."""

    def __init__(self, rows: DjangoConnector) -> None:
        super().__init__(kwargs=connector_params(rows.alias))
        self._rows = rows

    def get_sync_connector(self) -> BaseConnector:
        return self._rows


class TransactionConnector(DjangoConnector):
    """Django's connection, which knows what its worker needs."""

    def get_worker_connector(self) -> WorkerConnector:
        return WorkerConnector(self)


def join_transactions(app: App) -> None:
    """Called by procrastinate when its app is ready (PROCRASTINATE_ON_APP_READY)."""
    app.connector = app.job_manager.connector = TransactionConnector()
