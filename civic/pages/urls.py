from django.urls import URLPattern, URLResolver, include, path
from wagtail.documents import urls as wagtaildocs_urls

from civic.pages import pictures, views

urlpatterns: list[URLPattern | URLResolver] = [
    path(".well-known/security.txt", views.security_txt, name="security_txt"),
    path("robots.txt", views.robots_txt, name="robots_txt"),
    path("sitemap.xml", views.sitemap_xml, name="sitemap_xml"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("media/images/<str:name>", pictures.picture, name="picture"),
    path("documents/", include(wagtaildocs_urls)),
    path("news/feed/", views.NewsFeed(), name="news_feed"),
]
