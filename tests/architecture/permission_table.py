"""Who may do what, at every address. The expectations come from the table of roles, not from the code.

A row: the route as the resolver spells it, the methods, an address, and the outcome for each role. What is not for
somebody is not there (404); a visitor is asked to sign in ("login", 401) only where all know that it is there.
"""

from __future__ import annotations

from reports.web.steps import PAGES
from tests.architecture.walking import Row, rows

ALL = "200 all"
# Who reads a report of each visibility: it is resident's, in Brigg (the unconfirmed one: visitor's).
READS = {
    "public": ALL,
    "east": ALL,
    "fixed": ALL,
    "held": "200 resident officer moderator admin | 404 rest",
    "private": "200 resident officer moderator admin | 404 rest",
    "removed": "200 resident officer moderator admin | 404 rest",
    "unconfirmed": "200 visitor | 404 rest",
}
NEW_POINT = '{"type": "Point", "coordinates": [-0.316, 52.971]}'
STEP_DATA = {
    "where": {"geometry": NEW_POINT},
    "what": {"category": "pothole"},
    "words": {"title": "A deep pothole"},
    "contact": {"show_name": "on"},
}

# What allauth and Wagtail bring: each is for the person who asks, and shows or changes nobody else's things.
FOR_VISITORS = {
    "account/signup/", "account/inactive/", "account/password/reset/", "account/password/reset/done/",
    "account/password/reset/key/done/", "account/login/code/",
    "account/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$", "account/confirm-email/",
    "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/",
    "account/login/code/confirm/", "account/2fa/authenticate/", "account/logout/",
    "documents/authenticate_with_password/<int:restriction_id>/",
}  # fmt: skip
FOR_THE_SIGNED_IN = {
    "account/reauthenticate/", "account/email/", "account/password/change/", "account/password/set/",
    "account/2fa/", "account/2fa/reauthenticate/", "account/2fa/totp/activate/", "account/2fa/totp/deactivate/",
    "account/2fa/recovery-codes/", "account/2fa/recovery-codes/generate/", "account/2fa/recovery-codes/download/",
    "account/2fa/webauthn/", "account/2fa/webauthn/add/", "account/2fa/webauthn/reauthenticate/",
    "account/2fa/webauthn/keys/<int:pk>/remove/", "account/2fa/webauthn/keys/<int:pk>/edit/",
}  # fmt: skip
SIGN_IN_PAGES = FOR_VISITORS | FOR_THE_SIGNED_IN
PAPERS = r"documents/^(\d+)/(.*)$"  # Wagtail's too, with a row of its own below


def everyones() -> list[Row]:
    """What has no secrets."""
    return [
        *rows("healthz", "ANY", "/healthz", ALL),
        *rows("readyz", "ANY", "/readyz", ALL),
        *rows("csrf/", "GET", "/csrf/", ALL),
        *rows("api/schema/", "GET", "/api/schema/", ALL),
        *rows("api/docs/", "GET", "/api/docs/", ALL),
        *rows("tiles/base/<int:z>/<int:x>/<int:y>.png", "GET", "/tiles/base/13/4088/2672.png", ALL),
        *rows("tiles/base/<int:z>/<int:x>/<int:y>@2x.png", "GET", "/tiles/base/13/4088/2672@2x.png", ALL),
        *rows("tiles/reports/<int:z>/<int:x>/<int:y>.mvt", "GET", "/tiles/reports/13/4088/2672.mvt", ALL),
        *rows(".well-known/security.txt", "GET", "/.well-known/security.txt", ALL),
        *rows("robots.txt", "GET", "/robots.txt", ALL),
        *rows("sitemap.xml", "GET", "/sitemap.xml", ALL),
        *rows("manifest.webmanifest", "GET", "/manifest.webmanifest", ALL),
        *rows("favicon.ico", "GET", "/favicon.ico", "302 all"),
        *rows("media/images/<str:name>", "GET", "/media/images/{picture}", ALL),
        *rows(PAPERS, "GET", "/documents/{paper}", ALL),
        *rows("news/feed/", "ANY", "/news/feed/", ALL),
        *rows("search/", "GET", "/search/?q=bridge", ALL),
        *rows("demo/outbox/", "GET", "/demo/outbox/", ALL),
        *rows("demo/people/", "GET", "/demo/people/", ALL),
        *rows("styleguide/", "ANY", "/styleguide/", ALL),
        *rows("cms/login/", "ANY", "/cms/login/", "login visitors | 404 rest"),
        *rows("admin/login/", "ANY", "/admin/login/", "login visitors | 404 rest"),
        *rows("_util/login/", "ANY", "/_util/login/", "login visitors | 404 rest"),
    ]


