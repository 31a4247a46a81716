from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from civic.core.retention import duties, forget


class Command(BaseCommand):
    help = "Forget what has been kept long enough, as the nightly jobs do. With --dry-run: only say how much there is."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        done = forget(dry_run=options["dry_run"])
        for duty in duties():
            self.stdout.write(f"{done[duty.name]:>7}  {duty.words}  ({duty.name})")
        self.stdout.write("Nothing was changed." if options["dry_run"] else "Done.")
