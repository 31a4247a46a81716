from django.urls import URLPattern, URLResolver, path

from civic.areas.api import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("areas/wards/", views.Wards.as_view(), name="api_wards"),
    path("places/", views.Places.as_view(), name="api_places"),
]
