"""One small town with a thing of every kind in every state of visibility, and a person in every role.

`build_world()` is called once for a module; each test works in a savepoint of its own (see `stage`).
"""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client

from civic.accounts.actions.ban_person import ban_person
from civic.accounts.actions.make_api_token import make_api_token
from civic.accounts.actors import SYSTEM, Actor
from civic.accounts.enums import Role
from civic.accounts.models import MailedLink, User
from civic.core import clock, milestones
from civic.core.images import CleanPhoto
from civic.core.middleware import DEVICE_COOKIE, DEVICE_SALT
from civic.core.staging import stage_photos
from civic.moderation.actions.publish_item import publish_item
from civic.notifications.models import Delivery
from civic.pages.models import HomePage
from consultations.actions.post_comment import post_comment
from consultations.actions.publish_comment import publish_comment
from consultations.actions.remove_comment import remove_comment
from consultations.models import Comment, Consultation
from consultations.surgeries.actions.answer_question import answer_question
from consultations.surgeries.actions.ask_question import ask_question
from consultations.surgeries.actions.close_surgery import close_surgery
from consultations.surgeries.actions.decline_question import decline_question
from consultations.surgeries.actions.merge_question import merge_question
from consultations.surgeries.actions.pause_surgery import pause_surgery
from consultations.surgeries.actions.publish_question import publish_question
from consultations.surgeries.actions.remove_question import remove_question
from consultations.surgeries.actions.take_question import take_question
from consultations.surgeries.actions.withdraw_question import withdraw_question
from consultations.surgeries.models import Question, Surgery
from reports.actions.remove_report import remove_report
from reports.drafts import begin_draft, photo_keeper, save_draft
from reports.enums import State, Visibility
from reports.models import Category, Report
from tests.factories.accounts import a_person, a_trusted_person, staff
from tests.factories.consultations import ConsultationFactory, SectionFactory
from tests.factories.pages import a_news_page, a_paper, a_picture, an_answer_page
from tests.factories.reports import EAST_POINT, WEST_POINT, CategoryFactory, ReportFactory, ReportPhotoFactory, a_town
from tests.factories.surgeries import a_surgery

VISITORS = ("anonymous", "visitor")
ROLES = (
    "anonymous",  # a browser that nobody has seen before
    "visitor",  # no account, but the browser from which some of the things came
    "resident",  # whose things they are
    "other",  # another resident
    "councillor",  # hosts the surgeries, in Brigg
    "other_councillor",  # of the other ward
    "officer",  # of Brigg, assigned to the surgeries
    "other_officer",  # of the other ward
    "moderator",
    "editor",
    "admin",
)
SIGNED_IN = tuple(role for role in ROLES if role not in VISITORS)


@dataclass
class World:
    """people: role → actor · names: what stands in braces in addresses and forms · cookies: role → its cookies."""

    people: dict[str, Actor] = field(default_factory=dict)
    names: dict[str, Any] = field(default_factory=dict)
    cookies: dict[str, dict[str, str]] = field(default_factory=dict)

    def client(self, role: str, **options: Any) -> Client:
        """A fresh browser (or program) of somebody in that role."""
        client = Client(raise_request_exception=True, **options)
        for name, value in self.cookies[role].items():
            client.cookies[name] = value
        return client


@contextmanager
def stage(world: World) -> Iterator[World]:
    """Whatever happens inside did not happen; limits start anew."""
    cache.clear()
    with transaction.atomic():
        yield world
        transaction.set_rollback(True)


@contextmanager
def a_world(mark: str = "") -> Iterator[World]:
    """A world in one transaction that is rolled back at the end, in which time stands still. `mark` stands in every
    hidden text."""
    with clock.at(clock.now()), transaction.atomic():
        yield build_world(mark)
        transaction.set_rollback(True)


def build_world(mark: str = "") -> World:
    """All of it. mark: what hidden texts hold, to find them again in what is served."""
    hidden = f"{mark or 'Words'} that are not for all"
    west, east = a_town()
    world = World()
    _people(world, west, east)
    _reports(world, hidden, west, east)
    _consultations(world, hidden, west)
    _surgeries(world, hidden, west)
    _pages(world, hidden)
    _keys(world, hidden)
    for role in ROLES:
        world.cookies[role] = _cookies(world.people[role])
    world.cookies["banned"] = _cookies(world.people["banned"])
    milestones.pass_milestone("demo.seeded")
    return world


