"""Every HTTP route of the product. Only this module and civic.asgi see every room."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

from civic.core import health
from civic.core.api_docs import api_docs
from civic.core.csrf import csrf_token
from civic.core.errors import NotFound, require
from frontend.views import styleguide


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """The one way in, whichever door was tried. Who is signed in and still sent here may not enter: not found."""
    require(not request.user.is_authenticated)
    target = request.GET.get("next", "")
    return redirect(f"{settings.LOGIN_URL}?next={target}" if target.startswith("/") else settings.LOGIN_URL)


def not_here(request: HttpRequest, rest: str = "") -> HttpResponse:
    """A library's page whose work is done elsewhere: roles are granted in the admin, for a reason that is kept."""
    raise NotFound


urlpatterns = [
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("csrf/", csrf_token, name="csrf_token"),
    path("api/v1/", include("reports.api.urls")),
    path("api/v1/", include("consultations.api.urls")),
    path("api/v1/", include("consultations.surgeries.api.urls")),
    path("api/v1/", include("civic.areas.api.urls")),
    path("api/v1/", include("civic.search.api_urls")),
    path("api/schema/", SpectacularAPIView.as_view(), name="api_schema"),
    path("api/docs/", api_docs, name="api_docs"),
    path("cms/login/", to_sign_in),
    path("admin/login/", to_sign_in),
    *(path(f"cms/{name}/{rest}", not_here) for name in ("users", "groups") for rest in ("", "<path:rest>")),
    path("cms/", include(wagtailadmin_urls)),
    path("admin/", admin.site.urls),
    path("", include("civic.areas.web.urls")),  # /tiles/base/
    path("", include("reports.web.tile_urls")),
    path("", include("civic.pages.urls")),  # security.txt, pictures, papers
]

urlpatterns += i18n_patterns(
    path("account/", include("civic.accounts.web.urls")),
    path("account/", include("allauth.account.urls")),
    path("account/2fa/", include("allauth.mfa.urls")),
    path("my/", include("civic.accounts.web.my_urls")),
    path("notices/", include("civic.notifications.urls")),
    path("search/", include("civic.search.urls")),
    path("moderation/", include("civic.moderation.urls")),
    path("reports/", include("reports.web.urls")),
    path("consultations/", include("consultations.web.urls")),
    path("surgeries/", include("consultations.surgeries.web.urls")),
    *([path("demo/", include("civic.demo.urls"))] if settings.CIVIC_DEMO else []),
    *([path("styleguide/", styleguide, name="styleguide")] if settings.CIVIC_DEMO else []),
    path("_util/login/", to_sign_in),  # Wagtail's own would ask for no second factor
    path("", include("civic.pages.page_urls")),  # Wagtail's pages, from the cache where they are kept
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)

handler400 = "civic.core.errors_web.handler400"
handler403 = "civic.core.errors_web.handler403"
handler404 = "civic.core.errors_web.handler404"
handler500 = "civic.core.errors_web.handler500"
