"""What the room serves beside Wagtail's pages: the news feed, files for robots, and a small question."""

from __future__ import annotations

import datetime as dt
from typing import Any
from xml.sax.xmlreader import AttributesImpl

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from civic.accounts.actors import acting
from civic.core import clock
from civic.core.middleware import client_ip
from civic.core.throttling import limit
from civic.pages.actions.vote_on_answer import vote_on_answer
from civic.pages.models import FaqPage, NewsPage
from civic.pages.queries import address, readable_news, sitemap_pages
from frontend.importmap import static_url

SECURITY_AGE = dt.timedelta(days=180)
NO_ROBOTS = ("/account/", "/my/", "/moderation/", "/admin/", "/cms/", "/search/", "/demo/", "/notices/")


def was_it_useful(request: HttpRequest, page: FaqPage) -> HttpResponse:
    """GET: the question with two buttons; POST `useful=yes|no`: noted, once for each reader."""
    answer = request.POST.get("useful")
    done = request.method == "POST" and answer in ("yes", "no")
    if done:
        limit("useful", client_ip(request))
        vote_on_answer(by=acting(request), page=page, useful=answer == "yes")
    context = {"page": page, "done": done, "useful": answer == "yes", "back": address(page)}
    context["said"] = request.GET.get("useful", "")
    response = render(request, "pages/useful.html", context)
    add_never_cache_headers(response)
    return response


class NewsFeed(Feed):  # type: ignore[type-arg]
    """News as Atom."""

    feed_type = Atom1Feed
    link = "/news/"

    def title(self) -> str:
        return _("%(council)s: news") % {"council": settings.CIVIC_COUNCIL_NAME}

    def items(self) -> list[NewsPage]:
        return list(readable_news()[:30])

    def item_title(self, item: NewsPage) -> str:
        return str(item.title)

    def item_description(self, item: NewsPage) -> str:
        return str(item.summary)

    def item_link(self, item: NewsPage) -> str:
        return address(item)

    def item_guid(self, item: NewsPage) -> str:
        return f"{settings.CIVIC_BASE_URL}{address(item)}"

    def item_pubdate(self, item: NewsPage) -> dt.datetime | None:
        first: dt.datetime | None = item.first_published_at
        return first

    def item_updateddate(self, item: NewsPage) -> dt.datetime | None:
        last: dt.datetime | None = item.last_published_at
        return last


@require_safe
@cache_control(max_age=3600)
def security_txt(request: HttpRequest) -> HttpResponse:
    """RFC 9116. Expires moves on by itself: the address below is the council's own setting."""
    lines = [
        f"Contact: mailto:{settings.CIVIC_CONTACT_EMAIL}",
        f"Expires: {(clock.now() + SECURITY_AGE):%Y-%m-%dT00:00:00Z}",
        "Preferred-Languages: en, cy",
        f"Canonical: {settings.CIVIC_BASE_URL}/.well-known/security.txt",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(max_age=3600)
def robots_txt(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in NO_ROBOTS)]
    lines += [f"Disallow: /cy{path}" for path in NO_ROBOTS if path not in ("/admin/", "/cms/")]
    lines += ["", f"Sitemap: {settings.CIVIC_BASE_URL}/sitemap.xml"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(max_age=600)
def sitemap_xml(request: HttpRequest) -> HttpResponse:
    """Every page that anybody may read, and the lists of the other rooms."""
    response = HttpResponse(content_type="application/xml")
    xml = SimplerXMLGenerator(response, "utf-8")
    xml.startDocument()
    xml.startElement("urlset", AttributesImpl({"xmlns": "http://www.sitemaps.org/schemas/sitemap/0.9"}))
    lists: list[tuple[str, Any]] = [(path, None) for path in ("/reports/", "/consultations/", "/surgeries/")]
    for path, changed in [*sitemap_pages(), *lists]:
        xml.startElement("url", AttributesImpl({}))
        xml.addQuickElement("loc", settings.CIVIC_BASE_URL + path)
        if changed:
            xml.addQuickElement("lastmod", changed.strftime("%Y-%m-%d"))
        xml.endElement("url")
    xml.endElement("urlset")
    xml.endDocument()
    return response


@require_safe
@cache_control(max_age=3600)
def manifest(request: HttpRequest) -> JsonResponse:
    """What a phone needs to keep the site among its apps."""
    icon = {"src": static_url("frontend/img/favicon.svg"), "sizes": "any", "type": "image/svg+xml"}
    data = {
        "name": settings.CIVIC_COUNCIL_NAME,
        "short_name": settings.CIVIC_PLACE_NAME,
        "start_url": "/",
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": "#063c31",
        "icons": [icon],
    }
    return JsonResponse(data, content_type="application/manifest+json")


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Browsers ask for it whatever a page says."""
    return HttpResponseRedirect(static_url("frontend/img/favicon.svg"))
