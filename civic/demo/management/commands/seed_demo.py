from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from civic.demo.seed.town import DEFAULT_SEED, build_demo


class Command(BaseCommand):
    help = "Fill an empty database with Carsewell, an invented town, through the same actions that people use."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--seed", type=int, default=DEFAULT_SEED, help="another number makes another town")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.CIVIC_DEMO:
            raise CommandError("The demo is only built where CIVIC_DEMO=1: its people sign in with a public password.")
        say = self.stdout.write if options["verbosity"] > 0 else lambda line: None
        if not build_demo(seed=options["seed"], say=say):
            raise CommandError("The demo is here already. `deploy/run --reset` builds it anew.")
