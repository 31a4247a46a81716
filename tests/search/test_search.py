"""One index of what is public: found by word, beginning and mistyped, and gone when it stops being public."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from django.test import Client

from civic.core import clock
from civic.search import registry
from civic.search.actions.reindex import reindex
from civic.search.models import SearchEntry, SearchWord
from civic.search.queries import CANDIDATES, find, find_of_each_kind, suggest
from civic.search.registry import OFFICIAL, Entry

pytestmark = pytest.mark.django_db
THINGS: dict[str, Entry] = {}


@pytest.fixture(autouse=True)
def kinds() -> Iterator[None]:
    for kind in ("thing", "rule"):
        registry.register_searchable(kind, noun=kind.title(), plural=f"{kind.title()}s", load=lambda i: THINGS.get(i))
    yield
    THINGS.clear()
    for kind in ("thing", "rule"):
        registry._kinds.pop(kind, None)


def put(identity: str, title: str, text: str = "", *, kind: str = "thing", **fields) -> str:
    THINGS[identity] = Entry(title=title, text=text, url=f"/{kind}s/{identity}/", **fields)
    reindex(f"{kind}:{identity}")
    return f"{kind}:{identity}"


def titles(hits) -> list[str]:
    return [hit.title for hit in hits]


def test_words_of_title_and_text_are_found_title_first():
    put("a", "A bin in the river", "It floats.")
    put("b", "Pothole in Mill Street", "Beside the bin store.")

    assert titles(find("bins").hits) == ["A bin in the river", "Pothole in Mill Street"]


def test_the_councils_word_comes_before_residents_words():
    put("a", "Brown bins")
    put("b", "Brown bins", kind="rule", weight=OFFICIAL)

    assert [hit.kind for hit in find("brown bins").hits] == ["rule", "thing"]


def test_all_words_must_be_there_unless_nothing_has_them_all():
    put("a", "Bridge floods")
    put("b", "Library closing")

    assert titles(find("bridge floods").hits) == ["Bridge floods"]
    assert set(titles(find("bridge library").hits)) == {"Bridge floods", "Library closing"}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("pothoel", "pothole"), ("libary", "library"), ("brigde floods", "bridge floods"), ("lybrary", "library")],
)
def test_typing_errors_are_forgiven(typed, meant):
    put("a", "Pothole in Mill Street")
    put("b", "The library")
    put("c", "The bridge floods")

    found = find(typed)

    assert found.corrected == meant
    assert len(found.hits) == 1


@pytest.mark.parametrize(("typed", "meant"), [("bni", "bin"), ("bn", ""), ("hernon", "heron"), ("haron", "heron")])
def test_errors_in_short_words_and_in_words_of_a_text_are_forgiven(typed, meant):
    put("a", "A bin", "A heron sat on it.")

    assert (find(typed).corrected, len(find(typed).hits)) == (meant, 1 if meant else 0)


def test_words_are_counted_in_how_many_entries_they_stand_and_stop_words_not_at_all():
    put("a", "The bin, the bin", "The heron.")
    put("b", "The bin")
    THINGS["a"] = Entry(title="The heron", text="", url="/a/")
    reindex("thing:a")

    assert dict(SearchWord.objects.values_list("word", "entries")) == {"bin": 1, "heron": 1}


def test_of_many_the_newest_are_looked_at():
    for number in range(CANDIDATES + 3):
        put(f"n{number}", "Lamp out")

    seen = [hit.subject for hit in find("lamp", "thing", size=CANDIDATES).hits]

    assert f"thing:n{CANDIDATES + 2}" in seen
    assert "thing:n0" not in seen


def test_a_beginning_stands_for_the_commonest_words_that_begin_so():
    for number in range(3):
        put(f"s{number}", "Street light")
    put("a", "Stile broken")

    assert set(titles(suggest("st"))) == {"Street light", "Stile broken"}
    assert titles(suggest("sti")) == ["Stile broken"]
    assert titles(suggest("broken st")) == ["Stile broken"]


def test_accents_and_apostrophes_do_not_matter():
    put("a", "Tŷ’r Ysgol")

    assert titles(find("tyr ysgol").hits) == titles(find("TŶR").hits) == ["Tŷ’r Ysgol"]


def test_what_stops_being_public_is_found_no_longer_and_leaves_no_word_behind():
    subject = put("a", "A scandalous secret")
    put("b", "A scandalous bridge")
    del THINGS["a"]
    reindex(subject)

    assert titles(find("scandalous").hits) == ["A scandalous bridge"]
    assert not SearchEntry.objects.filter(subject=subject).exists()
    assert set(SearchWord.objects.values_list("word", flat=True)) == {"scandalous", "bridge"}


def test_a_changed_title_is_found_by_its_new_words_only():
    subject = put("a", "The red bridge")
    THINGS["a"] = Entry(title="The blue ferry", text="", url="/a/")
    reindex(subject)

    assert find("bridge", "thing").hits == []
    assert titles(find("ferry").hits) == ["The blue ferry"]


def test_a_kind_that_no_room_registers_any_more_is_forgotten():
    subject = put("a", "Old thing")
    registry._kinds.pop("thing")

    reindex(subject)

    assert not SearchEntry.objects.filter(subject=subject).exists()


def test_pages_of_one_kind_go_on_without_gap_or_repeat():
    for number in range(45):
        put(f"n{number}", f"Lamp {number} is dark")
    put("r", "Lamp rules", kind="rule")

    first = find("lamp", "thing")
    second = find("lamp", "thing", first.next)
    third = find("lamp", "thing", second.next)

    seen = [hit.subject for page in (first, second, third) for hit in page.hits]
    assert len(seen) == len(set(seen)) == 45
    assert third.next == ""


@pytest.mark.parametrize("cursor", ["x", "1_x", "_", "0.1_99999999999999999999", "nan_1"])
def test_a_broken_cursor_begins_anew_or_ends(cursor):
    put("a", "Lamp")

    assert len(find("lamp", "thing", cursor).hits) <= 1


def test_a_common_word_ranks_a_capped_number_of_candidates():
    entries = [
        SearchEntry(subject=f"thing:{n}", kind="thing", title="Lamp", url="/", weight=1.0)
        for n in range(CANDIDATES + 9)
    ]
    SearchEntry.objects.bulk_create(entries)
    from django.contrib.postgres.search import SearchVector

    SearchEntry.objects.update(tsv=SearchVector("title", config="english"))

    assert find("lamp").counts == {"thing": CANDIDATES}


def test_the_best_few_of_each_kind_are_shown_together():
    for number in range(6):
        put(f"t{number}", f"Lamp {number}")
    put("r", "Lamp rules", kind="rule", weight=OFFICIAL)

    found = find_of_each_kind("lamp", each=3)

    assert [hit.kind for hit in found.hits] == ["rule", "thing", "thing", "thing"]
    assert found.counts == {"rule": 1, "thing": 6}


def test_suggestions_complete_the_last_word_and_prefer_titles():
    put("a", "The library closes at six")
    put("b", "Bins", "Beside the library.")

    assert titles(suggest("the libr")) == ["The library closes at six"]
    assert titles(suggest("besi")) == ["Bins"]
    assert suggest("l") == []


def test_suggestions_forgive_typing_errors():
    put("a", "The library closes at six")

    assert titles(suggest("libary")) == ["The library closes at six"]


@pytest.mark.parametrize("q", ["", "&", "!!", "'", "a' | 'b", "the", "\\", ":*", "<b>", "x" * 5000, "%", "\u0130"])
def test_whatever_is_typed_is_answered(q):
    put("a", "A bridge")

    assert Client().get("/search/", {"q": q}).status_code == 200
    assert Client().get("/api/v1/suggestions/", {"q": q}).status_code == 200


def test_the_page_groups_results_and_leads_on_when_there_are_none():
    put("a", "A pothole", kind="rule", weight=OFFICIAL)

    found = Client().get("/search/?q=pothole").content.decode()
    nothing = Client().get("/search/?q=zebra").content.decode()

    assert "Rules" in found
    assert 'href="/rules/a/"' in found
    assert "What you can do now" in nothing
    assert 'href="/reports/new/"' in nothing


def test_what_was_typed_is_shown_as_text_and_never_as_markup():
    page = Client().get("/search/", {"q": "<script>alert(1)</script>"}).content.decode()

    assert "<script>alert" not in page


def test_suggestions_have_title_address_and_kind():
    put("a", "The library closes at six")

    answer = Client().get("/api/v1/suggestions/?q=libr").json()

    assert answer == {
        "results": [
            {
                "title": "The library closes at six",
                "url": "http://testserver/things/a/",
                "kind": "thing",
                "detail": "Thing",
            }
        ],
        "next": None,
    }


def test_searching_is_limited_and_says_when_to_try_again():
    client = Client()

    with clock.at(dt.datetime(2026, 3, 3, 12, 0, 5, tzinfo=dt.UTC)):
        answers = [client.get("/search/?q=bin").status_code for _ in range(31)]
        refused = client.get("/search/?q=bin")

    assert answers[:30] == [200] * 30
    assert (answers[30], refused.status_code) == (429, 429)
    assert int(refused.headers["Retry-After"]) > 0


def test_addresses_are_in_the_language_that_is_spoken():
    from django.utils import translation

    put("a", "Neutral bridge")
    put("b", "Pont bridge", language="cy")

    with translation.override("cy"):
        welsh = {hit.title: hit.url for hit in find("bridge").hits}
    english = titles(find("bridge").hits)

    assert welsh == {"Neutral bridge": "/cy/things/a/", "Pont bridge": "/things/b/"}
    assert english == ["Neutral bridge"]


def test_what_became_a_page_stands_behind_it_where_both_hold_the_words():
    registry.register_searchable(
        "leaf", load=lambda i: THINGS.get(i), stands_for=lambda ids: {f"thing:{i}a" for i in ids}
    )
    put("7", "Bins in the snow", kind="leaf", weight=OFFICIAL)
    put("7a", "Bins in the snow", "My gran asked.")

    both, kinds, typed, words_of_gran = find("bins"), find_of_each_kind("bins"), suggest("bins"), find("gran")

    registry._kinds.pop("leaf")
    assert [[hit.kind for hit in hits] for hits in (both.hits, kinds.hits, typed)] == [["leaf"]] * 3
    assert both.counts == kinds.counts == {"leaf": 1}
    assert [hit.kind for hit in words_of_gran.hits] == ["thing"]
