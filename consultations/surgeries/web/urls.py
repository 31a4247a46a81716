from django.urls import path

from consultations.surgeries.web import views

app_name = "surgeries"
urlpatterns = [
    path("", views.index, name="list"),
    path("new/", views.schedule, name="schedule"),
    path("<slug:slug>/", views.detail, name="detail"),
    path("<slug:slug>/calendar.ics", views.calendar, name="calendar"),
    path("<slug:slug>/desk/", views.desk, name="desk"),
    path("<slug:slug>/follow/", views.follow_surgery, name="follow"),
    path("<slug:slug>/questions/<slug:ref>/support/", views.support, name="support"),
    path("<slug:slug>/questions/<slug:ref>/report/", views.make_report, name="report"),
    path("<slug:slug>/questions/<slug:ref>/<slug:command>/", views.question_command, name="question_command"),
    path("<slug:slug>/<slug:command>/", views.surgery_command, name="surgery_command"),
]
