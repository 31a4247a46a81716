"""Jobs by the clock."""

from __future__ import annotations

from procrastinate.contrib.django import app

from consultations.actions.note_phases import note_phases as note


@app.periodic(cron="*/1 * * * *")
@app.task(name="consultations.note_phases", queueing_lock="consultations.note_phases")
def note_phases(timestamp: int) -> None:
    """Note what opened and closed, so that people are told."""
    note()
