from django.urls import path

from consultations.surgeries.api import views

app_name = "surgeries_api"
urlpatterns = [
    path("surgeries/", views.SurgeryList.as_view(), name="list"),
    path("surgeries/<slug:slug>/", views.Snapshot.as_view(), name="snapshot"),
    path("surgeries/<slug:slug>/events/", views.Events.as_view(), name="events"),
    path("surgeries/<slug:slug>/questions/", views.Questions.as_view(), name="questions"),
    path("surgeries/<slug:slug>/questions/<slug:ref>/support/", views.Support.as_view(), name="support"),
    path(
        "surgeries/<slug:slug>/questions/<slug:ref>/<slug:command>/",
        views.QuestionCommand.as_view(),
        name="question_command",
    ),
    path("surgeries/<slug:slug>/<slug:command>/", views.SurgeryCommand.as_view(), name="surgery_command"),
]
