from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ModerationConfig(AppConfig):
    name = "civic.moderation"
    label = "moderation"
    verbose_name = _("Moderation")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from civic.accounts.actors import actor_of
        from civic.accounts.registry import register_waiting
        from civic.notifications.registry import register_notice
        from frontend.registry import register_staff_link

        from . import handlers, rules, waiting

        register_notice(handlers.REMOVED, template="moderation_removed", context=handlers.removed_context)
        register_notice(handlers.RESTORED, template="moderation_restored", context=handlers.restored_context)
        register_waiting("desk", waiting.waiting_at_the_desk, order=20)
        register_staff_link(
            "/moderation/",
            title=_("Moderation"),
            order=10,
            may_see=lambda request: rules.can_moderate(actor_of(request)),
        )
        register_staff_link(
            "/moderation/jobs/",
            title=_("Jobs"),
            order=90,
            may_see=lambda request: rules.can_see_jobs(actor_of(request)),
        )
