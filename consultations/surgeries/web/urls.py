from django.urls import path

from consultations.surgeries.web import desk, views

app_name = "surgeries"
urlpatterns = [
    path("", views.index, name="list"),
    path("new/", views.schedule, name="schedule"),
    path("leftovers/", desk.leftovers, name="leftovers"),
    path("desk/", desk.my_desk, name="my_desk"),
    path("<slug:slug>/", views.detail, name="detail"),
    path("<slug:slug>/calendar.ics", views.calendar, name="calendar"),
    path("<slug:slug>/desk/", desk.desk, name="desk"),
    path("<slug:slug>/follow/", views.follow_surgery, name="follow"),
    path("<slug:slug>/questions/<slug:ref>/support/", views.support, name="support"),
    path("<slug:slug>/questions/<slug:ref>/report/", desk.make_report, name="report"),
    path("<slug:slug>/questions/<slug:ref>/<slug:command>/", desk.question_command, name="question_command"),
    path("<slug:slug>/<slug:command>/", desk.surgery_command, name="surgery_command"),
]
