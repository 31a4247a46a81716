"""Once round the whole loop, each person on a phone of their own, with scripts and without."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from civic.demo.models import OutboxMessage
from civic.pages.models import FaqPage
from consultations.surgeries.models import Question
from reports.models import Report, ReportPhoto
from tests.journeys.conftest import Town, a_photo, look, press

pytestmark = pytest.mark.slow
Person = Callable[..., Page]
QUESTION = "When is the hole on Mill Street mended?"
ANSWER = "The crew comes on Thursday, before seven in the morning. Park on the other side that night."


def looked(page: Page, scripts: bool) -> None:
    """axe needs scripts of its own, which a browser without JavaScript does not run."""
    if scripts:
        look(page)


def pin_a_pothole(page: Page, scripts: bool) -> str:
    """From the home page to the reference; the place by the list of streets."""
    page.goto("/")
    looked(page, scripts)
    press(page.get_by_role("main").get_by_role("link", name=re.compile("Report a problem")).first)
    looked(page, scripts)
    page.fill("#q", "High Street")
    press(page.locator("button[name=search]"))
    page.get_by_role("radio").first.check(force=True)
    press(page.locator("button[name=go]"))
    looked(page, scripts)
    page.get_by_label(re.compile("Pothole")).check(force=True)
    press(page.get_by_role("button", name="Go on"))
    if page.url.endswith("/same/"):
        looked(page, scripts)
        press(page.locator("button[name=go]"))
    looked(page, scripts)
    page.set_input_files("#id_photos", {"name": "hole.jpg", "mimeType": "image/jpeg", "buffer": a_photo()})
    press(page.get_by_role("button", name="Go on"))
    looked(page, scripts)
    page.get_by_label("In a few words, what is wrong?").fill("Deep pothole by the crossing")
    page.get_by_label("What else should we know?").fill("A cyclist came off on Sunday.")
    press(page.get_by_role("button", name="Go on"))
    looked(page, scripts)
    press(page.get_by_role("button", name="Go on"))
    looked(page, scripts)
    expect(page.get_by_text("A cyclist came off on Sunday.")).to_be_visible()
    press(page.get_by_role("button", name="Send my report"))
    looked(page, scripts)
    return page.locator(".panel__ref").inner_text().strip()


def say_me_too(page: Page, ref: str, scripts: bool) -> None:
    page.goto(f"/reports/{ref}/")
    looked(page, scripts)
    words = re.compile("[Mm]e too")
    me_too = page.get_by_role("link", name=words).or_(page.get_by_role("button", name=words)).first
    if scripts:
        me_too.click()
        expect(page.locator("civic-support")).to_contain_text("1")
    else:
        press(me_too)
        press(page.get_by_role("main").get_by_role("button").first)


def talk_it_over(neighbour: Page, moderator: Page, officer: Page, town: Town, ref: str, scripts: bool) -> None:
    officer.goto(f"/consultations/{town.consultation}/reports/")
    looked(officer, scripts)
    officer.get_by_role("textbox").first.fill(ref)
    press(officer.get_by_role("button", name="Take it in"))
    neighbour.goto(f"/consultations/{town.consultation}/comment/?section=why")
    looked(neighbour, scripts)
    neighbour.locator("[name=text]").fill("My pram does not fit between the wall and the lorries.")
    press(neighbour.get_by_role("button", name="Send my comment"))
    looked(neighbour, scripts)
    moderator.goto("/moderation/")
    looked(moderator, scripts)
    expect(moderator.locator(".desk__item .desk__words").first).to_contain_text("My pram does not fit")
    moderator.get_by_role("button", name=re.compile(r"^Publish\s*:")).first.click()
    expect(moderator.locator(".desk__item:not([data-done])")).to_have_count(0)
    officer.goto(f"/consultations/{town.consultation}/")
    looked(officer, scripts)
    expect(officer.locator(".comment__text").first).to_contain_text("My pram does not fit")
    reply = officer.get_by_role("link", name=re.compile("^Reply")).first.get_attribute("href")
    officer.goto(reply or "")
    officer.locator("[name=text]").fill("Two metres, by the drawing. I have added it to the page.")
    press(officer.get_by_role("button", name="Send my reply"))
    neighbour.goto(f"/consultations/{town.consultation}/")
    expect(neighbour.locator(".comment--official")).to_contain_text("Two metres, by the drawing.")
    expect(neighbour.locator(".comment--official")).to_contain_text("Dev Chandra")


def answer_live(resident: Page, neighbour: Page, councillor: Page, town: Town, scripts: bool) -> None:
    path = f"/surgeries/{town.surgery}/"
    councillor.goto(f"{path}desk/")
    press(councillor.get_by_role("button", name="Open the surgery"))
    expect(councillor.locator("[data-slot=surgery-state]")).to_contain_text("Live")
    looked(councillor, scripts)
    neighbour.goto(path)
    resident.goto(path)
    looked(resident, scripts)
    resident.locator("[data-ask-form] [name=text]").fill(QUESTION)
    ask = resident.locator("[data-ask-form]").get_by_role("button", name="Ask")
    if scripts:
        ask.click()
    else:
        press(ask)
        neighbour.goto(path)
    question = neighbour.locator("[data-list=waiting] .question", has_text=QUESTION)
    expect(question).to_contain_text("just now")
    me_too = question.get_by_role("button", name=re.compile("[Mm]e too"))
    if scripts:
        me_too.click()
        expect(question.locator("[data-slot=support]")).to_contain_text("1")
    else:
        press(me_too)
    councillor.goto(f"{path}desk/")
    looked(councillor, scripts)
    expect(councillor.locator("#big")).to_have_text(QUESTION)
    councillor.locator("[data-answer] [name=text]").fill(ANSWER)
    councillor.locator("[data-answer] [name=faq]").check(force=True)
    press(councillor.get_by_role("button", name="Answer", exact=True))
    expect(councillor.locator("#big")).to_have_count(0)
    if not scripts:
        neighbour.goto(path)
    expect(neighbour.locator("[data-list=settled]")).to_contain_text("The crew comes on Thursday")
    looked(neighbour, scripts)


def publish_the_answer(officer: Page, town: Town) -> FaqPage:
    town.settle()
    draft = FaqPage.objects.get(title=QUESTION)
    assert not draft.live
    officer.goto(f"/cms/pages/{draft.pk}/edit/")
    officer.get_by_role("button", name="More actions").click()
    officer.get_by_role("button", name="Publish").click()
    officer.wait_for_url(re.compile(r"/cms/pages/(?!\d+/edit/)"))
    town.settle()
    return FaqPage.objects.get(pk=draft.pk)


def the_answer_comes_back(resident: Page, town: Town, page: FaqPage, scripts: bool) -> None:
    mails = OutboxMessage.objects.filter(to="resident@demo.test", text__contains=page.get_url())
    assert mails.count() == 1, [mail.subject for mail in OutboxMessage.objects.filter(to="resident@demo.test")]
    resident.goto("/demo/outbox/?to=resident@demo.test")
    resident.locator(f'.outbox a[href$="{page.get_url()}"]').first.click()
    expect(resident.get_by_role("heading", level=1)).to_have_text(QUESTION)
    expect(resident.get_by_role("main")).to_contain_text("The crew comes on Thursday")
    expect(resident.get_by_role("main")).to_contain_text("Aileen Moss")
    looked(resident, scripts)
    resident.goto(f"/surgeries/{town.surgery}/")
    expect(resident.locator(f'a[href$="{page.get_url()}"]').first).to_be_visible()
    resident.goto("/my/")
    looked(resident, scripts)
    for words in ("Deep pothole by the crossing", QUESTION):
        expect(resident.get_by_role("main")).to_contain_text(words)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_pin_becomes_a_published_answer_and_everyone_is_told(person: Person, town: Town, scripts: bool) -> None:
    resident, neighbour = person("resident", scripts=scripts), person(scripts=scripts)
    officer, moderator = person("officer", scripts=scripts), person("moderator", scripts=scripts)
    councillor = person("councillor", scripts=scripts)

    ref = pin_a_pothole(resident, scripts)
    say_me_too(neighbour, ref, scripts)
    talk_it_over(neighbour, moderator, officer, town, ref, scripts)
    answer_live(resident, neighbour, councillor, town, scripts)
    editor = officer if scripts else person("officer")  # Wagtail's editor is made of scripts
    page = publish_the_answer(editor, town)

    the_answer_comes_back(resident, town, page, scripts)
    report = Report.objects.get(ref=ref)
    assert (report.visibility, report.support) == ("public", 1)
    assert ReportPhoto.objects.filter(report=report).count() == 1
    assert Question.objects.get(text=QUESTION).support == 1
    resident.goto(f"/reports/{ref}/")
    expect(resident.locator(".chain")).to_contain_text("A footway for Carse Bridge")
