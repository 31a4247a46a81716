"""One way in: by password or by a mailed code, with a second step for staff where it matters."""

import datetime as dt
import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from rest_framework.test import APIClient

from civic.accounts.actions.make_api_token import make_api_token
from civic.accounts.actors import SYSTEM
from civic.accounts.enums import Role
from civic.accounts.models import ApiToken, OutgoingMail, User
from civic.accounts.queries import session_person, standings
from civic.accounts.tasks import send_account_mail
from civic.core import clock
from civic.core.errors import NotFound
from tests.factories.accounts import a_person, staff


@pytest.fixture
def morag(db: None) -> User:
    user = User.objects.create_user("morag@example.test", "a long enough one", name="Morag Fenn")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def send_mails() -> None:
    for row in list(OutgoingMail.objects.all()):
        send_account_mail(mail_id=row.pk)


def test_a_person_signs_in_with_address_and_password(client: Client, morag: User) -> None:
    answer = client.post("/account/login/", {"login": "Morag@Example.test", "password": "a long enough one"})

    assert (answer.status_code, answer["Location"]) == (302, "/my/")
    assert client.get("/my/").status_code == 200


def test_a_wrong_password_keeps_the_address_and_says_so(client: Client, morag: User) -> None:
    answer = client.post("/account/login/", {"login": "morag@example.test", "password": "wrong"})

    assert answer.status_code == 200
    assert b'value="morag@example.test"' in answer.content
    assert b"wrong" not in answer.content.split(b"<form")[1].split(b"password")[0]


def test_five_wrong_passwords_lock_that_address_and_nobody_else(client: Client, morag: User, settings: Any) -> None:
    other = User.objects.create_user("ana@example.test", "a long enough one")
    EmailAddress.objects.create(user=other, email=other.email, verified=True, primary=True)
    for _ in range(6):
        refused = client.post("/account/login/", {"login": "morag@example.test", "password": "wrong"})
    assert refused.status_code == 429

    answer = client.post("/account/login/", {"login": "ana@example.test", "password": "a long enough one"})

    assert answer.status_code == 302


def test_thirty_wrong_passwords_from_one_address_lock_it_for_every_account(client: Client, morag: User) -> None:
    for number in range(30):
        client.post("/account/login/", {"login": f"nobody{number}@example.test", "password": "wrong"})

    here = client.post("/account/login/", {"login": "morag@example.test", "password": "a long enough one"})
    elsewhere = client.post(
        "/account/login/", {"login": "morag@example.test", "password": "a long enough one"}, REMOTE_ADDR="192.0.2.7"
    )

    assert (here.status_code, int(here["Retry-After"]) > 0, elsewhere.status_code) == (429, True, 302)


def test_a_fourth_mail_to_one_address_in_an_hour_is_refused(morag: User, deferred_jobs: object) -> None:
    answers = [
        Client().post("/account/login/code/", {"email": "morag@example.test"}, REMOTE_ADDR=f"192.0.2.{n}").status_code
        for n in range(4)
    ]

    assert answers == [302, 302, 302, 429]


def test_an_eleventh_mail_asked_for_from_one_address_is_refused(
    client: Client, db: None, deferred_jobs: object
) -> None:
    answers = [
        Client().post("/account/login/code/", {"email": f"nobody{n}@example.test"}).status_code for n in range(11)
    ]

    assert answers == [302] * 10 + [429]


def test_a_name_of_a_new_person_turns_no_words_around(client: Client, db: None, deferred_jobs: object) -> None:
    client.post(
        "/account/signup/",
        {"email": "new@example.test", "password1": "a long enough one", "name": "Ana \u202eevil\u202c Fenn"},
    )

    assert User.objects.get(email="new@example.test").name == "Ana evil Fenn"


