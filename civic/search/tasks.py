from procrastinate.contrib.django import app

from civic.eventlog.tasks import Patient
from civic.search.actions.reindex import reindex


@app.task(name="search.reindex", retry=Patient())
def reindex_later(subject: str) -> None:
    """Bring the index up to date with one subject."""
    reindex(subject)
