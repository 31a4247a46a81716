"""What follows from what happened in a surgery. Each runs as a job and may run again."""

from __future__ import annotations

from civic.accounts.queries import recipients_of
from civic.eventlog.models import Event
from civic.eventlog.registry import on
from civic.notifications.actions.notify import notify
from civic.notifications.queries import followers
from civic.search.actions.reindex import reindex
from consultations.surgeries import queries
from consultations.surgeries.models import Question, SurgeryHost


def _ref(event: Event) -> str:
    return str(event.facts["question_id"])


@on("question.answered", news=True)
def tell_who_asked(event: Event) -> None:
    """The asker, all supporters and followers read the answer; not again when it is put right."""
    if not event.facts.get("again") and not event.facts.get("undone"):
        notify(
            event, kind="question.answered", subject=f"question:{_ref(event)}", to=queries.people_behind(_ref(event))
        )


@on("question.declined", news=True)
def tell_why_not(event: Event) -> None:
    """The asker reads the reason."""
    if not event.facts.get("undone"):
        notify(event, kind="question.declined", subject=f"question:{_ref(event)}", to=queries.asker_of(_ref(event)))


@on(
    "question.answered",
    "question.taken",
    "question.published",
    "question.removed",
    "question.redacted",
    "question.asked",
    index=True,
)
def find_answers(event: Event) -> None:
    """An answered question can be found; one that was taken back or removed can't."""
    reindex(f"question:{_ref(event)}")


@on("question.deferred", news=True)
def tell_whose_it_is(event: Event) -> None:
    """Somebody else was named to answer it later."""
    if event.facts.get("undone"):
        return
    owner = Question.objects.filter(ref=_ref(event)).values_list("owner_id", flat=True).first()
    notify(event, kind="question.yours", subject=f"question:{_ref(event)}", to=recipients_of([owner] if owner else []))


@on("surgery.scheduled", "surgery.opened", "surgery.closed", index=True)
def find_surgeries(event: Event) -> None:
    reindex(event.stream.name)


@on("surgery.opened", news=True)
def tell_followers(event: Event) -> None:
    """Those who asked to be told that it begins."""
    notify(event, kind="surgery.opened", subject=event.stream.name, to=followers(event.stream.name))


@on("surgery.due", news=True)
def remind_hosts(event: Event) -> None:
    """Those who run it are told, with the address of their desk, that it begins soon."""
    hosts = SurgeryHost.objects.filter(surgery_id=event.facts["surgery_id"]).values_list("user_id", flat=True)
    notify(event, kind="surgery.due", subject=event.stream.name, to=recipients_of(hosts))
