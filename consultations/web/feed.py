"""An Atom feed of what is said in one consultation."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from civic.accounts.actors import ANONYMOUS
from civic.core.errors import require
from consultations import queries
from consultations.models import Comment, Consultation
from consultations.said import name_of, url_of


class CommentFeed(Feed[Comment, Consultation]):
    """The newest published comments, as anybody may see them, whoever asks."""

    feed_type = Atom1Feed

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        require(request.method in ("GET", "HEAD"))
        return super().__call__(request, *args, **kwargs)

    def get_object(self, request: HttpRequest, slug: str) -> Consultation:
        return queries.consultation(slug, ANONYMOUS)

    def title(self, obj: Consultation) -> str:
        return _("Comments on “%(title)s”") % {"title": obj.title}

    def link(self, obj: Consultation) -> str:
        return reverse("consultation", args=[obj.slug])

    def subtitle(self, obj: Consultation) -> str:
        return obj.summary

    def items(self, obj: Consultation) -> list[Comment]:
        rows = queries.newest_published(obj, ANONYMOUS)
        for row in rows:
            row.consultation = obj
        return rows

    def item_title(self, item: Comment) -> str:
        where = item.section.title if item.section else item.consultation.title
        return _("%(name)s on %(where)s") % {"name": name_of(item), "where": where}

    def item_description(self, item: Comment) -> str:
        return item.source_html

    def item_link(self, item: Comment) -> str:
        return url_of(item.consultation.slug, item.ref)

    def item_author_name(self, item: Comment) -> str:
        return name_of(item)

    def item_pubdate(self, item: Comment) -> dt.datetime | None:
        return item.published_at

    def item_updateddate(self, item: Comment) -> dt.datetime | None:
        return item.edited_at or item.published_at
