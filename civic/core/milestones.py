"""Things that are done once per database, such as filling the demo."""

from django.db import models

from civic.core import clock


class Milestone(models.Model):
    """A named point that this database has passed."""

    name = models.CharField(max_length=80, primary_key=True)
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return self.name


def passed(name: str) -> bool:
    """Whether the database has passed the milestone `name`."""
    return Milestone.objects.filter(pk=name).exists()


def pass_milestone(name: str) -> None:
    """Note that `name` is done; a second time changes nothing."""
    Milestone.objects.get_or_create(pk=name)
