from typing import Any

from django.core.management.base import BaseCommand

from civic.search.actions.reindex import reindex
from civic.search.models import SearchEntry
from civic.search.registry import searchables


class Command(BaseCommand):
    help = "Build the search index anew from the rows of every room, and forget what is no longer public."

    def handle(self, *args: Any, **options: Any) -> None:
        subjects = set(SearchEntry.objects.values_list("subject", flat=True))
        for kind in searchables():
            if kind.ids is not None:
                subjects |= {f"{kind.kind}:{identity}" for identity in kind.ids()}
        for subject in sorted(subjects):
            reindex(subject)
        self.stdout.write(f"{SearchEntry.objects.count()} entries can be found.")
