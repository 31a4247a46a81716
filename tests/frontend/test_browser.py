"""The components in a real browser, on the page that shows them all."""

import json
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.machinery.axe import serious_faults

GUIDE = "/styleguide/"

pytestmark = pytest.mark.slow


def open_guide(context: Any, query: str = "") -> Any:
    page = context.new_page()
    page.goto(GUIDE + query, wait_until="networkidle")
    return page


def picking_map(page: Any) -> Any:
    chosen = page.locator("civic-map[mode=pick]")
    chosen.scroll_into_view_if_needed()
    chosen.locator(".leaflet-tile-pane").wait_for(state="attached")
    return chosen


def photo(width: int, height: int) -> bytes:
    stream = BytesIO()
    Image.effect_noise((width, height), 60).convert("RGB").save(stream, "JPEG", quality=95)
    return stream.getvalue()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_serious_stands_in_anyones_way(phone, scheme):
    page = open_guide(phone(color_scheme=scheme), "?errors")
    picking_map(page)

    assert [(one["id"], one["nodes"][0]["html"]) for one in serious_faults(page)] == []


def test_nothing_is_cut_off_at_four_times_the_size(phone):
    page = open_guide(phone(viewport={"width": 320, "height": 640}))

    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_without_scripts_the_menu_opens_and_no_empty_map_is_left(phone):
    page = open_guide(phone(java_script_enabled=False))

    page.locator(".menu > summary").click()

    assert page.locator(".menu .nav-list a").first.is_visible()
    assert not page.locator("civic-map").first.is_visible()


def test_the_errors_take_focus_and_lead_into_their_fields(phone):
    page = open_guide(phone(), "?errors")
    expect(page.locator("[data-error-summary]")).to_be_focused()

    page.locator(".error-summary a[href='#id_danger_0'], .error-summary a[href='#id_danger']").click()

    assert page.evaluate("document.activeElement.name") == "danger"


def test_a_tap_on_the_map_marks_a_place(phone):
    page = open_guide(phone())
    chosen = picking_map(page)

    chosen.click(position={"x": 200, "y": 120})
    expect(page.locator("#picked")).not_to_have_value("")

    shape = json.loads(page.locator("#picked").input_value())
    assert shape["type"] == "Point"
    assert -0.36 < shape["coordinates"][0] < -0.26


def test_a_line_is_drawn_undone_and_finished_by_keyboard_alone(phone):
    page = open_guide(phone())
    chosen = picking_map(page)

    chosen.get_by_role("button", name="Line").press("Enter")
    for _ in range(3):
        chosen.get_by_role("button", name="Add a point here").press("Enter")
        chosen.locator(".map-frame").press("ArrowRight")
        page.wait_for_timeout(400)
    chosen.get_by_role("button", name="Undo").press("Enter")
    chosen.get_by_role("button", name="Finish").press("Enter")

    shape = json.loads(page.locator("#picked").input_value())
    assert (shape["type"], len(shape["coordinates"])) == ("LineString", 2)
    assert shape["coordinates"][0] != shape["coordinates"][1]


def test_pins_open_by_key_and_hold_a_link(desk):
    page = open_guide(desk())
    page.locator("civic-map[mode=list]").scroll_into_view_if_needed()
    pin = page.locator(".map-marker[title='Pothole 5']")
    pin.wait_for()

    pin.press("Enter")

    assert page.locator(".leaflet-popup a", has_text="Pothole 5").is_visible()


def test_list_and_map_stand_behind_one_tab_each_on_a_phone(phone):
    page = open_guide(phone())

    page.get_by_role("tab", name="Map").click()

    assert page.locator("#panel-map").is_visible()
    assert not page.locator("#panel-list").is_visible()