def _people(world: World, west: Any, east: Any) -> None:
    people = world.people
    people["anonymous"] = Actor()
    people["visitor"] = Actor(device=secrets.token_hex(16))
    people["resident"] = a_person(name="Rosa Resident", email="rosa@example.test")
    people["other"] = a_person(name="Otto Other", email="otto@example.test")
    people["councillor"] = staff(Role.COUNCILLOR, area=west, name="Cora Councillor")
    people["other_councillor"] = staff(Role.COUNCILLOR, area=east, name="Colin Councillor")
    people["officer"] = staff(Role.OFFICER, area=west, name="Olga Officer")
    people["other_officer"] = staff(Role.OFFICER, area=east, name="Oscar Officer")
    people["moderator"] = staff(Role.MODERATOR, name="Mo Moderator")
    people["editor"] = staff(Role.EDITOR, name="Edda Editor")
    people["admin"] = staff(Role.ADMIN, name="Ada Admin")
    banned = a_trusted_person(name="Bodo Banned")
    ban_person(by=people["admin"], user=banned.user, reason="for the test")  # type: ignore[arg-type]
    people["banned"] = Actor(user=User.objects.get(pk=banned.id))


def _reports(world: World, hidden: str, west: Any, east: Any) -> None:
    resident, visitor = world.people["resident"].user, world.people["visitor"]
    own, words = {"area": west, "author": resident}, {"source": hidden, "source_html": f"<p>{hidden}</p>"}
    made: dict[str, Report] = {
        "public": ReportFactory(title="A pothole for all to see", **own),
        "east": ReportFactory(title="A pothole in the east", area=east, author=world.people["other"].user),
        "fixed": ReportFactory(title="A pothole that was mended", state=State.FIXED, **own),
        "held": ReportFactory(title=f"Held: {hidden}", **words, visibility=Visibility.HELD, **own),
        "private": ReportFactory(
            title=f"Private: {hidden}", **words, visibility=Visibility.PRIVATE,
            category=CategoryFactory(code="at-home", name="At somebody's home", is_private=True), **own,
        ),
        "removed": ReportFactory(title=f"Removed: {hidden}", **words, **own),
        # somebody else typed the resident's address; nobody has confirmed it
        "unconfirmed": ReportFactory(
            title=f"Unconfirmed: {hidden}", **words, visibility=Visibility.UNCONFIRMED, published_at=None,
            area=west, device=visitor.device, contact_email="rosa@example.test", contact_name=hidden[:80],
        ),
        "visitors": ReportFactory(title="A visitor", area=west, device=visitor.device, contact_email="vi@example.test"),
    }  # fmt: skip
    remove_report(by=world.people["moderator"], ref=made["removed"].ref, reason="A name", rule=1)
    for name, report in made.items():
        world.names[f"{name}_report"] = report.ref
        world.names[f"{name}_photo"] = ReportPhotoFactory(report=report).name
    Category.objects.get_or_create(code="pothole")
    data = {"geometry": WEST_POINT, "category": "pothole", "title": f"Draft: {hidden}", "place": "Mill Street"}
    draft = begin_draft(world.people["resident"], **data)
    photo = CleanPhoto(name="hole.jpg", full=b"JPEG", thumb=b"JPEG", width=4, height=3)
    save_draft(draft, photos=stage_photos([photo], photo_keeper(draft)))
    world.names["draft"] = draft.key
    world.names["sent_draft"] = begin_draft(world.people["resident"]).key
    type(begin_draft(visitor)).objects.filter(key=world.names["sent_draft"]).update(sent_ref=made["held"].ref)
    world.names |= {"west_lon": WEST_POINT["coordinates"][0], "lat": WEST_POINT["coordinates"][1], "east": EAST_POINT}  # type: ignore[index]


def _consultations(world: World, hidden: str, west: Any) -> None:
    names, resident = world.names, world.people["resident"]
    now, day = clock.now(), dt.timedelta(days=1)
    places: dict[str, Consultation] = {
        "open": ConsultationFactory(slug="library", area=west),
        "closed": ConsultationFactory(slug="bridge", area=west, opens_at=now - 9 * day, closes_at=now + day),
        "secret": ConsultationFactory(
            slug="secret", area=west, title=f"Secret: {hidden}"[:100], summary=hidden, intro=hidden, opens_at=now + day,
            published_at=now + day,
        ),
    }  # fmt: skip
    for name, place in places.items():
        names[f"{name}_place"] = place.slug
    SectionFactory(consultation=places["open"], key="hours")
    SectionFactory(consultation=places["secret"], key="money", source=hidden, source_html=f"<p>{hidden}</p>")
    made = {
        "published": post_comment(by=resident, slug="library", text="Open on Sundays, please."),
        "held": post_comment(by=resident, slug="library", text=hidden),
        "removed": post_comment(by=resident, slug="library", text=hidden),
        "never": post_comment(by=resident, slug="library", text=hidden),  # removed before it was ever seen
        "others": post_comment(by=world.people["other"], slug="library", text="Close on Mondays."),
        "visitors": post_comment(
            by=world.people["visitor"], slug="library", text=hidden, email=f"{hidden.split()[0].lower()}@example.test"
        ),
        "closed": post_comment(by=resident, slug="bridge", text="Build it."),
    }
    for name in ("published", "removed", "others", "closed"):
        publish_comment(by=SYSTEM, ref=made[name].ref)
    for name in ("removed", "never"):
        remove_comment(by=SYSTEM, ref=made[name].ref, rule=1)
    Consultation.objects.filter(slug="bridge").update(closes_at=now - day)
    names |= {f"{name}_comment": comment.ref for name, comment in made.items()}
    assert Comment.objects.filter(state="held").count() == 2


