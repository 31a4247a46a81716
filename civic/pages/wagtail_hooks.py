"""The CMS: what waits on its first page, and topics to sort answers by."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from civic.pages.models import Topic
from civic.pages.queries import may_publish_answers, overdue_reviews, waiting_drafts
from frontend.importmap import static_url


class DraftsFromAnswers(Component):
    """Answers given live that wait for somebody to look them over and publish."""

    name = "civic_drafts"
    template_name = "pages/cms/drafts_panel.html"
    order = 10

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"drafts": waiting_drafts(), "overdue": overdue_reviews()}


class TopicViews(SnippetViewSet):
    model = Topic
    icon = "tag"
    menu_label = _("Topics")
    add_to_admin_menu = True
    list_display = ("name", "slug")


register_snippet(TopicViews)


@hooks.register("construct_homepage_panels")  # type: ignore[untyped-decorator]
def add_drafts_panel(request: HttpRequest, panels: list[Any]) -> None:
    """First of all, for everyone who may publish answers."""
    if may_publish_answers(request.user):
        panels.insert(0, DraftsFromAnswers())


@hooks.register("construct_page_action_menu")  # type: ignore[untyped-decorator]
def publish_first(menu_items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Whoever may publish finds "Publish" on the button itself, not behind it."""
    for place, item in enumerate(menu_items):
        if item.name == "action-publish" and item.is_shown(context):
            menu_items.insert(0, menu_items.pop(place))
            return


@hooks.register("insert_global_admin_css")  # type: ignore[untyped-decorator]
def our_colours() -> SafeString:
    """The CMS looks like the rest of the house."""
    return format_html('<link rel="stylesheet" href="{}">', static_url("frontend/css/cms.css"))


@hooks.register("register_admin_menu_item")  # type: ignore[untyped-decorator]
def back_to_my_page() -> MenuItem:
    """The way out: to what else waits."""
    return MenuItem(_("My page"), reverse("my"), name="my-page", icon_name="home", order=1)


@hooks.register("construct_main_menu")  # type: ignore[untyped-decorator]
def our_own_help(request: HttpRequest, menu_items: list[Any]) -> None:
    """No news of the software itself."""
    menu_items[:] = [item for item in menu_items if item.name != "help"]


@hooks.register("construct_settings_menu")  # type: ignore[untyped-decorator]
def no_people_here(request: HttpRequest, menu_items: list[Any]) -> None:
    """People and their roles are kept in the admin."""
    menu_items[:] = [item for item in menu_items if item.name not in ("users", "groups")]


@hooks.register("register_rich_text_features")  # type: ignore[untyped-decorator]
def plain_links_only(features: Any) -> None:
    """Editors get the features named in blocks.py, and no embeds by default."""
    features.default_features = ["h3", "bold", "italic", "link", "ol", "ul"]
