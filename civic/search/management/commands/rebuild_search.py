from typing import Any

from django.core.management.base import BaseCommand

from civic.search.actions.rebuild_index import rebuild_index


class Command(BaseCommand):
    help = "Build the search index anew from the rows of every room, and forget what is no longer public."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{rebuild_index()} entries can be found.")
