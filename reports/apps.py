from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

DAY_S = 24 * 60 * 60


class ReportsConfig(AppConfig):
    name = "reports"
    label = "reports"
    verbose_name = _("Reports")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import handlers  # noqa: F401 — its functions register themselves

        _register_links()
        _register_notices()
        _register_desk_and_search()


def _register_links() -> None:
    from civic.accounts.registry import register_link_purpose, register_my_section, register_waiting
    from civic.links.queries import title_and_url
    from civic.links.registry import register_subject

    from . import queries, wiring

    register_link_purpose(
        "report.confirm",
        redeem=wiring.confirm_by_link,
        template="report_confirm",
        ttl_s=DAY_S,
        question=_("Press the button to confirm your report. Then everyone can see it and the council deals with it."),
        button=_("Confirm my report"),
        leads_to=title_and_url,
    )
    register_link_purpose(
        "report.follow",
        redeem=wiring.follow_by_link,
        template="report_follow",
        ttl_s=DAY_S,
        question=_("Press the button, and we will e-mail you when something happens with this report."),
        button=_("Keep me informed"),
        leads_to=title_and_url,
    )
    register_my_section("reports", _("What I reported"), wiring.my_reports)
    register_waiting("reports", wiring.waiting_reports, order=30)
    register_subject(
        "report", noun=_("report"), title=queries.report_title, url=queries.report_url, people=queries.people_of
    )


def _register_notices() -> None:
    from civic.notifications.registry import register_notice

    from . import wiring

    register_notice("report.received", template="report_received", context=wiring.notice_context)
    register_notice("report.state_changed", template="report_changed", context=wiring.notice_context)
    register_notice("report.noted", template="report_noted", context=wiring.notice_context)


def _register_desk_and_search() -> None:
    from civic.moderation.registry import register_kind
    from civic.search.registry import register_searchable

    from . import wiring
    from .actions import hold_report, publish_report, remove_report

    register_kind(
        "report",
        noun=_("report"),
        held=wiring.held_reports,
        cards=wiring.desk_cards,
        card=wiring.desk_card,
        publish=lambda ref, by: publish_report.publish_report(by=by, ref=ref),
        remove=lambda ref, by, reason, rule: remove_report.remove_report(by=by, ref=ref, reason=reason, rule=rule),
        restore=lambda ref, by: remove_report.restore_report(by=by, ref=ref),
        hold=lambda ref, by: hold_report.hold_report(by=by, ref=ref),
        people=wiring.desk_people,
    )
    register_searchable(
        "report",
        load=wiring.searchable,
        ids=wiring.searchable_ids,
        noun=_("Report"),
        plural=_("Reports"),
    )
