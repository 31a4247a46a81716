"""What the editor of an answer is shown beside the fields."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel


class SourcePanel(Panel):
    """Where the answer comes from, and who will be told when it is published."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"heading": _("Where it comes from"), **kwargs})

    class BoundPanel(Panel.BoundPanel):
        template_name = "pages/cms/source_panel.html"

        def is_shown(self) -> bool:
            return bool(self.instance.pk and getattr(self.instance, "source", None))

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            from civic.pages.queries import source_of

            return {**super().get_context_data(parent_context), **source_of(self.instance)}
