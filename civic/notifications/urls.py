from django.urls import URLPattern, URLResolver, path

from civic.notifications import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("stop/<str:token>/", views.unsubscribe, name="unsubscribe"),
]
