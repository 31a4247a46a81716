from django.urls import URLPattern, URLResolver, path

from civic.search import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.search, name="search"),
]