def test_half_an_hour_without_a_click_signs_staff_out_and_nobody_else(client: Client, db: None) -> None:
    officer, resident, start = staff(Role.OFFICER).user, a_person().user, clock.now()
    assert officer is not None and resident is not None
    for person, later in ((officer, 302), (resident, 200)):
        client.force_login(person)
        with clock.at(start):
            assert client.get("/my/").status_code == 200
        with clock.at(start + dt.timedelta(minutes=29)):
            assert client.get("/my/").status_code == 200
        with clock.at(start + dt.timedelta(minutes=60)):
            assert client.get("/my/").status_code == later


def test_a_program_in_an_idle_session_is_told_to_sign_in_and_no_socket_knows_it(client: Client, db: None) -> None:
    officer, start = staff(Role.OFFICER).user, clock.now()
    assert officer is not None
    client.force_login(officer)
    with clock.at(start):
        client.get("/my/")
        key = client.session.session_key or ""
        assert session_person(key) == officer

    with clock.at(start + dt.timedelta(minutes=31)):
        assert session_person(key) is None
        answer = client.get("/api/v1/surgeries/", headers={"Accept": "application/json"})

    assert (answer.status_code, answer.json()["error"]["code"]) == (401, "sign_in")


def test_a_mailed_code_signs_in(client: Client, morag: User, deferred_jobs: object) -> None:
    answer = client.post("/account/login/code/", {"email": "morag@example.test"}, follow=True)
    assert answer.status_code == 200
    assert mail.outbox == [], "nothing is sent inside a request"
    send_mails()
    code = re.search(r"^\s*([A-Z0-9-]{6,12})\s*$", str(mail.outbox[0].body), re.M)
    assert code is not None, mail.outbox[0].body

    answer = client.post("/account/login/code/confirm/", {"code": code[1]})

    assert answer.status_code == 302
    assert client.get("/my/").status_code == 200
    assert OutgoingMail.objects.count() == 0


def test_asking_for_a_code_for_an_unknown_address_tells_nothing(
    client: Client, db: None, deferred_jobs: object
) -> None:
    answer = client.post("/account/login/code/", {"email": "nobody@example.test"}, follow=True)

    assert answer.status_code == 200
    assert b"not" not in answer.content.split(b"<h1")[1].split(b"</h1>")[0].lower()


def test_somebody_new_signs_up_and_confirms_by_code(client: Client, db: None, deferred_jobs: object) -> None:
    form = {"email": "new@example.test", "password1": "a long enough one", "name": "New Person"}
    answer = client.post("/account/signup/", form, follow=True)
    assert answer.status_code == 200
    send_mails()
    code = re.search(r"^\s*([A-Z0-9-]{6,12})\s*$", str(mail.outbox[0].body), re.M)
    assert code is not None, mail.outbox[0].body

    client.post("/account/confirm-email/", {"code": code[1]})

    user = User.objects.get(email="new@example.test")
    assert (user.name, user.trusted_at) == ("New Person", None)
    assert EmailAddress.objects.get(user=user).verified


def test_the_demo_people_stand_on_the_sign_in_page_in_demo_mode_only(client: Client, db: None, settings: Any) -> None:
    User.objects.create_user("resident@demo.test", "demo", is_demo=True)
    settings.CIVIC_DEMO = True
    assert b"resident@demo.test" in client.get("/account/login/").content

    settings.CIVIC_DEMO = False

    assert b"resident@demo.test" not in client.get("/account/login/").content


def test_one_tap_signs_in_as_a_demo_person_and_as_nobody_else(client: Client, morag: User, settings: Any) -> None:
    demo = User.objects.create_user("resident@demo.test", "demo", is_demo=True)
    EmailAddress.objects.create(user=demo, email=demo.email, verified=True, primary=True)
    settings.CIVIC_DEMO = True

    assert client.post("/account/login/", {"demo_person": "morag@example.test"}).status_code == 200
    assert client.post("/account/login/", {"demo_person": "resident@demo.test"})["Location"] == "/my/"

    settings.CIVIC_DEMO = False
    assert Client().post("/account/login/", {"demo_person": "resident@demo.test"}).status_code == 200


