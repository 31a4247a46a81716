from __future__ import annotations

import pytest

from civic.accounts.actions.ban_person import ban_person
from civic.accounts.actors import SYSTEM, Actor, Banned
from civic.accounts.models import MailedLink
from civic.core.errors import Invalid
from civic.core.images import CleanPhoto
from civic.eventlog.queries import history
from reports.enums import Visibility
from reports.models import Report
from tests.factories.accounts import a_person
from tests.factories.reports import (
    BOW_TIE,
    DITCH,
    OUTSIDE,
    PARK,
    CategoryFactory,
    a_town,
    submitted,
)

pytestmark = pytest.mark.django_db
VISITOR = Actor(device="a" * 32)


def refused(**fields: object) -> dict[str, list[str]]:
    with pytest.raises(Invalid) as caught:
        submitted(a_person(), **fields)
    assert Report.objects.count() == 0
    return {name: [str(line) for line in lines] for name, lines in caught.value.fields.items()}


def test_a_report_by_someone_signed_in_is_public_at_once():
    brigg, _ings = a_town()
    person = a_person()

    report = submitted(person)

    assert report.visibility == Visibility.PUBLIC
    assert (report.author, report.area, report.state) == (person.user, brigg, "received")
    assert [event.verb for event in history(report.subject)] == ["report.submitted"]


def test_a_report_with_an_address_waits_until_the_mailed_link_is_used():
    report = submitted(VISITOR, email="Ann@Example.test")

    assert (report.visibility, report.contact_email) == (Visibility.UNCONFIRMED, "ann@example.test")
    link = MailedLink.objects.get()
    assert (link.purpose, link.subject, link.email) == ("report.confirm", report.subject, "ann@example.test")


def test_a_wrong_address_is_refused_from_somebody_who_signed_in_too():
    assert refused(email="not an address") == {"email": ["Enter an e-mail address like name@example.com."]}

    assert submitted(a_person(), email="other@example.test").contact_email == ""


def test_a_report_without_an_address_waits_for_the_desk():
    assert submitted(VISITOR).visibility == Visibility.HELD


def test_what_concerns_a_home_is_never_public():
    CategoryFactory(code="missed-bin", is_private=True)

    assert submitted(a_person(), category="missed-bin").visibility == Visibility.PRIVATE


def test_a_line_and_an_area_are_kept_as_drawn_with_a_point_on_them():
    line = submitted(a_person(), geometry=DITCH)
    area = submitted(a_person(), geometry=PARK)

    assert line.geometry.geom_type == "LineString"
    assert line.geometry.distance(line.point) < 1e-6
    assert area.geometry.covers(area.point)


def test_words_are_cleaned_and_kept_as_typed():
    report = submitted(a_person(), detail="**Deep** <script>alert(1)</script>")

    assert report.source == "**Deep** <script>alert(1)</script>"
    assert report.source_html == "<p><strong>Deep</strong> &lt;script&gt;alert(1)&lt;/script&gt;</p>"


def test_every_mistake_is_named_at_once():
    a_town()
    CategoryFactory(questions=[{"code": "depth", "label": "How deep?", "kind": "number", "required": True}])

    wrong = refused(geometry=OUTSIDE, title="", detail="x" * 4001, name="n" * 81, answers={"colour": "red"})

    assert set(wrong) == {"geometry", "title", "detail", "name", "answers", "answers.depth"}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "x" * 101),
        ("title", "  "),
        ("title", "a\x00b c"),
        ("title", 7),
        ("category", "no-such"),
        ("category", ["pothole"]),
        ("geometry", BOW_TIE),
        ("geometry", "not json"),
        ("geometry", {"type": "MultiPoint", "coordinates": []}),
        ("geometry", {"type": "Point", "coordinates": ["a", "b"]}),
        ("geometry", {"type": "Point", "coordinates": [float("nan"), 52.97]}),
        ("geometry", {"type": "LineString", "coordinates": [[-0.3, 52.97], [-0.3, 53.5]]}),
        ("geometry", None),
    ],
)
def test_what_can_not_be_used_is_refused_with_a_sentence_at_its_field(field, value):
    wrong = refused(**{field: value})

    assert list(wrong) == [field]
    assert wrong[field][0].endswith(".")


def test_a_shape_that_the_category_does_not_take_is_refused():
    CategoryFactory(geometry_types=["Point"])

    assert set(refused(geometry=DITCH)) == {"geometry"}


def test_a_place_outside_the_town_is_refused_and_the_town_is_named():
    a_town()

    assert "outside Carsewell" in refused(geometry=OUTSIDE)["geometry"][0]


def test_six_photos_are_too_many_and_nothing_is_kept():
    photos = [CleanPhoto(f"{n}.jpg", b"full", b"thumb", 8, 6) for n in range(6)]

    assert set(refused(photos=photos)) == {"photos"}


def test_somebody_who_is_banned_is_told_why():
    person = a_person()
    ban_person(by=SYSTEM, user=person.user, reason="Threats")

    with pytest.raises(Banned) as caught:
        submitted(Actor(user=person.user))
    assert "Threats" in str(caught.value)


def test_answers_are_checked_against_the_questions():
    CategoryFactory(
        questions=[
            {"code": "part", "label": "Which part?", "kind": "choice", "choices": [["edge", "At the edge"]]},
            {"code": "days", "label": "How many days?", "kind": "number"},
            {"code": "danger", "label": "Is it dangerous?", "kind": "yes_no"},
        ]
    )

    report = submitted(a_person(), answers={"part": "edge", "days": "12", "danger": "no"})

    assert report.answers == {"part": "edge", "days": 12, "danger": False}
    with pytest.raises(Invalid) as caught:
        submitted(a_person(), answers={"part": "middle", "days": "many", "danger": "perhaps"})
    assert set(caught.value.fields) == {"answers.part", "answers.days", "answers.danger"}