def account() -> list[Row]:
    """One's own things; another's key is not there."""
    own, delete = "200 signed_in | login rest", "account/tokens/<int:token_id>/delete/"
    return [
        *rows("account/", "GET", "/account/", own),
        *rows(
            "account/", "POST", "/account/", "302 signed_in | login rest", data={"name": "Someone", "language": "en"}
        ),
        *rows("account/tokens/", "GET", "/account/tokens/", own),
        *rows("account/tokens/", "POST", "/account/tokens/", own, data={"label": "a script"}),
        *rows(delete, "POST", "/account/tokens/{token}/delete/", "302 resident | login visitors | 404 rest"),
        *rows("account/login/", "GET", "/account/login/", "200 visitors | 302 rest"),
        *rows("account/login/", "POST PUT", "/account/login/", "200 visitors | 302 rest"),
        *rows("account/login/", "PATCH DELETE", "/account/login/", "405 visitors | 302 rest"),
        *rows("account/confirm/<str:secret>/", "GET", "/account/confirm/{secret}/", ALL),
        *rows("account/confirm/<str:secret>/", "POST", "/account/confirm/{secret}/", "302 all"),
        *rows("account/confirm/<str:secret>/", "GET POST", "/account/confirm/guessed/", "410 all"),
        *rows("my/", "ANY", "/my/", own),
        *rows("notices/stop/<str:token>/", "GET POST", "/notices/stop/{stop}/", ALL),
        *rows("notices/stop/<str:token>/", "GET POST", "/notices/stop/guessed/", "404 all"),
    ]


def desk() -> list[Row]:
    """The desk: moderators and admins everywhere, officers in their own scope."""
    deciders = "200 officer other_officer moderator admin | 404 rest"
    decided = "done officer moderator admin | refused other_officer | 404 rest"
    nothing = "refused officer other_officer moderator admin | 404 rest"
    removal = {"act": "remove", "rule": "1", "reason": "It names a person."}
    found = [
        *rows("moderation/", "GET", "/moderation/", deciders),
        *rows("moderation/", "GET", "/moderation/?show=flagged", deciders),
        *rows("moderation/decided/", "GET", "/moderation/decided/", deciders),
        *rows("moderation/undo/", "POST", "/moderation/undo/", decided, data={"ref": "{decision}"}),
        *rows("moderation/undo/", "POST", "/moderation/undo/", nothing, data={"ref": "guessed"}),
        *rows("moderation/jobs/", "GET", "/moderation/jobs/", "200 officer other_officer admin | 404 rest"),
        *rows(
            "moderation/jobs/retry/", "POST", "/moderation/jobs/retry/", "302 admin | 404 rest", data={"job": "{job}"}
        ),
    ]
    for kind in ("report", "comment", "question"):
        for act, state in (("publish", "held"), ("restore", "removed")):
            data = {"act": act, "subject": f"{kind}:{{{state}_{kind}}}"}
            found += rows("moderation/decide/", "POST", "/moderation/decide/", decided, data=data)
        public = "public" if kind == "report" else "published"
        data = {**removal, "subject": f"{kind}:{{{public}_{kind}}}"}
        found += rows("moderation/decide/", "POST", "/moderation/decide/", decided, data=data)
        flag = {"rule": "1", "note": "Look at this."}
        for state, text in ((public, ALL), ("held", "404 all"), ("removed", "404 all")):
            path = f"/moderation/flag/?subject={kind}:{{{state}_{kind}}}"
            found += rows("moderation/flag/", "GET POST", path, text, data=flag)
    for thing in ("report:{private_report}", "report:{unconfirmed_report}", "question:{refused_question}"):
        path = f"/moderation/flag/?subject={thing}"
        found += rows("moderation/flag/", "GET POST", path, "404 all", data=flag)
    unconfirmed = {"act": "publish", "subject": "report:{unconfirmed_report}"}
    return found + rows("moderation/decide/", "POST", "/moderation/decide/", nothing, data=unconfirmed)


