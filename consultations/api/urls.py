from django.urls import URLPattern, URLResolver, path

from consultations.api.views import Comments, CommentSupport

urlpatterns: list[URLPattern | URLResolver] = [
    path("consultations/<slug:slug>/comments/", Comments.as_view(), name="api_comments"),
    path("comments/<str:ref>/support/", CommentSupport.as_view(), name="api_comment_support"),
]
