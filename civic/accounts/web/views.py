"""Sign-in, one's own account, keys for programs, mailed links."""

from __future__ import annotations

from typing import Any

from allauth.account.views import LoginView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from civic.accounts.actions.make_api_token import make_api_token, revoke_api_token
from civic.accounts.actions.redeem_link import LinkSpent, find_link, redeem_link, where_it_led
from civic.accounts.actions.update_profile import update_profile
from civic.accounts.actors import actor_of
from civic.accounts.queries import demo_people
from civic.accounts.registry import link_purpose, my_sections, waiting_for
from civic.accounts.web.forms import ProfileForm, TokenForm

DEMO_PASSWORD = "demo"  # noqa: S105 — of people who exist only in demo mode, and stands on their sign-in page


@method_decorator(never_cache, name="dispatch")
class SignIn(LoginView):
    """By password; or, through the link beside it, by a mailed code. In demo mode the demo people stand here too."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Who is somebody already changes into somebody else of the demo in one step."""
        if request.user.is_authenticated and request.method == "POST" and self._demo_person(request):
            logout(request)
        return super().dispatch(request, *args, **kwargs)

    def _demo_person(self, request: HttpRequest) -> str:
        """The address of the demo person whose button was pressed, if one was."""
        wanted = request.POST.get("demo_person", "")
        return next((person.email for person in demo_people() if person.email == wanted), "")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        person = self._demo_person(request)
        if person:
            filled = request.POST.copy()
            filled.update({"login": person, "password": DEMO_PASSWORD})
            request.POST = filled  # type: ignore[assignment]
        response: HttpResponse = super().post(request, *args, **kwargs)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        if settings.CIVIC_DEMO:
            context["demo_people"] = demo_people()
        return context


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """Name and language; ways to all other settings."""
    user = actor_of(request).user
    form = ProfileForm(request.POST or None, instance=user)
    if request.method == "POST" and form.is_valid():
        update_profile(by=actor_of(request), name=form.cleaned_data["name"], language=form.cleaned_data["language"])
        messages.success(request, _("Saved."))
        return redirect("account")
    return render(request, "account/account.html", {"form": form})


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """Keys for programs: a new one is shown once."""
    actor = actor_of(request)
    assert actor.user is not None  # noqa: S101
    form, secret = TokenForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        _token, secret = make_api_token(by=actor, user=actor.user, label=form.cleaned_data["label"])
        form = TokenForm()
    keys = actor.user.civic_tokens.order_by("-created_at")
    return render(request, "account/tokens.html", {"form": form, "secret": secret, "tokens": keys})


@never_cache
@login_required
@require_POST
def token_delete(request: HttpRequest, token_id: int) -> HttpResponse:
    """End a key at once."""
    revoke_api_token(by=actor_of(request), token_id=token_id)
    messages.success(request, _("The key has ended."))
    return redirect("account_tokens")


@never_cache
@require_http_methods(["GET", "POST"])
def confirm_link(request: HttpRequest, secret: str) -> HttpResponse:
    """GET shows a button, POST redeems: mail scanners follow links, they don't press buttons."""
    try:
        if request.method == "POST":
            return redirect(redeem_link(secret=secret))
        purpose = link_purpose(find_link(secret).purpose)
    except LinkSpent as error:
        context = {"error": error, "onward": where_it_led(secret, actor_of(request))}
        response = render(request, "account/link_spent.html", context, status=error.status)
    else:
        response = render(request, "account/confirm_link.html", {"purpose": purpose})
    response["Referrer-Policy"] = "strict-origin"  # never the secret; "no-referrer" would send `Origin: null` along
    return response


@never_cache
@login_required
def my_page(request: HttpRequest) -> HttpResponse:
    """Everything one person did here, with what happened to it; for staff, first what waits for them."""
    actor = actor_of(request)
    sections = [(section, section.items(actor)) for section in my_sections()]
    if actor.is_staff:
        sections = [(section, items) for section, items in sections if items]
    context = {"sections": sections, "ban": actor.ban, "staff": actor.is_staff, "waiting": waiting_for(actor)}
    return render(request, "account/my.html", context)