def report_pages() -> list[Row]:
    """The list, a report in each visibility, its photo, and what may be done about it."""
    base = "reports/<slug:ref>/"
    found = [
        *rows("reports/", "GET", "/reports/", ALL),
        *rows("reports/feed/", "GET", "/reports/feed/", ALL),
        *rows(base, "GET", "/reports/guessed/", "404 all"),
        *rows(f"{base}support/", "POST", "/reports/{public_report}/support/", ALL),
        *rows(f"{base}follow/", "POST", "/reports/{public_report}/follow/", ALL, data={"email": "new@example.test"}),
    ]
    supports = {"public": ALL, "east": ALL, "fixed": ALL}
    for state, text in READS.items():
        ref = f"/reports/{{{state}_report}}/"
        photo = f"{ref}photos/{{{state}_photo}}"
        found += rows(base, "GET", ref, text)
        found += rows(f"{base}photos/<slug:name>.jpg", "GET", f"{photo}.jpg", text)
        found += rows(f"{base}photos/<slug:name>.jpg", "GET", f"{photo}-small.jpg", text)
        found += rows(f"{base}support/", "GET", f"{ref}support/", supports.get(state, "404 all"))
        found += rows(f"{base}follow/", "GET", f"{ref}follow/", text)
        if state not in supports:
            found += rows(f"{base}support/", "POST", f"{ref}support/", "404 all")
    # another's photo behind a report that one may see
    found += rows(f"{base}photos/<slug:name>.jpg", "GET", "/reports/{public_report}/photos/{held_photo}.jpg", "404 all")
    return found + _report_acts(base)


def _report_acts(base: str) -> list[Row]:
    """Officers in scope say what happens with it, authors take it back or contest. Identity: officers and admins."""
    officer, own = "officer | 404 rest", "resident | 404 rest"
    identity = "200 officer admin | 404 rest"
    change = {"state": "planned", "words": "In May.", "version": "1"}
    found = []
    for state in ("public", "private"):
        ref = f"/reports/{{{state}_report}}/"
        found += rows(f"{base}state/", "GET", f"{ref}state/", f"200 {officer}")
        found += rows(f"{base}state/", "POST", f"{ref}state/", f"302 {officer}", data=change)
        found += rows(f"{base}reporter/", "POST", f"{ref}reporter/", identity)
        found += rows(f"{base}withdraw/", "GET", f"{ref}withdraw/", f"200 {own}")
        found += rows(f"{base}withdraw/", "POST", f"{ref}withdraw/", f"302 {own}")
    east = "/reports/{east_report}/"
    found += rows(f"{base}state/", "GET", f"{east}state/", "200 other_officer | 404 rest")
    found += rows(f"{base}reporter/", "POST", f"{east}reporter/", "200 other_officer admin | 404 rest")
    for state in ("held", "removed", "unconfirmed"):
        path = f"/reports/{{{state}_report}}/state/"
        found += rows(f"{base}state/", "GET POST", path, "404 all", data=change)
    found += rows(f"{base}reporter/", "POST", "/reports/{held_report}/reporter/", identity)
    found += rows(f"{base}reporter/", "POST", "/reports/{removed_report}/reporter/", identity)
    found += rows(f"{base}reporter/", "POST", "/reports/{unconfirmed_report}/reporter/", "404 all")
    found += rows(f"{base}withdraw/", "GET POST", "/reports/{removed_report}/withdraw/", "404 all")
    found += rows(f"{base}withdraw/", "GET", "/reports/{visitors_report}/withdraw/", "200 visitor | 404 rest")
    contest = "/reports/{fixed_report}/still-there/"
    found += rows(f"{base}still-there/", "GET", contest, f"200 {own}")
    return found + rows(f"{base}still-there/", "POST", contest, f"302 {own}", data={"words": "No, it is not."})


