from django.core.management import call_command
from procrastinate.contrib.django import app

from civic.pages.actions.announce_faq import announce_faq
from civic.pages.models import FaqPage


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