def _surgeries(world: World, hidden: str, west: Any) -> None:
    people, names = world.people, world.names
    councillor, resident = people["councillor"], people["resident"]
    hosts: dict[str, Any] = {"host": councillor, "officers": [people["officer"].id], "area_id": west.pk}
    live, paused = a_surgery(slug="live-hour", **hosts), a_surgery(slug="paused-hour", **hosts)
    soon, over = a_surgery(slug="next-hour", live=False, **hosts), a_surgery(slug="past-hour", **hosts)
    pause_surgery(by=councillor, surgery=paused)

    def asked(text: str, surgery: Surgery = live, *, by: Actor = resident, public: bool = True) -> Question:
        question = ask_question(by=by, surgery=surgery, text=text)
        return publish_question(by=SYSTEM, question=question, trust=False) if public else question

    questions = {
        "published": asked("When is the bridge mended?"),
        "others": asked("When is the tip open?", by=people["other"]),
        "held": asked(hidden, public=False),
        "visitors": asked(hidden, by=people["visitor"], public=False),
        "refused": asked(hidden, public=False),
        "answered": answer_question(
            by=councillor, question=asked("Who cuts the hedge?"), text="The farmer, in **March**."
        ),
        "merged": asked("And the other bridge?"),
        "removed": asked(hidden),
        "withdrawn": asked(hidden),
        "taken": asked("Where do I park?"),
        "over": asked("Was that all?", over),
        "soon": asked("What will you say?", soon),
    }
    merge_question(by=councillor, question=questions["merged"], into=questions["answered"])
    decline_question(by=people["moderator"], question=questions["refused"], reason=f"{hidden} is no question")
    remove_question(by=people["moderator"], question=questions["removed"], reason=f"{hidden} is no question")
    withdraw_question(by=resident, question=questions["withdrawn"])
    take_question(by=councillor, question=questions["taken"])
    close_surgery(by=councillor, surgery=over)
    names |= {f"{name}_question": question.ref for name, question in questions.items()}
    names |= {"live": live.slug, "paused": paused.slug, "soon": soon.slug, "over": over.slug}


def _pages(world: World, hidden: str) -> None:
    names = world.names
    answer = an_answer_page(slug="tip")
    draft = an_answer_page(f"Draft: {hidden}", live=False, slug="draft-answer", answer=f"<p>{hidden}</p>")
    changed = an_answer_page("When is market day?", slug="market")
    changed.answer = f"<p>{hidden}</p>"
    changed.save_revision()
    news = a_news_page(slug="bridge-open")
    names |= {"answer_page": answer.pk, "draft_page": draft.pk, "changed_page": changed.pk, "news_page": news.pk}
    home = HomePage.objects.filter(locale__language_code="en").order_by("path").first()
    names["home_page"] = home.pk if home else 0
    paper = a_paper()
    names["paper"] = f"{paper.pk}/{paper.filename}"
    names["picture"] = a_picture().file.name.rpartition("/")[2]


def _keys(world: World, hidden: str) -> None:
    names, resident = world.names, world.people["resident"]
    assert resident.user is not None
    token, _secret = make_api_token(by=resident, user=resident.user, label=hidden[:80])
    names["token"] = token.pk
    for role in SIGNED_IN:
        person = world.people[role]
        assert person.user is not None
        names[f"{role}_key"] = make_api_token(by=person, user=person.user, label="walk")[1]
    names["secret"] = secrets.token_urlsafe(32)
    MailedLink.objects.create(
        purpose="report.confirm",
        subject=f"report:{names['unconfirmed_report']}",
        email="rosa@example.test",
        hash=hashlib.sha256(names["secret"].encode()).hexdigest(),
        expires_at=clock.now() + dt.timedelta(hours=1),
    )
    subject = f"report:{names['public_report']}"
    names["stop"] = Delivery.objects.create(
        event_id=1, kind="report.state", subject=subject, email="rosa@example.test"
    ).stop_token
    comment = post_comment(by=resident, slug="library", text="Lower the shelves.")
    names["decided_comment"] = comment.ref
    names["decision"] = publish_item(by=world.people["moderator"], subject=f"comment:{comment.ref}").ref
    User.objects.filter(pk=resident.id).update(trusted_at=None)  # publishing gave trust
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, status) VALUES ('x', 'walk', 'failed') RETURNING id"
        )
        names["job"] = cursor.fetchone()[0]


def _cookies(actor: Actor) -> dict[str, str]:
    """What the browser of `actor` sends."""
    if actor.user is not None:
        client = Client()
        client.force_login(User.objects.get(pk=actor.id), backend=settings.AUTHENTICATION_BACKENDS[-1])
        return {settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value}
    return {DEVICE_COOKIE: signing.Signer(salt=DEVICE_SALT).sign(actor.device)} if actor.device else {}