def test_photos_are_made_smaller_before_they_are_sent_and_can_be_removed(phone):
    page = open_guide(phone())
    files = [{"name": f"{n}.jpg", "mimeType": "image/jpeg", "buffer": photo(3000, 2000)} for n in (1, 2)]

    for at, file in enumerate(files, start=1):
        page.locator("#id_photos").set_input_files([file])
        page.get_by_role("button", name=f"Remove photo {at}").wait_for()
    sent = page.evaluate(
        """async () => { const [file] = document.querySelector("#id_photos").files;
        const picture = await createImageBitmap(file); return [file.type, picture.width, file.size]; }"""
    )
    page.get_by_role("button", name="Remove photo 1").click()

    assert sent[:2] == ["image/jpeg", 2048]
    assert sent[2] < len(files[0]["buffer"]) / 2
    assert page.evaluate("document.querySelector('#id_photos').files.length") == 1


def test_what_was_typed_is_there_again_after_the_page_was_closed(phone):
    context = phone()
    page = open_guide(context)
    page.locator("#id_title").fill("Deep pothole")
    page.get_by_label("Yes", exact=True).check()
    page.wait_for_timeout(500)
    page.close()

    again = open_guide(context)

    assert again.locator("#id_title").input_value() == "Deep pothole"
    assert again.get_by_label("Yes", exact=True).is_checked()
    again.get_by_role("button", name="Start again").click()
    assert again.locator("#id_title").input_value() == ""


def test_suggestions_are_chosen_by_key(phone):
    page = phone().new_page()
    answer = {"results": [{"title": "Why it floods", "url": "/x/", "kind": "faq"}, {"title": "Bins", "url": "/faq/"}]}
    page.route("**/api/v1/suggestions/*", lambda route: route.fulfill(json=answer))
    page.goto(GUIDE, wait_until="networkidle")
    box = page.locator("#q-hero")

    box.press_sequentially("bins")
    page.get_by_role("option", name="Bins").wait_for()
    box.press("ArrowDown")
    box.press("ArrowDown")

    assert page.get_by_role("option", name="Bins").get_attribute("aria-selected") == "true"
    with page.expect_request("**/faq/"):
        box.press("Enter")


def test_support_counts_in_place_and_takes_itself_back_when_refused(phone):
    page = phone().new_page()
    page.route("**/reports/x/support/", lambda route: route.fulfill(json={"support": 13, "supported": True}))
    page.route(
        "**/a", lambda route: route.fulfill(status=409, json={"error": {"code": "wrong_state", "detail": "Shut."}})
    )
    page.goto(GUIDE, wait_until="networkidle")

    page.get_by_role("button", name="Me too").click()
    page.locator("civic-support", has_text="I agree").get_by_role("button").click()
    page.get_by_text("Shut.").wait_for()

    assert page.get_by_role("button", name="Me too").get_attribute("aria-pressed") == "true"
    assert page.locator("civic-support", has_text="Me too").locator("[data-count]").inner_text() == "13 people"
    assert (
        page.locator("civic-support", has_text="I agree").get_by_role("button").get_attribute("aria-pressed") == "false"
    )


def test_who_stands_outside_the_town_is_told_so_and_marks_nothing(phone):
    page = open_guide(phone(geolocation={"latitude": 51.5, "longitude": -0.12}, permissions=["geolocation"]))
    chosen = picking_map(page)

    chosen.locator(".leaflet-control-locate a").click()

    expect(chosen.get_by_text("You are outside the area of this map.")).to_be_visible()
    expect(page.locator("#picked")).to_have_value("")


def test_without_signal_a_form_is_kept_and_says_so(phone):
    context = phone()
    page = context.new_page()
    page.goto("/account/login/code/", wait_until="networkidle")
    page.fill("main [name=email]", "jo@example.test")

    context.set_offline(True)
    page.click("main form .button")
    expect(page.get_by_role("alert")).to_contain_text("Nothing is lost")
    kept = page.input_value("main [name=email]")
    context.set_offline(False)
    page.click("main form .button")

    page.wait_for_url("**/confirm/")
    assert kept == "jo@example.test"