def report_drafts() -> list[Row]:
    """A draft is there for the person or the browser that began it, and for nobody else, whatever their role."""
    own, base = "resident | 404 rest", "reports/new/<uuid:key>/"
    found = [
        *rows("reports/new/", "GET", "/reports/new/", ALL),
        *rows("reports/new/", "POST", "/reports/new/", "302 all", data={"geometry": NEW_POINT}),
        *rows(f"{base}done/", "GET POST", "/reports/new/{sent_draft}/done/", f"200 {own}"),
        *rows(f"{base}done/", "GET POST", "/reports/new/{draft}/done/", f"302 {own}"),
        *rows(f"{base}photos/<int:number>.jpg", "GET", "/reports/new/{draft}/photos/1.jpg", f"200 {own}"),
        *rows(f"{base}discard/", "POST", "/reports/new/{draft}/discard/", f"302 {own}"),
    ]
    for step in PAGES:
        path = f"/reports/new/{{draft}}/{step}/"
        found += rows(f"{base}{step}/", "GET", path, f"200 {own}")
        found += rows(f"{base}{step}/", "POST", path, f"302 {own}", data=STEP_DATA.get(step, {}))
    return found


def consultation_pages() -> list[Row]:
    """Consultations: one that is open, one that is over, one that is not published yet (for officers in scope)."""
    base, secret = "consultations/<slug:slug>/", "200 officer admin | 404 rest"
    manage = "officer admin | login visitors | 404 rest"
    told = {"asked": "We asked.", "said": "You said.", "did": "We did."}
    found = [
        *rows("consultations/", "GET", "/consultations/", ALL),
        *rows(base, "GET", "/consultations/{open_place}/", ALL),
        *rows(base, "GET", "/consultations/{open_place}/?section=hours", ALL),
        *rows(base, "GET", "/consultations/{open_place}/?parent={published_comment}", ALL),
        *rows(base, "GET", "/consultations/{open_place}/?parent={held_comment}", "200 resident | 404 rest"),
        *rows(base, "GET", "/consultations/{open_place}/?parent={visitors_comment}", "404 all"),
        *rows(base, "GET", "/consultations/{open_place}/?parent={never_comment}", "200 resident | 404 rest"),
        *rows(base, "GET", "/consultations/{closed_place}/?parent={published_comment}", "404 all"),
        *rows(base, "GET", "/consultations/{secret_place}/", secret),
        *rows(base, "GET", "/consultations/{secret_place}/?section=money", secret),
        *rows(f"{base}feed/", "GET", "/consultations/{open_place}/feed/", ALL),
        *rows(f"{base}feed/", "GET", "/consultations/{secret_place}/feed/", "404 all"),
        *rows(f"{base}feed/", "POST PUT PATCH DELETE", "/consultations/{open_place}/feed/", "404 all"),
        *rows(f"{base}comment/sent/", "GET", "/consultations/{open_place}/comment/sent/", ALL),
        *rows(f"{base}comment/sent/", "GET", "/consultations/{secret_place}/comment/sent/", secret),
        *rows(f"{base}follow/", "GET", "/consultations/{open_place}/follow/", "200 signed_in | login rest"),
        *rows(f"{base}follow/", "POST", "/consultations/{open_place}/follow/", "302 signed_in | login rest"),
        *rows(f"{base}follow/", "GET", "/consultations/{secret_place}/follow/", "200 officer admin | 404 rest"),
        *rows(f"{base}reports/", "GET", "/consultations/{open_place}/reports/", f"200 {manage}"),
        *rows(f"{base}reports/", "POST", "/consultations/{open_place}/reports/", f"302 {manage}",
              data={"report": "{public_report}"}),
        *rows(f"{base}outcome/", "GET", "/consultations/{open_place}/outcome/", f"200 {manage}"),
        *rows(f"{base}outcome/", "POST", "/consultations/{open_place}/outcome/", f"302 {manage}", data=told),
    ]  # fmt: skip
    return found + _comment_pages(base)


