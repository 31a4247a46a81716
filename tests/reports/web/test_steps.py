from __future__ import annotations

import io
import json

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from civic.areas.models import Street
from reports.models import Report, ReportDraft
from tests.factories.accounts import a_person
from tests.factories.reports import (
    BOW_TIE,
    DITCH,
    OUTSIDE,
    WEST_POINT,
    CategoryFactory,
    ReportFactory,
    a_town,
)

pytestmark = pytest.mark.django_db
NEW = "/reports/new/"


@pytest.fixture(autouse=True)
def town():
    a_town()
    CategoryFactory(
        questions=[{"code": "part", "label": "Which part?", "kind": "choice", "choices": [["edge", "At the edge"]]}]
    )


def text(answer):
    return BeautifulSoup(answer.content, "html.parser").select_one("main").get_text(" ", strip=True)


def begin(client, geometry=WEST_POINT, **fields):
    """The address of the draft, up to its step."""
    answer = client.post(NEW, {"geometry": json.dumps(geometry), "go": "1", **fields})
    assert answer.status_code == 302, text(answer)
    return answer.headers["Location"].removesuffix("what/").removesuffix("same/")


def up_to_check(client, **contact):
    draft = begin(client)
    client.post(f"{draft}what/", {"category": "pothole"})
    client.post(f"{draft}photos/", {"go": "1"})
    client.post(f"{draft}words/", {"title": "A deep hole", "detail": "Full of water.", "answer_part": "edge"})
    client.post(f"{draft}contact/", contact)
    return draft


def pictures(answer):
    """The pictures on the page, without the town's arms."""
    return BeautifulSoup(answer.content, "html.parser").select("main img")


def a_photo(name="hole.jpg"):
    file = io.BytesIO()
    Image.new("RGB", (300, 200), "grey").save(file, "JPEG")
    return SimpleUploadedFile(name, file.getvalue(), "image/jpeg")


def test_a_visitor_reports_page_by_page_without_scripts(client):
    draft = up_to_check(client, email="ann@example.test", name="Ann")

    check = text(client.get(f"{draft}check/"))
    assert "A deep hole" in check
    assert "At the edge" in check
    assert "within 2 working days" in check
    answer = client.post(f"{draft}check/", follow=True)

    report = Report.objects.get()
    assert (report.title, report.answers, report.contact_email) == ("A deep hole", {"part": "edge"}, "ann@example.test")
    assert report.visibility == "unconfirmed"
    assert report.ref in text(answer)
    assert "ann@example.test" in text(answer)


def test_someone_signed_in_is_not_asked_for_an_address():
    client = Client()
    client.force_login(a_person().user)
    draft = up_to_check(client)

    client.post(f"{draft}check/")

    assert Report.objects.get().visibility == "public"


def test_pressed_twice_it_is_one_report(client):
    draft = up_to_check(client)

    answers = [client.post(f"{draft}check/") for _again in range(2)]

    assert [answer.headers["Location"] for answer in answers] == [f"{draft}done/"] * 2
    assert Report.objects.count() == 1


def test_a_draft_that_was_sent_keeps_nothing_that_was_typed(client):
    draft = up_to_check(client, email="ann@example.test")
    client.post(f"{draft}check/")

    assert ReportDraft.objects.get().data == {}
    assert client.get(f"{draft}words/").headers["Location"] == f"{draft}done/"


def test_back_loses_nothing(client):
    draft = up_to_check(client, email="ann@example.test")

    words = client.get(f"{draft}words/?from=check").content.decode()
    assert "A deep hole" in words
    assert "Full of water." in words
    answer = client.post(f"{draft}words/?from=check", {"title": "A deeper hole", "detail": ""})
    assert answer.headers["Location"] == f"{draft}check/"
    assert "A deeper hole" in text(client.get(f"{draft}check/"))


def test_a_step_too_far_leads_to_the_first_that_is_missing(client):
    draft = begin(client)

    assert client.get(f"{draft}check/").headers["Location"] == f"{draft}what/"


