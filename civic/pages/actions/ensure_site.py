"""The pages that every installation begins with, and what officers and editors may do with them."""

from __future__ import annotations

from django.apps import apps
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.db import connection, transaction
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Locale, Page, Site, WorkflowPage

from civic.accounts.enums import Role
from civic.core import milestones
from civic.pages.actions.publish_page import publish_page
from civic.pages.first_pages import FIRST_PAGES, HOME_LEAD, HOME_LEAD_CY, INTROS, site_address
from civic.pages.models import FaqIndexPage, HomePage, NewsIndexPage, StandardPage, WardIndexPage

MILESTONE = "pages.site"
NEEDED = {"wagtailcore_site", "wagtailimages_image", "pages_homepage", "core_milestone", "procrastinate_jobs"}
NEEDED |= {"search_searchentry", "wagtail_localize_translation", "pages_faqvote"}
PAGE_RIGHTS = {Role.OFFICER: ("add", "change", "publish"), Role.EDITOR: ("add", "change", "publish", "lock", "unlock")}
RIGHTS = {
    Role.OFFICER: ["wagtailadmin.access_admin", "pages.view_topic", "pages.add_topic"],
    Role.EDITOR: [
        "wagtailadmin.access_admin",
        "pages.view_topic",
        "pages.add_topic",
        "pages.change_topic",
        "wagtail_localize.submit_translation",
    ],
}
FILE_RIGHTS = [
    "wagtailimages.add_image",
    "wagtailimages.choose_image",
    "wagtaildocs.add_document",
    "wagtaildocs.choose_document",
]


def tables_exist() -> bool:
    """Whether everything that the first pages need is migrated."""
    return set(connection.introspection.table_names()) >= NEEDED


@transaction.atomic
def ensure_site() -> HomePage:
    """Make home, news, answers, wards and the standard pages once, in both languages where words are ours, and give
    officers and editors their rights. A page that an editor deleted later does not come back."""
    home: HomePage | None = HomePage.objects.filter(locale__language_code="en").order_by("path").first()
    if home is not None and milestones.passed(MILESTONE):
        return home
    english, welsh = (Locale.objects.get_or_create(language_code=code)[0] for code in ("en", "cy"))
    home = home or _home(english)
    _children(home)
    _welsh_home(home, welsh)
    _rights(home)
    milestones.pass_milestone(MILESTONE)
    return home


def _home(locale: Locale) -> HomePage:
    root = Page.get_first_root_node() or Page.add_root(instance=Page(title="Root", slug="root", locale=locale))
    welcome = list(root.get_children().filter(slug__startswith="home"))
    for page in welcome:  # Wagtail's own "Welcome" page stands where ours will
        Page.objects.filter(pk=page.pk).update(slug=f"welcome-{page.pk}", draft_title=page.title)
    root.refresh_from_db()
    home = HomePage(title="Home", slug="home", lead=HOME_LEAD, locale=locale)
    publish_page(parent=root, page=home)
    hostname, port = site_address()
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={"root_page": home, "hostname": hostname, "port": port, "site_name": settings.CIVIC_COUNCIL_NAME},
    )
    for page in welcome:
        Page.objects.get(pk=page.pk).delete()
    WorkflowPage.objects.filter(page=root).delete()  # officers publish; Wagtail's own approval round starts nowhere
    home.refresh_from_db()
    return home


def _children(home: HomePage) -> None:
    for model, title, slug in (
        (NewsIndexPage, "News", "news"),
        (FaqIndexPage, "Answers", "faq"),
        (WardIndexPage, "Wards", "wards"),
    ):
        if not model.objects.child_of(home).exists():
            publish_page(parent=home, page=model(title=title, slug=slug, intro=INTROS[slug], show_in_menus=True))
    for slug, (title, summary, body) in FIRST_PAGES.items():
        if not home.get_children().filter(slug=slug).exists():
            page = StandardPage(title=title, slug=slug, summary=summary, body=body())
            publish_page(parent=home, page=page)


def _welsh_home(home: HomePage, welsh: Locale) -> None:
    if home.has_translation(welsh):
        return
    copy = home.copy_for_translation(welsh)
    copy.title, copy.draft_title, copy.lead = "Hafan", "Hafan", HOME_LEAD_CY
    publish_page(parent=Page.get_first_root_node(), page=copy)


def _rights(home: HomePage) -> None:
    for label in ("wagtailcore", "wagtailadmin", "wagtailimages", "wagtaildocs", "wagtail_localize", "pages"):
        create_permissions(apps.get_app_config(label), verbosity=0)
    answers = FaqIndexPage.objects.filter(locale__language_code="en").first()
    homes = list(HomePage.objects.all())
    for role, pages in ((Role.OFFICER, [answers]), (Role.EDITOR, homes)):
        group, _made = Group.objects.get_or_create(name=role.value)
        group.permissions.add(*(_permission(name) for name in RIGHTS[role]))
        for page in filter(None, pages):
            for right in PAGE_RIGHTS[role]:
                permission = _permission(f"wagtailcore.{right}_page")
                GroupPagePermission.objects.get_or_create(group=group, page_id=page.pk, permission=permission)
        root = Collection.get_first_root_node() or Collection.add_root(name="Root")
        for name in FILE_RIGHTS:
            GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=_permission(name))


def _permission(name: str) -> Permission:
    label, _dot, codename = name.partition(".")
    return Permission.objects.get(content_type__app_label=label, codename=codename)
