import pytest
from django.test import Client

from civic.accounts.enums import Role
from civic.moderation.models import Flag
from tests.factories.accounts import a_person, a_trusted_person, staff
from tests.factories.consultations import ConsultationFactory, posted

pytestmark = pytest.mark.django_db


def test_anybody_may_point_something_out_once_and_the_desk_sees_it(client) -> None:
    comment = posted(a_trusted_person(name="Ruth"), ConsultationFactory(), "Mr Brown!")
    url = f"/moderation/flag/?subject={comment.subject}"
    client.get(url)

    answers = [client.post(url, {"rule": 2, "note": "That is my uncle."}) for _time in range(2)]

    desk = Client()
    desk.force_login(staff(Role.MODERATOR).user)
    page = desk.get("/moderation/?show=flagged").content.decode()
    assert {answer.status_code for answer in answers} == {200} and Flag.objects.count() == 1
    assert "Mr Brown!" in page and "That is my uncle." in page


def test_a_decision_settles_what_was_pointed_out(client) -> None:
    comment = posted(a_trusted_person(), ConsultationFactory())
    client.post(f"/moderation/flag/?subject={comment.subject}", {"rule": 2})
    desk = Client()
    desk.force_login(staff(Role.MODERATOR).user)

    desk.post(
        "/moderation/decide/", {"act": "remove", "subject": comment.subject, "seen": 1, "rule": 2, "reason": "So."}
    )

    assert Flag.objects.get().settled_at is not None


def test_what_is_not_public_can_not_be_pointed_out_and_is_not_shown(client) -> None:
    held = posted(a_person(), ConsultationFactory(), "Secret")

    for subject in (held.subject, "comment:nope", "nonsense", ""):
        assert client.get(f"/moderation/flag/?subject={subject}").status_code == 404


def test_saying_nothing_is_refused_beside_the_field(client) -> None:
    comment = posted(a_trusted_person(), ConsultationFactory())

    answer = client.post(f"/moderation/flag/?subject={comment.subject}", {})

    assert (answer.status_code, Flag.objects.count()) == (400, 0)
    assert "Choose what is wrong with it." in answer.content.decode()
