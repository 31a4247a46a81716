from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ModerationConfig(AppConfig):
    name = "civic.moderation"
    label = "moderation"
    verbose_name = _("Moderation")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from civic.notifications.registry import register_notice

        from . import handlers

        register_notice(handlers.REMOVED, template="moderation_removed", context=handlers.removed_context)
        register_notice(handlers.RESTORED, template="moderation_restored", context=handlers.restored_context)
