from django.urls import URLPattern, URLResolver, path

from civic.moderation.web import desk, flags, jobs

urlpatterns: list[URLPattern | URLResolver] = [
    path("", desk.queue, name="moderation"),
    path("decide/", desk.decide, name="moderation_decide"),
    path("undo/", desk.undo, name="moderation_undo"),
    path("decided/", desk.decided, name="moderation_decided"),
    path("flag/", flags.flag, name="moderation_flag"),
    path("jobs/", jobs.jobs, name="moderation_jobs"),
    path("jobs/retry/", jobs.retry, name="moderation_jobs_retry"),
]
