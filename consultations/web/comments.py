"""Saying something: forms that work alone, and that the thread opens in place."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from civic.accounts.actors import Actor, actor_of
from civic.core.errors import CivicError, SignInNeeded, WrongState, require
from civic.notifications.actions.follow import follow, unfollow
from civic.notifications.queries import is_following
from consultations import queries
from consultations.actions.edit_comment import edit_comment
from consultations.actions.support_comment import support_comment, unsupport_comment
from consultations.models import Comment, Consultation
from consultations.posting import Post, limit_support, post_once
from consultations.rules import can_support_without_account, official_role, require_open
from consultations.said import supported_by, url_of
from consultations.web.forms import CommentForm, EditForm
from consultations.web.refusals import explain


@never_cache
@require_http_methods(["GET", "POST"])
def comment(request: HttpRequest, slug: str) -> HttpResponse:
    """Comment on a section, on the whole, or in reply: ?section= or ?parent=."""
    request.ensure_device()  # type: ignore[attr-defined]
    actor = actor_of(request)
    place = queries.consultation(slug, actor)
    above = queries.comment(request.GET["parent"], actor) if request.GET.get("parent") else None
    require(above is None or above.consultation_id == place.pk)
    form = _comment_form(request, actor, place, above)
    status = 400 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        try:
            return _posted(request, slug, form)
        except CivicError as error:
            status = explain(form, error)
    if request.method == "POST":
        form.renew_key()
    return render(
        request, "consultations/comment_form.html", _comment_context(request, actor, place, above, form), status=status
    )


def _comment_form(request: HttpRequest, actor: Actor, place: Consultation, above: Comment | None) -> CommentForm:
    return CommentForm(
        request.POST if request.method == "POST" else None,
        signed_in=actor.is_signed_in,
        official=official_role(actor, place) is not None,
        answers=queries.said(above, actor).name if above else "",
    )


def _comment_context(
    request: HttpRequest, actor: Actor, place: Consultation, above: Comment | None, form: CommentForm
) -> dict[str, object]:
    key = request.GET.get("section")
    shut = ""
    if not (above and official_role(actor, place)):
        try:
            require_open(place)
        except WrongState as error:
            shut = str(error.detail)
    return {
        "consultation": place,
        "form": form,
        "above": queries.said(above, actor) if above else None,
        "section": queries.section(place, key) if key else None,
        "shut": shut,
        "trusted": actor.is_trusted,
    }


def _posted(request: HttpRequest, slug: str, form: CommentForm) -> HttpResponse:
    data = form.cleaned_data
    once = post_once(
        request,
        Post(
            slug=slug,
            text=data["text"],
            section=request.GET.get("section", ""),
            parent=request.GET.get("parent", ""),
            email=data.get("email", ""),
        ),
    )
    made = queries.own_comment(once.made)
    if made.is_public:
        return redirect(url_of(slug, made.ref))
    told = {"mail": "1"} if data.get("email") else {}
    return redirect(f"{reverse('comment_sent', args=[slug])}?{urlencode(told)}")


@never_cache
@require_safe
def sent(request: HttpRequest, slug: str) -> HttpResponse:
    """What happens next with a comment that waits."""
    place = queries.consultation(slug, actor_of(request))
    return render(request, "consultations/comment_sent.html", {"consultation": place, "mailed": "mail" in request.GET})


@never_cache
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, slug: str, ref: str) -> HttpResponse:
    """Correct one's own words for a quarter of an hour."""
    actor = actor_of(request)
    require(actor.is_signed_in, SignInNeeded())
    row = queries.comment(ref, actor)
    require(row.consultation.slug == slug and row.author_id == actor.id)
    form, status = (
        EditForm(
            request.POST if request.method == "POST" else None, initial={"text": row.source, "version": row.version}
        ),
        200,
    )
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                edit_comment(by=actor, ref=ref, **form.cleaned_data)
                messages.success(request, _("Your comment was changed."))
                return redirect(url_of(slug, ref))
            except CivicError as error:
                status = explain(form, error)
    context = {"consultation": row.consultation, "form": form, "newer": row.source if status == 409 else ""}
    return render(request, "consultations/comment_edit.html", context, status=status)


@never_cache
@require_http_methods(["GET", "POST"])
def support(request: HttpRequest, slug: str, ref: str) -> HttpResponse:
    """A button for those without scripts, and the way to sign in for those with."""
    if request.method == "POST":
        request.ensure_device()  # type: ignore[attr-defined]
    actor = actor_of(request)
    row = queries.comment(ref, actor)
    require(row.consultation.slug == slug and row.is_public)
    if not (actor.is_signed_in or can_support_without_account(row.consultation)):
        messages.info(request, _("Sign in to agree: in a consultation each person counts once."))
        raise SignInNeeded
    if request.method == "POST":
        limit_support(request, ref)
        act = unsupport_comment if request.POST.get("act") == "withdraw" else support_comment
        act(by=actor, ref=ref)
        return redirect(url_of(slug, ref))
    context = {
        "consultation": row.consultation,
        "item": queries.said(row, actor),
        "mine": bool(supported_by(actor, [row.pk])),
    }
    return render(request, "consultations/comment_support.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def follow_place(request: HttpRequest, slug: str) -> HttpResponse:
    """Be told when it closes and what came of it; or no longer."""
    actor = actor_of(request)
    place = queries.consultation(slug, actor)
    require(actor.is_signed_in, SignInNeeded())
    following = is_following(place.subject, actor)
    if request.method == "POST":
        if following:
            unfollow(subject=place.subject, by=actor)
            messages.success(request, _("You don’t follow this any more."))
        else:
            follow(subject=place.subject, by=actor)
            messages.success(
                request, _("You follow this. We will write when it closes and when we know what came of it.")
            )
        return redirect("consultation", slug=slug)
    return render(request, "consultations/follow.html", {"consultation": place, "following": following})
