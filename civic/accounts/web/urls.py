from django.urls import URLPattern, URLResolver, path

from civic.accounts.web import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.account, name="account"),
    path("login/", views.SignIn.as_view(), name="account_login"),
    path("tokens/", views.tokens, name="account_tokens"),
    path("tokens/<int:token_id>/delete/", views.token_delete, name="account_token_delete"),
    path("confirm/<str:secret>/", views.confirm_link, name="confirm_link"),
]