def test_a_draft_is_only_for_whoever_began_it(client):
    draft = begin(client)

    assert Client().get(f"{draft}what/").status_code == 404
    other = Client()
    other.force_login(a_person().user)
    assert other.get(f"{draft}what/").status_code == 404


def test_signing_in_half_way_keeps_the_draft(client):
    draft = begin(client)
    client.force_login(a_person().user)

    assert client.get(f"{draft}what/").status_code == 200


@pytest.mark.parametrize(
    ("geometry", "words"),
    [
        ("", "Mark the place on the map"),
        (json.dumps(OUTSIDE), "outside Carsewell"),
        (json.dumps(BOW_TIE), "crosses itself"),
        ("{", "can’t make out this place"),
    ],
)
def test_a_place_that_can_not_be_used_is_refused_and_the_words_are_kept(client, geometry, words):
    answer = client.post(NEW, {"geometry": geometry, "landmark": "opposite number 14", "go": "1"})

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "There is a problem" in page
    assert words in page
    assert "opposite number 14" in page
    assert ReportDraft.objects.count() == 0


def test_a_street_is_found_by_name_and_chosen_from_a_list(client):
    Street.objects.create(name="Mill Street", line="SRID=4326;MULTILINESTRING((-0.32 52.97, -0.31 52.97))")

    page = BeautifulSoup(client.post(NEW, {"q": "mil street", "search": "1"}).content, "html.parser")
    hit = page.select_one("input[name=hit]")["value"]
    answer = client.post(NEW, {"geometry": "", "hit": hit, "landmark": "by the school gate", "go": "1"})

    assert answer.status_code == 302
    assert ReportDraft.objects.get().data["place"].startswith("by the school gate, Mill Street")


def test_a_ward_will_do_with_words_for_the_spot(client):
    without = client.post(NEW, {"geometry": "", "ward": "ings", "go": "1"})
    assert "Describe where in the ward" in text(without)

    client.post(NEW, {"geometry": "", "ward": "ings", "landmark": "behind the mill", "go": "1"})

    assert ReportDraft.objects.get().data["place"] == "behind the mill, Ings ward"


def test_a_link_may_bring_the_kind_and_the_place_along(client):
    address = f"{NEW}?category=pothole&lon=-0.315&lat=52.97"
    page = BeautifulSoup(client.get(address).content, "html.parser")

    answer = client.post(address, {"geometry": page.select_one("#id_geometry")["value"], "go": "1"})

    assert answer.headers["Location"].endswith("/same/")
    assert ReportDraft.objects.get().data["category"] == "pothole"


def test_a_line_is_offered_only_to_kinds_that_take_one(client):
    CategoryFactory(code="lamp", name="Street light", geometry_types=["Point"])
    draft = begin(client, geometry=DITCH)

    assert "Street light" not in text(client.get(f"{draft}what/"))
    assert client.post(f"{draft}what/", {"category": "lamp"}).status_code == 200


def test_what_others_reported_close_by_is_shown_and_one_tap_is_enough(client):
    near = ReportFactory(title="The same hole")
    draft = begin(client)
    client.post(f"{draft}what/", {"category": "pothole"})

    assert "The same hole" in text(client.get(f"{draft}same/"))
    client.post(f"{draft}same/", {"me_too": near.ref})

    near.refresh_from_db()
    assert (near.support, ReportDraft.objects.count(), Report.objects.count()) == (1, 0, 1)


def test_a_bad_photo_names_itself_and_the_good_one_is_kept(client):
    draft = begin(client)
    client.post(f"{draft}what/", {"category": "pothole"})
    bad = SimpleUploadedFile("notes.jpg", b"just words", "image/jpeg")

    answer = client.post(f"{draft}photos/", {"photos": [a_photo(), bad], "go": "1"})

    page = text(answer)
    assert answer.status_code == 200
    assert "notes.jpg" in page
    assert [photo["alt"] for photo in pictures(answer)] == ["hole.jpg"]
    assert client.post(f"{draft}photos/", {"go": "1"}).headers["Location"] == f"{draft}words/"


