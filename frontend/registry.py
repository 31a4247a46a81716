"""What higher rooms may add to every page: links of the staff bar. Filled in their `apps.ready()`."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class StaffLink:
    """may_see is asked at each page: nobody is shown a door that is shut for them."""

    title: str | Promise
    url: str
    order: int
    may_see: Callable[[HttpRequest], bool]


_staff_links: dict[str, StaffLink] = {}


def register_staff_link(
    url: str, *, title: str | Promise, may_see: Callable[[HttpRequest], bool], order: int = 50
) -> None:
    """Put a link on the staff bar; `url` without a language ("/moderation/"), lower `order` first."""
    _staff_links[url] = StaffLink(title=title, url=url, order=order, may_see=may_see)


def staff_links_for(request: HttpRequest) -> list[StaffLink]:
    """The links this visitor may follow, in order."""
    return sorted((link for link in _staff_links.values() if link.may_see(request)), key=lambda link: link.order)
