"""The pages of a draft after the place was marked. Each reads its form, keeps it, and leads on."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from civic.accounts.actors import actor_of
from civic.core.errors import CivicError, Invalid
from civic.core.forms import add_refusal
from civic.core.images import MAX_PHOTOS, BadPhotos, clean_photos
from civic.core.middleware import client_network
from civic.core.staging import stage_photos, staged_names
from reports import drafts, limits
from reports.actions.support_report import support_report
from reports.asking import acting
from reports.models import ReportDraft
from reports.queries import categories, likely_duplicates
from reports.questions import check_answers
from reports.web.cards import cards
from reports.web.draft_photos import kept_photos
from reports.web.forms import ANSWER, ContactForm, PhotosField, SignedInContactForm, WordsForm
from reports.web.sending import send, summary

Context = dict[str, Any]


def on(draft: ReportDraft, context: Context, step: str) -> HttpResponse:
    """To the next page, or back to the check."""
    return redirect(drafts.step_url(draft, drafts.step_after(draft, step, checking=context["checking"])))


def what(request: HttpRequest, draft: ReportDraft, context: Context) -> HttpResponse:
    shape = drafts.shape_of(draft)
    rows = list(categories().allowing(shape.geom_type)) if shape else []
    errors: list[str] = []
    if request.method == "POST":
        code = request.POST.get("category", "")
        if any(row.code == code for row in rows):
            drafts.save_draft(draft, category=code, **({} if code == draft.get("category") else {"answers": {}}))
            return on(draft, context, "what")
        errors = [_("Choose what kind of problem it is.")]
    groups = [(_(name), list(some)) for name, some in groupby(rows, key=lambda row: row.group)]
    return render(request, "reports/new/what.html", {**context, "groups": groups, "errors": errors})


def same(request: HttpRequest, draft: ReportDraft, context: Context) -> HttpResponse:
    """Others have reported something like it close by: say "me too", or go on. Nothing near: straight on."""
    if request.method == "POST":
        if ref := request.POST.get("me_too", ""):
            actor = acting(request)
            limits.limit_support(actor, client_network(request), ref)
            report = support_report(by=actor, ref=ref)
            draft.delete()
            return redirect("report_support", ref=report.ref)
        return on(draft, context, "same")
    spot, category = drafts.spot_of(draft), drafts.category_of(draft)
    found = likely_duplicates(actor=actor_of(request), point=spot, category=category.code) if spot and category else []
    if not found and not (category and (category.emergency or category.notice or not category.is_ours)):
        return on(draft, context, "same")
    return render(request, "reports/new/same.html", {**context, "cards": cards(found), "category": category})


def photos(request: HttpRequest, draft: ReportDraft, context: Context) -> HttpResponse:
    """Good photos are kept at once, so that a bad one, or a lost signal, costs nothing."""
    keeper = drafts.photo_keeper(draft)
    kept = staged_names(draft.get("photos", []), keeper)
    errors: list[str] = []
    if request.method == "POST":
        kept, errors = _photos_after(request, draft, kept)
        drafts.save_draft(draft, photos=list(kept))
        if not errors and "remove" not in request.POST and "add" not in request.POST:
            return on(draft, context, "photos")
    more = {"kept": kept_photos(draft), "errors": errors, "left": MAX_PHOTOS - len(kept)}
    return render(request, "reports/new/photos.html", {**context, **more})


def _photos_after(request: HttpRequest, draft: ReportDraft, kept: dict[str, str]) -> tuple[dict[str, str], list[str]]:
    kept = {token: name for token, name in kept.items() if token != request.POST.get("remove")}
    files: list[UploadedFile[Any]] = PhotosField().clean(request.FILES.getlist("photos"))
    if not files:
        return kept, []
    limits.limit_uploading(acting(request), client_network(request), sum(file.size or 0 for file in files))
    errors: list[str] = []
    try:
        if len(files) + len(kept) > MAX_PHOTOS:
            raise BadPhotos([_("Choose no more than %(count)d photos.") % {"count": MAX_PHOTOS}])
        clean = clean_photos(files)
    except BadPhotos as error:
        clean, errors = error.clean, [str(line) for line in error.fields["photos"]]
    tokens = stage_photos(clean, drafts.photo_keeper(draft))
    return {**kept, **{token: photo.name for token, photo in zip(tokens, clean, strict=True)}}, errors


def words(request: HttpRequest, draft: ReportDraft, context: Context) -> HttpResponse:
    category = drafts.category_of(draft)
    assert category is not None  # noqa: S101 — the page before it is not missing
    answers = {ANSWER + code: _as_typed(value) for code, value in draft.get("answers", {}).items()}
    initial = {"title": draft.get("title"), "detail": draft.get("detail"), **answers}
    form = WordsForm(request.POST or None, category=category, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            kept = check_answers(category.asked, form.answers)
            data = {name: form.cleaned_data[name] for name in ("title", "detail")}
            drafts.save_draft(draft, answers=kept, **data)
            return on(draft, context, "words")
        except Invalid as error:
            add_refusal(
                form, Invalid(**{name.replace("answers.", ANSWER): text for name, text in error.fields.items()})
            )
    return render(request, "reports/new/words.html", {**context, "form": form, "category": category})


def _as_typed(value: Any) -> Any:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else value


def contact(request: HttpRequest, draft: ReportDraft, context: Context) -> HttpResponse:
    actor = actor_of(request)
    names = ("show_name",) if actor.user else ("email", "name", "show_name")
    kind = SignedInContactForm if actor.user else ContactForm
    form = kind(request.POST or None, initial={name: draft.get(name) for name in names})
    if request.method == "POST" and form.is_valid():
        drafts.save_draft(draft, contact_seen=True, **{name: form.cleaned_data[name] for name in names})
        return on(draft, context, "contact")
    return render(request, "reports/new/contact.html", {**context, "form": form, "person": actor.user})


def check(request: HttpRequest, draft: ReportDraft, context: Context) -> HttpResponse:
    """All that will be sent, each with a way to change it; the promise stands before the button."""
    refused: CivicError | None = None
    if request.method == "POST":
        try:
            send(request, draft)
            return redirect("report_done", key=draft.key)
        except Invalid as error:
            refused = error
    lines = summary(draft, actor_of(request))
    more = {"lines": lines, "category": drafts.category_of(draft), "kept": kept_photos(draft)}
    sentences = [str(line) for lines in refused.fields.values() for line in lines] if refused else []
    return render(request, "reports/new/check.html", {**context, **more, "errors": sentences})
