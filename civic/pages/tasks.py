import datetime as dt

from django.core.management import call_command
from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Concat
from procrastinate.contrib.django import app

from civic.core import clock
from civic.core.retention import forget as forget_in
from civic.core.retention import forgets
from civic.pages.actions.announce_faq import announce_faq
from civic.pages.models import FaqPage, FaqVote

DEVICE = dt.timedelta(days=30)


@app.periodic(cron="*/1 * * * *")
@app.task(name="pages.announce_missed", queueing_lock="pages.announce_missed")
def announce_missed(timestamp: int) -> int:
    """Announce pages that went live while the announcement was lost (a fault between publishing and telling)."""
    lost = FaqPage.objects.live().filter(source__announced_at__isnull=True, source__isnull=False)
    return sum(announce_faq(page=page) for page in lost)


@app.periodic(cron="*/5 * * * *")
@app.task(name="pages.publish_scheduled", queueing_lock="pages.publish_scheduled")
def publish_scheduled(timestamp: int) -> None:
    """Publish and hide what editors have set a time for."""
    call_command("publish_scheduled")


@app.periodic(cron="37 4 * * *")
@app.task(name="pages.forget", queueing_lock="pages.forget")
def forget(timestamp: int) -> None:
    """Every night."""
    forget_in("pages")


@forgets("pages.devices", f"on which device somebody found an answer useful, after {DEVICE.days} days; sums stay")
def devices() -> int:
    old = FaqVote.objects.filter(who__startswith="device:", at__lt=clock.now() - DEVICE)
    return old.update(who=Concat(Value("gone:"), Cast(F("pk"), CharField())))