def test_staff_set_up_a_second_step_before_anything_else(client: Client, db: None, settings: Any) -> None:
    settings.CIVIC_REQUIRE_MFA = True
    officer = staff(Role.OFFICER)
    assert officer.user is not None
    client.force_login(officer.user)

    answer = client.get("/my/")

    assert (answer.status_code, answer["Location"]) == (302, "/account/2fa/")
    assert "Your work here needs a second step" in client.get("/account/2fa/").content.decode()
    resident = a_person()
    assert resident.user is not None
    client.force_login(resident.user)
    assert client.get("/my/").status_code == 200


def test_the_cms_and_the_admin_send_to_the_one_way_in(client: Client, db: None) -> None:
    assert client.get("/cms/", follow=True).redirect_chain[-1][0].startswith("/account/login/")
    assert client.get("/admin/", follow=True).redirect_chain[-1][0].startswith("/account/login/")


def test_my_page_is_for_oneself(client: Client, db: None) -> None:
    assert client.get("/my/")["Location"] == "/account/login/?next=/my/"


def test_a_key_is_shown_once_and_kept_as_a_hash(client: Client, morag: User) -> None:
    client.force_login(morag)

    shown = client.post("/account/tokens/", {"label": "map script"}).content.decode()

    secret = re.search(r'class="secret">([^<]+)<', shown)
    assert secret is not None
    assert secret[1] not in client.get("/account/tokens/").content.decode()
    assert secret[1] not in str(ApiToken.objects.values())


def test_nobody_makes_a_key_for_somebody_else(db: None, morag: User) -> None:
    with pytest.raises(NotFound):
        make_api_token(by=a_person(), user=morag, label="mine")


def test_a_key_acts_for_its_person_and_an_unknown_one_is_refused(db: None, morag: User) -> None:
    _token, secret = make_api_token(by=SYSTEM, user=morag, label="script")
    api = APIClient()

    assert api.get("/api/v1/surgeries/", headers={"Authorization": f"Token {secret}"}).status_code == 200
    refused = api.get("/api/v1/surgeries/", headers={"Authorization": "Token nonsense"})

    assert (refused.status_code, refused.json()["error"]["code"]) == (401, "sign_in")


def test_the_profile_keeps_a_name_within_its_size(client: Client, morag: User) -> None:
    client.force_login(morag)

    client.post("/account/", {"name": "x" * 81, "language": "cy"})
    assert User.objects.get(pk=morag.pk).name == "Morag Fenn"
    client.post("/account/", {"name": "Morag F", "language": "cy"})

    assert User.objects.values_list("name", "language").get(pk=morag.pk) == ("Morag F", "cy")


def test_the_admin_does_not_list_what_would_change_a_right_past_its_action(client: Client, db: None) -> None:
    admin = staff(Role.ADMIN)
    assert admin.user is not None
    client.force_login(admin.user)

    assert client.get("/admin/").status_code == 200
    for path in ("auth/group/", "account/emailaddress/", "mfa/authenticator/"):
        assert client.get(f"/admin/{path}").status_code == 404


def test_a_new_password_ends_all_other_sessions_and_open_sockets(client: Client, morag: User) -> None:
    other = Client()
    for browser in (client, other):
        browser.post("/account/login/", {"login": "morag@example.test", "password": "a long enough one"})
    epoch = standings([morag.pk], []).epochs[morag.pk]

    client.post(
        "/account/password/change/",
        {"oldpassword": "a long enough one", "password1": "another long one", "password2": "another long one"},
    )

    assert (client.get("/my/").status_code, other.get("/my/").status_code) == (200, 302)
    assert standings([morag.pk], []).epochs[morag.pk] == epoch + 1


def test_signing_out_is_signing_out_everywhere_but_for_the_people_of_the_demo(client: Client, morag: User) -> None:
    for is_demo, elsewhere in ((False, 302), (True, 200)):
        User.objects.filter(pk=morag.pk).update(is_demo=is_demo)
        other = Client()
        for browser in (client, other):
            browser.post("/account/login/", {"login": "morag@example.test", "password": "a long enough one"})

        client.post("/account/logout/")

        assert (client.get("/my/").status_code, other.get("/my/").status_code) == (302, elsewhere)
