from django.urls import URLPattern, URLResolver, path

from consultations.web import comments, feed, staff, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.index, name="consultations"),
    path("<slug:slug>/", views.consultation, name="consultation"),
    path("<slug:slug>/feed/", feed.CommentFeed(), name="consultation_feed"),
    path("<slug:slug>/comment/", comments.comment, name="comment_form"),
    path("<slug:slug>/comment/sent/", comments.sent, name="comment_sent"),
    path("<slug:slug>/comments/<str:ref>/support/", comments.support, name="comment_support"),
    path("<slug:slug>/comments/<str:ref>/edit/", comments.edit, name="comment_edit"),
    path("<slug:slug>/follow/", comments.follow_place, name="consultation_follow"),
    path("<slug:slug>/reports/", staff.take_in, name="consultation_take_report"),
    path("<slug:slug>/outcome/", staff.outcome, name="consultation_outcome"),
]
