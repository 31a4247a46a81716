from django.urls import URLPattern, URLResolver, re_path
from wagtail.urls import serve_pattern

from civic.pages.page_cache import serve

urlpatterns: list[URLPattern | URLResolver] = [re_path(serve_pattern, serve)]
