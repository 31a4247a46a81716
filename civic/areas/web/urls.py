from django.urls import URLPattern, URLResolver, path

from civic.areas.web import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("tiles/base/<int:z>/<int:x>/<int:y>.png", views.base_tile, name="base_tile"),
    path("tiles/base/<int:z>/<int:x>/<int:y>@2x.png", views.base_tile, {"scale": 2}, name="base_tile_2x"),
]
