"""Staff see stuck and failed jobs; admins start them again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from civic.accounts.actors import actor_of
from civic.core.errors import require
from civic.moderation.jobs import job_counts, retry_job, troubled_jobs
from civic.moderation.rules import can_retry_jobs, can_see_jobs


@never_cache
@require_safe
def jobs(request: HttpRequest) -> HttpResponse:
    """What waits, what is stuck, what failed."""
    actor = actor_of(request)
    require(can_see_jobs(actor))
    context = {"jobs": job_counts(), "lines": troubled_jobs(), "can_retry": can_retry_jobs(actor)}
    return render(request, "moderation/jobs.html", context)


@never_cache
@require_POST
def retry(request: HttpRequest) -> HttpResponse:
    """Put one job back into the queue."""
    actor = actor_of(request)
    require(can_retry_jobs(actor))
    number = request.POST.get("job", "")
    require(number.isdecimal() and len(number) < 19)
    retry_job(by=actor, job_id=int(number))
    messages.success(request, _("The job waits for its turn again."))
    return redirect("moderation_jobs")
