"""Every pair of tokens that meets on a page is readable, in the light scheme and in the dark one."""

import re
from pathlib import Path

import pytest

TOKENS = (Path(__file__).parents[2] / "frontend/static/frontend/css/tokens.css").read_text()
LEAST_FOR_TEXT = 4.5
LEAST_FOR_EDGES = 3.0

STATES = ("received", "planned", "progress", "fixed", "closed", "waiting", "removed", "live")
TEXT_PAIRS = [
    *((ink, ground) for ink in ("ink", "ink-soft", "link", "brand", "danger") for ground in ("paper", "mist", "tint")),
    *((f"{state}-ink", f"{state}-paper") for state in STATES),
    *(("ink", f"{state}-paper") for state in STATES if state != "live"),
    *(("brand-dark", ground) for ground in ("paper", "tint")),
    ("on-brand", "brand"),
    ("on-brand", "brand-dark"),
    ("on-danger", "danger"),
    ("on-band", "band"),
    ("focus-edge", "focus"),
]
EDGE_PAIRS = [("edge", "paper"), ("edge", "mist"), ("brand", "paper"), ("danger", "paper"), ("live-paper", "paper")]


def declared(css: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{3,6})\b", css))


LIGHT, _, REST = TOKENS.partition("@media (prefers-color-scheme: dark)")
SCHEMES = {"light": declared(LIGHT), "dark": declared(LIGHT) | declared(REST)}


def luminance(colour: str) -> float:
    """Relative luminance, 0 to 1, of a colour as #rgb or #rrggbb. Source: WCAG 2.2."""
    digits = colour.lstrip("#")
    whole = digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)
    parts = [int(whole[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("ink", "ground"), TEXT_PAIRS)
def test_words_can_be_read_on_their_ground(scheme, ink, ground):
    tokens = SCHEMES[scheme]

    assert contrast(tokens[ink], tokens[ground]) >= LEAST_FOR_TEXT


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("edge", "ground"), EDGE_PAIRS)
def test_edges_of_fields_and_buttons_can_be_seen(scheme, edge, ground):
    tokens = SCHEMES[scheme]

    assert contrast(tokens[edge], tokens[ground]) >= LEAST_FOR_EDGES


def test_contrast_of_black_and_white_is_the_known_one():
    assert round(contrast("#000", "#ffffff"), 2) == 21


def test_no_token_is_left_out_of_both_lists():
    in_pairs = {token for pair in [*TEXT_PAIRS, *EDGE_PAIRS] for token in pair}

    assert set(SCHEMES["light"]) - in_pairs == {"line", "band-line"}  # decoration: nothing is told by them alone


def test_the_dark_scheme_sets_every_colour_that_the_light_one_has():
    assert set(declared(REST)) == set(declared(LIGHT))
