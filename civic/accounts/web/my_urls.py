from django.urls import URLPattern, URLResolver, path

from civic.accounts.web import views

urlpatterns: list[URLPattern | URLResolver] = [path("", views.my_page, name="my")]
