from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "civic.accounts"
    label = "accounts"
    verbose_name = _("People")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from frontend.registry import register_staff_link

        register_staff_link(
            "/admin/", title=_("Behind the scenes"), order=95, may_see=lambda request: bool(request.user.is_superuser)
        )
