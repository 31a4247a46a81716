"""A chain is told in both directions, as far as the reader may see, and reaches everyone who stands behind it."""

from collections.abc import Iterator

import pytest

from civic.accounts.actors import ANONYMOUS, SYSTEM, Actor
from civic.accounts.recipients import Recipient
from civic.links import registry
from civic.links.actions.link_subjects import link_subjects
from civic.links.enums import Relation
from civic.links.models import Link
from civic.links.queries import became, chain_of, everyone_behind, sources_of, targets_of, title_and_url


@pytest.fixture(autouse=True)
def kinds() -> Iterator[None]:
    def title(identity: str, actor: Actor) -> str | None:
        return None if identity == "hidden" and not actor.is_system else f"Thing {identity}"

    for kind in ("pin", "ask", "leaf"):
        registry.register_subject(
            kind,
            noun=kind,
            title=title,
            url=lambda identity, kind=kind: f"/{kind}/{identity}/",  # type: ignore[misc]
            people=lambda identity: [Recipient(f"{identity}@example.test")],
        )
    yield
    for kind in ("pin", "ask", "leaf"):
        registry._kinds.pop(kind)


def link(source: str, target: str, relation: Relation = Relation.BECAME) -> None:
    link_subjects(source=source, target=target, relation=relation, by=SYSTEM)


def test_the_middle_of_a_chain_shows_what_came_before_and_after(db: None) -> None:
    link("pin:1", "ask:2", Relation.ASKED_ABOUT)
    link("ask:2", "leaf:3")

    steps = chain_of("ask:2", ANONYMOUS)

    assert [(s.url, s.forward) for s in steps] == [("/pin/1/", False), ("/leaf/3/", True)]


def test_what_the_reader_may_not_see_is_left_out(db: None) -> None:
    link("pin:1", "ask:hidden")

    assert chain_of("pin:1", ANONYMOUS) == []
    assert [s.title for s in chain_of("pin:1", SYSTEM)] == ["Thing hidden"]


def test_the_end_of_a_chain_reaches_everyone_at_every_link_but_no_cousins(db: None) -> None:
    link("pin:1", "ask:2")
    link("ask:2", "leaf:3")
    link("ask:2", "leaf:other")
    link("pin:9", "leaf:other")

    assert {r.email for r in everyone_behind("leaf:3")} == {"1@example.test", "2@example.test", "3@example.test"}


def test_a_circle_ends(db: None) -> None:
    link("pin:1", "ask:2")
    link("ask:2", "pin:1")

    assert {r.email for r in everyone_behind("pin:1")} == {"1@example.test", "2@example.test"}


def test_linking_twice_is_linking_once(db: None) -> None:
    link("pin:1", "ask:2")
    link("pin:1", "ask:2")

    assert Link.objects.count() == 1
    assert (targets_of("pin:1", "ask"), sources_of("ask:2"), targets_of("pin:1", "leaf")) == (["ask:2"], ["pin:1"], [])


def test_what_became_a_thing_is_not_what_was_asked_about_in_it(db: None) -> None:
    link("ask:2", "leaf:3")
    link("pin:1", "leaf:3", Relation.ASKED_ABOUT)
    link("ask:4", "leaf:5")

    assert became(["leaf:3", "leaf:6"]) == {"ask:2"}


def test_a_subject_has_a_title_and_an_address_for_those_who_may_see_it(db: None) -> None:
    assert title_and_url("pin:1", ANONYMOUS) == ("Thing 1", "/pin/1/")
    assert title_and_url("pin:hidden", ANONYMOUS) is None
    assert title_and_url("nothing:1", ANONYMOUS) is None
