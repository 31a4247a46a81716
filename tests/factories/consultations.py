"""Consultations and what is said in them."""

import datetime as dt
from typing import Any

import factory

from civic.accounts.actors import Actor
from civic.core import clock
from consultations.enums import CommentState
from consultations.models import Comment, Consultation, Section
from consultations.paths import depth_of, path_of, segment


class ConsultationFactory(factory.django.DjangoModelFactory[Consultation]):
    """Open since yesterday, for another week."""

    class Meta:
        model = Consultation

    slug = factory.Sequence(lambda n: f"library-{n}")
    title = "The future of the library"
    summary = "Should the library open later?"
    opens_at = factory.LazyFunction(lambda: clock.now() - dt.timedelta(days=1))
    closes_at = factory.LazyFunction(lambda: clock.now() + dt.timedelta(days=7))
    published_at = factory.LazyFunction(lambda: clock.now() - dt.timedelta(days=2))


def closed(**fields: Any) -> Consultation:
    now = clock.now()
    return ConsultationFactory(opens_at=now - dt.timedelta(days=9), closes_at=now - dt.timedelta(days=1), **fields)


def scheduled(**fields: Any) -> Consultation:
    now = clock.now()
    return ConsultationFactory(opens_at=now + dt.timedelta(days=1), closes_at=now + dt.timedelta(days=9), **fields)


class SectionFactory(factory.django.DjangoModelFactory[Section]):
    class Meta:
        model = Section

    consultation = factory.SubFactory(ConsultationFactory)
    key = factory.Sequence(lambda n: f"hours-{n}")
    title = "Opening hours"
    source = "Later on two evenings."
    source_html = "<p>Later on two evenings.</p>"


def posted(by: Actor, place: Consultation, text: str = "Please keep it open.", **fields: Any) -> Comment:
    """A comment made the way people make one."""
    from consultations.actions.post_comment import post_comment

    return post_comment(by=by, slug=place.slug, text=text, **fields)


def many_comments(place: Consultation, *, roots: int, replies: int = 0, first_pk: int = 1_000_000) -> None:
    """Published comments by bulk insert: `roots` of them, each with `replies` below it."""
    now, rows, pk = clock.now(), [], first_pk
    for number in range(roots):
        pk += 1
        top = _row(place, pk, "", now - dt.timedelta(minutes=roots - number), support=number % 7, replies=replies)
        rows.append(top)
        for _reply in range(replies):
            pk += 1
            rows.append(_row(place, pk, segment(top.pk), top.created_at, parent_id=top.pk))
    Comment.objects.bulk_create(rows, batch_size=2000)


def _row(place: Consultation, pk: int, parent_path: str, at: dt.datetime, **fields: Any) -> Comment:
    path = path_of(pk, parent_path)
    return Comment(
        pk=pk,
        consultation=place,
        path=path,
        depth=depth_of(path),
        source=f"Number {pk}",
        source_html=f"<p>Number {pk}</p>",
        state=CommentState.PUBLISHED,
        created_at=at,
        published_at=at,
        **fields,
    )
