"""Home, news, plain pages, and a page for each ward."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import RichTextField
from wagtail.url_routing import RouteResult

from civic.core import clock
from civic.pages.blocks import PROSE, BodyField
from civic.pages.models.base import CivicPage, Topic


def today() -> Any:
    return clock.now().date()


class BodyPage(CivicPage):
    """Abstract: a page with a line under its title and a body of blocks."""

    summary = models.CharField(_("summary"), max_length=300, blank=True, help_text=_("One or two sentences."))
    body = BodyField(verbose_name=_("text"), blank=True)

    content_panels = [*CivicPage.content_panels, FieldPanel("summary"), FieldPanel("body")]

    class Meta:
        abstract = True

    @property
    def description(self) -> str:
        return str(self.search_description or self.summary)

    def search_text(self) -> str:
        from civic.pages.queries import words_of_body

        return f"{self.summary} {words_of_body(self.body)}"


class HomePage(CivicPage):
    lead = models.CharField(_("line under the box"), max_length=200, blank=True)

    template = "pages/home.html"
    max_count_per_parent = 2  # one for each language
    subpage_types = (
        "pages.NewsIndexPage",
        "pages.FaqIndexPage",
        "pages.WardIndexPage",
        "pages.StandardPage",
    )
    content_panels = [*CivicPage.content_panels, FieldPanel("lead")]

    class Meta:
        verbose_name = _("home")

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """A page that was not translated is served under the Welsh address in English, with Welsh around it."""
        try:
            return super().route(request, path_components)
        except Http404:
            source = HomePage.objects.filter(translation_key=self.translation_key, locale__language_code="en").first()
            if source is None or source.pk == self.pk:
                raise
            return source.route(request, path_components)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from civic.pages.front import front

        return {**super().get_context(request, *args, **kwargs), **front()}


class StandardPage(BodyPage):
    template = "pages/standard.html"
    parent_page_types = ("pages.HomePage", "pages.StandardPage")
    subpage_types = ("pages.StandardPage",)

    class Meta:
        verbose_name = _("page")


class NewsIndexPage(CivicPage):
    intro = models.CharField(_("introduction"), max_length=300, blank=True)

    template = "pages/news_index.html"
    parent_page_types = ("pages.HomePage",)
    subpage_types = ("pages.NewsPage",)
    content_panels = [*CivicPage.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = _("news")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from civic.pages.queries import news_listing

        return {**super().get_context(request, *args, **kwargs), **news_listing(request)}


class NewsPage(BodyPage):
    published_on = models.DateField(_("day"), default=today)
    image = models.ForeignKey(
        "wagtailimages.Image",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("picture"),
    )
    area = models.ForeignKey(
        "areas.Ward", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("ward")
    )
    topics = ParentalManyToManyField(Topic, blank=True, related_name="+", verbose_name=_("topics"))

    template = "pages/news.html"
    parent_page_types = ("pages.NewsIndexPage",)
    subpage_types = ()
    content_panels = [
        *BodyPage.content_panels[:-1],
        FieldRowPanel([FieldPanel("published_on"), FieldPanel("area")]),
        FieldPanel("image"),
        FieldPanel("body"),
        FieldPanel("topics"),
    ]

    class Meta:
        verbose_name = _("news item")


class WardIndexPage(CivicPage):
    intro = models.CharField(_("introduction"), max_length=300, blank=True)

    template = "pages/ward_index.html"
    parent_page_types = ("pages.HomePage",)
    subpage_types = ("pages.WardPage",)
    content_panels = [*CivicPage.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = _("wards")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        pages = WardPage.objects.child_of(self).live().public().order_by("title").select_related("ward", "locale")
        return {**super().get_context(request, *args, **kwargs), "wards": pages.defer("ward__boundary")}


class WardPage(CivicPage):
    """Councillors, problems, surgeries, consultations and news of one ward."""

    ward = models.ForeignKey(
        "areas.Ward", null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("ward")
    )
    intro = RichTextField(_("introduction"), blank=True, features=PROSE)

    template = "pages/ward.html"
    parent_page_types = ("pages.WardIndexPage",)
    subpage_types = ()
    content_panels = [*CivicPage.content_panels, FieldPanel("ward"), FieldPanel("intro")]

    class Meta:
        verbose_name = _("ward page")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from civic.pages.front import ward_life

        life = ward_life(self.ward_id) if self.ward_id else {}
        return {**super().get_context(request, *args, **kwargs), **life}
