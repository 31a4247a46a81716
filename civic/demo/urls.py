from django.urls import URLPattern, URLResolver, path

from civic.demo import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("outbox/", views.outbox, name="demo_outbox"),
    path("people/", views.people, name="demo_people"),
]
