"""Questions that people asked, answered by the council."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import RichTextField

from civic.core import clock
from civic.pages.blocks import PROSE
from civic.pages.models.base import CivicPage, Topic, plain_words
from civic.pages.panels import SourcePanel

REVIEW_AFTER = dt.timedelta(days=365)


def next_review() -> dt.date:
    """The day on which a new answer should be looked at again."""
    return (clock.now() + REVIEW_AFTER).date()


class FaqIndexPage(CivicPage):
    intro = models.CharField(_("introduction"), max_length=300, blank=True)

    template = "pages/faq_index.html"
    parent_page_types = ("pages.HomePage",)
    subpage_types = ("pages.FaqPage",)
    content_panels = [*CivicPage.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = _("answers")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from civic.pages.queries import faq_listing

        return {**super().get_context(request, *args, **kwargs), **faq_listing(self, request)}

    def search_text(self) -> str:
        return self.intro


class FaqPage(RoutablePageMixin, CivicPage):
    """The title is the question."""

    answer = RichTextField(_("answer"), features=PROSE, help_text=_("Start with the answer itself."))
    answered_by = models.CharField(_("answered by"), max_length=80, blank=True)
    answered_role = models.CharField(_("their role"), max_length=120, blank=True)
    answered_at = models.DateTimeField(_("answered on"), null=True, blank=True)
    surgery_title = models.CharField(_("where it was answered"), max_length=120, blank=True)
    surgery_path = models.CharField(_("address of that page"), max_length=200, blank=True)
    asked_by_n = models.PositiveIntegerField(_("people who asked this"), default=0)
    review_on = models.DateField(_("look at it again on"), null=True, blank=True, default=next_review)
    area = models.ForeignKey(
        "areas.Ward", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("ward")
    )
    topics = ParentalManyToManyField(Topic, blank=True, related_name="+", verbose_name=_("topics"))

    template = "pages/faq.html"
    parent_page_types = ("pages.FaqIndexPage",)
    subpage_types = ()
    content_panels = [
        SourcePanel(),
        FieldPanel("title", heading=_("Question"), help_text=_("As a person would ask it.")),
        FieldPanel("answer"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("answered_by"), FieldPanel("answered_role")]),
                FieldRowPanel([FieldPanel("answered_at"), FieldPanel("asked_by_n")]),
                FieldRowPanel([FieldPanel("surgery_title"), FieldPanel("surgery_path")]),
            ],
            heading=_("Who answered, where and when"),
        ),
        MultiFieldPanel(
            [FieldPanel("topics"), FieldRowPanel([FieldPanel("area"), FieldPanel("review_on")])],
            heading=_("Where it belongs"),
        ),
    ]

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")

    @path("")  # type: ignore[untyped-decorator]
    def page(self, request: HttpRequest) -> Any:
        return self.render(request)

    @path("useful/", name="useful")  # type: ignore[untyped-decorator]
    def useful(self, request: HttpRequest) -> Any:
        from civic.pages.views import was_it_useful

        return was_it_useful(request, self)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from civic.pages.queries import faq_context

        return {**super().get_context(request, *args, **kwargs), **faq_context(self)}

    @property
    def answer_text(self) -> str:
        """The answer as plain words."""
        return plain_words(self.answer)

    @property
    def description(self) -> str:
        return str(self.search_description or Truncator(self.answer_text).chars(155))

    def search_text(self) -> str:
        return self.answer_text


class FaqSource(models.Model):
    """From what a FAQ page was drafted, and when the people behind it were told. The page may be deleted; the key
    stays, so that it is not drafted again."""

    key = models.CharField(max_length=120, unique=True)  # "question:<ref>"
    page = models.OneToOneField(FaqPage, null=True, on_delete=models.SET_NULL, related_name="source")
    drafted_at = models.DateTimeField(default=clock.now)
    announced_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["announced_at"], name="faq_source_announced")]

    def __str__(self) -> str:
        return self.key


class FaqVote(models.Model):
    """Whether somebody found an answer useful: one opinion per person or device, which they may change."""

    page = models.ForeignKey(FaqPage, on_delete=models.CASCADE, related_name="votes")
    who = models.CharField(max_length=60)
    useful = models.BooleanField()
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["page", "who"], name="one_opinion_per_answer")]

    def __str__(self) -> str:
        return f"{self.page_id}: {'yes' if self.useful else 'no'}"