def test_kept_photos_arrive_with_the_report(client):
    draft = begin(client)
    client.post(f"{draft}what/", {"category": "pothole"})
    client.post(f"{draft}photos/", {"photos": [a_photo("one.jpg"), a_photo("two.jpg")], "go": "1"})
    token = ReportDraft.objects.get().data["photos"][0]
    client.post(f"{draft}photos/", {"remove": token})
    client.post(f"{draft}words/", {"title": "A deep hole"})
    client.post(f"{draft}contact/", {})

    client.post(f"{draft}check/")

    assert Report.objects.get().photos.count() == 1


def test_photos_that_were_added_are_shown_small_and_only_to_whoever_added_them(client):
    draft = begin(client)
    client.post(f"{draft}what/", {"category": "pothole"})
    client.post(f"{draft}photos/", {"photos": [a_photo("one.jpg")], "go": "1"})
    client.post(f"{draft}words/", {"title": "A deep hole"})
    client.post(f"{draft}contact/", {})

    shown = [pictures(client.get(f"{draft}{step}/"))[0]["src"] for step in ("photos", "check")]
    mine, theirs = client.get(shown[0]), Client().get(shown[0])

    assert shown == [f"{draft}photos/1.jpg"] * 2
    assert (mine.status_code, mine["Content-Type"], theirs.status_code) == (200, "image/jpeg", 404)
    assert "no-store" in mine["Cache-Control"]
    assert client.get(f"{draft}photos/2.jpg").status_code == client.get(f"{draft}photos/0.jpg").status_code == 404


def test_the_title_of_a_page_with_an_error_says_so_first(client):
    draft = begin(client)
    wrong = [client.post(NEW, {"go": "1"}), client.post(f"{draft}what/", {})]
    client.post(f"{draft}what/", {"category": "pothole"})
    wrong += [
        client.post(f"{draft}photos/", {"photos": [SimpleUploadedFile("notes.jpg", b"just words", "image/jpeg")]}),
        client.post(f"{draft}words/", {"title": ""}),
    ]

    titles = [BeautifulSoup(answer.content, "html.parser").title.string.split()[0] for answer in wrong]

    assert titles == ["Error:"] * 4


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"title": ""}, "Say in a few words what is wrong."),
        ({"title": "x" * 101}, "no more than 100 characters"),
        ({"title": "A hole", "detail": "x" * 4001}, "no more than 4000 characters"),
        ({"title": "A hole", "answer_part": "middle"}, "Choose one of those that are shown"),
    ],
)
def test_words_that_can_not_be_used_are_refused_and_kept(client, fields, words):
    draft = begin(client)
    client.post(f"{draft}what/", {"category": "pothole"})

    answer = client.post(f"{draft}words/", fields)

    assert answer.status_code == 200
    assert words in text(answer)
    assert fields.get("detail", "")[:50] in answer.content.decode()


def test_a_program_falls_into_the_trap(client):
    draft = begin(client)
    client.post(f"{draft}what/", {"category": "pothole"})
    client.post(f"{draft}words/", {"title": "A deep hole"})

    answer = client.post(f"{draft}contact/", {"email": "", "website": "http://spam.test"})

    assert "a program filled it in" in text(answer)


def test_a_draft_can_be_thrown_away_and_found_again(client):
    draft = up_to_check(client)

    assert "not sent yet" in text(client.get(NEW))
    client.post(f"{draft}discard/")

    assert ReportDraft.objects.count() == 0


def test_reading_the_form_leaves_no_cookie_but_the_token(client):
    client.get(NEW)

    assert set(client.cookies) == {"csrftoken"}


def test_the_page_with_the_map_asks_for_its_modules_at_once(client):
    page = BeautifulSoup(client.get(NEW).content, "html.parser")

    asked = [link["href"].rpartition("/")[2] for link in page.select("link[rel=modulepreload]")]

    assert asked == ["map.js", "leaflet.js", "map-style.js", "words.js", "map-pick.js"]
    assert str(page).index("importmap") < str(page).index("modulepreload")
