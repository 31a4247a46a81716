"""All that a new or updated installation needs, in one process: Django takes seconds to start."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand

from civic.core.languages import compile_messages
from civic.core.milestones import passed
from civic.core.static_files import gather_static_files


class Command(BaseCommand):
    help = "Migrate, compile the languages, collect static files and, in demo mode, fill the invented town once."

    def handle(self, *args: Any, **options: Any) -> None:
        with ThreadPoolExecutor(1) as beside:
            files = beside.submit(gather_static_files)  # needs no database, so it goes on while that is migrated
            self.step("Database brought up to date", lambda: call_command("migrate", interactive=False, verbosity=0))
            self.step("Languages compiled", compile_messages)
            self.step("Static files gathered", files.result)
        if settings.CIVIC_DEMO and "seed_demo" in get_commands() and not passed("demo.seeded"):
            self.step("Demo town built", lambda: call_command("seed_demo", verbosity=0))

    def step(self, words: str, act: Callable[[], object]) -> None:
        started = time.monotonic()
        act()
        self.stdout.write(f"  {words} ({time.monotonic() - started:.1f} s)")
