"""What axe has to say of a page."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# axe fetches style sheets that others import and puts them into the page as inline styles, against the page's policy.
# It does so for one rule, about phones held sideways; nothing here turns or locks a page.
OPTIONS = {"preload": False, "rules": {"css-orientation-lock": {"enabled": False}}}


def serious_faults(page: Page) -> list[dict[str, Any]]:
    """The violations that axe calls serious or critical."""
    found = Axe().run(page, options=OPTIONS).response["violations"]
    return [one for one in found if one["impact"] in ("serious", "critical")]
