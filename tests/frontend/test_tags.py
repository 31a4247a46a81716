import datetime as dt
import re
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import timezone, translation

from frontend.states import STATES
from frontend.templatetags import civic

LONDON = ZoneInfo("Europe/London")
SPRITE = (Path(__file__).parents[2] / "frontend/static/frontend/img/icons.svg").read_text()
PROMISED = [
    "received",
    "planned",
    "in_progress",
    "needs_info",
    "fixed",
    "will_not_fix",
    "not_ours",
    "duplicate",
    "withdrawn",
    "unconfirmed",
    "held",
    "public",
    "private",
    "removed",
    "published",
    "scheduled",
    "live",
    "paused",
    "closed",
    "answering",
    "answered",
    "deferred",
    "declined",
    "merged",
]


def draw(source, **context):
    return Template("{% load civic %}" + source).render(Context(context))


@pytest.mark.parametrize("state", PROMISED)
def test_every_state_has_a_word_a_shape_and_a_colour_of_its_tone(state):
    tag = civic.state_tag(state)
    look = STATES[state]

    assert str(look.word) in tag
    assert f'id="s-{look.shape}"' in SPRITE
    assert f"tag--{look.tone}" in tag


def test_a_state_nobody_knows_is_shown_as_its_own_word_escaped():
    assert "a &lt;b&gt; c" in civic.state_tag("a_<b>_c")


def test_a_state_may_be_given_another_word():
    assert civic.state_tag("fixed", "Mended").endswith("Mended</span>")


def test_days_are_said_as_people_say_them():
    this_year = timezone.localdate().year

    assert civic.day(dt.date(2020, 3, 3)) == "Tuesday 3 March 2020"
    assert civic.day(dt.datetime(this_year, 3, 3, 9, tzinfo=LONDON)).endswith(" 3 March")
    assert civic.day(None) == ""


def test_a_day_is_the_councils_day_not_the_servers():
    late = dt.datetime(2021, 6, 30, 23, 30, tzinfo=dt.UTC)

    assert civic.day(late) == "Thursday 1 July 2021"


@pytest.mark.parametrize(("hour", "minute", "said"), [(18, 0, "6pm"), (18, 30, "6:30pm"), (9, 5, "9:05am")])
def test_times_are_short(hour, minute, said):
    assert civic.clock(dt.datetime(2026, 1, 5, hour, minute, tzinfo=LONDON)) == said


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (dt.timedelta(seconds=10), "just now"),
        (dt.timedelta(seconds=61), "1 minute ago"),
        (dt.timedelta(minutes=59), "59 minutes ago"),
        (dt.timedelta(days=3), "3 days ago"),
        (dt.timedelta(days=1), "yesterday"),
    ],
)
def test_ages_are_said_in_words(before, said, monkeypatch):
    noon = dt.datetime(2026, 11, 18, 12, 0, tzinfo=dt.UTC)
    monkeypatch.setattr(timezone, "now", lambda: noon)

    assert re.sub(r"<[^>]+>", "", civic.ago(noon - before)) == said


def test_what_is_older_than_a_week_is_said_as_its_day(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: dt.datetime(2026, 11, 18, 12, 0, tzinfo=dt.UTC))

    assert ">Tuesday 3 March<" in civic.ago(dt.datetime(2026, 3, 3, 12, tzinfo=dt.UTC))


def test_promised_paths_follow_the_language():
    assert civic.local_path("/reports/") == "/reports/"
    with translation.override("cy"):
        assert civic.local_path("/reports/") == "/cy/reports/"


@pytest.mark.parametrize(
    ("path", "shown", "mark"),
    [
        ("/reports/", "/reports/", ' aria-current="page"'),
        ("/consultations/library/", "/consultations/", ' aria-current="true"'),
        ("/news/", "/reports/", ""),
    ],
)
def test_the_menu_marks_where_we_are(path, shown, mark):
    assert draw("{% active_menu shown %}", request=RequestFactory().get(path), shown=shown) == mark


def test_inline_data_cannot_end_its_script():
    drawn = civic.json_data({"title": "</script><script>alert(1)</script>&"})

    assert drawn.count("<") == 2
    assert "&" not in drawn


def test_text_that_is_no_json_is_refused():
    with pytest.raises(ValueError):
        civic.json_data("</script>")


def test_an_avatar_holds_two_letters_and_is_not_read_aloud():
    drawn = civic.avatar("Mina de Okafor")

    assert ">MO</span>" in drawn
    assert 'aria-hidden="true"' in drawn


@pytest.mark.parametrize("name", ["", "   ", "<b>", "123"])
def test_an_avatar_stands_for_names_without_letters_too(name):
    assert "<b>" not in civic.avatar(name)
