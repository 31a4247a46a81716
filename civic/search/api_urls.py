from django.urls import URLPattern, URLResolver, path

from civic.search.api import Suggestions

urlpatterns: list[URLPattern | URLResolver] = [
    path("suggestions/", Suggestions.as_view(), name="api_suggestions"),
]
