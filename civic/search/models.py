"""One index over all that is public, and its words."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from civic.search.registry import OFFICIAL


class SearchEntry(models.Model):
    """What can be found of one subject ("kind:id"). Written by the action `reindex` alone."""

    subject = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    url = models.CharField(max_length=300)
    language = models.CharField(max_length=5, blank=True)
    weight = models.FloatField(default=1.0)
    area_id = models.BigIntegerField(null=True)
    at = models.DateTimeField(null=True)
    tsv = SearchVectorField(null=True)  # title (A) and text (B)
    title_tsv = SearchVectorField(null=True)  # the title alone: an index can't tell A from B

    class Meta:
        indexes = [  # two halves, so that a common word stops after the first few of each
            GinIndex(fields=["tsv"], name="search_entry_official", condition=Q(weight__gte=OFFICIAL)),
            GinIndex(fields=["tsv"], name="search_entry_residents", condition=Q(weight__lt=OFFICIAL)),
            GinIndex(fields=["title_tsv"], name="search_title_official", condition=Q(weight__gte=OFFICIAL)),
            GinIndex(fields=["title_tsv"], name="search_title_residents", condition=Q(weight__lt=OFFICIAL)),
            models.Index(fields=["kind", "at"], name="search_entry_kind_at"),
        ]
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")

    def __str__(self) -> str:
        return self.title


class SearchWord(models.Model):
    """A word of titles and texts, and in how many entries it stands: beginnings and typing errors are matched here."""

    word = models.CharField(max_length=40, primary_key=True)
    entries = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [GinIndex(OpClass(F("word"), name="gin_trgm_ops"), name="search_word_trigram")]

    def __str__(self) -> str:
        return self.word