def _comment_pages(base: str) -> list[Row]:
    form, say = f"{base}comment/", {"text": "I like it."}
    reply = "/consultations/{open_place}/comment/?parent="
    found = [
        *rows(form, "GET", "/consultations/{open_place}/comment/", ALL),
        *rows(form, "POST", "/consultations/{open_place}/comment/", "302 all", data=say),
        *rows(form, "GET", f"{reply}{{published_comment}}", ALL),
        *rows(form, "POST", f"{reply}{{published_comment}}", "302 all", data=say),
        *rows(form, "GET", f"{reply}{{held_comment}}", "200 resident | 404 rest"),
        *rows(form, "POST", f"{reply}{{held_comment}}", "400 resident | 404 rest", data=say),
        *rows(form, "POST", "/consultations/{closed_place}/comment/", "409 all", data=say),
        *rows(form, "GET", "/consultations/{secret_place}/comment/", "200 officer admin | 404 rest"),
        *rows(form, "POST", "/consultations/{secret_place}/comment/", "409 officer admin | 404 rest", data=say),
    ]
    edit, support = f"{base}comments/<str:ref>/edit/", f"{base}comments/<str:ref>/support/"
    words = {"text": "I said it better.", "version": "1"}
    for state, mine in (("published", "resident"), ("others", "other"), ("held", "resident")):
        path = f"/consultations/{{open_place}}/comments/{{{state}_comment}}/"
        found += rows(edit, "GET", f"{path}edit/", f"200 {mine} | login visitors | 404 rest")
        found += rows(edit, "POST", f"{path}edit/", f"302 {mine} | login visitors | 404 rest", data=words)
        if state != "held":
            found += rows(support, "GET", f"{path}support/", "200 signed_in | login rest")
            found += rows(support, "POST", f"{path}support/", "302 signed_in | login rest")
    removed = "/consultations/{open_place}/comments/{removed_comment}/edit/"
    found += rows(edit, "POST", removed, "409 resident | login visitors | 404 rest", data=words)
    for state in ("held", "removed", "never", "visitors"):
        path = f"/consultations/{{open_place}}/comments/{{{state}_comment}}/support/"
        found += rows(support, "GET POST", path, "404 all")
    return found


def wagtail_pages() -> list[Row]:
    """What Wagtail serves to readers: published pages for all, drafts for nobody, editors included."""
    serve = r"^((?:[\w\-]+/)*)$"
    return [
        *(row for path in ("/", "/news/", "/news/bridge-open/", "/faq/", "/faq/tip/", "/faq/market/", "/wards/")
          for row in rows(serve, "GET", path, ALL)),
        *rows(serve, "GET", "/faq/draft-answer/", "404 all"),
        *rows(serve, "GET POST", "/faq/draft-answer/useful/", "404 all", data={"useful": "yes"}),
        *rows(serve, "GET POST", "/faq/tip/useful/", ALL, data={"useful": "yes"}),
        *rows(serve, "GET", "/no-such-page/", "404 all"),
    ]  # fmt: skip


def table() -> list[Row]:
    """Every row for pages. Surgeries and programs have theirs in modules of their own."""
    return [
        *everyones(), *account(), *desk(), *report_pages(), *report_drafts(), *consultation_pages(), *wagtail_pages(),
    ]  # fmt: skip
